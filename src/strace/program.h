// Program: the command that is to be run, as the options change it.
#ifndef SYSASSERT_STRACE_PROGRAM_H_
#define SYSASSERT_STRACE_PROGRAM_H_

#include "engine/launch.h"
#include "strace/options.h"
#include "sysassert/result.h"

namespace sysassert::strace {

// Is this somebody, and may the command run as that? An Error's operation is strace's message.
Status CheckUser(const std::string& name);
// Finds options.command, with its arguments, environment and user; no filter. An Error's operation
// is strace's message.
Result<engine::LaunchSpec> ProgramOf(const Options& options);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_PROGRAM_H_
