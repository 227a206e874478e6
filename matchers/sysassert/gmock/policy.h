// Obeys(policy): the trace holds every rule of a policy.
#ifndef SYSASSERT_GMOCK_POLICY_H_
#define SYSASSERT_GMOCK_POLICY_H_

#include <ostream>
#include <utility>

#include "sysassert/gmock/rule_matcher.h"
#include "sysassert/policy.h"

namespace sysassert {
namespace internal {

class PolicyMatcher {
 public:
  using is_gtest_matcher = void;
  explicit PolicyMatcher(Policy policy) : policy_(std::move(policy)) {}

  bool MatchAndExplain(const Trace& trace, std::ostream* out) const {
    return ExplainVerdict(Check(trace, policy_), trace, inconclusive_, out);
  }
  void DescribeTo(std::ostream* out) const { *out << "obeys the policy " << policy_.name(); }
  void DescribeNegationTo(std::ostream* out) const {
    *out << "breaks the policy " << policy_.name();
  }

 private:
  Policy policy_;
  Inconclusive inconclusive_;
};

}  // namespace internal

// Obeys(Policy::FromFile("policies/no-secrets.yaml", {{"DATA", "/srv"}}))
// A policy that does not load, or that asks for several `runs`, judges no trace: it fails the test,
// and says so, under Not() and within Contains() too. sysassert check, or Check() with as many
// traces, does several runs.
inline internal::PolicyMatcher Obeys(Policy policy) {
  return internal::PolicyMatcher(std::move(policy));
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_POLICY_H_
