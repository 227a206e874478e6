// What a command line asks for as a whole: repeated letters, and what does not go together.
#include <unistd.h>

#include <cstdlib>

#include "strace/draft.h"

namespace sysassert::strace {
namespace {

void ApplyCounts(Draft& draft) {
  Options& options = draft.options();
  options.follow = draft.follow + draft.former_follow > 0;
  options.separately |= draft.follow > 1;
  if (draft.clock > 0) {
    options.times.absolute = draft.clock > 2 ? Times::Format::kUnix : Times::Format::kClock;
    options.times.absolute_precision = draft.clock > 1 ? Precision::kMicro : Precision::kSeconds;
  }
  if (draft.hex > 0) options.style.hex = draft.hex > 1 ? decode::Hex::kAll : decode::Hex::kStrings;
  if (draft.descriptors > 0) options.descriptors.path = true;
  if (draft.descriptors > 1) options.descriptors = {true, true, true, true};
  options.daemonize += draft.daemonize;
  Quiet& quiet = options.quiet;
  if (draft.quiet > 0 ||
      (!draft.quiet_expression && !options.output.empty() && !options.command.empty()))
    quiet.attach = quiet.personality = true;
  if (draft.quiet > 1) quiet.exit = true;
  if (draft.quiet > 2) quiet.path_resolution = quiet.thread_execve = true;
  options.summary.wanted |= options.summary.only;
  options.seccomp_filter = draft.seccomp_filter && draft.follow > 0 && !options.detach_on_exec;
}

// Whom to trace, and from where.
Status CheckCommand(const Draft& draft) {
  constexpr int kFarthest = 3;
  const Options& options = draft.parsed.options;
  if (options.command.empty() && options.attach.empty())
    return Wrong("must have PROG [ARGS] or -p PID");
  if (options.command.empty() && options.daemonize > 0)
    return Wrong("PROG [ARGS] must be specified with -D/--daemonize");
  if (draft.daemonize > 0 && draft.how_far)
    return Refused("-D and --daemonize cannot be provided simultaneously");
  if (options.daemonize > kFarthest)
    return Wrong("Too many -D's (" + std::to_string(options.daemonize) +
                 "), maximum supported -D count is 3");
  return Unit{};
}

// What --seccomp-bpf and -F say that they do not do.
void WarnOfFollowing(const Draft& draft) {
  const Options& options = draft.parsed.options;
  if (draft.seccomp_filter) {
    if (!options.attach.empty() && options.command.empty())
      draft.warn("--seccomp-bpf is not enabled for processes attached with -p");
    if (options.detach_on_exec)
      draft.warn("--seccomp-bpf is not enabled because it is not compatible with -b");
    else if (draft.follow == 0)
      draft.warn("--seccomp-bpf cannot be used without -f/--follow-forks, disabling");
  }
  if (draft.former_follow > 0)
    draft.warn(draft.follow > 0 ? "deprecated option -F ignored"
                                : "option -F is deprecated, please use -f/--follow-forks instead");
}

// A letter that is counted, and a long option that says the same in words.
Status CheckSpellings(const Draft& draft) {
  const struct {
    bool both;
    const char* message;
  } kPairs[] = {
      {draft.clock > 0 && draft.timestamps,
       "-t and --absolute-timestamps cannot be provided simultaneously"},
      {draft.hex > 0 && draft.hex_style,
       "-x and --strings-in-hex cannot be provided simultaneously"},
      {draft.descriptors > 0 && draft.descriptor_details,
       "-y and --decode-fds cannot be provided simultaneously"},
      {draft.quiet > 0 && draft.quiet_expression,
       "-q and -e quiet/--quiet cannot be provided simultaneously"},
  };
  for (const auto& pair : kPairs) {
    if (pair.both) return Refused(pair.message);
  }
  return Unit{};
}

// What the table of calls does not go with, and what is nothing without it.
Status CheckSummary(const Draft& draft) {
  const Options& options = draft.parsed.options;
  const SummaryOptions& summary = options.summary;
  if (options.json && summary.only)
    return Wrong("--json and -c/--summary-only are mutually exclusive");
  if (summary.wall_clock && !summary.wanted)
    return Wrong("-w/--summary-wall-clock must be given with (-c/--summary-only or -C/--summary)");
  if (draft.columns && !summary.wanted)
    return Wrong("-U/--summary-columns must be given with (-c/--summary-only or -C/--summary)");
  if (draft.order && !summary.wanted)
    draft.warn("-S/--summary-sort-by has no effect without (-c/--summary-only or -C/--summary)");
  if (!summary.only) return Unit{};
  const struct {
    bool given;
    const char* option;
  } kOfLines[] = {
      {options.instruction_pointer, "-i/--instruction-pointer"},
      {options.call_number, "-n/--syscall-number"},
      {options.times.relative.has_value(), "-r/--relative-timestamps"},
      {options.times.absolute != Times::Format::kNone, "-t/--absolute-timestamps"},
      {options.times.spent.has_value(), "-T/--syscall-times"},
      {options.descriptors.any(), "-y/--decode-fds"},
  };
  for (const auto& one : kOfLines) {
    if (one.given) draft.warn(std::string(one.option) + " has no effect with -c/--summary-only");
  }
  return Unit{};
}

// Of where it goes.
Status CheckDestination(Draft& draft) {
  Options& options = draft.options();
  if (options.hints && options.separately)
    return Wrong("--hints and -ff/--output-separately are mutually exclusive");
  if (options.output.empty()) {
    if (options.separately && !options.follow)
      draft.warn("--output-separately has no effect without -o/--output");
    if (options.append) draft.warn("-A/--output-append-mode has no effect without -o/--output");
    options.separately = false;
  }
  if (draft.only > 1)
    draft.warn(
        "Only the last of -z/--successful-only/-Z/--failed-only options will take effect. See "
        "status qualifier for more complex filters.");
  const char* no_color = std::getenv("NO_COLOR");
  options.colored = options.color == Options::Color::kAlways ||
                    (options.color == Options::Color::kAuto && options.output.empty() &&
                     isatty(STDERR_FILENO) == 1 && (no_color == nullptr || *no_color == '\0'));
  return Unit{};
}

}  // namespace

// In strace's order: of several mistakes the same one is told.
Status Conclude(Draft& draft) {
  ApplyCounts(draft);
  if (Status fits = CheckCommand(draft); !fits.ok()) return fits;
  WarnOfFollowing(draft);
  if (draft.options().summary.wanted && draft.options().separately)
    return Wrong(
        "(-c/--summary-only or -C/--summary) and -ff/--output-separately are mutually exclusive");
  if (Status fits = CheckSpellings(draft); !fits.ok()) return fits;
  if (Status fits = CheckSummary(draft); !fits.ok()) return fits;
  return CheckDestination(draft);
}

}  // namespace sysassert::strace
