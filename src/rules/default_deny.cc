// Nothing of a set but what a rule allows.
#include <algorithm>

#include "rules/allows.h"
#include "rules/match.h"
#include "rules/offenders.h"
#include "rules/pattern_matcher.h"
#include "rules/registers.h"
#include "rules/state.h"

namespace sysassert::rules {
namespace {

class DefaultDenyState : public RuleState {
 public:
  DefaultDenyState(const Rule& rule, const DefaultDeny& deny, const std::vector<Rule>& rules,
                   Allows* allows)
      : RuleState(rule), deny_(deny), allows_(*allows) {
    for (const Rule& other : rules) {
      const auto* other_deny = std::get_if<Deny>(&other.body);
      if (other_deny != nullptr && !other.warn_only)
        denies_.push_back({&other, DenyMatcher(*other_deny)});
    }
  }
  SysnoSet Calls() const override { return deny_.calls.calls; }

  void Observe(const Event& event) override {
    // A deny comes first; what it reports is not said twice.
    if (Selects(deny_.calls, event) && !allows_.Permit(event) && !Denied(event))
      offenders_.Add(event.index());
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    if (offenders_.empty()) return;
    Violation violation = Broken("");
    offenders_.Fill(rule(), seen, &violation);
    violation.fields.emplace_back("because", Because(offenders_.first(seen)));
    violations->push_back(std::move(violation));
  }

  bool HiddenCallsMatter() const override { return offenders_.empty(); }
  // One that it selects without a known path is not allowed already.
  bool MightMatch(const Event& event) const override {
    return event.hides_arguments() && !Selects(deny_.calls, event) &&
           RegistersAdmit(Pattern{deny_.calls, {}, {}, ""}, event.call());
  }

 private:
  struct Denial {
    const Rule* rule;
    DenyMatcher deny;
  };
  static bool InScope(const Rule& rule, const Event& event) {
    return !rule.scope.admits || rule.scope.admits(event.call());
  }
  bool Denied(const Event& event) {
    return std::any_of(denies_.begin(), denies_.end(), [&event](Denial& denial) {
      const Scope& scope = denial.rule->scope;
      return scope.phase == PhaseScope::kAll && !scope.between_marks &&
             InScope(*denial.rule, event) && denial.deny.Forbids(event);
    });
  }

  std::string Because(const Call& call) const {
    const std::string nearest = allows_.NearestTo(Event(call));
    return deny_.what + ": nothing allows this " + std::string(call.name()) +
           (nearest.empty() ? "" : "; " + nearest);
  }

  const DefaultDeny& deny_;
  Allows& allows_;
  std::vector<Denial> denies_;
  Offenders offenders_;
};

}  // namespace

std::unique_ptr<RuleState> MakeDefaultDeny(const Rule& rule, const DefaultDeny& deny,
                                           const std::vector<Rule>& rules, Allows* allows) {
  return std::make_unique<DefaultDenyState>(rule, deny, rules, allows);
}

}  // namespace sysassert::rules
