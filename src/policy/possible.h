// Patterns that no call can match: an assertion that holds since it asks of nothing.
#ifndef SYSASSERT_POLICY_POSSIBLE_H_
#define SYSASSERT_POLICY_POSSIBLE_H_

#include "policy/document.h"
#include "policy/yaml_source.h"

namespace sysassert::policy {

// Says of each key of the pattern `node` what makes it one that never matches: an empty list, or
// something that no call of `calls` has.
void RequirePossible(const Node& node, const CallSelector& calls, Diagnostics* diagnostics);

bool MovesBytes(const CallSelector& calls);  // one of them

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_POSSIBLE_H_
