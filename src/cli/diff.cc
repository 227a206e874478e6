// sysassert diff: what two runs did differently.
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "cli/recordings.h"
#include "report/difference.h"

namespace sysassert::cli {

int RunDiff(const Arguments& arguments) {
  std::vector<std::string> paths;
  Options options(
      "diff",
      "Says what two runs did differently: counts of calls, paths, errors, and where the "
      "first\nthreads part. Process ids, addresses, times and temporary names are left "
      "out. Exits 1 where\nthe runs differ.",
      "sysassert diff A B");
  options.Operands("A B", &paths, "recordings of sysassert record");
  if (!options.Parse(arguments)) return kAllHold;
  if (paths.size() != 2) {
    throw UsageFailure("diff: it takes two recordings",
                       "sysassert record -o FILE -- CMD makes one");
  }
  const Trace a = LoadTrace(paths[0]), b = LoadTrace(paths[1]);
  const report::Difference difference = report::Compare(a, b);
  Print(Stream::Stdout(), difference.text);
  return difference.any ? kViolated : kAllHold;
}

}  // namespace sysassert::cli
