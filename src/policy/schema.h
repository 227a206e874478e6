// The JSON Schema (draft-07) of a policy, for editors: what keys.cc has in its table.
#ifndef SYSASSERT_POLICY_SCHEMA_H_
#define SYSASSERT_POLICY_SCHEMA_H_

#include <string>

namespace sysassert::policy {

// Ends with a newline. It knows the shape of a policy; that calls, flags, paths and variables exist
// is the loader's to say.
std::string PolicySchema();

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_SCHEMA_H_
