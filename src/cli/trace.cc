// sysassert trace: strace, as it is typed.
#include <cstdio>

#include "cli/commands.h"
#include "strace/run.h"

namespace sysassert::cli {

int RunTrace(const Arguments& arguments) { return strace::Main("sysassert trace", arguments); }

int RunAsStrace(const Arguments& arguments) { return strace::Main("strace", arguments); }

}  // namespace sysassert::cli
