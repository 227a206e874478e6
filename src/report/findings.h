// What a run's reports have to say, in the pieces that each format arranges in its own way: a block
// of text for a violation, every rule with what was found of it, and what no rule could find.
#ifndef SYSASSERT_REPORT_FINDINGS_H_
#define SYSASSERT_REPORT_FINDINGS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace sysassert::report {

// The block that a reader sees of a violation, printable; ends with a newline.
std::string BlockOf(const RunReport& report, const Violation& violation);

// Its title and the call, in one line without a newline: "forbidden file access: unlink("a") = 0".
std::string HeadlineOf(const RunReport& report, const Violation& violation);

// One rule of one policy, and what was found of it: nothing where it holds.
struct RuleFindings {
  const PolicyVerdict* policy;
  std::string rule;
  RuleOutcome outcome;
  std::vector<const Violation*> violations;

  bool fails() const { return outcome != RuleOutcome::kHolds && outcome != RuleOutcome::kWarned; }
  std::string Headline(const RunReport& report) const;  // of its first violation; "" if it holds
  std::string Text(const RunReport& report) const;      // all its blocks, a blank line between two
};
// Every rule, in the order of the policies and their rules.
std::vector<RuleFindings> FindingsByRule(const RunReport& report);

// What is wrong with the run itself: its end, or that it could not be seen in full.
struct RunFinding {
  std::string_view id;  // "exit", "blind-spot"
  std::string title;    // "the program exited with 1, expected 0"
  std::string text;     // the block that a reader sees; ends with a newline
};
std::vector<RunFinding> ExitFindings(const RunReport& report);       // one, or none
std::vector<RunFinding> BlindSpotFindings(const RunReport& report);  // one a blind spot
// Both; but no blind spot that an inconclusive rule has named already.
std::vector<RunFinding> FindingsOfRun(const RunReport& report);

// Counts that are not their baselines, a line each; "" where there is none.
std::string DriftLines(const RunReport& report);

std::string Counted(std::size_t count, std::string_view noun);  // "2 violations", "1 violation"

// One line, without its newline: "2 violations of 5 rules, 3 hold (git); 412 calls; exited with 0".
std::string SummaryOf(const RunReport& report);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_FINDINGS_H_
