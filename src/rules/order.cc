// Order: after a `from`, until an `until`, never a `never`. One call comes before another iff its
// exit stop came before the other's entry stop; so an interval begins with the entry of its `from`
// and ends with the exit of its `until`, and a `never` that overlaps it breaks it.
#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "rules/intervals.h"
#include "rules/match.h"
#include "rules/pattern_matcher.h"
#include "rules/same.h"
#include "rules/state.h"
#include "rules/text.h"

namespace sysassert::rules {
namespace {

// The number of calls that had entered when this one ended; kNotYet while it is unfinished.
std::size_t EndOf(const Event& event) {
  const std::uint32_t end = event.record().exit_before;
  return end == std::numeric_limits<std::uint32_t>::max() ? kNotYet : end;
}

class OrderState : public RuleState {
 public:
  OrderState(const Rule& rule, const Order& order)
      : RuleState(rule),
        order_(order),
        from_(order.from),
        until_(order.until),
        never_(order.never),
        intervals_(order) {}
  SysnoSet Calls() const override {
    return order_.from.calls.calls | order_.until.calls.calls | order_.never.calls.calls;
  }

  void Observe(const Event& event) override {
    // One call may be several of the three: it ends what was open, then breaks, then opens. What it
    // ends it does not break, and what it opens neither.
    const bool succeeded = event.succeeded();
    intervals_.DropOver(event.index());
    if (!intervals_.empty() && succeeded && until_.Matches(event)) Close(event);
    if (never_.Matches(event)) Break(event);
    if (succeeded && from_.Matches(event)) Open(event);
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    if (!opened_) {
      if (rule().may_be_absent) return;
      Violation violation = Broken("the order was never put to the test");
      violation.fields.emplace_back("because", "no successful " + order_.from.text + " was seen");
      AddNearest(seen, order_.from, &violation);
      violations->push_back(std::move(violation));
      return;
    }
    if (!offences_.empty()) ReportOffences(seen, violations);
    if (order_.must_end) ReportOpenEnd(seen, violations);
  }

  // A hidden `never` breaks it, a hidden `until` mends it.
  bool HiddenCallsMatter() const override { return true; }
  bool MightMatch(const Event& event) const override {
    return rules::MightMatch(order_.from, event) || rules::MightMatch(order_.until, event) ||
           rules::MightMatch(order_.never, event);
  }

 private:
  struct InFlight {
    Object object;
    std::size_t end;
  };
  struct Offence {
    std::size_t never, from;
    bool operator<(const Offence& other) const {
      return std::pair(never, from) < std::pair(other.never, other.from);
    }
  };

  void Open(const Event& event) {
    opened_ = true;
    Interval interval;
    interval.from = Object(event);
    interval.end_of_from = EndOf(event);
    const Intervals::Slot slot = intervals_.Open(interval);
    // A `never` that was in flight already overlaps it.
    for (const InFlight& never : in_flight_) {
      if (never.end > event.index() && never.object.index != event.index() &&
          IsSame(interval.from, never.object, order_.never_same)) {
        offences_.push_back({never.object.index, event.index()});
        return intervals_.Remove(slot);
      }
    }
  }

  void Close(const Event& event) {
    const Object object(event);
    const std::size_t end = EndOf(event);
    for (const Intervals::Slot slot : intervals_.Candidates(object, order_.until_same)) {
      const Interval& interval = intervals_.at(slot);
      if (interval.end_of_from > event.index() || interval.closed <= end) continue;
      if (IsSame(interval.from, object, order_.until_same))
        intervals_.Close(slot, end, event.index());
    }
  }

  void Break(const Event& event) {
    const std::size_t end = EndOf(event);
    const bool lingers = end > event.index() + 1;  // others enter before it ends
    if (intervals_.empty() && !lingers) return;
    const Object object(event);
    for (const Intervals::Slot slot : intervals_.Candidates(object, order_.never_same)) {
      const Interval& interval = intervals_.at(slot);
      if (interval.until == event.index() || !IsSame(interval.from, object, order_.never_same))
        continue;
      offences_.push_back({event.index(), interval.from.index});
      intervals_.Remove(slot);  // once is enough
    }
    in_flight_.erase(
        std::remove_if(in_flight_.begin(), in_flight_.end(),
                       [&](const InFlight& never) { return never.end <= event.index(); }),
        in_flight_.end());
    if (lingers) in_flight_.push_back({object, end});
  }

  void ReportOffences(const Trace& seen, std::vector<Violation>* violations) {
    std::sort(offences_.begin(), offences_.end());
    const Offence& first = offences_.front();
    Violation violation = Broken("wrong order");
    violation.call = first.never;
    for (const Offence& offence : offences_) {
      if (violation.calls.empty() || violation.calls.back() != offence.never)
        violation.calls.push_back(offence.never);
    }
    violation.repeats = violation.calls.size() - 1;
    violation.fields.emplace_back("process", ProcessText(seen.call(first.never)));
    violation.fields.emplace_back("after", CallText(seen.call(first.from)));
    violation.fields.emplace_back(
        "missing", order_.until.text + TextOf(order_.until_same) + " between the two");
    violation.fields.emplace_back("because", "after " + order_.from.text + " and until then, no " +
                                                 order_.never.text + TextOf(order_.never_same));
    violations->push_back(std::move(violation));
  }

  void ReportOpenEnd(const Trace& seen, std::vector<Violation>* violations) {
    std::vector<std::size_t> open;
    for (const Intervals::Slot slot : intervals_.All()) {
      const Interval& interval = intervals_.at(slot);
      if (interval.closed == kNotYet) open.push_back(interval.from.index);
    }
    if (open.empty()) return;
    std::sort(open.begin(), open.end());
    Violation violation = Broken("an interval that never ended");
    violation.call = open.front();
    violation.calls = open;
    violation.repeats = open.size() - 1;
    violation.fields.emplace_back("process", ProcessText(seen.call(open.front())));
    violation.fields.emplace_back(
        "missing", order_.until.text + TextOf(order_.until_same) + " after it, before the end");
    violations->push_back(std::move(violation));
  }

  const Order& order_;
  PatternMatcher from_, until_, never_;
  Intervals intervals_;
  std::vector<InFlight> in_flight_;  // `never` calls that may still be in flight
  std::vector<Offence> offences_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<RuleState> MakeOrder(const Rule& rule, const Order& order) {
  return std::make_unique<OrderState>(rule, order);
}

}  // namespace sysassert::rules
