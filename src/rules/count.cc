// Counts: how often a pattern matched.
#include <algorithm>
#include <cerrno>
#include <map>
#include <utility>

#include "rules/match.h"
#include "rules/state.h"
#include "rules/text.h"
#include "tables/sets.h"

namespace sysassert::rules {
namespace {

// Are both variants of one operation: is there a family (no set) that holds both?
bool ShareFamily(Sysno a, Sysno b) {
  const auto& groups = tables::Groups();
  return std::any_of(groups.begin(), groups.end(), [a, b](const tables::Group& group) {
    return group.name.front() != '@' && group.calls[static_cast<std::size_t>(a)] &&
           group.calls[static_cast<std::size_t>(b)];
  });
}

class CountState : public RuleState {
 public:
  CountState(const Rule& rule, const Count& count) : RuleState(rule), count_(count) {}
  SysnoSet Calls() const override { return count_.pattern.calls.calls; }

  void Observe(const Event& event) override {
    if (!Matches(count_.pattern, event) || Excepted(count_.except, event, Quantifier::kAnyPath))
      return;
    if (IsFallback(event)) return;
    ++(event.completed() ? finished_ : unfinished_);
    indices_.push_back(event.index());
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    // One that was cut off in flight was made, but nobody knows whether it was done: it counts for
    // a maximum and for no minimum.
    if (count_.accepts(finished_) && count_.accepts(finished_ + unfinished_)) return;
    Violation violation = Broken(indices_.empty() ? "no such call" : "wrong number of calls");
    violation.calls = indices_;
    if (!indices_.empty()) violation.call = indices_.back();
    violation.fields.emplace_back("counted", count_.pattern.text);
    violation.fields.emplace_back("expected", count_.expected);
    std::string actual = std::to_string(finished_);
    if (unfinished_ > 0) actual += ", and " + std::to_string(unfinished_) + " cut off unfinished";
    violation.fields.emplace_back("actual", std::move(actual));
    if (indices_.empty())
      AddNearest(seen, count_.pattern, &violation);
    else
      AddCallers(seen, &violation);
    violations->push_back(std::move(violation));
  }

  bool HiddenCallsMatter() const override {
    constexpr std::int64_t kSome = 1000, kManyMore = 1'000'000'000;
    const bool holds = count_.accepts(finished_);
    for (std::int64_t more = 1; more <= kSome; ++more) {
      if (count_.accepts(finished_ + more) != holds) return true;
    }
    return count_.accepts(finished_ + kManyMore) != holds;
  }
  bool MightMatch(const Event& event) const override {
    return rules::MightMatch(count_.pattern, event);
  }

 private:
  // A probe for a newer variant that the kernel does not have (clone3 ENOSYS) and the thread's next
  // call of the same family (clone) are one operation; the probe was counted.
  bool IsFallback(const Event& event) {
    const Call& call = event.call();
    if (!call.failed() && probes_.empty()) return false;
    const int tid = call.tid();
    const auto probe = probes_.find(tid);
    const bool fallback = probe != probes_.end() && probe->second != event.id() &&
                          ShareFamily(probe->second, event.id());
    if (probe != probes_.end()) probes_.erase(probe);
    // A fallback that is missing too leads to the next one.
    if (call.failed() && call.error_number() == ENOSYS) probes_[tid] = event.id();
    return fallback;
  }

  // Who made the most of them.
  void AddCallers(const Trace& seen, Violation* violation) const {
    std::map<std::string, std::size_t> callers;
    for (std::size_t index : indices_) ++callers[ProcessText(seen.call(index))];
    std::vector<std::pair<std::string, std::size_t>> most(callers.begin(), callers.end());
    std::stable_sort(most.begin(), most.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < most.size() && i < 3; ++i) {
      violation->fields.emplace_back("caller",
                                     std::to_string(most[i].second) + " by " + most[i].first);
    }
  }

  const Count& count_;
  std::int64_t finished_ = 0, unfinished_ = 0;
  std::map<int, Sysno> probes_;  // by thread: the last one that answered ENOSYS
  std::vector<std::size_t> indices_;
};

}  // namespace

std::unique_ptr<RuleState> MakeCount(const Rule& rule, const Count& count) {
  return std::make_unique<CountState>(rule, count);
}

}  // namespace sysassert::rules
