// The parts of a match, for evaluation and for its explanations.
#ifndef SYSASSERT_RULES_MATCH_H_
#define SYSASSERT_RULES_MATCH_H_

#include <string>
#include <vector>

#include "rules/event.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

bool Selects(const CallSelector& selector, const Event& event);
bool PathsHold(const Pattern& pattern, const Event& event, Quantifier quantifier);
bool ConditionsHold(const Pattern& pattern, const Event& event);
bool Matches(const Pattern& pattern, const Event& event, Quantifier paths = Quantifier::kAnyPath);
// A prohibition's match: it fires on the resolved path or on the one as passed.
bool MatchesEitherName(const Pattern& pattern, const Event& event);
// The prohibition fires on it, whatever its scope.
bool Forbids(const Deny& deny, const Event& event);
// Is it carved out? Of a prohibition that takes every path of the call, as an allow does; of
// anything else one path.
bool Excepted(const std::vector<Pattern>& except, const Event& event, Quantifier paths);

// A pointer that we could not follow hides what the call was given; one that the kernel could not
// follow either (EFAULT) hides nothing.
bool HidesArguments(const Call& call);
// It does not match, but might: something that the pattern asks about is not known of it.
bool MightMatch(const Pattern& pattern, const Event& event);

// How unlike a call's first path is to the most like of those that the pattern expects; 0 where it
// expects none.
std::size_t Unlikeness(const Pattern& pattern, const Event& event);
// How many parts of a pattern do not hold for a call of its selector; and the same in words.
int Distance(const Pattern& pattern, const Event& event, Quantifier paths);
Miss MissOf(const Pattern& pattern, const Event& event, Quantifier paths);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_MATCH_H_
