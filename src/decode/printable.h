// Text of unknown bytes, made safe for a terminal, a log or a failure message.
#ifndef SYSASSERT_DECODE_PRINTABLE_H_
#define SYSASSERT_DECODE_PRINTABLE_H_

#include <string>
#include <string_view>

namespace sysassert::decode {

// Newlines in a block that we laid out ourselves stay; everywhere else they could forge a line.
enum class Newlines { kEscape, kKeep };

// `bytes` with everything escaped that is not UTF-8, is a control character, or would reorder or
// hide what is around it (bidirectional and zero-width characters): \n \t \r, else \xNN a byte.
// A backslash stays: text that was escaped once is not changed by a second time.
std::string Printable(std::string_view bytes, Newlines newlines = Newlines::kEscape);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_PRINTABLE_H_
