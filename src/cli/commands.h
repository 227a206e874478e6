// The commands, one file each. To add one: its file, a line here, a row in program.cc, a section in
// docs/sysassert.1 and docs/cli.md.
#ifndef SYSASSERT_CLI_COMMANDS_H_
#define SYSASSERT_CLI_COMMANDS_H_

#include "cli/options.h"

namespace sysassert::cli {

// Each gets the words after its name and returns the exit status; what goes wrong is a Failure.
int RunCheck(const Arguments& arguments);
int RunLint(const Arguments& arguments);
int RunRecord(const Arguments& arguments);
int RunShow(const Arguments& arguments);
int RunTrace(const Arguments& arguments);
int RunLearn(const Arguments& arguments);
int RunReview(const Arguments& arguments);
int RunDiff(const Arguments& arguments);
int RunExplain(const Arguments& arguments);
int RunDoctor(const Arguments& arguments);

// The program itself, called by the name `strace`.
int RunAsStrace(const Arguments& arguments);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_COMMANDS_H_
