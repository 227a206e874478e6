// Order: after a `from`, until an `until`, never a `never`. One call comes before another iff its
// exit stop came before the other's entry stop; so an interval begins with the entry of its `from`
// and ends with the exit of its `until`, and a `never` that overlaps it breaks it.
#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "rules/match.h"
#include "rules/same.h"
#include "rules/state.h"
#include "rules/text.h"

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
  OrderState(const Rule& rule, const Order& order) : RuleState(rule), order_(order) {
    ways_ = order.until_same;
    for (Same way : order.never_same) {
      if (std::find(ways_.begin(), ways_.end(), way) == ways_.end()) ways_.push_back(way);
    }
  }
  SysnoSet Calls() const override {
    return order_.from.calls.calls | order_.until.calls.calls | order_.never.calls.calls;
  }

  void Observe(const Event& event) override {
    // One call may be several of the three: it ends what was open, then breaks, then opens. What it
    // ends it does not break, and what it opens neither.
    if (!intervals_.empty() && event.call().succeeded() && Matches(order_.until, event))
      Close(event);
    if (Matches(order_.never, event)) Break(event);
    if (event.call().succeeded() && Matches(order_.from, event)) Open(event);
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
  struct Interval {
    Object from;
    std::size_t end_of_from = 0;
    std::size_t closed = kNotYet;  // calls from this index on come after the `until`
    std::size_t until = kNotYet;   // the call that closed it
  };
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
    interval.end_of_from = EndOf(event.call());
    // Of calls about the same things that follow one another the last one says it all.
    const std::size_t hash = HashOf(interval.from, ways_);
    const auto [first, last] = intervals_.equal_range(hash);
    for (auto at = first; at != last;) {
      const bool superseded = at->second.end_of_from <= event.index() &&
                              Interchangeable(at->second.from, interval.from, ways_);
      at = superseded ? intervals_.erase(at) : std::next(at);
    }
    // A `never` that was in flight already overlaps it.
    for (const InFlight& never : in_flight_) {
      if (never.end > event.index() && never.object.index != event.index() &&
          IsSame(interval.from, never.object, order_.never_same)) {
        offences_.push_back({never.object.index, event.index()});
        return;
      }
    }
    intervals_.emplace(hash, interval);
  }

  void Close(const Event& event) {
    const Object object(event);
    const std::size_t end = EndOf(event.call());
    for (auto& [hash, interval] : intervals_) {
      if (interval.end_of_from > event.index() || interval.closed <= end) continue;
      if (!IsSame(interval.from, object, order_.until_same)) continue;
      interval.closed = end;
      interval.until = event.index();
    }
  }

  void Break(const Event& event) {
    const std::size_t end = EndOf(event.call());
    const bool lingers = end > event.index() + 1;  // others enter before it ends
    if (intervals_.empty() && !lingers) return;
    const Object object(event);
    for (auto at = intervals_.begin(); at != intervals_.end();) {
      const Interval& interval = at->second;
      const bool over = interval.closed <= event.index();
      const bool broken = !over && interval.until != event.index() &&
                          IsSame(interval.from, object, order_.never_same);
      if (broken) offences_.push_back({event.index(), interval.from.index});
      at = over || broken ? intervals_.erase(at) : std::next(at);  // once is enough
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

  void ReportOpenEnd(const Trace& seen, std::vector<Violation>* violations) const {
    std::vector<std::size_t> open;
    for (const auto& [hash, interval] : intervals_) {
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
  std::vector<Same> ways_;                                    // that either end asks for
  std::unordered_multimap<std::size_t, Interval> intervals_;  // by HashOf(from, ways_)
  std::vector<InFlight> in_flight_;  // `never` calls that may still be in flight
  std::vector<Offence> offences_;
  bool opened_ = false;
};

}  // namespace

std::unique_ptr<RuleState> MakeOrder(const Rule& rule, const Order& order) {
  return std::make_unique<OrderState>(rule, order);
}

}  // namespace sysassert::rules
