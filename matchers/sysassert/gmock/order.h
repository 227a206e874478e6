// InOrder(a, b, c) and NeverBetween(from, until, never): in what order.
#ifndef SYSASSERT_GMOCK_ORDER_H_
#define SYSASSERT_GMOCK_ORDER_H_

#include <string>
#include <utility>
#include <vector>

#include "sysassert/gmock/call_spec.h"
#include "sysassert/gmock/rule_matcher.h"

namespace sysassert {

// These calls one after another, with gaps allowed: each has ended before the next begins.
class InOrder : public internal::RuleMatcher {
 public:
  template <typename... Specs>
  InOrder(const CallSpec& first, const CallSpec& second, const Specs&... rest)
      : InOrder(Patterns({first, second, CallSpec(rest)...}), false) {}
  // All of them in one thread.
  InOrder PerThread() const { return {steps_, true}; }

 private:
  InOrder(std::vector<Pattern> steps, bool per_thread)
      : RuleMatcher({internal::MakeRule("InOrder", Sequence{steps, per_thread}, PhaseScope::kMain)},
                    Describe(steps, per_thread)),
        steps_(std::move(steps)) {}
  static std::vector<Pattern> Patterns(std::initializer_list<CallSpec> specs) {
    std::vector<Pattern> patterns;
    for (const CallSpec& spec : specs) patterns.push_back(spec.pattern());
    return patterns;
  }
  static std::string Describe(const std::vector<Pattern>& steps, bool per_thread) {
    std::string text = "made in this order";
    if (per_thread) text += " in one thread";
    for (std::size_t i = 0; i < steps.size(); ++i)
      text += (i == 0 ? ": " : ", then ") + steps[i].text;
    return text;
  }

  std::vector<Pattern> steps_;
};

// After a successful `from`, until a successful `until`, never a `never`:
// NeverBetween(sys::Write("x.wal"), sys::Fsync(kSameFile), sys::Send(kSameThread)). A `from` that
// never comes fails: the order was not put to the test.
inline internal::RuleMatcher NeverBetween(const CallSpec& from, const RelatedCallSpec& until,
                                          const RelatedCallSpec& never) {
  Order order{from.pattern(), until.pattern(), never.pattern(), until.same(), never.same(), false};
  std::string description = "never made " + order.never.text + " between " + order.from.text +
                            " and the next " + order.until.text;
  return {{internal::MakeRule("NeverBetween", std::move(order), PhaseScope::kMain)},
          std::move(description)};
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_ORDER_H_
