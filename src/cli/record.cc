// sysassert record: run a program, keep what it asked of the kernel.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/failure.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/recordings.h"
#include "cli/run.h"
#include "report/escape.h"

namespace sysassert::cli {
namespace {

// The program's own status, as a shell would give it.
int StatusOf(const Trace& trace) {
  const sysassert::ExitStatus status = trace.status();
  switch (status.kind) {
    case sysassert::ExitStatus::Kind::kExited:
      return status.value;
    case sysassert::ExitStatus::Kind::kSignaled:
      return ForSignal(status.value);
    case sysassert::ExitStatus::Kind::kUnknown:
      break;
  }
  throw Failure(kInternalError, "the end of the program was not seen: its tracer ended first",
                {{"remedy", "the recording has what came before; it says that it is cut"}});
}

// What a later check of the recording will find it cannot know.
std::string BlindSpotNotes(const Trace& trace) {
  std::string notes;
  for (const BlindSpotReport& spot : trace.blind_spots()) {
    if (spot.accepted) continue;
    notes += fmt::format("sysassert: note: blind spot {}: {}\n", NameOf(spot.spot),
                         report::Printable(spot.cause));
    if (!spot.remedy.empty()) {
      notes += fmt::format("  remedy  {}\n", report::Printable(spot.remedy));
    }
  }
  return notes;
}

// How the run was traced, for who asks.
std::string TracingNotes(const Trace& trace) {
  std::string lines;
  for (const auto& notes : {trace.notes(), trace.tracing_notes()}) {
    for (const std::string& note : notes)
      lines += fmt::format("sysassert: note: {}\n", report::Printable(note));
  }
  return lines + fmt::format("sysassert: note: the run took {} stops\n", trace.stops());
}

}  // namespace

int RunRecord(const Arguments& arguments) {
  std::string output;
  RunOptions run;
  Options options("record",
                  "Runs CMD and keeps a recording of its system calls. Exits as CMD does.",
                  "sysassert record -o FILE [options] [--] CMD ARG…");
  options.Value("-o,--output", &output, "FILE", "where to keep the recording (required)");
  AddRunOptions(&options, &run);
  bool verbose = false;
  options.Flag("-v,--verbose", &verbose,
               "say how it was traced: what was changed, and how many stops");
  Arguments command;
  if (!options.Parse(arguments, &command)) return kAllHold;
  if (output.empty()) {
    throw UsageFailure("record: no -o FILE: where to keep the recording?",
                       "sysassert record -o run.satrace -- CMD ARG…");
  }
  if (command.empty()) {
    throw UsageFailure("record: no command to run", "sysassert record -o FILE -- CMD ARG…");
  }
  const Command made = MakeCommand(run, command);
  RequireWritable(output);  // before a long run, not after it
  Watch everything;
  everything.buffer_bytes = StringLimitOf(run).value_or(everything.buffer_bytes);
  const Trace trace = Run(made, everything, run);
  SaveTrace(trace, output);
  if (verbose) Print(Stream::Stderr(), TracingNotes(trace));
  Print(Stream::Stderr(), BlindSpotNotes(trace));
  if (const int signal = Interruption::signal(); signal != 0) return ForSignal(signal);
  return StatusOf(trace);
}

}  // namespace sysassert::cli
