// Names that differ from run to run, as one pattern.
#ifndef SYSASSERT_LEARN_GENERALISE_H_
#define SYSASSERT_LEARN_GENERALISE_H_

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "learn/path_pattern.h"

namespace sysassert::learn {

// mkstemp(3) puts at least so many random characters into a name.
inline constexpr std::size_t kRandomCharacters = 6;

// `name` with every run of digits as one '0': names of one shape differ in numbers alone.
std::string ShapeOf(std::string_view name);

// The pattern of names that stood in one place in different runs; at least two that differ.
//   numbers alone differ     report-17.txt, report-204.txt → report-<num>.txt, or <pid> where every
//                            number that differs is one of `pids`
//   anything else            ccX1yZ0q.s, ccAb93Kd.s → cc*.s: what they begin and end with is kept
//   nothing is common        b1sxqk0e, pdencn9t → ????????, or `*` where they differ in size
// What random names (mkstemp, tempfile) have in common by chance is not kept.
Component PatternOfNames(const std::vector<std::string>& names, const std::set<int>& pids = {});

// Nothing of the names is left: `*`, `????????`.
bool IsWide(const Component& component);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_GENERALISE_H_
