// Arguments: the typed arguments of a call, with their text.
#ifndef SYSASSERT_DECODE_ARGUMENTS_H_
#define SYSASSERT_DECODE_ARGUMENTS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "decode/call_view.h"
#include "decode/style.h"
#include "sysassert/call.h"
#include "tables/row.h"

namespace sysassert::decode {

// Argument `i` of a call, whose row is `row`.
Argument ArgumentOf(const CallView& call, const tables::Row& row, int i, const Style& style = {});

// "fd", "bytes-in": as JSON has it.
std::string_view KindName(ArgumentKind kind);

// Does a word of flags have the one of this name? False for a name that the table does not have.
bool HasNamedFlag(const tables::NameTable& table, std::uint64_t value, std::string_view flag);
// The same of the argument of `call` that has the kernel's name `argument`, if it is such a word;
// one that is a choice has the name that it is.
bool HasNamedFlag(const Call& call, std::string_view argument, std::string_view flag);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_ARGUMENTS_H_
