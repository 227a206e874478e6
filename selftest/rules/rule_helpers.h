// Short ways to write rules in tests.
#ifndef SYSASSERT_SELFTEST_RULES_RULE_HELPERS_H_
#define SYSASSERT_SELFTEST_RULES_RULE_HELPERS_H_

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sysassert/glob.h"
#include "sysassert/rules.h"

namespace sysassert::selftest {

inline Pattern On(const std::string& call, const std::string& glob = "") {
  Pattern pattern;
  pattern.calls = SelectCalls(call).value();
  pattern.text = call;
  if (!glob.empty()) {
    pattern.paths.push_back({"\"" + glob + "\"",
                             [compiled = PathGlob(glob)](std::string_view path, const Call& c) {
                               return compiled.Matches(path, c.pid());
                             },
                             PathCondition::Subject::kResolved});
    pattern.text += " of " + glob;
  }
  return pattern;
}

inline Condition FailsWith(int error_number, const std::string& name) {
  return {"result", name, [error_number](const Call& call, std::string* actual) {
            if (actual != nullptr) *actual = std::to_string(call.error_number());
            return call.failed() && call.error_number() == error_number;
          }};
}

template <typename Body>
Rule RuleOf(const std::string& id, Body body, PhaseScope phase = PhaseScope::kMain) {
  Rule rule;
  rule.id = id;
  rule.body = std::move(body);
  rule.scope.phase = phase;
  return rule;
}

inline Count CountOf(Pattern pattern, std::int64_t low, std::int64_t high) {
  Count count;
  count.pattern = std::move(pattern);
  count.accepts = [low, high](std::int64_t n) { return n >= low && n <= high; };
  count.expected = "between " + std::to_string(low) + " and " + std::to_string(high);
  count.needs_one = low > 0;
  return count;
}

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_RULES_RULE_HELPERS_H_
