// RuleMatcher: rules as a matcher of a Trace. Every matcher of this layer that judges calls is one.
#ifndef SYSASSERT_GMOCK_RULE_MATCHER_H_
#define SYSASSERT_GMOCK_RULE_MATCHER_H_

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "sysassert/gmock/inconclusive.h"
#include "sysassert/rules.h"

namespace sysassert::internal {

inline bool ExplainVerdict(const Verdict& verdict, const Trace& trace, const Inconclusive& failures,
                           std::ostream* out) {
  std::string broken, inconclusive;
  for (const Violation& violation : verdict.violations) {
    if (violation.kind == Violation::Kind::kInconclusive)
      inconclusive += Format(violation, trace);
    else if (!violation.warning)
      broken += Format(violation, trace);
  }
  if (!inconclusive.empty()) failures.Say(inconclusive);
  if (verdict.ok()) return true;
  if (out != nullptr) *out << "where\n" << broken << inconclusive;
  return false;
}

class RuleMatcher {
 public:
  using is_gtest_matcher = void;

  RuleMatcher(std::vector<Rule> rules, std::string description)
      : rules_(std::move(rules)), description_(std::move(description)) {}

  bool MatchAndExplain(const Trace& trace, std::ostream* out) const {
    return ExplainVerdict(Evaluate(trace, rules_), trace, inconclusive_, out);
  }
  void DescribeTo(std::ostream* out) const { *out << description_; }
  void DescribeNegationTo(std::ostream* out) const { *out << "not (" << description_ << ")"; }

 protected:
  std::vector<Rule> rules_;
  std::string description_;
  Inconclusive inconclusive_;
};

inline Rule MakeRule(std::string id, RuleBody body, PhaseScope phase) {
  Rule rule;
  rule.id = std::move(id);
  rule.body = std::move(body);
  rule.scope.phase = phase;
  return rule;
}

}  // namespace sysassert::internal

#endif  // SYSASSERT_GMOCK_RULE_MATCHER_H_
