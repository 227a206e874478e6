#include "learn/invariants.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "sysassert/policy.h"

namespace sysassert::learn {
namespace {

// What is worth counting: programs, connections, syncs. Nothing that depends on the weather.
struct Counted {
  const char* id;
  const char* pattern;
  const char* what;
};
constexpr Counted kCounted[] = {
    {"programs-run", "{call: exec, result: ok}", "programs run"},
    {"connections-made", "{call: connect, family: [inet, inet6]}", "connects"},
    {"files-synced", "{call: \"@sync\"}", "syncs"},
};

constexpr std::string_view kSyncBeforeRename =
    "order:\n"
    "  from:  {call: \"@fd-write\", fd_kind: file}\n"
    "  until: {call: \"@sync\"}\n"
    "  never: {call: rename}\n"
    "  same:  [file]";
// It breaks once for each rename of a file that was synced: so often the order was put to the test.
constexpr std::string_view kRenamesOfSynced =
    "order:\n"
    "  from:  {call: \"@sync\", result: ok}\n"
    "  until: {call: exit_group}\n"
    "  never: {call: rename, result: ok}\n"
    "  same:  [file]";

std::string Indented(std::string_view text) {
  std::string indented;
  for (char c : text) {
    indented += c;
    if (c == '\n') indented += "    ";
  }
  return indented;
}

// The verdict of one rule.
Verdict Ask(const Trace& run, std::string_view effect) {
  return Check(run, Policy::FromString(fmt::format("sysassert: 1\nname: question\nrules:\n"
                                                   "  - id: question\n    {}\n",
                                                   Indented(effect))));
}

std::optional<std::int64_t> CountOf(const Trace& run, const Counted& counted) {
  const Verdict verdict = Ask(run, fmt::format("count: {}\nmax: 0", counted.pattern));
  if (verdict.measurements.empty()) return std::nullopt;
  return verdict.measurements.front().value;
}

// Nullopt where the runs differ.
std::optional<std::int64_t> ConstantOf(const std::vector<Trace>& runs, const Counted& counted) {
  const auto first = CountOf(runs.front(), counted);
  for (const Trace& run : runs) {
    if (!first || CountOf(run, counted) != first) return std::nullopt;
  }
  return first;
}

std::size_t RenamesOfSynced(const Trace& run) {
  std::size_t renames = 0;
  for (const Violation& violation : Ask(run, kRenamesOfSynced).violations)
    renames += violation.kind == Violation::Kind::kBroken ? violation.calls.size() : 0;
  return renames;
}

}  // namespace

std::vector<Invariant> InvariantsOf(const std::vector<Trace>& runs) {
  std::vector<Invariant> invariants;
  if (runs.size() < 2) return invariants;
  for (const Counted& counted : kCounted) {
    const auto count = ConstantOf(runs, counted);
    if (!count || *count == 0) continue;
    invariants.push_back(
        {counted.id, fmt::format("count: {}\nexactly: {}", counted.pattern, *count),
         fmt::format("{}: {} in each of {} runs", counted.what, *count, runs.size())});
  }
  std::size_t renames = 0;
  const bool invariant = std::all_of(runs.begin(), runs.end(), [&renames](const Trace& run) {
    const std::size_t here = RenamesOfSynced(run);
    renames += here;
    return here > 0 && Ask(run, kSyncBeforeRename).ok();
  });
  if (invariant) {
    invariants.push_back(
        {"sync-before-rename", std::string(kSyncBeforeRename),
         fmt::format("{} renames in {} runs, each of a file that was synced before", renames,
                     runs.size())});
  }
  return invariants;
}

}  // namespace sysassert::learn
