// Order: after a `from`, until an `until`, never a `never`. And sequences: steps that come one
// after another.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "rules/match.h"
#include "rules/same.h"
#include "rules/state.h"

namespace sysassert::rules {
namespace {

constexpr std::size_t kNotYet = std::numeric_limits<std::size_t>::max();

// The number of calls that had entered when this one ended; kNotYet while it is unfinished.
std::size_t EndOf(const Call& call) {
  const std::uint32_t end = call.exit_before();
  return end == std::numeric_limits<std::uint32_t>::max() ? kNotYet : end;
}

class OrderState : public RuleState {
 public:
  OrderState(const Rule& rule, const Order& order) : RuleState(rule), order_(order) {}
  SysnoSet Calls() const override {
    return order_.from.calls.calls | order_.until.calls.calls | order_.never.calls.calls;
  }

  void Observe(const Call& call) override {
    // One call may be several of the three: it ends what was open, then breaks, then opens.
    if (Matches(order_.until, call) && call.succeeded()) Close(call);
    if (Matches(order_.never, call)) Break(call);
    if (Matches(order_.from, call) && call.succeeded()) Open(call);
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    if (!opened_) {
      if (!rule().may_be_absent) {
        Violation violation = Broken("the order was never put to the test");
        violation.fields.emplace_back("because", "no successful " + order_.from.text + " was seen");
        AddNearest(seen, order_.from, &violation);
        violations->push_back(std::move(violation));
      }
      return;
    }
    if (broken_) Report(seen, violations);
    const auto open =
        std::find_if(intervals_.begin(), intervals_.end(),
                     [](const Interval& interval) { return interval.closed == kNotYet; });
    if (order_.must_end && open != intervals_.end()) {
      Violation violation = Broken("an interval that never ended");
      violation.call = open->from.index;
      violation.calls.push_back(open->from.index);
      violation.fields.emplace_back("process", ProcessText(seen.call(open->from.index)));
      violation.fields.emplace_back("missing", order_.until.text + WaysText(order_.until_same));
      violations->push_back(std::move(violation));
    }
  }
  bool HiddenCallsMatter() const override { return !broken_; }

 private:
  struct Interval {
    Object from;
    std::size_t end_of_from;
    std::size_t closed = kNotYet;  // calls from this index on come after the `until`
  };
  struct Offence {
    std::size_t from, never;
  };

  static std::string WaysText(const std::vector<Same>& ways) {
    const std::string text = TextOf(ways);
    return text.empty() ? "" : " (" + text + ")";
  }

  void Open(const Call& call) {
    opened_ = true;
    Interval interval{Object(call), EndOf(call), kNotYet};
    // Of calls about the same things that follow one another the last one says it all; and what is
    // closed for every call to come can go.
    intervals_.erase(std::remove_if(intervals_.begin(), intervals_.end(),
                                    [&](const Interval& old) {
                                      return old.closed <= call.index() ||
                                             (old.end_of_from <= call.index() &&
                                              IsSame(old.from, interval.from, kEverything) &&
                                              IsSame(old.from, interval.from, order_.until_same) &&
                                              IsSame(old.from, interval.from, order_.never_same));
                                    }),
                     intervals_.end());
    // One that was in flight already when this opened overlaps it.
    for (const Recent& recent : recent_) {
      if (recent.end > call.index() && IsSame(interval.from, recent.object, order_.never_same)) {
        Offend(interval, recent.object.index);
        return;
      }
    }
    intervals_.push_back(std::move(interval));
  }

  void Close(const Call& call) {
    const Object object(call);
    for (Interval& interval : intervals_) {
      if (interval.end_of_from <= call.index() &&
          IsSame(interval.from, object, order_.until_same)) {
        interval.closed = std::min(interval.closed, EndOf(call));
      }
    }
  }

  void Break(const Call& call) {
    Object object(call);
    recent_.erase(std::remove_if(recent_.begin(), recent_.end(),
                                 [&](const Recent& recent) { return recent.end <= call.index(); }),
                  recent_.end());
    for (auto at = intervals_.begin(); at != intervals_.end();) {
      if (at->closed <= call.index() || !IsSame(at->from, object, order_.never_same)) {
        ++at;
        continue;
      }
      Offend(*at, call.index());
      at = intervals_.erase(at);  // once is enough for one interval
    }
    recent_.push_back({std::move(object), EndOf(call)});
  }

