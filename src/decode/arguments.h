// Arguments: the typed arguments of a call, with their text.
#ifndef SYSASSERT_DECODE_ARGUMENTS_H_
#define SYSASSERT_DECODE_ARGUMENTS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "capture/recording.h"
#include "sysassert/call.h"
#include "tables/row.h"

namespace sysassert::decode {

// Argument `i` of the call at `index`, whose row is `row`.
Argument ArgumentOf(const capture::Recording& recording, std::size_t index, const tables::Row& row,
                    int i);

// Does a word of flags have the one of this name? False for a name that the table does not have.
bool HasNamedFlag(const tables::NameTable& table, std::uint64_t value, std::string_view flag);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_ARGUMENTS_H_
