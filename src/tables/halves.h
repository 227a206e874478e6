// Values of 64 bits that a 32-bit process passes in two registers.
#ifndef SYSASSERT_TABLES_HALVES_H_
#define SYSASSERT_TABLES_HALVES_H_

#include <cstdint>
#include <string_view>

#include "tables/row.h"

namespace sysassert::tables {

// The `structure` of the first of the two, which stands for both: which half it holds. The second
// is unused to a reader.
inline constexpr std::string_view kLowHalf = "low half", kHighHalf = "high half";

constexpr bool IsHalf(const Parameter& parameter) {
  return parameter.structure == kLowHalf || parameter.structure == kHighHalf;
}

// What argument `index` is: its register, or both of them.
constexpr std::uint64_t WholeValue(const Parameter& parameter, int index,
                                   const std::uint64_t (&args)[6]) {
  const std::uint64_t first = args[index];
  if (!IsHalf(parameter)) return first;
  const std::uint64_t second = args[index + 1];
  return parameter.structure == kLowHalf ? (second << 32U) | (first & 0xffffffffU)
                                         : (first << 32U) | (second & 0xffffffffU);
}

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_HALVES_H_
