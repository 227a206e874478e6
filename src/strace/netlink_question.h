// A question to the kernel over netlink(7), and its answers. Private to strace/.
#ifndef SYSASSERT_STRACE_NETLINK_QUESTION_H_
#define SYSASSERT_STRACE_NETLINK_QUESTION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace sysassert::strace {

// Sends one message, a header and what follows it, and shows what follows the header of each answer
// of the same type. Ends at an error, at the end of a dump, or where `visit` answers false.
void AskNetlink(int protocol, std::span<const std::byte> message,
                const std::function<bool(std::string_view answer)>& visit);
// A structure that begins with a nlmsghdr.
template <typename Message>
void AskNetlink(int protocol, const Message& message,
                const std::function<bool(std::string_view answer)>& visit) {
  AskNetlink(protocol, std::as_bytes(std::span(&message, 1)), visit);
}

// Shows each attribute of `bytes`: its type without flags, and its payload.
void EachAttribute(std::string_view bytes,
                   const std::function<void(int type, std::string_view payload)>& visit);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_NETLINK_QUESTION_H_
