#include "cli/run.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "cli/failure.h"
#include "cli/interruption.h"
#include "rules/suggest.h"
#include "session/tracer_process.h"
#include "sysassert/blind_spot.h"

namespace sysassert::cli {
namespace {

std::vector<std::string_view> BlindSpotNames() {
  std::vector<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(kLastBlindSpot); ++i) {
    names.push_back(NameOf(static_cast<BlindSpot>(i)));
  }
  return names;
}

BlindSpot ParseBlindSpot(const std::string& name) {
  const auto names = BlindSpotNames();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<BlindSpot>(i);
  }
  throw UsageFailure(
      fmt::format("--accept: unknown blind spot '{}'{}", name, rules::DidYouMean(name, names)),
      fmt::format("one of {}", fmt::join(names, ", ")));
}

std::chrono::milliseconds ParseTimeout(const std::string& text) {
  double seconds = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, seconds);
  constexpr double kMost = 1e9;  // thirty years; more would overflow further down
  if (parsed.ec != std::errc() || parsed.ptr != end || !(seconds > 0) || seconds > kMost) {
    throw UsageFailure(fmt::format("--timeout '{}': not a number of seconds", text),
                       "--timeout 30, or --timeout 0.5");
  }
  return std::chrono::milliseconds(static_cast<long long>(std::ceil(seconds * 1000)));
}

void RequireDirectory(const std::string& path) {
  struct stat found {};
  int error_number = 0;
  if (stat(path.c_str(), &found) != 0) {
    error_number = errno;
  } else if (!S_ISDIR(found.st_mode)) {
    error_number = ENOTDIR;
  }
  if (error_number != 0) {
    throw FailureOf(kUsage, {"--cwd " + path, error_number, "", "name a directory that exists"});
  }
}

// An exec that failed is about CMD; every other Error is about this machine.
Failure FailureOfRun(const Error& error, const RunOptions& options) {
  if (error.operation.starts_with("exec ")) {
    const bool missing = error.error_number == ENOENT || error.error_number == ENOTDIR;
    return FailureOf(missing ? kNotFound : kNotExecutable, error);
  }
  if (error.operation.starts_with("chdir ")) return FailureOf(kUsage, error);
  // Nothing here refuses to be traced: no reason to skip.
  if (error.operation == session::kTracerDied) return FailureOf(kInternalError, error);
  Failure plain = FailureOf(kCannotTrace, error, "cannot trace here: ");
  if (options.skip_if_unavailable) return plain.With(kSkipped, {"status", "77: skipped"});
  return plain.With(kCannotTrace, {"in CI", "--skip-if-unavailable exits 77"});
}

}  // namespace

bool RunOptions::any() const {
  return !env.empty() || !cwd.empty() || !timeout_seconds.empty() || !string_limit.empty() ||
         deny_io_uring || hide_vdso || no_filter || trust_outer_filter || no_wait_orphans ||
         skip_if_unavailable;
}

void AddRunOptions(Options* options, RunOptions* run) {
  options->Values("--env", &run->env, "NAME=VALUE", "set this in CMD's environment; repeatable");
  options->Value("--cwd", &run->cwd, "DIR", "run CMD in this directory");
  options->Value("--timeout", &run->timeout_seconds, "SECONDS",
                 "kill CMD and all its descendants after this time;\ndefault: never");
  options->Value("-s,--string-limit", &run->string_limit, "N",
                 "record so many bytes of what is read and written;\ndefault: 32, and 4096 where a "
                 "policy asks for content");
  options->Flag("--no-wait-orphans", &run->no_wait_orphans,
                "end the run with CMD and kill what it left behind;\ndefault: wait for it");
  options->Flag("--deny-io-uring", &run->deny_io_uring,
                "io_uring_setup answers ENOSYS, so that no operation is hidden");
  options->Flag("--hide-vdso", &run->hide_vdso,
                "hide the vDSO from every program, so that clock_gettime and the\nlike are calls");
  options->Values("--accept", &run->accept, "BLINDSPOT",
                  "a run with this blind spot may still pass; repeatable:\nio-uring, lost-events, "
                  "tracee-filter, x32-calls, …");
  options->Flag("--no-filter", &run->no_filter,
                "stop at every call: no seccomp filter of ours; slower");
  options->Flag(
      "--trust-outer-filter", &run->trust_outer_filter,
      "below a container's filter, too, stop at calls of interest alone, if it\nanswers none "
      "that is tried; what it answers for other arguments is not seen");
  options->Flag("--skip-if-unavailable", &run->skip_if_unavailable,
                "exit 77 instead of 3 where this machine cannot trace");
}

std::vector<BlindSpot> AcceptedBy(const RunOptions& options) {
  std::vector<BlindSpot> spots;
  spots.reserve(options.accept.size());
  for (const std::string& name : options.accept) spots.push_back(ParseBlindSpot(name));
  return spots;
}

std::optional<std::uint32_t> StringLimitOf(const RunOptions& options) {
  if (options.string_limit.empty()) return std::nullopt;
  constexpr std::uint32_t kMost = 1 << 16;
  std::uint32_t limit = 0;
  const char* end = options.string_limit.data() + options.string_limit.size();
  const auto parsed = std::from_chars(options.string_limit.data(), end, limit);
  if (parsed.ec != std::errc() || parsed.ptr != end || limit > kMost) {
    throw UsageFailure(
        fmt::format("--string-limit '{}': not a number of bytes", options.string_limit),
        fmt::format("a number from 0 to {}", kMost));
  }
  return limit;
}

Command MakeCommand(const RunOptions& options, const Arguments& words) {
  Command command(words.front(), {words.begin() + 1, words.end()});
  command.Stdin(Stdio::Inherit()).Stdout(Stdio::Inherit()).Stderr(Stdio::Inherit());
  for (const std::string& variable : options.env) {
    auto [name, value] = KeyAndValue("--env", variable);
    command.Env(name, std::move(value));
  }
  if (!options.cwd.empty()) {
    RequireDirectory(options.cwd);
    command.Cwd(options.cwd);
  }
  command.Deadline(options.timeout_seconds.empty() ? std::chrono::milliseconds(0)
                                                   : ParseTimeout(options.timeout_seconds));
  for (BlindSpot spot : AcceptedBy(options)) command.Accept(spot);
  if (options.deny_io_uring) command.DenyIoUring();
  if (options.hide_vdso) command.HideVdso();
  if (options.no_filter) command.NoFilter();
  if (options.trust_outer_filter) command.TrustOuterFilter();
  command.WaitForOrphans(!options.no_wait_orphans);
  return command;
}

Trace Run(const Command& command, const Watch& watch, const RunOptions& options) {
  Interruption interruption;
  auto run = session::LiveRun::OfCommand(command, watch);
  if (!run.ok()) throw FailureOfRun(run.error(), options);
  interruption.Watch(run.value().get());
  Result<Trace> trace = run.value()->Finish();
  if (!trace.ok()) throw FailureOfRun(trace.error(), options);
  return std::move(trace).value();
}

}  // namespace sysassert::cli
