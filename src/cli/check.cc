// sysassert check: hold a program, or a recording of one, to policies.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cli/commands.h"
#include "cli/failure.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/policies.h"
#include "cli/recordings.h"
#include "cli/report_outputs.h"
#include "cli/run.h"
#include "report/report.h"
#include "rules/suggest.h"

namespace sysassert::cli {
namespace {

struct CheckOptions {
  std::vector<std::string> policies, vars, formats;
  std::string trace, record, mode = "check", color = "auto", expect_exit = "0";
  bool verbose = false;
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
  options.Value("--trace", &check->trace, "FILE", "check this recording instead of running CMD");
  options.Values("--format", &check->formats, "FORMAT[:FILE]",
                 fmt::format("how to report, and where: {}; repeatable.\nWithout a FILE it is "
                             "standard error; default: human",
                             FormatNames()));
  options.Value("-o,--record", &check->record, "FILE", "keep the recording, with every call in it");
  options.Value("--mode", &check->mode, "MODE",
                "check: CMD is never altered (the only mode so far)");
  options.Values("--var", &check->vars, "NAME=VALUE", "set a variable of the policies; repeatable");
  options.Value("--expect-exit", &check->expect_exit, "N|any",
                "the exit status that CMD must end with, 128+n for\ndeath by signal n; default: 0");
  AddRunOptions(&options, &check->run);
  options.Value("--color", &check->color, "WHEN", "auto, always or never; default: auto");
  options.Flag("-v,--verbose", &check->verbose, "list the rules that hold, too");
  return options.Parse(arguments, &check->command);
}

report::ExitExpectation ParseExpectedExit(const std::string& text) {
  if (text == "any") return {std::nullopt};
  int code = -1;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, code);
  if (parsed.ec != std::errc() || parsed.ptr != end || code < 0 || code > 255) {
    throw UsageFailure(fmt::format("--expect-exit '{}': not an exit status", text),
                       "a number from 0 to 255, or any");
  }
  return {code};
}

void RequireSense(const CheckOptions& options) {
  if (options.mode == "block") {
    throw UsageFailure("--mode block is not supported by this version: it never alters a program",
                       "--mode check, the default, reports what block would refuse");
  }
  if (options.mode != "check") {
    throw UsageFailure(fmt::format("--mode '{}': unknown mode", options.mode), "--mode check");
  }
  if (options.policies.empty()) {
    throw UsageFailure("check: no policy to hold it to",
                       "-P FILE, or -P stock:NAME; sysassert explain stock:no-network shows one");
  }
  if (options.trace.empty() == options.command.empty()) {
    throw UsageFailure(options.trace.empty() ? "check: neither a command to run nor --trace FILE"
                                             : "check: both a command to run and --trace FILE",
                       "sysassert check -P POLICY -- CMD ARG…, or --trace FILE");
  }
  if (!options.trace.empty() && (options.run.any() || !options.record.empty())) {
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
    Print(Stream::Stderr(), DiagnosticsOf(policies.back()));
    if (!policies.back().ok()) ++refused;
  }
  if (refused > 0) {
    throw UsageFailure(
        fmt::format("{} of {} policies did not load; nothing was run", refused, policies.size()));
  }
  return policies;
}

// A recording that is kept is for questions that come later: it must hold everything.
Watch WatchFor(const CheckOptions& options, const std::vector<Policy>& policies) {
  if (!options.record.empty() || options.run.no_filter) return {};
  SysnoSet calls;
  for (const Policy& policy : policies) calls |= policy.Interest();
  return WatchingCalls(calls);
}

report::RunReport Evaluate(const Trace& trace, const std::vector<Policy>& policies,
                           const report::ExitExpectation& expected) {
  report::RunReport report{trace, {}, expected};
  for (const Policy& policy : policies) {
    Result<std::vector<Rule>> rules = policy.RulesFor(trace);
    if (!rules.ok()) throw FailureOf(kUsage, rules.error());
    report.policies.push_back(
        {policy.name(), policy.path(), sysassert::Evaluate(trace, rules.value())});
  }
  return report;
}

}  // namespace

int RunCheck(const Arguments& arguments) {
  CheckOptions options;
  if (!Parse(arguments, &options)) return kAllHold;
  RequireSense(options);
  const ReportOutputs outputs(options.formats, options.color, options.verbose);
  const report::ExitExpectation expected = ParseExpectedExit(options.expect_exit);
  const std::vector<Policy> policies = LoadPolicies(options);
  outputs.RequireWritable();
  Trace trace;
  if (options.trace.empty()) {
    const Command command = MakeCommand(options.run, options.command);
    if (!options.record.empty()) RequireWritable(options.record);
    trace = Run(command, WatchFor(options, policies), options.run);
    if (!options.record.empty()) SaveTrace(trace, options.record);
  } else {
    trace = LoadTrace(options.trace, AcceptedBy(options.run));
  }
  const report::RunReport report = Evaluate(trace, policies, expected);
  outputs.Write(report);
  if (const int signal = Interruption::signal(); signal != 0) return ForSignal(signal);
  return report::AllHold(report) ? kAllHold : kViolated;
}

}  // namespace sysassert::cli
