// Counts: how often a pattern matched.
#include <algorithm>
#include <cerrno>
#include <map>

#include "rules/match.h"
#include "rules/state.h"

namespace sysassert::rules {
namespace {

constexpr std::int64_t kManyMore = 1'000'000'000;  // more calls than any blind spot hides

class CountState : public RuleState {
 public:
  CountState(const Rule& rule, const Count& count) : RuleState(rule), count_(count) {
    for (const Condition& condition : count.pattern.conditions)
      asks_result_ |= condition.key == "result";
    is_family_ = count.pattern.calls.calls.count() > 1;
  }
  SysnoSet Calls() const override { return count_.pattern.calls.calls; }

  void Observe(const Call& call) override {
    if (!Matches(count_.pattern, call) || Excepted(count_.except, call)) return;
    // A probe for a newer variant and its fallback are one operation of a family: the fallback
    // counts.
    if (is_family_ && !asks_result_ && call.failed() && call.error_number() == ENOSYS) return;
    if (call.outcome() == Outcome::kUnfinished) {
      ++unfinished_;
      if (asks_result_) return;
    } else {
      ++finished_;
    }
    indices_.push_back(call.index());
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    // One that was killed in flight counts towards a maximum, never towards a minimum.
    if (count_.accepts(finished_) && (unfinished_ == 0 || asks_result_ || count_.needs_one ||
                                      count_.accepts(finished_ + unfinished_)))
      return;
    Violation violation = Broken(finished_ == 0 ? "no such call" : "wrong number of calls");
    violation.calls = indices_;
    if (!indices_.empty()) violation.call = indices_.back();
    violation.fields.emplace_back("counted", count_.pattern.text);
    violation.fields.emplace_back("expected", count_.expected);
    violation.fields.emplace_back(
        "actual",
        std::to_string(finished_) +
            (unfinished_ > 0 ? " and " + std::to_string(unfinished_) + " unfinished" : ""));
    if (finished_ == 0)
      AddNearest(seen, count_.pattern, &violation);
    else
      AddCallers(seen, &violation);
    violations->push_back(std::move(violation));
  }
  bool HiddenCallsMatter() const override {
    return count_.accepts(finished_) && !count_.accepts(finished_ + kManyMore);
  }

 private:
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
  bool asks_result_ = false;
  bool is_family_ = false;
  std::int64_t finished_ = 0, unfinished_ = 0;
  std::vector<std::size_t> indices_;
};

}  // namespace

std::unique_ptr<RuleState> MakeCount(const Rule& rule, const Count& count) {
  return std::make_unique<CountState>(rule, count);
}

}  // namespace sysassert::rules
