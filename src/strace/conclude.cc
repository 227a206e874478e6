// What a command line asks for as a whole: repeated letters, and what does not go together.
#include <unistd.h>

#include <cstdlib>

#include "strace/draft.h"

namespace sysassert::strace {
namespace {

void ApplyCounts(Draft& draft) {
  Options& options = draft.options();
  options.follow = draft.follow > 0;
  options.separately = options.follow && (options.separately || draft.follow > 1);
  if (draft.clock > 0) {
    options.times.absolute = draft.clock > 2 ? Times::Format::kUnix : Times::Format::kClock;
    options.times.absolute_precision = draft.clock > 1 ? Precision::kMicro : Precision::kSeconds;
  }
  options.style.hex = draft.hex_characters ? decode::Hex::kCharacters
                      : draft.hex > 1      ? decode::Hex::kAll
                      : draft.hex == 1     ? decode::Hex::kStrings
                                           : decode::Hex::kNone;
  if (draft.descriptors > 0) options.descriptors.path = true;
  if (draft.descriptors > 1) options.descriptors = {true, true, true, true};
  Quiet& quiet = options.quiet;
  if (draft.quiet > 0 ||
      (!draft.quiet_expression && !options.output.empty() && !options.command.empty()))
    quiet.attach = quiet.personality = true;
  if (draft.quiet > 1) quiet.exit = true;
  if (draft.quiet > 2) quiet.path_resolution = quiet.thread_execve = true;
}

// Of what is shown: times, the table of calls, JSON.
Status CheckContents(const Draft& draft, SummaryOptions& summary) {
  if (draft.quiet > 0 && draft.quiet_expression)
    return Refused("-q and -e quiet/--quiet cannot be provided simultaneously");
  if (draft.clock > 0 && draft.parsed.options.times.absolute != Times::Format::kNone)
    return Refused("-t and --absolute-timestamps cannot be provided simultaneously");
  if (summary.only && summary.wanted)
    return Wrong("-c/--summary-only and -C/--summary are mutually exclusive");
  if (draft.parsed.options.json && summary.only)
    return Wrong("--json and -c/--summary-only are mutually exclusive");
  summary.wanted |= summary.only;
  if (summary.wall_clock && !summary.wanted)
    return Wrong("-w/--summary-wall-clock must be given with (-c/--summary-only or -C/--summary)");
  return Unit{};
}

// Of where it goes.
Status CheckDestination(Draft& draft) {
  Options& options = draft.options();
  if (options.summary.wanted && options.separately)
    return Wrong(
        "(-c/--summary-only or -C/--summary) and -ff/--output-separately are mutually exclusive");
  if (options.hints && options.separately)
    return Wrong("--hints and -ff/--output-separately are mutually exclusive");
  if (options.append && options.output.empty())
    draft.Warn("-A/--output-append-mode has no effect without -o/--output");
  if (options.output.empty()) options.separately = false;
  const char* no_color = std::getenv("NO_COLOR");
  options.colored = options.color == Options::Color::kAlways ||
                    (options.color == Options::Color::kAuto && options.output.empty() &&
                     isatty(STDERR_FILENO) == 1 && (no_color == nullptr || *no_color == '\0'));
  if (options.separately && (options.output[0] == '|' || options.output[0] == '!'))
    return Wrong("piping the output and -ff/--output-separately are mutually exclusive");
  return Unit{};
}

}  // namespace

Status Conclude(Draft& draft) {
  constexpr int kFarthest = 3;
  const int daemonize = draft.options().daemonize;
  if (daemonize > kFarthest)
    return Wrong("Too many -D's (" + std::to_string(daemonize) +
                 "), maximum supported -D count is 3");
  if (daemonize > 0 && draft.options().command.empty())
    return Wrong("PROG [ARGS] must be specified with -D/--daemonize");
  if (draft.options().command.empty() && draft.options().attach.empty())
    return Wrong("must have PROG [ARGS] or -p PID");
  if (Status fits = CheckContents(draft, draft.options().summary); !fits.ok()) return fits;
  ApplyCounts(draft);
  return CheckDestination(draft);
}

}  // namespace sysassert::strace
