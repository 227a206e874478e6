// Guard: block mode. The prohibitions of a policy, asked about one call at its entry, when nobody
// knows yet how it will end.
#ifndef SYSASSERT_RULES_GUARD_H_
#define SYSASSERT_RULES_GUARD_H_

#include <optional>
#include <vector>

#include "rules/allows.h"
#include "rules/event.h"
#include "rules/pattern_matcher.h"
#include "sysassert/rules.h"
#include "sysassert/trace.h"

namespace sysassert::rules {

class Guard {
 public:
  // Of `rules`, those that block; their allows, be they of a rule that blocks or not. `run` is the
  // run that is being recorded.
  Guard(std::vector<Rule> rules, Trace run);
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

  // The errno that `call`, which is in flight, is refused with; 0: it may run.
  int Refuse(const Call& call);

 private:
  const Rule* Forbidding(const Event& event);
  bool AsksForTheCallAlone(const Rule& rule, Sysno id) const;
  bool InForce(const Rule& rule, const Call& call) const;

  struct Blocker {
    const Rule* rule;
    std::optional<DenyMatcher> deny;  // none: a default deny
  };
  const std::vector<Rule> rules_;
  std::vector<Blocker> blockers_;
  const Trace run_;
  Allows allows_;
};

// The errno of a rule that names none.
int DefaultErrno(const Rule& rule, Sysno id);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_GUARD_H_
