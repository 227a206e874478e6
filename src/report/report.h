// What a report is about, one run held to policies, and the formats it can be written in.
//
// A new format is one function from RunReport to text and one row in report.cc.
#ifndef SYSASSERT_REPORT_REPORT_H_
#define SYSASSERT_REPORT_REPORT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/policy.h"
#include "sysassert/rules.h"
#include "sysassert/trace.h"

namespace sysassert::report {

// How the root process is expected to end.
struct ExitExpectation {
  std::optional<int> code = 0;  // as a shell's $?: 128 + n is death by signal n; nullopt: any end
  bool Holds(const sysassert::ExitStatus& status) const;
  std::string text() const;  // "0", "any"
};

struct PolicyVerdict {
  std::string name;
  std::string path;
  Verdict verdict;
  std::optional<Policy> policy;  // to quote from
};

// Where the names of policy files lead: a relative one starts at `cwd`, and other tools know files
// by their names below `root`. Both absolute, or empty where nobody knows.
struct SourceTree {
  std::string cwd, root;
};

struct RunReport {
  Trace trace;
  std::vector<PolicyVerdict> policies;
  ExitExpectation expected_exit;
  std::vector<Trace> further_runs;  // where the policies ask for several
  SourceTree sources;

  const Trace& TraceOf(const Violation& violation) const {
    return violation.run == 0 ? trace : further_runs[violation.run - 1];
  }
  // The run whose end is reported: the first that did not end as expected, else the first.
  const Trace& ended() const;
};

// Those of every run; of each kind, those of the first run that has it.
std::vector<BlindSpotReport> BlindSpotsOf(const RunReport& report);
// Blind spots that hide calls and that nobody accepted: the run proves nothing.
std::vector<BlindSpotReport> UnacceptedBlindSpots(const RunReport& report);

// True if every rule holds, the program ended as expected, and no blind spot could have hidden a
// call.
bool AllHold(const RunReport& report);

enum class RuleOutcome { kHolds, kWarned, kBroken, kInconclusive, kNeverInForce };
std::string_view NameOf(RuleOutcome outcome);  // "holds", "warned", "broken", …
RuleOutcome OutcomeOf(const Violation& violation);
// The worst that the verdict says of that rule.
RuleOutcome OutcomeOf(const Verdict& verdict, std::string_view rule);

struct Tally {
  std::size_t rules = 0, holding = 0;  // holding: rules without any violation
  std::size_t broken = 0, inconclusive = 0, never_in_force = 0, warnings = 0;  // violations
};
Tally Count(const RunReport& report);

struct WriteOptions {
  bool color = false;
  bool verbose = false;  // rules that hold are listed, too
  bool unused = false;   // and allows that no call needed
};

using ReportWriter = std::string (*)(const RunReport& report, const WriteOptions& options);

// A second text of a format, appended to the file that a variable of the environment names.
struct Aside {
  const char* variable;
  ReportWriter write;
};

struct ReportFormat {
  std::string_view name;
  std::string_view summary;
  ReportWriter write;
  std::optional<Aside> aside = std::nullopt;
};
const std::vector<ReportFormat>& ReportFormats();
const ReportFormat* FindReportFormat(std::string_view name);  // null: no such format

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_REPORT_H_
