#include "rules/blind.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "capture/watched.h"
#include "rules/text.h"
#include "session/trace_data.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert {
namespace rules {
namespace {

SysnoSet CallsOf(std::initializer_list<std::string_view> sets) {
  SysnoSet calls;
  for (const std::string_view set : sets) calls |= tables::FindGroup(set)->calls;
  return calls;
}

// Calls that the vDSO of some machine answers. getrandom(2) is not among them: a vDSO that draws
// random numbers asks the kernel for its key, so that a program that uses it is seen to.
const SysnoSet& VdsoCalls() {
  static const SysnoSet kCalls = [] {
    SysnoSet calls = CallsOf({"clock"});
    calls.set(static_cast<std::size_t>(Sysno::getcpu));
    return calls;
  }();
  return kCalls;
}

// What the vsyscall page answers, at fixed addresses.
const SysnoSet& VsyscallCalls() {
  static const SysnoSet kCalls = [] {
    SysnoSet calls;
    for (const Sysno id : {Sysno::time, Sysno::gettimeofday, Sysno::getcpu})
      calls.set(static_cast<std::size_t>(id));
    return calls;
  }();
  return kCalls;
}

// Does it name the network, and not the bytes that go over a socket like those of a file?
bool NamesTheNetworkAlone(const CallSelector& selector) {
  static const SysnoSet kNetwork = CallsOf({"@network"});
  return (selector.calls & kNetwork) == kNetwork &&
         !selector.calls[static_cast<std::size_t>(Sysno::write)];
}

// Does it name one of these? A selector of all calls names none.
bool Names(const CallSelector& selector, const SysnoSet& calls) {
  return (selector.calls & calls).any() && !selector.calls[static_cast<std::size_t>(Sysno::mmap)];
}

// Is the pattern about one of `calls`, on the file that the cause of a blind spot begins with?
bool AsksAboutFile(const Pattern& pattern, const SysnoSet& calls, const BlindSpotReport& spot,
                   std::string_view what, const Call* anyone) {
  if (!Names(pattern.calls, calls)) return false;
  const std::string_view cause = spot.cause;
  const std::string_view file = cause.substr(0, cause.rfind(what));
  // Where no call was recorded, there is none that a path could be asked for.
  if (pattern.paths.empty() || file == capture::kManyFiles || anyone == nullptr) return true;
  return std::any_of(pattern.paths.begin(), pattern.paths.end(),
                     [&](const PathCondition& path) { return path.matches(file, *anyone); });
}

bool AnyPattern(const Rule& rule, const std::function<bool(const Pattern&)>& holds) {
  if (const auto* deny = std::get_if<Deny>(&rule.body)) return holds(deny->pattern);
  if (const auto* deny = std::get_if<DefaultDeny>(&rule.body))
    return holds(Pattern{deny->calls, {}, {}, ""});
  if (const auto* count = std::get_if<Count>(&rule.body)) return holds(count->pattern);
  if (const auto* order = std::get_if<Order>(&rule.body))
    return holds(order->from) || holds(order->until) || holds(order->never);
  if (const auto* sequence = std::get_if<Sequence>(&rule.body))
    return std::any_of(sequence->steps.begin(), sequence->steps.end(), holds);
  return false;
}

}  // namespace

std::string NotWatchedText(const capture::Recording& recording, const Interest& asked) {
  const capture::RunView run = recording.run();
  if (!run.narrow) return "";
  const Interest watched = capture::InterestIn(run.watched);
  const SysnoSet lacking = watched.Lacks(asked);
  std::string missing;
  std::size_t count = 0;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    if (!lacking[i] || ++count > kListed) continue;
    const auto id = static_cast<Sysno>(i);
    const bool no_result = asked.WantsResultOf(id) && !watched.WantsResultOf(id);
    missing += (missing.empty() ? "" : ", ") +
               std::string(!watched.Wants(id) ? ""
                           : no_result        ? "the results of "
                                              : "all of ") +
               std::string(tables::NameOf(id));
  }
  if (count > kListed) missing += " and " + std::to_string(count - kListed) + " more";
  return missing;
}

bool HidesFrom(const BlindSpotReport& spot, const Pattern& pattern, const Call* anyone) {
  static const SysnoSet kWrites = CallsOf({"@fd-write", "@sync"});
  static const SysnoSet kTransfers = CallsOf({"@fd-read", "@fd-write", "@sync"});
  switch (spot.spot) {
    case BlindSpot::kVdso:
      return Names(pattern.calls, VdsoCalls());
    case BlindSpot::kVsyscall:
      return Names(pattern.calls, VsyscallCalls());
    case BlindSpot::kInheritedSocket:
      return NamesTheNetworkAlone(pattern.calls);
    case BlindSpot::kSharedMapping:
      return AsksAboutFile(pattern, kWrites, spot, capture::kMappedShared, anyone);
    case BlindSpot::kAsyncIo:
      return AsksAboutFile(pattern, kTransfers, spot, capture::kSubmitted, anyone);
    default:
      return !IsWeak(spot.spot);
  }
}

bool HidesFrom(const BlindSpotReport& spot, const Rule& rule, const Call* anyone) {
  if (!IsWeak(spot.spot)) return true;
  return AnyPattern(rule, [&](const Pattern& pattern) { return HidesFrom(spot, pattern, anyone); });
}

}  // namespace rules

std::string WhyInconclusive(const Call& call, const Pattern& pattern) {
  const capture::Recording* recording = call.recording();
  const std::string missing = rules::NotWatchedText(*recording, InterestOf(pattern));
  if (!missing.empty()) return "the run did not watch " + missing;
  if (!recording->concluded()) return "";
  const bool asks_arguments = !pattern.paths.empty() || !pattern.conditions.empty();
  if (asks_arguments && call.arguments_unreadable() && pattern.calls.Matches(call) &&
      !recording->Accepts(BlindSpot::kUnreadableArguments))
    return "the arguments of " + rules::CallText(call) + " could not be read";
  std::vector<BlindSpotReport> spots = BlindSpotsOf(*recording);
  if (const auto vdso = VdsoSpotOf(*recording)) spots.push_back(*vdso);
  for (const BlindSpotReport& spot : spots) {
    if (spot.accepted || !rules::HidesFrom(spot, pattern, &call)) continue;
    return std::string(NameOf(spot.spot)) + ": " + rules::Printable(spot.cause) +
           (spot.remedy.empty() ? "" : "\n  remedy   " + spot.remedy);
  }
  return "";
}

}  // namespace sysassert
