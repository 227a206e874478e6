#include "trial/socket_address.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "policy/read.h"

namespace sysassert::trial {
namespace {

template <typename Address>
std::string BytesOf(const Address& address, std::size_t bytes = sizeof(Address)) {
  return {reinterpret_cast<const char*>(&address), bytes};
}

}  // namespace

std::optional<std::string> SocketAddressOf(const std::string& text) {
  constexpr std::string_view kUnix = "unix:";
  if (text.compare(0, kUnix.size(), kUnix) == 0) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::string name = text.substr(kUnix.size());
    if (name.empty() || name.size() >= sizeof address.sun_path) return std::nullopt;
    const bool abstract = name[0] == '@';
    if (abstract) name[0] = '\0';
    std::memcpy(address.sun_path, name.data(), name.size());
    return BytesOf(address, offsetof(sockaddr_un, sun_path) + name.size() + (abstract ? 0 : 1));
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  const auto port = policy::NumberIn(text.substr(colon + 1));
  std::string host = text.substr(0, colon);
  if (!port || *port < 0 || *port > 65535) return std::nullopt;
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_port = htons(static_cast<std::uint16_t>(*port));
  if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) return BytesOf(v4);
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') return std::nullopt;
  host = host.substr(1, host.size() - 2);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(static_cast<std::uint16_t>(*port));
  if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) != 1) return std::nullopt;
  return BytesOf(v6);
}

}  // namespace sysassert::trial
