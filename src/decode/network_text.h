// Addresses of networks as strace spells them: by a call that would make them, or by their bytes
// where numbers are wanted (-X).
#ifndef SYSASSERT_DECODE_NETWORK_TEXT_H_
#define SYSASSERT_DECODE_NETWORK_TEXT_H_

#include <string>
#include <string_view>

namespace sysassert::decode {

// htons(80), of 2 bytes.
std::string PortText(std::string_view bytes);
// inet_addr("127.0.0.1"), of 4 bytes.
std::string InetText(std::string_view bytes);
// inet_pton(AF_INET6, "::1"), of 16 bytes.
std::string Inet6Text(std::string_view bytes);
// inet_pton(AF_INET6, "::1", &sin6_addr), or sin6_addr="…" where the bytes are wanted.
std::string Inet6MemberText(std::string_view name, std::string_view bytes);
// 02:00:00:00:00:01, of as many bytes as there are.
std::string HardwareText(std::string_view bytes);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_NETWORK_TEXT_H_
