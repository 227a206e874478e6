// sysassert check: hold a program, or a recording of one, to policies.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "cli/commands.h"
#include "cli/expectations.h"
#include "cli/failure.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/pending.h"
#include "cli/policies.h"
#include "cli/recordings.h"
#include "cli/report_outputs.h"
#include "cli/run.h"
#include "report/report.h"
#include "session/plan.h"
#include "trial/policy_test.h"

namespace sysassert::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> policies, traces, vars, formats;
  std::string record, mode, color = "auto", expect_exit = "0";
  std::string runs;
  bool verbose = false, unused = false;
  RunOptions run;
  Arguments command;
};

bool Parse(const Arguments& arguments, CheckOptions* check) {
  Options options(
      "check",
      "Runs CMD and holds it to the policies, or does so with a recording. CMD keeps its "
      "standard\nstreams; the report goes to standard error or to a file.",
      "sysassert check -P POLICY… [options] [--] CMD ARG…\n"
      "       sysassert check -P POLICY… [options] --trace FILE");
  options.Values("-P,--policy", &check->policies, "POLICY",
                 "a policy file, or stock:NAME; repeatable");
  options.Values("--trace", &check->traces, "FILE",
                 "check this recording instead of running CMD; repeatable\nfor policies that ask "
                 "for several runs");
  options.Values("--format", &check->formats, "FORMAT[:FILE]",
                 fmt::format("how to report, and where; repeatable. One of:\n{}.\nWithout a FILE "
                             "it is standard error; default: human; auto is\ngithub where "
                             "GITHUB_ACTIONS is true, else human",
                             FormatNames()));
  options.Value("-o,--record", &check->record, "FILE", "keep the recording, with every call in it");
  options.Value("--mode", &check->mode, "MODE",
                "check: CMD is never altered; block: what is forbidden is\nrefused at its entry; "
                "default: what each policy says");
  options.Values("--var", &check->vars, "NAME=VALUE", "set a variable of the policies; repeatable");
  options.Value("--expect-exit", &check->expect_exit, "N|any",
                "the exit status that CMD must end with, 128+n for\ndeath by signal n; default: 0");
  options.Value(
      "--runs", &check->runs, "N",
      "run CMD so often; counts aggregate as the policy says;\ndefault: what the policies ask for");
  AddRunOptions(&options, &check->run);
  options.Value("--color", &check->color, "WHEN", "auto, always or never; default: auto");
  options.Flag("--unused", &check->unused, "list the allows that no call needed");
  options.Flag("-v,--verbose", &check->verbose,
               "list the rules that hold, too, and say how the run was traced");
  return options.Parse(arguments, &check->command);
}

bool LooksLikeAPolicy(const std::string& word) {
  const std::string extension = std::filesystem::path(word).extension();
  return extension == ".yaml" || extension == ".yml" || word.compare(0, 6, "stock:") == 0;
}

void RequireSense(const CheckOptions& options) {
  if (!options.mode.empty() && options.mode != "check" && options.mode != "block") {
    throw UsageFailure(fmt::format("--mode '{}': unknown mode", options.mode),
                       "--mode check, or --mode block");
  }
  if (options.mode == "block" && !options.traces.empty()) {
    throw UsageFailure("--mode block: what is in a recording has happened",
                       "--mode check, or run the command");
  }
  if (options.policies.empty() && !options.command.empty() &&
      LooksLikeAPolicy(options.command.front())) {
    throw UsageFailure(
        fmt::format("check: '{}' stands where the command does", options.command.front()),
        fmt::format("sysassert check -P {} -- CMD ARG…", options.command.front()));
  }
  if (options.policies.empty()) {
    throw UsageFailure("check: no policy to hold it to",
                       "-P FILE, or -P stock:NAME; sysassert explain stock:no-network shows one");
  }
  for (const std::string& path : options.policies) {
    if (!trial::IsTestFile(path)) continue;
    throw UsageFailure(fmt::format("check: {} is a policy test, and no policy", path),
                       fmt::format("sysassert lint {} runs it; -P takes the policy", path));
  }
  if (options.traces.empty() == options.command.empty()) {
    throw UsageFailure(options.traces.empty() ? "check: neither a command to run nor --trace FILE"
                                              : "check: both a command to run and --trace FILE",
                       "sysassert check -P POLICY -- CMD ARG…, or --trace FILE");
  }
  if (!options.traces.empty() &&
      (options.run.any() || !options.record.empty() || !options.runs.empty())) {
    throw UsageFailure("check: an option about running CMD, but --trace runs nothing",
                       "sysassert check --help: --env, --cwd, --timeout, --record … need a CMD");
  }
}

std::vector<Policy> LoadPolicies(const CheckOptions& options) {
  const Policy::Vars vars = ParseVars(options.vars);
  std::vector<Policy> policies;
  std::size_t refused = 0;
  for (const std::string& path : options.policies) {
    policies.push_back(Policy::FromFile(path, vars));
    if (options.mode == "check") policies.back() = policies.back().InMode(Policy::Mode::kCheck);
    if (options.mode == "block") policies.back() = policies.back().InMode(Policy::Mode::kBlock);
    Print(Stream::Stderr(), TextOf(policies.back().diagnostics()));
    if (!policies.back().ok()) ++refused;
  }
  if (refused > 0) {
    throw UsageFailure(
        fmt::format("{} of {} policies did not load; nothing was run", refused, policies.size()));
  }
  RequireKnown(vars, policies);
  return policies;
}

