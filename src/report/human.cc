#include "report/human.h"

#include <fmt/format.h>

#include <string_view>

#include "policy/excerpt.h"
#include "report/escape.h"
#include "report/findings.h"
#include "rules/text.h"

namespace sysassert::report {
namespace {

constexpr std::string_view kRed = "\x1b[1;31m", kGreen = "\x1b[32m", kYellow = "\x1b[33m",
                           kReset = "\x1b[0m";

std::string Paint(std::string_view text, std::string_view color, const WriteOptions& options) {
  return options.color ? fmt::format("{}{}{}", color, text, kReset) : std::string(text);
}

// Paints the "error[rule]" or "warning[rule]" that a block begins with.
std::string PaintHead(const std::string& block, const WriteOptions& options) {
  const std::size_t bracket = block.find(']');
  if (!options.color || bracket == std::string::npos || bracket > block.find('\n')) return block;
  const std::string_view head = std::string_view(block).substr(0, bracket + 1);
  return Paint(head, head.starts_with("warning") ? kYellow : kRed, options) +
         block.substr(bracket + 1);
}

// The rule as its policy has it, with a caret.
std::string Quotation(const PolicyVerdict& policy, const Violation& violation,
                      const WriteOptions& options) {
  if (!policy.policy) return "";
  const std::string excerpt =
      Printable(policy::Excerpt(*policy.policy, violation.position), Newlines::kKeep);
  const std::size_t caret = excerpt.find('\n') + 1;  // the second line
  if (excerpt.empty()) return "";
  return excerpt.substr(0, caret) +
         Paint(std::string_view(excerpt).substr(caret, excerpt.size() - caret - 1),
               violation.warning ? kYellow : kRed, options) +
         "\n";
}

// Those of the policy's own file, a line each. Those of files that it extends are another's to
// change, and one policy may need what another does not: they are counted.
std::string Unused(const PolicyVerdict& policy) {
  std::string lines;
  std::size_t extended = 0;
  for (const UnusedAllow& allow : policy.verdict.unused_allows) {
    if (allow.position.file != policy.path) {
      ++extended;
      continue;
    }
    const std::string what = allow.path.empty() ? "no call needed it" : allow.path;
    const std::string unused = fmt::format("unused[{}] {}", allow.rule, what);
    lines += Printable(rules::WithPlace(unused, allow.position)) + "\n";
  }
  if (extended > 0)
    lines += fmt::format("unused: {} more in what {} extends\n", extended, Printable(policy.path));
  return lines;
}

}  // namespace

std::string WriteHuman(const RunReport& report, const WriteOptions& options) {
  std::string out;
  const auto add_block = [&](const std::string& block) { out += PaintHead(block, options) + "\n"; };
  for (const PolicyVerdict& policy : report.policies) {
    for (const Violation& violation : policy.verdict.violations) {
      add_block(BlockOf(report, violation) + Quotation(policy, violation, options));
    }
  }
  out += DriftLines(report);
  for (const PolicyVerdict& policy : report.policies) {
    if (options.unused) out += Unused(policy);
  }
  for (const RunFinding& finding : FindingsOfRun(report)) add_block(finding.text);
  for (const std::string& note : report.trace.notes()) out += "note: " + Printable(note) + "\n";
  for (const BlindSpotReport& spot : BlindSpotsOf(report)) {
    if (!spot.accepted && !IsWeak(spot.spot)) continue;  // has a block of its own
    out += fmt::format("note: blind spot {} ({}): {}\n", NameOf(spot.spot),
                       spot.accepted ? "accepted" : "weak", Printable(spot.cause));
  }
  if (options.verbose) {
    for (const std::string& note : report.trace.tracing_notes())
      out += "note: " + Printable(note) + "\n";
    if (report.trace.stops() > 0)
      out += fmt::format("note: the run took {} stops\n", report.trace.stops());
    for (const PolicyVerdict& policy : report.policies) {
      for (const std::string& rule : policy.verdict.rules) {
        out += fmt::format("{:<14} {}\n", NameOf(OutcomeOf(policy.verdict, rule)), Printable(rule));
      }
    }
  }
  return out + Paint("sysassert: " + SummaryOf(report), AllHold(report) ? kGreen : kRed, options) +
         "\n";
}

}  // namespace sysassert::report
