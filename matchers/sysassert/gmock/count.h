// Made(call).Times(n) and Never(call…): how often.
#ifndef SYSASSERT_GMOCK_COUNT_H_
#define SYSASSERT_GMOCK_COUNT_H_

#include <gmock/gmock.h>

#include <cstdint>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sysassert/gmock/call_spec.h"
#include "sysassert/gmock/rule_matcher.h"

namespace sysassert {

// The calls of the trace that is given (a Command's own, from its main on; a view of it; WholeRun()
// for all). Alone: at least once.
class Made : public internal::RuleMatcher {
 public:
  explicit Made(const CallSpec& call)
      : Made(
            call, [](std::int64_t n) { return n >= 1; }, "at least once", true) {}

  Made Times(int exactly) const {
    return {call_, [exactly](std::int64_t n) { return n == exactly; },
            exactly == 0   ? "never"
            : exactly == 1 ? "exactly once"
                           : "exactly " + std::to_string(exactly) + " times",
            exactly > 0};
  }
  Made Times(const testing::Cardinality& cardinality) const {
    std::ostringstream text;
    cardinality.DescribeTo(&text);
    return {
        call_,
        [cardinality](std::int64_t n) { return cardinality.IsSatisfiedByCallCount(Saturated(n)); },
        text.str(), !cardinality.IsSatisfiedByCallCount(0)};
  }
  template <typename Matcher>
  Made Times(Matcher matcher) const {
    const testing::Matcher<std::int64_t> count =
        testing::SafeMatcherCast<std::int64_t>(std::move(matcher));
    return {call_, [count](std::int64_t n) { return count.Matches(n); },
            "a number that " + testing::DescribeMatcher<std::int64_t>(count), !count.Matches(0)};
  }

 private:
  Made(const CallSpec& call, std::function<bool(std::int64_t)> accepts, const std::string& expected,
       bool needs_one)
      : RuleMatcher({internal::MakeRule(
                        "Made", Count{call.pattern(), {}, std::move(accepts), expected, needs_one},
                        PhaseScope::kMain)},
                    "made " + call.pattern().text + ", " + expected),
        call_(call) {}
  static int Saturated(std::int64_t n) {
    return n > std::numeric_limits<int>::max() ? std::numeric_limits<int>::max()
                                               : static_cast<int>(n);
  }

  CallSpec call_;
};

// None of these calls in the whole run, the loader and constructors included: a prohibition has no
// exceptions of its own.
template <typename... Specs>
internal::RuleMatcher Never(const CallSpec& call, const Specs&... more) {
  std::vector<Rule> rules;
  std::string description = "never made";
  for (const CallSpec& spec : {call, CallSpec(more)...}) {
    description += (rules.empty() ? " " : ", nor ") + spec.pattern().text;
    rules.push_back(internal::MakeRule("Never", Deny{spec.pattern(), {}}, PhaseScope::kAll));
  }
  return {std::move(rules), std::move(description)};
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_COUNT_H_
