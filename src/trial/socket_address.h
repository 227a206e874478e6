// An address as a policy test writes it, made what the kernel takes.
#ifndef SYSASSERT_TRIAL_SOCKET_ADDRESS_H_
#define SYSASSERT_TRIAL_SOCKET_ADDRESS_H_

#include <optional>
#include <string>

namespace sysassert::trial {

// The bytes of a sockaddr for "127.0.0.1:80", "[::1]:443", "unix:/run/x" or "unix:@name"; none
// where `text` is no such address.
std::optional<std::string> SocketAddressOf(const std::string& text);

}  // namespace sysassert::trial

#endif  // SYSASSERT_TRIAL_SOCKET_ADDRESS_H_
