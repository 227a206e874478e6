#include "report/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/escape.h"
#include "rules/text.h"

namespace sysassert::report {
namespace {

std::string PolicyNames(const RunReport& report) {
  std::string names;
  for (const PolicyVerdict& policy : report.policies) {
    names += (names.empty() ? "" : ", ") + Printable(policy.name);
  }
  return names;
}

std::string Found(const Tally& tally) {
  std::vector<std::string> parts;
  if (tally.broken > 0) parts.push_back(Counted(tally.broken, "violation"));
  if (tally.inconclusive > 0) parts.push_back(fmt::format("{} inconclusive", tally.inconclusive));
  if (tally.never_in_force > 0) {
    parts.push_back(fmt::format("{} never in force", tally.never_in_force));
  }
  if (tally.warnings > 0) parts.push_back(Counted(tally.warnings, "warning"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

// Has an inconclusive rule said that it was this one?
bool IsNamed(const RunReport& report, BlindSpot spot) {
  const std::string name = fmt::format("{}: ", NameOf(spot));
  const auto names = [&name](const auto& field) { return field.second.starts_with(name); };
  for (const PolicyVerdict& policy : report.policies) {
    for (const Violation& violation : policy.verdict.violations) {
      if (violation.kind == Violation::Kind::kInconclusive &&
          std::any_of(violation.fields.begin(), violation.fields.end(), names))
        return true;
    }
  }
  return false;
}

RunFinding FindingOf(const BlindSpotReport& spot) {
  const std::string_view name = NameOf(spot.spot);
  std::string title = fmt::format("inconclusive: {} may have hidden calls", name);
  std::string text = fmt::format("error[blind-spot] {}\n", title);
  text += fmt::format("  cause    {}\n", Printable(spot.cause));
  if (!spot.remedy.empty()) text += fmt::format("  remedy   {}\n", Printable(spot.remedy));
  text += fmt::format("  or       --accept {}, where what it hides does not matter\n", name);
  return {"blind-spot", std::move(title), std::move(text)};
}

}  // namespace

std::string BlockOf(const RunReport& report, const Violation& violation) {
  return Printable(Format(violation, report.TraceOf(violation)), Newlines::kKeep);
}

std::string HeadlineOf(const RunReport& report, const Violation& violation) {
  const Trace& trace = report.TraceOf(violation);
  if (!violation.call || !trace.valid()) return Printable(violation.title);
  return Printable(violation.title + ": " + trace.call(*violation.call).text());
}

std::string RuleFindings::Headline(const RunReport& report) const {
  return violations.empty() ? "" : HeadlineOf(report, *violations.front());
}

std::string RuleFindings::Text(const RunReport& report) const {
  std::string text;
  for (const Violation* violation : violations) {
    text += (text.empty() ? "" : "\n") + BlockOf(report, *violation);
  }
  return text;
}

std::vector<RuleFindings> FindingsByRule(const RunReport& report) {
  std::vector<RuleFindings> all;
  for (const PolicyVerdict& policy : report.policies) {
    for (const std::string& rule : policy.verdict.rules) {
      RuleFindings findings{&policy, rule, OutcomeOf(policy.verdict, rule), {}};
      for (const Violation& violation : policy.verdict.violations) {
        if (violation.rule == rule) findings.violations.push_back(&violation);
      }
      all.push_back(std::move(findings));
    }
  }
  return all;
}

std::vector<RunFinding> ExitFindings(const RunReport& report) {
  if (report.expected_exit.Holds(report.ended().status())) return {};
  const sysassert::ExitStatus status = report.ended().status();
  const std::string title =
      fmt::format("the program {}{}, expected {}",
                  status.kind == sysassert::ExitStatus::Kind::kSignaled ? "was " : "",
                  status.text(), report.expected_exit.text());
  std::string text = fmt::format(
      "error[exit] {}\n"
      "  next     --expect-exit N or --expect-exit any, if that is right\n",
      title);
  return {{"exit", title, std::move(text)}};
}

std::vector<RunFinding> BlindSpotFindings(const RunReport& report) {
  std::vector<RunFinding> findings;
  for (const BlindSpotReport& spot : UnacceptedBlindSpots(report))
    findings.push_back(FindingOf(spot));
  return findings;
}

std::vector<RunFinding> FindingsOfRun(const RunReport& report) {
  std::vector<RunFinding> findings;
  for (const BlindSpotReport& spot : UnacceptedBlindSpots(report)) {
    if (!IsNamed(report, spot.spot)) findings.push_back(FindingOf(spot));
  }
  for (RunFinding& finding : ExitFindings(report)) findings.push_back(std::move(finding));
  return findings;
}

std::string DriftLines(const RunReport& report) {
  std::string lines;
  for (const PolicyVerdict& policy : report.policies) {
    for (const Measurement& count : policy.verdict.measurements) {
      if (!count.baseline || *count.baseline == count.value) continue;
      const std::string drift =
          fmt::format("drift[{}] {}, baseline {} ({:+})", count.rule, count.value, *count.baseline,
                      count.value - *count.baseline);
      lines += Printable(rules::WithPlace(drift, count.position)) + "\n";
    }
  }
  return lines;
}

std::string Counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string SummaryOf(const RunReport& report) {
  const Tally tally = Count(report);
  const std::string found = Found(tally);
  const std::string verdict =
      found.empty()
          ? (tally.rules == 1 ? "the 1 rule holds" : fmt::format("all {} rules hold", tally.rules))
          : fmt::format("{} of {}, {} {}", found, Counted(tally.rules, "rule"), tally.holding,
                        tally.holding == 1 ? "holds" : "hold");
  const std::size_t runs = report.further_runs.size() + 1;
  std::string line = fmt::format("{} ({}); {}{}{}; {}", verdict, PolicyNames(report),
                                 runs > 1 ? fmt::format("{} runs, the first of ", runs) : "",
                                 Counted(report.trace.WholeRun().size(), "call"),
                                 report.trace.watched_everything() ? "" : " watched",
                                 report.ended().status().text());
  if (!report.expected_exit.Holds(report.ended().status())) {
    line += ", expected " + report.expected_exit.text();
  }
  if (!UnacceptedBlindSpots(report).empty()) line += "; inconclusive: the run had a blind spot";
  return line;
}

}  // namespace sysassert::report
