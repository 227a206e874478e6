// How unlike a path is to one that was expected: for naming the nearest of many.
#ifndef SYSASSERT_RULES_UNLIKENESS_H_
#define SYSASSERT_RULES_UNLIKENESS_H_

#include <compare>
#include <cstddef>
#include <string_view>

namespace sysassert::rules {

// The walk from the root counts first: "/w/bad" is nearer to "/w/link/**" than to "/etc/passwd".
struct Unlikeness {
  std::size_t astray = 0;  // thousandths of components that are not walked in common
  std::size_t edits = 0;   // that turn one into the other
  friend auto operator<=>(const Unlikeness&, const Unlikeness&) = default;
};

// `expected`: a pattern as a reader sees it, quoted or not.
Unlikeness UnlikenessOf(std::string_view path, std::string_view expected);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_UNLIKENESS_H_