// A recording that is kept is for questions that come later: it must hold everything.
Watch WatchFor(const CheckOptions& options, const std::vector<Policy>& policies) {
  const bool blocks = std::any_of(policies.begin(), policies.end(), [](const Policy& policy) {
    return policy.mode() == Policy::Mode::kBlock;
  });
  Watch watch = blocks ? Blocking(policies) : WatchingFor(policies);
  if (!options.record.empty()) watch.interest.Add(Interest::Everything());
  watch.buffer_bytes = StringLimitOf(options.run).value_or(watch.buffer_bytes);
  return watch;
}

// What a policy means for this very command is found out before it runs: by the links that are
// there now, and an undefined variable is said. A program that is not there is for the run to say.
void BindPolicies(const Command& command, std::vector<Policy>* policies) {
  const Result<Trace> planned = session::Planned(command);
  if (!planned.ok()) return;
  for (Policy& policy : *policies) {
    auto bound = policy.AsOf(planned.value());
    if (!bound.ok()) throw FailureOf(kUsage, bound.error()).With(kUsage, {"so", "nothing was run"});
    policy = std::move(bound).value();
  }
}

Verdict Judge(const std::vector<Trace>& runs, const Policy& policy) {
  std::vector<Verdict> verdicts;
  for (const Trace& run : runs) {
    Result<std::vector<Rule>> rules = policy.RulesFor(run);
    if (!rules.ok()) throw FailureOf(kUsage, rules.error());
    verdicts.push_back(Evaluate(run, rules.value()));
  }
  return Combine(verdicts, policy.aggregate());
}

// Policies are known to code scanning and to annotations by their names in the repository.
report::SourceTree Sources() {
  std::error_code ignored;
  const std::string cwd = std::filesystem::current_path(ignored).string();
  const char* workspace = std::getenv("GITHUB_WORKSPACE");
  return {cwd, workspace == nullptr || *workspace != '/' ? cwd : workspace};
}

report::RunReport Judge(const std::vector<Trace>& runs, const std::vector<Policy>& policies,
                        const report::ExitExpectation& expected) {
  report::RunReport report{runs.front(), {}, expected, {runs.begin() + 1, runs.end()}, Sources()};
  for (const Policy& policy : policies)
    report.policies.push_back({policy.name(), policy.path(), Judge(runs, policy), policy});
  return report;
}

int RunsFor(const CheckOptions& options, const std::vector<Policy>& policies) {
  int runs = 1;
  for (const Policy& policy : policies) runs = std::max(runs, policy.runs());
  if (options.runs.empty()) return runs;
  return ParseRuns(options.runs);
}

// A run that was interrupted is the last.
std::vector<Trace> RunAll(const CheckOptions& options, const Command& command,
                          const std::vector<Policy>& policies) {
  const Watch watch = WatchFor(options, policies);
  const int count = RunsFor(options, policies);
  if (count > 1 && !options.record.empty()) {
    throw UsageFailure("check: --record keeps one run, and the policies ask for several",
                       "--runs 1, or sysassert record");
  }
  std::vector<Trace> runs;
  while (runs.size() < static_cast<std::size_t>(count) && Interruption::signal() == 0)
    runs.push_back(Run(command, watch, options.run));
  return runs;
}

}  // namespace

int RunCheck(const Arguments& arguments) {
  CheckOptions options;
  if (!Parse(arguments, &options)) return kAllHold;
  RequireSense(options);
  const ReportOutputs outputs(options.formats, options.color,
                              {false, options.verbose, options.unused});
  const report::ExitExpectation expected = ParseExpectedExit(options.expect_exit);
  std::vector<Policy> policies = LoadPolicies(options);
  RunsFor(options, policies);
  outputs.RequireWritable();
  std::vector<Trace> runs;
  if (options.traces.empty()) {
    if (!options.record.empty()) RequireWritable(options.record);
    const Command command = MakeCommand(options.run, options.command);
    BindPolicies(command, &policies);
    runs = RunAll(options, command, policies);
    if (!options.record.empty()) SaveTrace(runs.front(), options.record);
  } else {
    const auto asked = static_cast<std::size_t>(RunsFor(options, policies));
    if (options.traces.size() < asked) {
      throw UsageFailure(fmt::format("check: the policies ask for {} runs, and there is {}", asked,
                                     options.traces.size()),
                         "give --trace as often, each another run of the same command");
    }
    for (const std::string& path : options.traces)
      runs.push_back(LoadTrace(path, AcceptedBy(options.run)));
    for (const Policy& policy : policies)
      Print(Stream::Stderr(), TextOf(policy.WarningsFor(runs.front())));
  }
  const report::RunReport report = Judge(runs, policies, expected);
  outputs.Write(report);
  if (Interruption::signal() == 0) {
    const std::string pending = LeavePending(report, runs);
    if (outputs.speaks_to_a_reader()) Print(Stream::Stderr(), pending);
  }
  if (const int signal = Interruption::signal(); signal != 0) return ForSignal(signal);
  return report::AllHold(report) ? kAllHold : kViolated;
}

}  // namespace sysassert::cli