  void Offend(const Interval& interval, std::size_t never) {
    broken_ = true;
    offences_.push_back({interval.from.index, never});
  }

  void Report(const Trace& seen, std::vector<Violation>* violations) {
    const Offence& first = offences_.front();
    Violation violation = Broken("wrong order");
    violation.call = first.never;
    for (const Offence& offence : offences_) violation.calls.push_back(offence.never);
    violation.repeats = offences_.size() - 1;
    violation.fields.emplace_back("process", ProcessText(seen.call(first.never)));
    violation.fields.emplace_back(
        "after", seen.call(first.from).text() + "  call " + std::to_string(first.from));
    violation.fields.emplace_back(
        "missing", order_.until.text + WaysText(order_.until_same) + " between the two");
    violation.fields.emplace_back("because", "after " + order_.from.text + ", no " +
                                                 order_.never.text + WaysText(order_.never_same) +
                                                 " before that");
    violations->push_back(std::move(violation));
  }

  struct Recent {
    Object object;
    std::size_t end;
  };
  inline static const std::vector<Same> kEverything = {Same::kThread, Same::kFile,
                                                       Same::kDirectory};

  const Order& order_;
  std::vector<Interval> intervals_;
  std::vector<Recent> recent_;  // `never` calls that may still be in flight
  std::vector<Offence> offences_;
  bool opened_ = false, broken_ = false;
};

class SequenceState : public RuleState {
 public:
  SequenceState(const Rule& rule, const Sequence& sequence)
      : RuleState(rule), sequence_(sequence) {}
  SysnoSet Calls() const override {
    SysnoSet calls;
    for (const Pattern& step : sequence_.steps) calls |= step.calls.calls;
    return calls;
  }

  void Observe(const Call& call) override {
    if (call.outcome() == Outcome::kUnfinished) return;
    std::vector<std::size_t>& ends = ends_[sequence_.per_thread ? call.tid() : 0];
    if (ends.empty()) ends.assign(sequence_.steps.size(), kNotYet);
    // From the last step to the first, so that one call is one step. The chain that ended earliest
    // leaves most room for what follows.
    for (std::size_t i = ends.size(); i-- > 0;) {
      const std::size_t before = i == 0 ? 0 : ends[i - 1];
      if (before == kNotYet || before > call.index() || !Matches(sequence_.steps[i], call))
        continue;
      if (EndOf(call) < ends[i]) {
        ends[i] = EndOf(call);
        last_[i] = std::max(last_[i], call.index() + 1);
      }
    }
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    std::size_t reached = 0;
    for (const auto& [tid, ends] : ends_) {
      const auto missing =
          static_cast<std::size_t>(std::find(ends.begin(), ends.end(), kNotYet) - ends.begin());
      reached = std::max(reached, missing);
    }
    if (reached == sequence_.steps.size() || (reached == 0 && rule().may_be_absent)) return;
    Violation violation = Broken("the sequence was not seen");
    for (std::size_t i = 0; i < sequence_.steps.size(); ++i) {
      const std::string step = "step " + std::to_string(i + 1);
      if (i < reached) {
        const std::size_t index = last_[i] - 1;
        violation.fields.emplace_back(step, sequence_.steps[i].text + ": call " +
                                                std::to_string(index) + ", " +
                                                seen.call(index).text());
        violation.calls.push_back(index);
      } else {
        violation.fields.emplace_back(
            step, sequence_.steps[i].text + (i == reached ? ": not seen after that" : ""));
      }
    }
    if (sequence_.per_thread) violation.fields.emplace_back("scope", "all in one thread");
    if (!violation.calls.empty()) violation.call = violation.calls.back();
    AddNearest(seen, sequence_.steps[reached], &violation);
    violations->push_back(std::move(violation));
  }
  bool HiddenCallsMatter() const override { return false; }

 private:
  const Sequence& sequence_;
  std::map<int, std::vector<std::size_t>>
      ends_;  // by thread, or under 0: for each step the earliest end of a chain up to it
  std::map<std::size_t, std::size_t> last_;  // for each step the last call taken for it, plus one
};

}  // namespace

std::unique_ptr<RuleState> MakeOrder(const Rule& rule, const Order& order) {
  return std::make_unique<OrderState>(rule, order);
}
std::unique_ptr<RuleState> MakeSequence(const Rule& rule, const Sequence& sequence) {
  return std::make_unique<SequenceState>(rule, sequence);
}

}  // namespace sysassert::rules
