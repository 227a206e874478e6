#include "report/report.h"

#include <algorithm>
#include <iterator>

#include "report/ctest.h"
#include "report/github.h"
#include "report/human.h"
#include "report/json.h"
#include "report/junit.h"
#include "report/sarif.h"

namespace sysassert::report {
namespace {

// Broken is the worst: it is proven.
int Badness(RuleOutcome outcome) {
  constexpr int kBadness[] = {0, 1, 4, 3, 2};
  return kBadness[static_cast<int>(outcome)];
}

}  // namespace

bool ExitExpectation::Holds(const sysassert::ExitStatus& status) const {
  if (!code) return true;
  switch (status.kind) {
    case sysassert::ExitStatus::Kind::kExited:
      return status.value == *code;
    case sysassert::ExitStatus::Kind::kSignaled:
      return status.value + 128 == *code;
    case sysassert::ExitStatus::Kind::kUnknown:
      break;
  }
  return false;
}

std::string ExitExpectation::text() const { return code ? std::to_string(*code) : "any"; }

const Trace& RunReport::ended() const {
  if (!expected_exit.Holds(trace.status())) return trace;
  const auto found =
      std::find_if(further_runs.begin(), further_runs.end(),
                   [this](const Trace& run) { return !expected_exit.Holds(run.status()); });
  return found == further_runs.end() ? trace : *found;
}

std::vector<BlindSpotReport> BlindSpotsOf(const RunReport& report) {
  std::vector<BlindSpotReport> spots = report.trace.blind_spots();
  for (const Trace& run : report.further_runs) {
    std::vector<BlindSpotReport> further = run.blind_spots();
    std::erase_if(further, [&spots](const BlindSpotReport& spot) {
      return std::any_of(spots.begin(), spots.end(),
                         [&spot](const auto& other) { return other.spot == spot.spot; });
    });
    std::move(further.begin(), further.end(), std::back_inserter(spots));
  }
  return spots;
}

std::vector<BlindSpotReport> UnacceptedBlindSpots(const RunReport& report) {
  std::vector<BlindSpotReport> spots = BlindSpotsOf(report);
  std::erase_if(spots,
                [](const BlindSpotReport& spot) { return spot.accepted || IsWeak(spot.spot); });
  return spots;
}

bool AllHold(const RunReport& report) {
  return report.trace.valid() && report.expected_exit.Holds(report.ended().status()) &&
         UnacceptedBlindSpots(report).empty() &&
         std::all_of(report.policies.begin(), report.policies.end(),
                     [](const PolicyVerdict& policy) { return policy.verdict.ok(); });
}

std::string_view NameOf(RuleOutcome outcome) {
  constexpr std::string_view kNames[] = {"holds", "warned", "broken", "inconclusive",
                                         "never-in-force"};
  return kNames[static_cast<int>(outcome)];
}

RuleOutcome OutcomeOf(const Violation& violation) {
  if (violation.warning) return RuleOutcome::kWarned;
  switch (violation.kind) {
    case Violation::Kind::kBroken:
      return RuleOutcome::kBroken;
    case Violation::Kind::kInconclusive:
      return RuleOutcome::kInconclusive;
    case Violation::Kind::kNeverInForce:
      return RuleOutcome::kNeverInForce;
  }
  return RuleOutcome::kBroken;
}

RuleOutcome OutcomeOf(const Verdict& verdict, std::string_view rule) {
  RuleOutcome worst = RuleOutcome::kHolds;
  for (const Violation& violation : verdict.violations) {
    if (violation.rule != rule) continue;
    worst = std::max(worst, OutcomeOf(violation),
                     [](RuleOutcome a, RuleOutcome b) { return Badness(a) < Badness(b); });
  }
  return worst;
}

Tally Count(const RunReport& report) {
  Tally tally;
  for (const PolicyVerdict& policy : report.policies) {
    tally.rules += policy.verdict.rules.size();
    for (const std::string& rule : policy.verdict.rules) {
      if (OutcomeOf(policy.verdict, rule) == RuleOutcome::kHolds) ++tally.holding;
    }
    for (const Violation& violation : policy.verdict.violations) {
      switch (OutcomeOf(violation)) {
        case RuleOutcome::kHolds:
          break;
        case RuleOutcome::kWarned:
          ++tally.warnings;
          break;
        case RuleOutcome::kBroken:
          ++tally.broken;
          break;
        case RuleOutcome::kInconclusive:
          ++tally.inconclusive;
          break;
        case RuleOutcome::kNeverInForce:
          ++tally.never_in_force;
          break;
      }
    }
  }
  return tally;
}

const std::vector<ReportFormat>& ReportFormats() {
  static const std::vector<ReportFormat> kFormats = {
      {"human", "for a reader", &WriteHuman},
      {"json", "one document, schema sysassert-report-1", &WriteJson},
      {"jsonl", "the same facts, one object a line", &WriteJsonLines},
      {"junit", "XML for CI servers, one test case a rule", &WriteJunit},
      {"github", "annotations and a step summary for GitHub Actions", &WriteGithub,
       Aside{"GITHUB_STEP_SUMMARY", &WriteGithubSummary}},
      {"ctest", "measurements and the recording, for CTest and CDash", &WriteCtest},
      {"sarif", "SARIF 2.1.0, for code scanning", &WriteSarif},
  };
  return kFormats;
}

const ReportFormat* FindReportFormat(std::string_view name) {
  const auto& formats = ReportFormats();
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [name](const ReportFormat& f) { return f.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace sysassert::report
