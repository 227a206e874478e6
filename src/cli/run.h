// Running a program under the tracer, as `check` and `record` both do.
#ifndef SYSASSERT_CLI_RUN_H_
#define SYSASSERT_CLI_RUN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"
#include "sysassert/record.h"
#include "sysassert/trace.h"

namespace sysassert::cli {

// What both commands let the reader say of the run.
struct RunOptions {
  std::vector<std::string> env;  // K=V
  std::string cwd;
  std::string timeout_seconds;
  std::string string_limit;
  std::vector<std::string> accept;
  bool deny_io_uring = false;
  bool hide_vdso = false;
  bool no_filter = false;
  bool trust_outer_filter = false;
  bool no_wait_orphans = false;
  bool skip_if_unavailable = false;

  // True if any was given that makes no sense without a run.
  bool any() const;
};
void AddRunOptions(Options* options, RunOptions* run);

// What --accept names; a name that is no blind spot is a Failure with status 2.
std::vector<BlindSpot> AcceptedBy(const RunOptions& options);

// How many bytes of each buffer to record, where it was said; a value that cannot be is a Failure
// with status 2.
std::optional<std::uint32_t> StringLimitOf(const RunOptions& options);

// The program keeps our standard streams. A value that cannot be is a Failure with status 2.
Command MakeCommand(const RunOptions& options, const Arguments& words);

// Runs it to its end, or until we are interrupted (see Interruption). Failures: no such program
// (127), one that does not run (126), no tracing here (3, or 77 where that was asked for).
Trace Run(const Command& command, const Watch& watch, const RunOptions& options);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_RUN_H_
