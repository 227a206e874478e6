// Does a call match a pattern?
#include "rules/match.h"

#include <algorithm>

#include "rules/registers.h"

namespace sysassert {
namespace rules {
bool Selects(const CallSelector& selector, const Event& event) {
  return selector.calls[static_cast<std::size_t>(event.id())] &&
         (!selector.admits || selector.admits(event.call()));
}

bool AnyHolds(const Pattern& pattern, PathCondition::Subject subject, std::string_view path,
              const Event& event) {
  if (path.empty()) return false;
  return std::any_of(pattern.paths.begin(), pattern.paths.end(), [&](const PathCondition& one) {
    return one.subject == subject && one.matches(path, event.call());
  });
}

bool PathsHold(const Pattern& pattern, const Event& event, Quantifier quantifier) {
  if (pattern.paths.empty()) return true;
  return PathsHold(event, quantifier, [&](PathCondition::Subject subject, std::string_view path) {
    return AnyHolds(pattern, subject, path, event);
  });
}

bool Holds(const Condition& condition, const Call& call, Quantifier quantifier) {
  return condition.holds_for ? condition.holds_for(call, quantifier)
                             : condition.holds(call, nullptr);
}

bool ConditionsHold(const Pattern& pattern, const Event& event, Quantifier quantifier) {
  return std::all_of(pattern.conditions.begin(), pattern.conditions.end(),
                     [&event, quantifier](const Condition& condition) {
                       return Holds(condition, event.call(), quantifier);
                     });
}

bool Matches(const Pattern& pattern, const Event& event, Quantifier paths) {
  return Selects(pattern.calls, event) && PathsHold(pattern, event, paths) &&
         ConditionsHold(pattern, event, paths);
}

bool MayBeUnknown(const Pattern& pattern) {
  return std::any_of(pattern.conditions.begin(), pattern.conditions.end(),
                     [](const Condition& condition) { return condition.unknown != nullptr; });
}

bool MightMatch(const Pattern& pattern, const Event& event) {
  if (!pattern.calls.calls[static_cast<std::size_t>(event.id())]) return false;
  if (event.hides_arguments())
    return !Matches(pattern, event) && RegistersAdmit(pattern, event.call());
  if (!MayBeUnknown(pattern)) return false;
  bool unknown = false;
  for (const Condition& condition : pattern.conditions) {
    if (condition.unknown && condition.unknown(event.call()))
      unknown = true;
    else if (!condition.holds(event.call(), nullptr))
      return false;
  }
  return unknown && Selects(pattern.calls, event) && PathsHold(pattern, event, Quantifier::kAny);
}

}  // namespace rules

bool Matches(const Pattern& pattern, const Call& call, Quantifier paths) {
  return rules::Matches(pattern, rules::Event(call), paths);
}

}  // namespace sysassert
