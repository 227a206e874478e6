// Does a call match a pattern? Here for one call, and the parts of the answer for explanations; for
// passes over many there is PatternMatcher.
#ifndef SYSASSERT_RULES_MATCH_H_
#define SYSASSERT_RULES_MATCH_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "rules/event.h"
#include "rules/unlikeness.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

bool Selects(const CallSelector& selector, const Event& event);
// Does one of the pattern's path conditions that ask about this name of an object hold?
bool AnyHolds(const Pattern& pattern, PathCondition::Subject subject, std::string_view path,
              const Event& event);
bool PathsHold(const Pattern& pattern, const Event& event, Quantifier quantifier);
bool Holds(const Condition& condition, const Call& call, Quantifier quantifier);
bool ConditionsHold(const Pattern& pattern, const Event& event, Quantifier quantifier);
bool Matches(const Pattern& pattern, const Event& event, Quantifier paths = Quantifier::kAny);

// Something that the pattern asks about may be unknown of a call whose arguments could be read.
bool MayBeUnknown(const Pattern& pattern);
// It does not match, but might: something that the pattern asks about is not known of it.
bool MightMatch(const Pattern& pattern, const Event& event);

// How many parts of a pattern do not hold for a call of its selector, and the same in words.
// `object`: the one of its paths that is asked about; null: any of them.
int Distance(const Pattern& pattern, const Event& event, const Subject* object = nullptr);
Miss MissOf(const Pattern& pattern, const Event& event, const Subject* object = nullptr);
// Of the path (the object's, else the call's first) to the most like of those that are expected.
Unlikeness UnlikenessOf(const Pattern& pattern, const Event& event,
                        const Subject* object = nullptr);

// The one meaning of a pattern's paths. `holds(subject, path)`: as AnyHolds.
template <typename Holds>
bool PathsHold(const Event& event, Quantifier quantifier, const Holds& holds) {
  using Kind = PathCondition::Subject;
  const auto either = [&holds](std::string_view resolved, std::string_view passed) {
    return holds(Kind::kResolved, resolved) || holds(Kind::kAsPassed, passed);
  };
  // An exec is about the file asked for and about each that runs.
  if (quantifier != Quantifier::kEvery) {
    for (const Subject& subject : event.subjects()) {
      if (either(subject.resolved, subject.passed)) return true;
    }
    return std::any_of(event.runs().begin(), event.runs().end(),
                       [&](std::string_view path) { return holds(Kind::kResolved, path); });
  }
  // A path that could not be resolved matches no allow.
  if (event.subjects().empty()) return false;
  for (const Subject& subject : event.subjects()) {
    if (!either(subject.resolved, subject.passed)) return false;
  }
  return std::all_of(event.runs().begin(), event.runs().end(),
                     [&](std::string_view path) { return either(path, path); });
}

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_MATCH_H_
