// Near misses: the calls that all but matched, and what differs.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "rules/match.h"
#include "rules/text.h"
#include "rules/unlikeness.h"
#include "session/trace_data.h"

namespace sysassert {
namespace rules {
namespace {

std::string ActualPath(const Subject& subject) {
  if (!subject.resolved.empty()) return Quoted(subject.resolved);
  return Quoted(subject.passed) + " (not resolved)";
}

std::string ActualPaths(const Event& event) {
  std::string actual;
  for (const Subject& subject : event.subjects())
    actual += (actual.empty() ? "" : " and ") + ActualPath(subject);
  for (const std::string_view program : event.runs()) actual += ", run by " + Quoted(program);
  return actual.empty() ? "none" : actual;
}

// What is compared with the paths that a pattern expects; empty: there is nothing.
std::string_view ComparedPath(const Event& event, const Subject* object) {
  if (object != nullptr) return object->resolved;
  return event.subjects().empty() ? std::string_view() : event.subjects().front().resolved;
}

bool PathsHold(const Pattern& pattern, const Event& event, const Subject* object) {
  if (object == nullptr) return PathsHold(pattern, event, Quantifier::kAny);
  return pattern.paths.empty() ||
         AnyHolds(pattern, PathCondition::Subject::kResolved, object->resolved, event) ||
         AnyHolds(pattern, PathCondition::Subject::kAsPassed, object->passed, event);
}

// Each costs edit distances to each path of the pattern; among so many there is a near one.
constexpr std::size_t kPathsCompared = 2000;

// "\"/a\" or \"/b\"", those first that are most like `path`.
std::string ExpectedPaths(const Pattern& pattern, std::string_view path) {
  constexpr std::size_t kShown = 3;
  std::vector<std::pair<Unlikeness, std::string_view>> expected;
  for (const PathCondition& one : pattern.paths) {
    const bool alone = pattern.paths.size() <= kShown || path.empty();
    expected.emplace_back(alone ? Unlikeness() : UnlikenessOf(path, one.compared()), one.expected);
  }
  std::stable_sort(expected.begin(), expected.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text;
  for (std::size_t i = 0; i < expected.size() && i < kShown; ++i)
    text += (i == 0 ? "" : " or ") + std::string(expected[i].second);
  if (expected.size() > kShown) text += " or " + std::to_string(expected.size() - kShown) + " more";
  return text;
}

struct Candidate {
  int distance;
  Unlikeness unlikeness;
  std::size_t index;
  bool NearerThan(const Candidate& other) const {
    return std::tie(distance, unlikeness) < std::tie(other.distance, other.unlikeness);
  }
};

// Keeps the nearest few. Of calls that differ in the same way it keeps the first: another says
// nothing new.
class Shortlist {
 public:
  Shortlist(const Trace& trace, const Pattern& pattern, std::size_t limit)
      : trace_(trace), pattern_(pattern), limit_(limit) {}

  void Add(const Candidate& candidate) {
    const auto place =
        std::upper_bound(nearest_.begin(), nearest_.end(), candidate,
                         [](const Candidate& a, const Candidate& b) { return a.NearerThan(b); });
    if (place == nearest_.end() && nearest_.size() >= limit_) return;
    if (place != nearest_.begin() && SaysTheSame(*std::prev(place), candidate)) return;
    nearest_.insert(place, candidate);
    if (nearest_.size() > limit_) nearest_.pop_back();
  }
  const std::vector<Candidate>& nearest() const { return nearest_; }

 private:
  static constexpr int kComparisons = 2000;  // in words; of a million alike it is enough

  bool SaysTheSame(const Candidate& a, const Candidate& b) {
    if (a.NearerThan(b)) return false;
    return ++compared_ > kComparisons || Words(a) == Words(b);
  }
  std::pair<Sysno, std::vector<std::string>> Words(const Candidate& candidate) const {
    const Call call = trace_.call(candidate.index);
    return {call.id(), MissOf(pattern_, Event(call)).differences};
  }

  const Trace& trace_;
  const Pattern& pattern_;
  std::size_t limit_;
  int compared_ = 0;
  std::vector<Candidate> nearest_;
};

}  // namespace

Unlikeness UnlikenessOf(const Pattern& pattern, const Event& event, const Subject* object) {
  const std::string_view path = ComparedPath(event, object);
  std::optional<Unlikeness> least;
  for (const PathCondition& one : pattern.paths) {
    const Unlikeness unlikeness = UnlikenessOf(path, one.compared());
    if (!least || unlikeness < *least) least = unlikeness;
  }
  return path.empty() ? Unlikeness() : least.value_or(Unlikeness());
}

// Of one object an allow is asked.
Quantifier QuantifierFor(const Subject* object) {
  return object == nullptr ? Quantifier::kAny : Quantifier::kEvery;
}

int Distance(const Pattern& pattern, const Event& event, const Subject* object) {
  int distance = PathsHold(pattern, event, object) ? 0 : 1;
  for (const Condition& condition : pattern.conditions)
    distance += Holds(condition, event.call(), QuantifierFor(object)) ? 0 : 1;
  return distance;
}

Miss MissOf(const Pattern& pattern, const Event& event, const Subject* object) {
  Miss miss;
  miss.index = event.index();
  if (!PathsHold(pattern, event, object))
    miss.differences.push_back("path is " +
                               (object == nullptr ? ActualPaths(event) : ActualPath(*object)) +
                               ", expected " + ExpectedPaths(pattern, ComparedPath(event, object)));
  else if (!pattern.paths.empty())
    ++miss.satisfied;
  for (const Condition& condition : pattern.conditions) {
    if (Holds(condition, event.call(), QuantifierFor(object))) {
      ++miss.satisfied;
      continue;
    }
    std::string actual;
    condition.holds(event.call(), &actual);
    miss.differences.push_back(condition.key + " is " + (actual.empty() ? "other" : actual) +
                               ", expected " + condition.expected);
  }
  return miss;
}

}  // namespace rules

Miss Compare(const Pattern& pattern, const Call& call) {
  return rules::MissOf(pattern, rules::Event(call));
}

std::vector<Miss> NearestMisses(const Trace& trace, const Pattern& pattern, std::size_t limit) {
  std::vector<Miss> misses;
  if (!trace.valid() || limit == 0) return misses;
  const Trace::Data::Selection& view = trace.data()->selection();
  if (view.size() == 0) return misses;
  rules::Shortlist shortlist(trace, pattern, limit);
  // By path: many calls, few paths.
  std::map<std::string, rules::Unlikeness, std::less<>> unlikeness;
  const auto unlike = [&](const rules::Event& event) {
    if (event.subjects().empty()) return rules::Unlikeness();
    const std::string_view path = event.subjects().front().resolved;
    const auto known = unlikeness.find(path);
    if (known != unlikeness.end()) return known->second;
    if (unlikeness.size() >= rules::kPathsCompared) return rules::Unlikeness{SIZE_MAX, SIZE_MAX};
    return unlikeness[std::string(path)] = rules::UnlikenessOf(pattern, event);
  };
  Call call = trace.call(view.at(0));
  rules::Event event(call);
  for (std::size_t i = 0; i < view.size(); ++i) {
    call.MoveTo(view.at(i));
    event.Moved();
    if (!rules::Selects(pattern.calls, event)) continue;
    const int distance = rules::Distance(pattern, event);
    if (distance > 0) shortlist.Add({distance, unlike(event), call.index()});
  }
  for (const rules::Candidate& candidate : shortlist.nearest()) {
    call.MoveTo(candidate.index);
    event.Moved();
    misses.push_back(rules::MissOf(pattern, event));
  }
  return misses;
}

}  // namespace sysassert
