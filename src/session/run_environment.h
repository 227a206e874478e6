// The environment that a run was started with.
#ifndef SYSASSERT_SESSION_RUN_ENVIRONMENT_H_
#define SYSASSERT_SESSION_RUN_ENVIRONMENT_H_

#include <optional>
#include <string>
#include <string_view>

#include "sysassert/trace.h"

namespace sysassert {

// The value of the command's environment variable `name`; nullopt where it was not set, or the
// trace is invalid.
std::optional<std::string> VariableOf(const Trace& run, std::string_view name);

}  // namespace sysassert

#endif  // SYSASSERT_SESSION_RUN_ENVIRONMENT_H_
