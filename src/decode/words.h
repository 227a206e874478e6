// Words: registers that strace spells in a way of their own, neither a number nor names of a table.
#ifndef SYSASSERT_DECODE_WORDS_H_
#define SYSASSERT_DECODE_WORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sysassert::decode {

// The word that a row spells by this printer; nothing where there is no such printer, or where the
// argument's kind says what it is.
std::optional<std::string> WordText(std::string_view printer, std::uint64_t value);

std::string SignalText(int signal);               // SIGTERM; a number where there is no such signal
std::string PriorityText(std::uint64_t value);    // IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)
std::string SocketTypeText(std::uint64_t value);  // SOCK_STREAM|SOCK_CLOEXEC

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_WORDS_H_
