// Bytes as strace quotes them.
#ifndef SYSASSERT_DECODE_STRINGS_H_
#define SYSASSERT_DECODE_STRINGS_H_

#include <string>
#include <string_view>

#include "decode/style.h"

namespace sysassert::decode {

// "\"a\\n\"": quoted, what is not printable ASCII in C's short escapes or octal; followed by `...`
// where it was cut.
std::string Quote(std::string_view bytes, bool cut = false, Hex hex = Hex::kNone);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_STRINGS_H_
