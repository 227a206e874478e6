// Policies as the command line names them.
#ifndef SYSASSERT_CLI_POLICIES_H_
#define SYSASSERT_CLI_POLICIES_H_

#include <string>
#include <vector>

#include "sysassert/policy.h"

namespace sysassert::cli {

// NAME=VALUE pairs of --var.
Policy::Vars ParseVars(const std::vector<std::string>& pairs);

// The diagnostics of all of them, in order, safe to print.
std::string DiagnosticsOf(const Policy& policy);

// How many of its diagnostics are errors.
std::size_t ErrorsOf(const Policy& policy);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_POLICIES_H_
