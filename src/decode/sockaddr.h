// Socket addresses as text.
#ifndef SYSASSERT_DECODE_SOCKADDR_H_
#define SYSASSERT_DECODE_SOCKADDR_H_

#include <string>
#include <string_view>

#include "decode/style.h"

namespace sysassert::decode {

inline constexpr std::string_view kUnixPrefix = "unix:";

// "127.0.0.1:9", "[::1]:443", "unix:/run/x", "unix:@name" (abstract), "unix:" (unnamed); "family
// netlink" for others, or the number of one without a name; empty for no address.
std::string SocketAddress(std::string_view bytes);

// As strace prints it: {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")};
// empty for no address. No more than a sockaddr_storage is looked at.
std::string SocketAddressText(std::string_view bytes, const Style& style = {});

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_SOCKADDR_H_
