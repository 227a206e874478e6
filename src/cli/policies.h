// Policies as the command line names them.
#ifndef SYSASSERT_CLI_POLICIES_H_
#define SYSASSERT_CLI_POLICIES_H_

#include <string>
#include <vector>

#include "sysassert/policy.h"

namespace sysassert::cli {

// NAME=VALUE pairs of --var.
Policy::Vars ParseVars(const std::vector<std::string>& pairs);

// Diagnostics in their order, safe to print.
std::string TextOf(const std::vector<Diagnostic>& diagnostics);

// How many of its diagnostics are errors.
std::size_t ErrorsOf(const Policy& policy);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_POLICIES_H_
