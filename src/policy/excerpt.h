// A policy's own words, for a report that points at them.
#ifndef SYSASSERT_POLICY_EXCERPT_H_
#define SYSASSERT_POLICY_EXCERPT_H_

#include <string>

#include "sysassert/policy.h"

namespace sysassert::policy {

// The line at `position`, of the policy or of one that it extends, and a caret below, printable:
//   "  4 |   - id: no-secrets\n    |         ^^^^^^^^^^\n"
// Empty where there is no such line.
std::string Excerpt(const Policy& policy, const SourcePosition& position);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_EXCERPT_H_
