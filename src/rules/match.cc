// Does a call match a pattern?
#include "rules/match.h"

#include <algorithm>
#include <cerrno>

#include "rules/registers.h"

namespace sysassert {
namespace rules {
namespace {

bool Holds(const PathCondition& condition, std::string_view path, const Event& event) {
  if (path.empty()) return false;
  if (event.memory() == nullptr || !condition.of_path_alone)
    return condition.matches(path, event.call());
  return event.memory()->Ask(condition, path, event.call());
}

bool AnyNameHolds(const PathCondition& condition, const Event& event) {
  const bool as_passed = condition.subject == PathCondition::Subject::kAsPassed;
  for (const Subject& subject : event.subjects()) {
    if (Holds(condition, as_passed ? subject.passed : subject.resolved, event)) return true;
  }
  // An exec matches the file asked for and the file that runs.
  return !as_passed && Holds(condition, event.runs(), event);
}

bool AnyConditionHolds(const Pattern& pattern, const Event& event, const Subject& subject) {
  return std::any_of(pattern.paths.begin(), pattern.paths.end(), [&](const PathCondition& path) {
    const bool as_passed = path.subject == PathCondition::Subject::kAsPassed;
    return Holds(path, as_passed ? subject.passed : subject.resolved, event);
  });
}

bool EveryNameHolds(const Pattern& pattern, const Event& event) {
  const auto& subjects = event.subjects();
  if (subjects.empty()) return false;  // a path that could not be resolved matches no allow
  for (const Subject& subject : subjects) {
    if (!AnyConditionHolds(pattern, event, subject)) return false;
  }
  return event.runs().empty() || AnyConditionHolds(pattern, event, {event.runs(), event.runs()});
}

}  // namespace

bool Selects(const CallSelector& selector, const Event& event) {
  return selector.calls[static_cast<std::size_t>(event.id())] &&
         (!selector.admits || selector.admits(event.call()));
}

bool PathsHold(const Pattern& pattern, const Event& event, Quantifier quantifier) {
  if (pattern.paths.empty()) return true;
  if (quantifier == Quantifier::kEveryPath) return EveryNameHolds(pattern, event);
  return std::any_of(pattern.paths.begin(), pattern.paths.end(),
                     [&event](const PathCondition& path) { return AnyNameHolds(path, event); });
}

bool ConditionsHold(const Pattern& pattern, const Event& event) {
  return std::all_of(
      pattern.conditions.begin(), pattern.conditions.end(),
      [&event](const Condition& condition) { return condition.holds(event.call(), nullptr); });
}

bool Matches(const Pattern& pattern, const Event& event, Quantifier paths) {
  return Selects(pattern.calls, event) && PathsHold(pattern, event, paths) &&
         ConditionsHold(pattern, event);
}

bool MatchesEitherName(const Pattern& pattern, const Event& event) {
  if (Matches(pattern, event)) return true;
  if (pattern.paths.empty() || !Selects(pattern.calls, event)) return false;
  for (const Subject& subject : event.subjects()) {
    // A relative name says where it leads only together with the resolved one; where there is none,
    // it is all that we have.
    const bool tells =
        !subject.passed.empty() && (subject.passed.front() == '/' || subject.resolved.empty());
    if (!tells || subject.passed == subject.resolved) continue;
    for (const PathCondition& path : pattern.paths) {
      if (path.matches(subject.passed, event.call())) return ConditionsHold(pattern, event);
    }
  }
  return false;
}

bool Excepted(const std::vector<Pattern>& except, const Event& event, Quantifier paths) {
  return std::any_of(except.begin(), except.end(),
                     [&](const Pattern& pattern) { return Matches(pattern, event, paths); });
}

bool Forbids(const Deny& deny, const Event& event) {
  return MatchesEitherName(deny.pattern, event) &&
         !Excepted(deny.except, event, Quantifier::kEveryPath);
}

bool HidesArguments(const Call& call) {
  return call.arguments_unreadable() && call.error_number() != EFAULT;
}

bool MightMatch(const Pattern& pattern, const Event& event) {
  if (!pattern.calls.calls[static_cast<std::size_t>(event.id())]) return false;
  if (HidesArguments(event.call()))
    return !Matches(pattern, event) && RegistersAdmit(pattern, event.call());
  const bool may_be_unknown =
      std::any_of(pattern.conditions.begin(), pattern.conditions.end(),
                  [](const Condition& condition) { return condition.unknown != nullptr; });
  if (!may_be_unknown) return false;
  bool unknown = false;
  for (const Condition& condition : pattern.conditions) {
    if (condition.unknown && condition.unknown(event.call()))
      unknown = true;
    else if (!condition.holds(event.call(), nullptr))
      return false;
  }
  return unknown && Selects(pattern.calls, event) &&
         PathsHold(pattern, event, Quantifier::kAnyPath);
}

}  // namespace rules

bool Matches(const Pattern& pattern, const Call& call, Quantifier paths) {
  return rules::Matches(pattern, rules::Event(call), paths);
}

}  // namespace sysassert
