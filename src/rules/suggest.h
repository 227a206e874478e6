// "did you mean": the known word that a misspelt one is nearest to.
#ifndef SYSASSERT_RULES_SUGGEST_H_
#define SYSASSERT_RULES_SUGGEST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sysassert::rules {

// Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
std::size_t EditDistance(std::string_view a, std::string_view b);

// The nearest of `known`, the first of equals; empty where none is near enough to be what was meant
// (a third of its letters may differ, at least one). Case counts for nothing here.
std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& known);

// "; did you mean 'only'?", or empty.
std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_SUGGEST_H_
