#include "decode/sockaddr.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "decode/members.h"
#include "decode/network_text.h"
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

std::string SocketAddressText(std::string_view bytes, const Style& style) {
  bytes = bytes.substr(0, sizeof(sockaddr_storage));
  sa_family_t family = 0;
  if (!Copy(bytes, &family)) return "";
  const std::string name_of_family = tables::EnumText(tables::kAddressFamilies, family);
  // Where numbers are wanted, the bytes as they lie in the network's order.
  const auto spelt = [bytes](std::size_t offset, std::size_t size, const std::string& words) {
    return tables::Spelt(Quote(bytes.substr(offset, size), false, Hex::kAll), words);
  };
  if (sockaddr_in in{}; family == AF_INET && Copy(bytes, &in)) {
    return fmt::format("{{sa_family={}, sin_port={}, sin_addr={}}}", name_of_family,
                       PortText(bytes.substr(offsetof(sockaddr_in, sin_port), sizeof in.sin_port)),
                       InetText(bytes.substr(offsetof(sockaddr_in, sin_addr), sizeof in.sin_addr)));
  }
  // The scope came later; one that is cut is taken for what is there of it.
  constexpr std::size_t kWithoutScope = offsetof(sockaddr_in6, sin6_scope_id);
  if (family == AF_INET6 && bytes.size() >= kWithoutScope) {
    sockaddr_in6 in6{};
    const bool scoped = bytes.size() > kWithoutScope;
    std::memcpy(&in6, bytes.data(), std::min(bytes.size(), sizeof in6));
    std::string scope;
    if (scoped)
      scope = ", sin6_scope_id=" +
              (IN6_IS_ADDR_LINKLOCAL(&in6.sin6_addr) || IN6_IS_ADDR_MC_LINKLOCAL(&in6.sin6_addr)
                   ? InterfaceText(in6.sin6_scope_id)
                   : std::to_string(in6.sin6_scope_id));
    return fmt::format(
        "{{sa_family={}, sin6_port={}, sin6_flowinfo={}, {}{}}}", name_of_family,
        PortText(bytes.substr(offsetof(sockaddr_in6, sin6_port), sizeof in6.sin6_port)),
        spelt(offsetof(sockaddr_in6, sin6_flowinfo), sizeof in6.sin6_flowinfo,
              fmt::format("htonl({})", ntohl(in6.sin6_flowinfo))),
        Inet6MemberText("sin6_addr",
                        bytes.substr(offsetof(sockaddr_in6, sin6_addr), sizeof in6.sin6_addr)),
        scope);
  }
  if (family == AF_UNIX) {
    const std::string_view name =
        bytes.substr(offsetof(sockaddr_un, sun_path), sizeof(sockaddr_un::sun_path));
    if (name.empty()) return fmt::format("{{sa_family={}}}", name_of_family);
    return fmt::format("{{sa_family={}, sun_path={}}}", name_of_family,
                       name[0] == '\0' ? "@" + Quote(name.substr(1), false, style.hex)
                                       : Quote(name.substr(0, name.find('\0')), false, style.hex));
  }
  if (std::string other = OtherAddressText(family, bytes, style); !other.empty()) return other;
  if (bytes.size() == sizeof family) return fmt::format("{{sa_family={}}}", name_of_family);
  return fmt::format("{{sa_family={}, sa_data={}}}", name_of_family,
                     Quote(bytes.substr(sizeof family), false, style.hex));
}

}  // namespace sysassert::decode
