// Counts: how often a pattern matched.
#include <algorithm>
#include <cerrno>
#include <map>
#include <utility>

#include "rules/match.h"
#include "rules/pattern_matcher.h"
#include "rules/state.h"
#include "rules/text.h"
#include "session/trace_data.h"
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

// What belongs together under `per`: "path /etc/hosts, thread main".
std::string GroupOf(const Count& count, const Event& event) {
  std::string group;
  for (const Per per : count.per) {
    if (!group.empty()) group += ", ";
    const Call& call = event.call();
    switch (per) {
      case Per::kCall:
        group += "call " + std::string(call.name());
        break;
      case Per::kPath:
        group +=
            "path " + (event.subjects().empty() ? std::string("none")
                                                : Printable(event.subjects().front().resolved));
        break;
      case Per::kProcess:
        group += "process " + std::to_string(call.pid());
        break;
      case Per::kThread:
        group += "thread " + std::to_string(call.tid());
        break;
      case Per::kResult:
        group += "result " + (call.failed() ? std::string(sysassert::ErrnoName(call.error_number()))
                                            : std::string("ok"));
        break;
    }
  }
  return group;
}

class CountState : public RuleState {
 public:
  CountState(const Rule& rule, const Count& count)
      : RuleState(rule), count_(count), pattern_(count.pattern), except_(count.except) {
    if (count.per.empty()) all_ = &groups_[""];  // none at all is a count too
  }
  SysnoSet Calls() const override { return count_.pattern.calls.calls; }

  void Observe(const Event& event) override {
    if (!pattern_.Matches(event) || except_.Cover(event, Quantifier::kAny)) return;
    if (IsFallback(event)) return;
    Tally& tally = TallyOf(event);
    const std::int64_t amount = count_.sum == Sum::kBytes ? event.call().bytes() : 1;
    (event.completed() ? tally.finished : tally.unfinished) += amount;
    tally.indices.push_back(event.index());
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    const std::size_t before = violations->size();
    for (const auto& [group, tally] : groups_) {
      if (Accepts(tally)) continue;
      violations->push_back(ViolationOf(seen, group, tally));
      if (groups_.size() > kListed && violations->size() - before > kListed) break;
    }
    // Nothing was seen, so that no group was judged: a minimum is not met.
    if (groups_.empty() && !Accepts(Tally{})) violations->push_back(ViolationOf(seen, "", Tally{}));
  }

  std::optional<std::int64_t> Measured() const override {
    std::int64_t most = 0;  // the worst of the groups
    for (const auto& [group, tally] : groups_) most = std::max(most, tally.finished);
    return most;
  }

  bool HiddenCallsMatter() const override {
    constexpr std::int64_t kSome = 1000, kManyMore = std::int64_t{1} << 50;
    const auto might_turn = [this](const Tally& tally) {
      const bool holds = Accepts(tally);
      for (std::int64_t more = 1; more <= kSome; ++more) {
        if (count_.accepts(tally.finished + more) != holds) return true;
      }
      return count_.accepts(tally.finished + kManyMore) != holds;
    };
    return groups_.empty() ? might_turn(Tally{})
                           : std::any_of(groups_.begin(), groups_.end(), [&](const auto& group) {
                               return might_turn(group.second);
                             });
  }
  bool MightMatch(const Event& event) const override {
    return rules::MightMatch(count_.pattern, event);
  }

 private:
  struct Tally {
    std::int64_t finished = 0, unfinished = 0;
    std::vector<std::size_t> indices;
  };

  // By path, as most counts that keep something apart do, the group need not be spelt each time.
  Tally& TallyOf(const Event& event) {
    if (all_ != nullptr) return *all_;
    if (count_.per.size() != 1 || count_.per.front() != Per::kPath || event.subjects().empty())
      return groups_[GroupOf(count_, event)];
    const std::uint32_t number = event.NumberOf(event.subjects().front().resolved);
    if (number == PathNumbers::kNoNumber) return groups_[GroupOf(count_, event)];
    if (number >= by_path_.size()) by_path_.resize(number + number / 2 + 1);
    Tally*& tally = by_path_[number];
    if (tally == nullptr) tally = &groups_[GroupOf(count_, event)];
    return *tally;
  }

  // One that was cut off in flight was made, but nobody knows whether it was done: it counts for a
  // maximum and for no minimum.
  bool Accepts(const Tally& tally) const {
    if (tally.indices.empty() && rule().may_be_absent) return true;  // it never had its chance
    return count_.accepts(tally.finished) && count_.accepts(tally.finished + tally.unfinished);
  }

  Violation ViolationOf(const Trace& seen, const std::string& group, const Tally& tally) const {
    const bool bytes = count_.sum == Sum::kBytes;
    Violation violation = Broken(tally.indices.empty() ? "no such call"
                                 : bytes               ? "wrong number of bytes"
                                                       : "wrong number of calls");
    violation.calls = tally.indices;
    if (!tally.indices.empty()) violation.call = tally.indices.back();
    violation.fields.emplace_back("counted", count_.pattern.text + (bytes ? ", in bytes" : ""));
    if (!group.empty()) violation.fields.emplace_back("of", group);
    violation.fields.emplace_back("expected", count_.expected);
    std::string actual = std::to_string(tally.finished);
    if (bytes) actual += " in " + std::to_string(tally.indices.size()) + " calls";
    if (tally.unfinished > 0)
      actual += ", and " + std::to_string(tally.unfinished) + " cut off unfinished";
    violation.fields.emplace_back("actual", std::move(actual));
    if (tally.indices.empty())
      AddNearest(seen, count_.pattern, &violation);
    else
      AddCallers(seen, tally, &violation);
    return violation;
  }

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
  static void AddCallers(const Trace& seen, const Tally& tally, Violation* violation) {
    std::map<std::uint32_t, std::pair<std::size_t, std::size_t>> threads;  // a call, and how many
    const capture::Recording& recording = seen.data()->recording();
    for (std::size_t index : tally.indices) {
      auto& [call, calls] = threads[recording.record(index).thread];
      call = index;
      ++calls;
    }
    std::map<std::string, std::size_t> callers;
    for (const auto& [thread, some] : threads)
      callers[ProcessText(seen.call(some.first))] += some.second;
    std::vector<std::pair<std::string, std::size_t>> most(callers.begin(), callers.end());
    std::stable_sort(most.begin(), most.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < most.size() && i < 3; ++i) {
      violation->fields.emplace_back("caller",
                                     std::to_string(most[i].second) + " by " + most[i].first);
    }
  }

  const Count& count_;
  PatternMatcher pattern_;
  Exceptions except_;
  std::map<std::string, Tally> groups_;  // by what `per` keeps apart
  Tally* all_ = nullptr;                 // where it keeps nothing apart
  std::vector<Tally*> by_path_;          // of groups_, by number of the path
  std::map<int, Sysno> probes_;          // by thread: the last one that answered ENOSYS
};

}  // namespace

std::unique_ptr<RuleState> MakeCount(const Rule& rule, const Count& count) {
  return std::make_unique<CountState>(rule, count);
}

}  // namespace sysassert::rules
