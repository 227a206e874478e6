// RuleState: one rule while it is evaluated. The calls of its scope pass by in the order of their
// entry; then it says what was broken.
#ifndef SYSASSERT_RULES_STATE_H_
#define SYSASSERT_RULES_STATE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/allows.h"
#include "rules/event.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

class RuleState {
 public:
  explicit RuleState(const Rule& rule) : rule_(rule) {}
  virtual ~RuleState() = default;
  RuleState(const RuleState&) = delete;
  RuleState& operator=(const RuleState&) = delete;

  const Rule& rule() const { return rule_; }
  // The calls it is about: Observe is called for these alone.
  virtual SysnoSet Calls() const = 0;
  // `event` is in the rule's scope. It is a cursor: keep its index, not itself.
  virtual void Observe(const Event& event) = 0;
  // What it found, over the calls it saw; `seen` is the trace of its scope, for explanations.
  virtual void Finish(const Trace& seen, std::vector<Violation>* violations) = 0;
  // What it counted, for a count. Asked after Finish.
  virtual std::optional<std::int64_t> Measured() const { return std::nullopt; }
  // Could calls that were not seen have turned its answer, whichever it is? Asked after Finish.
  virtual bool HiddenCallsMatter() const = 0;
  // Could this call have turned it, with what is not known of it?
  virtual bool MightMatch(const Event& event) const = 0;

 protected:
  Violation Broken(std::string title) const;

 private:
  const Rule& rule_;
};

// One for each kind of rule. What it is given must outlive it. That of an allow finds nothing: its
// scope is what is looked at.
std::unique_ptr<RuleState> MakeAllow(const Rule& rule);
std::unique_ptr<RuleState> MakeDeny(const Rule& rule, const Deny& deny, const Allows& allows);
std::unique_ptr<RuleState> MakeDefaultDeny(const Rule& rule, const DefaultDeny& deny,
                                           const std::vector<Rule>& rules, Allows* allows);
std::unique_ptr<RuleState> MakeCount(const Rule& rule, const Count& count);
std::unique_ptr<RuleState> MakeOrder(const Rule& rule, const Order& order);
std::unique_ptr<RuleState> MakeLeaves(const Rule& rule, const Leaves& leaves);
std::unique_ptr<RuleState> MakeSequence(const Rule& rule, const Sequence& sequence);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_STATE_H_
