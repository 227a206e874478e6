// For names_*.cc: NAMED spells a constant of the kernel's headers once; what they lack is a
// literal.
#ifndef SYSASSERT_TABLES_NAMES_BUILDER_H_
#define SYSASSERT_TABLES_NAMES_BUILDER_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "tables/row.h"

#define NAMED(constant) \
  ::sysassert::tables::Name { static_cast<std::uint64_t>(constant), #constant }

namespace sysassert::tables {

// `title` is what strace calls the unknown: "MADV" shows as 0x63 /* MADV_??? */.
template <std::size_t kCount>
constexpr NameTable Table(std::string_view title, const Name (&names)[kCount],
                          std::uint64_t mask = 0) {
  return {title, names, kCount, mask};
}

template <std::size_t kCount>
constexpr NameTable Table(std::string_view title, const std::array<Name, kCount>& names,
                          std::uint64_t mask = 0) {
  return {title, names.data(), kCount, mask};
}

// Lists that are parts of several tables, one behind the other.
template <std::size_t... kCounts>
constexpr auto Joined(const Name (&... lists)[kCounts]) {
  std::array<Name, (kCounts + ...)> all{};
  std::size_t at = 0;
  const auto add = [&all, &at](const auto& list) {
    for (const Name& name : list) all[at++] = name;
  };
  (add(lists), ...);
  return all;
}

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_BUILDER_H_
