#include "report/human.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "report/escape.h"

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

// "2 violations", "1 violation".
std::string Counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string ExitBlock(const RunReport& report) {
  if (report.expected_exit.Holds(report.ended().status())) return "";
  return fmt::format(
      "error[exit] the program {}, expected {}\n"
      "  next     --expect-exit N or --expect-exit any, if that is right\n",
      report.ended().status().text(), report.expected_exit.text());
}

// Why nothing is proven although no rule was seen to break.
std::string BlindSpotBlocks(const RunReport& report) {
  std::string blocks;
  if (Count(report).inconclusive > 0) return blocks;  // the rules concerned have said it
  for (const BlindSpotReport& spot : UnacceptedBlindSpots(report)) {
    const std::string_view name = NameOf(spot.spot);
    blocks += fmt::format("error[blind-spot] inconclusive: {} may have hidden calls\n", name);
    blocks += fmt::format("  cause    {}\n", Printable(spot.cause));
    if (!spot.remedy.empty()) blocks += fmt::format("  remedy   {}\n", Printable(spot.remedy));
    blocks += fmt::format("  or       --accept {}, where what it hides does not matter\n", name);
  }
  return blocks;
}

std::string PolicyNames(const RunReport& report) {
  std::string names;
  for (const PolicyVerdict& policy : report.policies) {
    names += (names.empty() ? "" : ", ") + Printable(policy.name);
  }
  return names;
}

std::string PlaceOf(const SourcePosition& position) {
  return fmt::format("{}:{}:{}", Printable(position.file), position.line, position.column);
}

// A count that is not what it was: more than it, or fewer, which never fails and is worth knowing.
std::string Drift(const RunReport& report) {
  std::string lines;
  for (const PolicyVerdict& policy : report.policies) {
    for (const Measurement& count : policy.verdict.measurements) {
      if (!count.baseline || *count.baseline == count.value) continue;
      lines +=
          fmt::format("drift[{}] {}, baseline {} ({:+})  {}\n", Printable(count.rule), count.value,
                      *count.baseline, count.value - *count.baseline, PlaceOf(count.position));
    }
  }
  return lines;
}

std::string Unused(const RunReport& report) {
  std::string lines;
  for (const PolicyVerdict& policy : report.policies) {
    for (const UnusedAllow& allow : policy.verdict.unused_allows) {
      lines += fmt::format("unused[{}] {}  {}\n", Printable(allow.rule),
                           allow.path.empty() ? "no call needed it" : Printable(allow.path),
                           PlaceOf(allow.position));
    }
  }
  return lines;
}

std::string Findings(const Tally& tally) {
  std::vector<std::string> parts;
  if (tally.broken > 0) parts.push_back(Counted(tally.broken, "violation"));
  if (tally.inconclusive > 0) parts.push_back(fmt::format("{} inconclusive", tally.inconclusive));
  if (tally.never_in_force > 0) {
    parts.push_back(fmt::format("{} never in force", tally.never_in_force));
  }
  if (tally.warnings > 0) parts.push_back(Counted(tally.warnings, "warning"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string Summary(const RunReport& report, const WriteOptions& options) {
  const Tally tally = Count(report);
  const std::string findings = Findings(tally);
  const std::string verdict =
      findings.empty()
          ? (tally.rules == 1 ? "the 1 rule holds" : fmt::format("all {} rules hold", tally.rules))
          : fmt::format("{} of {}, {} {}", findings, Counted(tally.rules, "rule"), tally.holding,
                        tally.holding == 1 ? "holds" : "hold");
  const std::size_t runs = report.further_runs.size() + 1;
  std::string line = fmt::format("sysassert: {} ({}); {}{}{}; {}", verdict, PolicyNames(report),
                                 runs > 1 ? fmt::format("{} runs, the first of ", runs) : "",
                                 Counted(report.trace.WholeRun().size(), "call"),
                                 report.trace.watched_everything() ? "" : " watched",
                                 report.ended().status().text());
  if (!report.expected_exit.Holds(report.ended().status())) {
    line += ", expected " + report.expected_exit.text();
  }
  if (!UnacceptedBlindSpots(report).empty()) line += "; inconclusive: the run had a blind spot";
  return Paint(line, AllHold(report) ? kGreen : kRed, options) + "\n";
}

}  // namespace

std::string WriteHuman(const RunReport& report, const WriteOptions& options) {
  std::string out;
  const auto add_block = [&](const std::string& block) {
    if (!block.empty()) out += PaintHead(block, options) + "\n";
  };
  for (const PolicyVerdict& policy : report.policies) {
    for (const Violation& violation : policy.verdict.violations) {
      add_block(Printable(Format(violation, report.TraceOf(violation)), Newlines::kKeep));
    }
  }
  out += Drift(report);
  if (options.unused) out += Unused(report);
  add_block(BlindSpotBlocks(report));
  add_block(ExitBlock(report));
  for (const std::string& note : report.trace.notes()) out += "note: " + Printable(note) + "\n";
  for (const BlindSpotReport& spot : report.trace.blind_spots()) {
    if (!spot.accepted && !IsWeak(spot.spot)) continue;  // has a block of its own
    out += fmt::format("note: blind spot {} ({}): {}\n", NameOf(spot.spot),
                       spot.accepted ? "accepted" : "weak", Printable(spot.cause));
  }
  if (options.verbose) {
    for (const PolicyVerdict& policy : report.policies) {
      for (const std::string& rule : policy.verdict.rules) {
        out += fmt::format("{:<14} {}\n", NameOf(OutcomeOf(policy.verdict, rule)), Printable(rule));
      }
    }
  }
  return out + Summary(report, options);
}

}  // namespace sysassert::report
