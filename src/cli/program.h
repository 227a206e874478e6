// The program: finds the command, runs it, turns what went wrong into a message and a status.
#ifndef SYSASSERT_CLI_PROGRAM_H_
#define SYSASSERT_CLI_PROGRAM_H_

#include "cli/options.h"

namespace sysassert::cli {

// `arguments`: the words after the program's own name. Returns the exit status; never throws.
int Main(const Arguments& arguments);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_PROGRAM_H_
