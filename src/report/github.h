// GitHub Actions: annotations at the policies' lines, the whole report folded in the log, and a
// summary of the step.
//
// A runner shows ten errors and ten warnings a step and drops the rest without a word, so a rule is
// one annotation however often it is broken, and a tenth names the rules that found no room.
#ifndef SYSASSERT_REPORT_GITHUB_H_
#define SYSASSERT_REPORT_GITHUB_H_

#include <string>

#include "report/report.h"

namespace sysassert::report {

// Workflow commands and log, for standard output or error of a step.
std::string WriteGithub(const RunReport& report, const WriteOptions& options);

// Markdown, to append to $GITHUB_STEP_SUMMARY, well under the megabyte that a step may have.
std::string WriteGithubSummary(const RunReport& report, const WriteOptions& options);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_GITHUB_H_
