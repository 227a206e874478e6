// Prohibitions: a deny by itself, and the default-deny of a set with its allows.
#include <algorithm>

#include "rules/match.h"
#include "rules/state.h"
#include "tables/sets.h"

namespace sysassert::rules {
namespace {

bool InGroup(const char* name, Sysno id) {
  const tables::Group* group = tables::FindGroup(name);
  return group != nullptr && group->calls[static_cast<std::size_t>(id)];
}

std::string TitleOf(const Call& call) {
  const Sysno id = call.id();
  if (InGroup("@exec", id)) return "forbidden program";
  if (InGroup("@network", id) || InGroup("@unix", id)) return "forbidden network access";
  if (InGroup("@file", id)) return "forbidden file access";
  return "forbidden call";
}

// The offenders of one prohibition.
class Offenders {
 public:
  void Add(const Call& call) {
    if (title_.empty()) title_ = TitleOf(call);
    indices_.push_back(call.index());
  }
  bool empty() const { return indices_.empty(); }
  std::size_t first() const { return indices_.front(); }
  const std::string& title() const { return title_; }
  void Fill(Violation* violation) const {
    violation->title = title_;
    violation->call = indices_.front();
    violation->calls = indices_;
    violation->repeats = indices_.size() - 1;
  }

 private:
  std::vector<std::size_t> indices_;
  std::string title_;
};

class DenyState : public RuleState {
 public:
  DenyState(const Rule& rule, const Deny& deny) : RuleState(rule), deny_(deny) {}
  SysnoSet Calls() const override { return deny_.pattern.calls.calls; }

  void Observe(const Call& call) override {
    if (!deny_.pattern.calls.Matches(call) || !ConditionsHold(deny_.pattern, call)) return;
    if (!PathsHold(deny_.pattern, call, Quantifier::kAnyPath) && !PassedPathHolds(call)) return;
    if (!Excepted(deny_.except, call)) offenders_.Add(call);
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    if (offenders_.empty()) return;
    Violation violation = Broken("");
    offenders_.Fill(&violation);
    const Call call = seen.call(offenders_.first());
    violation.fields.emplace_back("process", ProcessText(call));
    violation.fields.emplace_back("because", "deny " + rule().id + ": " + deny_.pattern.text);
    violations->push_back(std::move(violation));
  }
  bool HiddenCallsMatter() const override { return offenders_.empty(); }

 private:
  // A deny fires on the path as it was passed, too: the walk may have been cut short.
  bool PassedPathHolds(const Call& call) const {
    for (const PathArgument& path : call.paths()) {
      if (path.passed.empty() || path.passed[0] != '/') continue;
      for (const PathCondition& condition : deny_.pattern.paths) {
        if (condition.matches(path.passed, call)) return true;
      }
    }
    return false;
  }

  const Deny& deny_;
  Offenders offenders_;
};

class DefaultDenyState : public RuleState {
 public:
  DefaultDenyState(const Rule& rule, const DefaultDeny& deny, const std::vector<Rule>& rules)
      : RuleState(rule), deny_(deny) {
    for (const Rule& other : rules) {
      if (const auto* allow = std::get_if<Allow>(&other.body)) allows_.push_back({&other, allow});
    }
  }
  SysnoSet Calls() const override { return deny_.calls.calls; }

  void Observe(const Call& call) override {
    if (deny_.calls.Matches(call) && !Allowed(call)) offenders_.Add(call);
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    if (offenders_.empty()) return;
    Violation violation = Broken("");
    offenders_.Fill(&violation);
    const Call call = seen.call(offenders_.first());
    violation.fields.emplace_back("process", ProcessText(call));
    violation.fields.emplace_back("because", Because(call));
    violations->push_back(std::move(violation));
  }
  bool HiddenCallsMatter() const override { return offenders_.empty(); }

 private:
  struct Permission {
    const Rule* rule;
    const Allow* allow;
  };
  bool Allowed(const Call& call) const {
    return std::any_of(allows_.begin(), allows_.end(), [&call](const Permission& permission) {
      return Matches(permission.allow->pattern, call, Quantifier::kEveryPath) &&
             InScope(permission.rule->scope, call) && !Excepted(permission.allow->except, call);
    });
  }

  // "nothing of @open is allowed but by a rule; the nearest allow, 'inputs', differs: path is …"
  std::string Because(const Call& call) const {
    std::string because = deny_.what + " allows no " + std::string(call.name()) + " but by a rule";
    const Permission* nearest = nullptr;
    Miss best;
    for (const Permission& permission : allows_) {
      if (!permission.allow->pattern.calls.Matches(call)) continue;
      Miss miss = MissOf(permission.allow->pattern, call);
      if (nearest != nullptr && miss.differences.size() >= best.differences.size()) continue;
      nearest = &permission;
      best = std::move(miss);
    }
    if (nearest == nullptr) return because + "; no allow is about this call";
    because += "; the nearest allow, '" + nearest->rule->id + "', differs";
    return best.differences.empty() ? because + " in scope"
                                    : because + ": " + best.differences.front();
  }

  const DefaultDeny& deny_;
  std::vector<Permission> allows_;
  Offenders offenders_;
};

}  // namespace

std::unique_ptr<RuleState> MakeDeny(const Rule& rule, const Deny& deny) {
  return std::make_unique<DenyState>(rule, deny);
}

std::unique_ptr<RuleState> MakeDefaultDeny(const Rule& rule, const DefaultDeny& deny,
                                           const std::vector<Rule>& rules) {
  return std::make_unique<DefaultDenyState>(rule, deny, rules);
}

}  // namespace sysassert::rules
