// The parts of a match, for evaluation and for its explanations.
#ifndef SYSASSERT_RULES_MATCH_H_
#define SYSASSERT_RULES_MATCH_H_

#include <string>
#include <string_view>
#include <vector>

#include "sysassert/rules.h"

namespace sysassert::rules {

// What a path condition is asked of: each path argument, else the path of the descriptor. An
// unresolved one is empty.
std::vector<std::string_view> SubjectsOf(const Call& call, PathCondition::Subject subject);
bool PathsHold(const Pattern& pattern, const Call& call, Quantifier quantifier);
bool ConditionsHold(const Pattern& pattern, const Call& call);
std::string PathsText(const Pattern& pattern);  // "\"/a\" or \"/b\""
Miss MissOf(const Pattern& pattern, const Call& call);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_MATCH_H_
