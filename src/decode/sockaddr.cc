#include "decode/sockaddr.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstring>

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
  return "family " + std::to_string(family);
}

}  // namespace sysassert::decode
