#include "decode/sockaddr.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

#include "decode/members.h"
#include "decode/sockaddr_families.h"
#include "decode/strings.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

template <typename Address>
bool Copy(std::string_view bytes, Address* address) {
  if (bytes.size() < sizeof *address) return false;
  std::memcpy(address, bytes.data(), sizeof *address);
  return true;
}

std::string UnixAddress(std::string_view name) {
  if (name.empty()) return "unix:";
  if (name[0] == '\0')
    return "unix:@" +
           std::string(name.substr(1));  // abstract: any bytes, as long as the address says
  return "unix:" + std::string(name.substr(0, name.find('\0')));
}

// "netlink", as policies have it; a number where it has no name.
std::string FamilyWord(sa_family_t family) {
  constexpr std::size_t kPrefix = 3;  // "AF_"
  const tables::NameTable& table = tables::kAddressFamilies;
  for (std::size_t i = 0; i < table.count; ++i) {
    if (table.names[i].value != family) continue;
    std::string word(table.names[i].name.substr(kPrefix));
    for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return word;
  }
  return std::to_string(family);
}

}  // namespace

std::string SocketAddress(std::string_view bytes) {
  sa_family_t family = 0;
  if (!Copy(bytes, &family)) return "";
  char text[INET6_ADDRSTRLEN] = {};
  if (sockaddr_in in{}; family == AF_INET && Copy(bytes, &in)) {
    inet_ntop(AF_INET, &in.sin_addr, text, sizeof text);
    return std::string(text) + ":" + std::to_string(ntohs(in.sin_port));
  }
  if (sockaddr_in6 in6{}; family == AF_INET6 && Copy(bytes, &in6)) {
    inet_ntop(AF_INET6, &in6.sin6_addr, text, sizeof text);
    return "[" + std::string(text) + "]:" + std::to_string(ntohs(in6.sin6_port));
  }
  if (family == AF_UNIX) return UnixAddress(bytes.substr(offsetof(sockaddr_un, sun_path)));
  return "family " + FamilyWord(family);
}

std::string SocketAddressText(std::string_view bytes) {
  sa_family_t family = 0;
  if (!Copy(bytes, &family)) return "";
  char text[INET6_ADDRSTRLEN] = {};
  if (sockaddr_in in{}; family == AF_INET && Copy(bytes, &in)) {
    inet_ntop(AF_INET, &in.sin_addr, text, sizeof text);
    return fmt::format("{{sa_family=AF_INET, sin_port=htons({}), sin_addr=inet_addr(\"{}\")}}",
                       ntohs(in.sin_port), text);
  }
  // The scope came later.
  constexpr std::size_t kWithoutScope = offsetof(sockaddr_in6, sin6_scope_id);
  if (family == AF_INET6 && bytes.size() >= kWithoutScope) {
    sockaddr_in6 in6{};
    const bool scoped = bytes.size() >= sizeof in6;
    std::memcpy(&in6, bytes.data(), scoped ? sizeof in6 : kWithoutScope);
    inet_ntop(AF_INET6, &in6.sin6_addr, text, sizeof text);
    std::string scope;
    if (scoped)
      scope = ", sin6_scope_id=" +
              (IN6_IS_ADDR_LINKLOCAL(&in6.sin6_addr) || IN6_IS_ADDR_MC_LINKLOCAL(&in6.sin6_addr)
                   ? InterfaceText(in6.sin6_scope_id)
                   : std::to_string(in6.sin6_scope_id));
    return fmt::format(
        "{{sa_family=AF_INET6, sin6_port=htons({}), sin6_flowinfo=htonl({}), inet_pton(AF_INET6, "
        "\"{}\", &sin6_addr){}}}",
        ntohs(in6.sin6_port), ntohl(in6.sin6_flowinfo), text, scope);
  }
  if (family == AF_UNIX) {
    const std::string_view name = bytes.substr(offsetof(sockaddr_un, sun_path));
    if (name.empty()) return "{sa_family=AF_UNIX}";
    if (name[0] == '\0') return "{sa_family=AF_UNIX, sun_path=@" + Quote(name.substr(1)) + "}";
    return "{sa_family=AF_UNIX, sun_path=" + Quote(name.substr(0, name.find('\0'))) + "}";
  }
  if (sockaddr_nl netlink{}; family == AF_NETLINK && Copy(bytes, &netlink)) {
    return fmt::format(
        "{{sa_family=AF_NETLINK, nl_pid={}, nl_groups={}}}", static_cast<int>(netlink.nl_pid),
        netlink.nl_groups == 0 ? "00000000" : fmt::format("{:#08x}", netlink.nl_groups));
  }
  if (std::string other = OtherAddressText(family, bytes); !other.empty()) return other;
  return fmt::format("{{sa_family={}, sa_data={}}}",
                     tables::EnumText(tables::kAddressFamilies, family),
                     Quote(bytes.substr(sizeof family)));
}

}  // namespace sysassert::decode
