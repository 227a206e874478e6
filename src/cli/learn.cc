// sysassert learn: propose a policy from runs of a program.
#include "learn/learn.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "cli/commands.h"
#include "cli/expectations.h"
#include "cli/failure.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/pending.h"
#include "cli/recordings.h"
#include "cli/run.h"
#include "report/escape.h"

namespace sysassert::cli {
namespace {

struct LearnOptions {
  std::vector<std::string> from;
  std::string output, runs, expect_exit = "0";
  bool force = false;
  RunOptions run;
  Arguments command;
  bool to_file() const { return !output.empty() && output != "-"; }
};

bool Parse(const Arguments& arguments, LearnOptions* learn) {
  Options options(
      "learn",
      "Runs CMD several times and proposes the smallest policy that allows what it did, "
      "for a person\nto read: each line has its evidence behind it. CMD keeps its "
      "standard streams.",
      "sysassert learn [-o POLICY] [options] [--] CMD ARG…\n"
      "       sysassert learn [-o POLICY] --from FILE…");
  options.Value("-o,--output", &learn->output, "POLICY",
                "where to write the policy; default, and for -: standard\noutput. Never where CI "
                "is set in the environment");
  options.Flag("--force", &learn->force, "replace a POLICY that is there");
  options.Value("--runs", &learn->runs, "N", "how often to run CMD; default: 3");
  options.Values("--from", &learn->from, "FILE",
                 "learn from this recording instead of running CMD;\nrepeatable, for recordings of "
                 "one command");
  options.Value("--expect-exit", &learn->expect_exit, "N|any",
                "the exit status that CMD must end with, 128+n for\ndeath by signal n; default: 0");
  AddRunOptions(&options, &learn->run);
  return options.Parse(arguments, &learn->command);
}

void RequireSense(const LearnOptions& options) {
  if (options.from.empty() == options.command.empty()) {
    throw UsageFailure(options.from.empty() ? "learn: neither a command to run nor --from FILE"
                                            : "learn: both a command to run and --from FILE",
                       "sysassert learn -o POLICY -- CMD ARG…, or --from FILE");
  }
  if (!options.from.empty() && (options.run.any() || !options.runs.empty())) {
    throw UsageFailure("learn: an option about running CMD, but --from runs nothing",
                       "sysassert learn --help: --runs, --env, --cwd, --timeout … need a CMD");
  }
}

// A policy changes where a person sees it, and by one command.
void RequireUnwritten(const LearnOptions& options) {
  if (!options.to_file()) return;
  if (IsCi()) {
    throw UsageFailure(
        fmt::format("learn: CI is set, and there no policy is written: not {}", options.output),
        "learn it where you can read it, and commit it; without -o it goes to standard output");
  }
  struct stat found {};
  if (!options.force && lstat(options.output.c_str(), &found) == 0) {
    throw UsageFailure(
        fmt::format("learn: {} is there already, and is not overwritten", options.output),
        fmt::format("sysassert review {} takes a policy through a change; --force replaces it",
                    options.output));
  }
  RequireWritable(options.output);
}

std::vector<Trace> RunAll(const LearnOptions& options) {
  constexpr int kRuns = 3;
  const Command command = MakeCommand(options.run, options.command);
  const int count = options.runs.empty() ? kRuns : ParseRuns(options.runs);
  // Where standard input is a file, each run reads it from where the first did.
  const off_t input = lseek(STDIN_FILENO, 0, SEEK_CUR);
  std::vector<Trace> runs;
  while (runs.size() < static_cast<std::size_t>(count) && Interruption::signal() == 0) {
    if (input >= 0) lseek(STDIN_FILENO, input, SEEK_SET);
    runs.push_back(Run(command, Watch{}, options.run));
  }
  return runs;
}

std::vector<Trace> LoadAll(const LearnOptions& options) {
  std::vector<Trace> runs;
  for (const std::string& path : options.from)
    runs.push_back(LoadTrace(path, AcceptedBy(options.run)));
  return runs;
}

// What a program does when it fails is not what a policy should allow it.
void RequireExpectedEnds(const std::vector<Trace>& runs, const report::ExitExpectation& expected) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (expected.Holds(runs[i].status())) continue;
    throw Failure(kViolated,
                  fmt::format("learn: run {} of {} {}, and {} was expected; nothing is proposed",
                              i + 1, runs.size(), runs[i].status().text(), expected.text()),
                  {{"remedy", "mend the command, or say how it ends: --expect-exit N, or any"}});
  }
}

// The proposal holds over the runs it was made of, or there is none.
void RequireProven(const learn::Proposal& proposal, const std::vector<Trace>& runs) {
  for (const Violation& violation : proposal.verdict.violations) {
    if (violation.warning) continue;
    Print(Stream::Stderr(),
          report::Printable(Format(violation, runs[violation.run]), report::Newlines::kKeep));
    if (violation.kind == Violation::Kind::kInconclusive) {
      throw Failure(kViolated,
                    "learn: the runs hide what a policy would ask about; nothing is proposed",
                    {{"remedy", "see above; or --accept BLINDSPOT, here and at each check"}});
    }
    throw Failure(
        kInternalError,
        "learn: the policy that was learned forbids what its runs did; nothing is written",
        {{"remedy", "this is our bug, please report it with the command that you ran"}});
  }
}

}  // namespace

int RunLearn(const Arguments& arguments) {
  LearnOptions options;
  if (!Parse(arguments, &options)) return kAllHold;
  RequireSense(options);
  const report::ExitExpectation expected = ParseExpectedExit(options.expect_exit);
  RequireUnwritten(options);
  if (options.to_file()) options.output = LedTo(options.output);
  const std::vector<Trace> runs = options.from.empty() ? RunAll(options) : LoadAll(options);
  if (const int signal = Interruption::signal(); signal != 0) {
    throw Failure(ForSignal(signal), "learn: interrupted; nothing is proposed");
  }
  RequireExpectedEnds(runs, expected);
  const std::string path = options.to_file() ? options.output : "";
  const auto learned = learn::Learn(
      runs, {path, learn::NameFor(!path.empty()             ? path
                                  : options.command.empty() ? options.from.front()
                                                            : options.command.front())});
  if (!learned.ok()) throw FailureOf(kUsage, learned.error());
  RequireProven(learned.value(), runs);
  if (path.empty()) {
    Print(Stream::Stdout(), learned.value().text);
  } else {
    RequireUnwritten(options);  // CMD may have made it
    ReplaceFile(path, learned.value().text);
    Print(Stream::Stderr(),
          fmt::format("sysassert: {} was learned from {} run{}; read it, then hold CMD to it: "
                      "sysassert check -P {} -- CMD\n",
                      path, runs.size(), runs.size() == 1 ? "" : "s", path));
  }
  return kAllHold;
}

}  // namespace sysassert::cli
