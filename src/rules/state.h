// RuleState: one rule while it is evaluated. The calls of its scope pass by in the order of their
// entry; then it says what was broken.
#ifndef SYSASSERT_RULES_STATE_H_
#define SYSASSERT_RULES_STATE_H_

#include <memory>
#include <string>
#include <vector>

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
  // `call` is in the rule's scope. It is a cursor: keep its index, not itself.
  virtual void Observe(const Call& call) = 0;
  // What it found, over the calls it saw; `seen` is the trace of its scope, for explanations.
  virtual void Finish(const Trace& seen, std::vector<Violation>* violations) = 0;
  // Could calls that were not seen have changed a pass into a failure?
  virtual bool HiddenCallsMatter() const = 0;

 protected:
  Violation Broken(std::string title) const;

 private:
  const Rule& rule_;
};

// One for each kind of rule that has a state; Allow has none.
std::unique_ptr<RuleState> MakeDeny(const Rule& rule, const Deny& deny);
std::unique_ptr<RuleState> MakeDefaultDeny(const Rule& rule, const DefaultDeny& deny,
                                           const std::vector<Rule>& rules);
std::unique_ptr<RuleState> MakeCount(const Rule& rule, const Count& count);
std::unique_ptr<RuleState> MakeOrder(const Rule& rule, const Order& order);
std::unique_ptr<RuleState> MakeSequence(const Rule& rule, const Sequence& sequence);

// Is the call within what a scope admits besides phase and marks?
bool InScope(const Scope& scope, const Call& call);
bool Excepted(const std::vector<Pattern>& except, const Call& call);

inline constexpr std::size_t kListed = 10;  // offenders that a failure lists

// "nearest miss" fields for a pattern that nothing matched.
void AddNearest(const Trace& seen, const Pattern& pattern, Violation* violation);
// "app[17], thread main, started by make[9]"
std::string ProcessText(const Call& call);
// Quoted and escaped for one line of a report.
std::string Quoted(std::string_view text);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_STATE_H_
