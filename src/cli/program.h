// The program: finds the command, runs it, turns what went wrong into a message and a status.
#ifndef SYSASSERT_CLI_PROGRAM_H_
#define SYSASSERT_CLI_PROGRAM_H_

#include <string_view>

#include "cli/options.h"

namespace sysassert::cli {

// `called`: the program's own name, by which it may be strace; `arguments`: the words after it.
// Returns the exit status; never throws.
int Main(std::string_view called, const Arguments& arguments);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_PROGRAM_H_
