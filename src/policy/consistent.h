// Keys of a pattern that each have a sense, and that no call can meet together.
#ifndef SYSASSERT_POLICY_CONSISTENT_H_
#define SYSASSERT_POLICY_CONSISTENT_H_

#include "policy/yaml_source.h"

namespace sysassert::policy {

// Says of the pattern `node` which of its keys contradict each other.
void RequireConsistent(const Node& node, Diagnostics* diagnostics);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_CONSISTENT_H_
