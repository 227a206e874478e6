// Policies as the command line names them.
#ifndef SYSASSERT_CLI_POLICIES_H_
#define SYSASSERT_CLI_POLICIES_H_

#include <string>
#include <vector>

#include "sysassert/policy.h"

namespace sysassert::cli {

// NAME=VALUE pairs of --var.
Policy::Vars ParseVars(const std::vector<std::string>& pairs);

// A variable of the command line that none of the policies sets or names is a misspelt one.
// Throws a UsageFailure.
void RequireKnown(const Policy::Vars& vars, const std::vector<Policy>& policies);

// Diagnostics in their order, safe to print.
std::string TextOf(const std::vector<Diagnostic>& diagnostics);

// How many of its diagnostics are errors.
std::size_t ErrorsOf(const Policy& policy);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_POLICIES_H_
