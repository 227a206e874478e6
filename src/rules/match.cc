// Does a call match a pattern, and if not, what differs?
#include "rules/match.h"

#include <algorithm>
#include <utility>

namespace sysassert {
namespace rules {

std::vector<std::string_view> SubjectsOf(const Call& call, PathCondition::Subject subject) {
  std::vector<std::string_view> subjects;
  const bool as_passed = subject == PathCondition::Subject::kAsPassed;
  for (const PathArgument& path : call.paths())
    subjects.push_back(as_passed ? path.passed : path.resolved);
  if (subjects.empty() && !as_passed) {
    if (const std::string_view path = call.path(); !path.empty()) subjects.push_back(path);
  }
  return subjects;
}

namespace {

bool AnyPathHolds(const Pattern& pattern, const Call& call) {
  const std::string_view runs = call.program_run();
  return std::any_of(
      pattern.paths.begin(), pattern.paths.end(), [&](const PathCondition& condition) {
        const auto subjects = SubjectsOf(call, condition.subject);
        // An exec matches the file asked for and the file that runs.
        if (!runs.empty() && condition.subject == PathCondition::Subject::kResolved &&
            condition.matches(runs, call))
          return true;
        return std::any_of(subjects.begin(), subjects.end(), [&](std::string_view path) {
          return !path.empty() && condition.matches(path, call);
        });
      });
}

bool EveryPathHolds(const Pattern& pattern, const Call& call) {
  const auto resolved = SubjectsOf(call, PathCondition::Subject::kResolved);
  const auto passed = SubjectsOf(call, PathCondition::Subject::kAsPassed);
  if (resolved.empty()) return false;
  for (std::size_t i = 0; i < resolved.size(); ++i) {
    const bool holds = std::any_of(
        pattern.paths.begin(), pattern.paths.end(), [&](const PathCondition& condition) {
          const bool as_passed = condition.subject == PathCondition::Subject::kAsPassed;
          const std::string_view path =
              as_passed ? (i < passed.size() ? passed[i] : std::string_view()) : resolved[i];
          return !path.empty() && condition.matches(path, call);
        });
    if (!holds) return false;  // a path that could not be resolved matches no allow
  }
  return true;
}

}  // namespace

bool PathsHold(const Pattern& pattern, const Call& call, Quantifier quantifier) {
  if (pattern.paths.empty()) return true;
  return quantifier == Quantifier::kAnyPath ? AnyPathHolds(pattern, call)
                                            : EveryPathHolds(pattern, call);
}

bool ConditionsHold(const Pattern& pattern, const Call& call) {
  return std::all_of(
      pattern.conditions.begin(), pattern.conditions.end(),
      [&call](const Condition& condition) { return condition.holds(call, nullptr); });
}

std::string PathsText(const Pattern& pattern) {
  std::string text;
  for (const PathCondition& condition : pattern.paths)
    text += (text.empty() ? "" : " or ") + condition.expected;
  return text;
}

Miss MissOf(const Pattern& pattern, const Call& call) {
  Miss miss;
  miss.index = call.index();
  if (PathsHold(pattern, call, Quantifier::kAnyPath)) {
    if (!pattern.paths.empty()) ++miss.satisfied;
  } else {
    const auto subjects = SubjectsOf(call, PathCondition::Subject::kResolved);
    std::string actual;
    for (std::string_view path : subjects) {
      actual += (actual.empty() ? "\"" : ", \"") +
                (path.empty() ? std::string(call.passed_path()) : std::string(path)) + "\"";
    }
    miss.differences.push_back("path is " + (actual.empty() ? "none" : actual) + ", expected " +
                               PathsText(pattern));
  }
  for (const Condition& condition : pattern.conditions) {
    std::string actual;
    if (condition.holds(call, &actual)) {
      ++miss.satisfied;
    } else {
      miss.differences.push_back(condition.key + " is " + (actual.empty() ? "other" : actual) +
                                 ", expected " + condition.expected);
    }
  }
  return miss;
}

}  // namespace rules

bool Matches(const Pattern& pattern, const Call& call, Quantifier paths) {
  return pattern.calls.Matches(call) && rules::PathsHold(pattern, call, paths) &&
         rules::ConditionsHold(pattern, call);
}

std::vector<Miss> NearestMisses(const Trace& trace, const Pattern& pattern, std::size_t limit) {
  std::vector<Miss> nearest;
  if (!trace.valid() || limit == 0) return nearest;
  for (const Call& call : trace) {
    if (!pattern.calls.Matches(call)) continue;
    Miss miss = rules::MissOf(pattern, call);
    if (miss.differences.empty()) continue;  // it matches
    const auto farther = [&miss](const Miss& other) {
      return other.differences.size() > miss.differences.size();
    };
    const auto place = std::find_if(nearest.begin(), nearest.end(), farther);
    if (place == nearest.end() && nearest.size() >= limit) continue;
    nearest.insert(place, std::move(miss));
    if (nearest.size() > limit) nearest.pop_back();
  }
  return nearest;
}

}  // namespace sysassert
