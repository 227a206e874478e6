// Policies in a line or two, over recordings made by hand.
#ifndef SYSASSERT_SELFTEST_POLICY_POLICY_HELPERS_H_
#define SYSASSERT_SELFTEST_POLICY_POLICY_HELPERS_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sysassert/policy.h"

namespace sysassert::selftest {

// Top-level keys of a policy, which must load.
inline Policy Loaded(const std::string& keys, Policy::Vars vars = {}) {
  Policy policy =
      Policy::FromString("sysassert: 1\nname: test\n" + keys, std::move(vars), "test.yaml");
  for (const Diagnostic& diagnostic : policy.diagnostics()) ADD_FAILURE() << diagnostic.text();
  return policy;
}
// A policy of one rule, called r; `rule` in flow style: "deny: {call: exec}".
inline Policy RuleOnly(const std::string& rule, const std::string& keys = "") {
  return Loaded(keys + "\nrules: [{id: r, " + rule + "}]");
}
// The violations of `trace`, each as "rule: title", in the order of the rules.
inline std::vector<std::string> Broken(const Trace& trace, const Policy& policy) {
  std::vector<std::string> broken;
  for (const Violation& violation : Check(trace, policy).violations)
    broken.push_back(violation.rule + ": " + violation.title);
  return broken;
}
inline bool Holds(const Trace& trace, const Policy& policy) { return Check(trace, policy).ok(); }
inline bool Holds(const Trace& trace, const std::string& rule, const std::string& keys = "") {
  const Policy policy = RuleOnly(rule, keys);
  if (const auto rules = policy.RulesFor(trace); !rules.ok())
    ADD_FAILURE() << rules.error().Message();
  return Holds(trace, policy);
}
inline std::string FieldOf(const Violation& violation, const std::string& label) {
  const auto found = std::find_if(violation.fields.begin(), violation.fields.end(),
                                  [&label](const auto& field) { return field.first == label; });
  return found == violation.fields.end() ? "" : found->second;
}

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_POLICY_POLICY_HELPERS_H_
