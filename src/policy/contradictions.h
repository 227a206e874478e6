// What the rules of a policy do to one another that its author cannot have meant.
#ifndef SYSASSERT_POLICY_CONTRADICTIONS_H_
#define SYSASSERT_POLICY_CONTRADICTIONS_H_

#include "policy/document.h"

namespace sysassert::policy {

// An allow that a deny always takes back, an exception that takes back nothing or all, an id that
// two rules have, an override of no rule. Of `file`, whose bases are loaded.
void FindContradictions(const File& file, Diagnostics* diagnostics);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_CONTRADICTIONS_H_
