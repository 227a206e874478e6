// A prohibition by itself.
#include "rules/allows.h"
#include "rules/leaks.h"
#include "rules/match.h"
#include "rules/offenders.h"
#include "rules/pattern_matcher.h"
#include "rules/state.h"

namespace sysassert::rules {
namespace {

class DenyState : public RuleState {
 public:
  DenyState(const Rule& rule, const Deny& deny, const Allows& allows)
      : RuleState(rule), deny_(deny), matcher_(deny), allows_(allows) {}
  SysnoSet Calls() const override { return deny_.pattern.calls.calls; }

  void Observe(const Event& event) override {
    if (matcher_.Forbids(event)) offenders_.Add(event.index());
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    if (offenders_.empty()) return;
    Violation violation = Broken("");
    offenders_.Fill(rule(), seen, &violation);
    if (AsksForLeaks(deny_.pattern)) {
      violation.title.replace(0, violation.title.find(','), "leaked descriptors");
      violation.fields.emplace_back(kLeaks, LeaksText(offenders_.first(seen)));
    }
    violation.fields.emplace_back("because", Because(offenders_.first(seen)));
    violations->push_back(std::move(violation));
  }

  bool HiddenCallsMatter() const override { return offenders_.empty(); }
  bool MightMatch(const Event& event) const override {
    return rules::MightMatch(deny_.pattern, event);
  }

 private:
  std::string Because(const Call& call) const {
    const bool of_policy = rule().position.line > 0;  // a matcher has no id of its own
    const std::string nearest = allows_.NearestTo(Event(call));
    return (of_policy ? "deny " + rule().id + ": " : "forbidden: ") + deny_.pattern.text +
           (nearest.empty() ? "" : "; " + nearest);
  }

  const Deny& deny_;
  DenyMatcher matcher_;
  const Allows& allows_;
  Offenders offenders_;
};

}  // namespace

std::unique_ptr<RuleState> MakeDeny(const Rule& rule, const Deny& deny, const Allows& allows) {
  return std::make_unique<DenyState>(rule, deny, allows);
}

}  // namespace sysassert::rules
