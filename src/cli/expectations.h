// What `check` and `learn` let the reader say of a command's runs: how many, and how each ends.
#ifndef SYSASSERT_CLI_EXPECTATIONS_H_
#define SYSASSERT_CLI_EXPECTATIONS_H_

#include <string>

#include "report/report.h"

namespace sysassert::cli {

// Of --expect-exit and --runs; what they cannot be is a Failure with status 2.
report::ExitExpectation ParseExpectedExit(const std::string& text);
int ParseRuns(const std::string& text);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_EXPECTATIONS_H_
