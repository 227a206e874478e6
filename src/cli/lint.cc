// sysassert lint: load and criticise policies, run nothing.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "cli/policies.h"
#include "policy/schema.h"
#include "report/escape.h"
#include "trial/policy_test.h"

namespace sysassert::cli {
namespace {

std::string Counted(std::size_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// One line a policy on standard output; what is wrong with it goes to standard error.
std::string SummaryOf(const Policy& policy, const std::string& path, const std::string& tested) {
  const std::size_t errors = ErrorsOf(policy);
  const std::size_t warnings = policy.diagnostics().size() - errors;
  const std::string found =
      policy.ok() ? fmt::format("ok, {} ({})", Counted(policy.rule_ids().size(), "rule"),
                                report::Printable(policy.name()))
                  : Counted(errors, "error");
  return fmt::format("{}: {}{}{}\n", report::Printable(path), found,
                     warnings == 0 ? "" : ", " + Counted(warnings, "warning"),
                     tested.empty() ? "" : ", " + tested);
}

// What came of a policy's own tests, for its line.
struct Tested {
  std::string summary;
  int status = kAllHold;
};

Tested RunTests(const std::string& file) {
  const trial::PolicyTestResult result = trial::RunPolicyTest(file);
  for (const Diagnostic& mistake : result.mistakes)
    Print(Stream::Stderr(), report::Printable(mistake.text(), report::Newlines::kKeep));
  for (const trial::FailedCase& failure : result.failures) {
    Print(Stream::Stderr(), report::Printable(failure.diagnostic.text(), report::Newlines::kKeep));
    Print(Stream::Stderr(), failure.fired);
  }
  if (!result.readable())
    return {Counted(result.mistakes.size(), "error") + " in its tests", kUsage};
  if (result.holds()) return {Counted(result.cases, "case") + " as expected"};
  return {fmt::format("{} of {} not as expected", result.failures.size(),
                      Counted(result.cases, "case")),
          kViolated};
}

Tested SelfTest(const std::string& path) {
  const std::string file = trial::TestFileOf(path);
  const bool stock = path.rfind("stock:", 0) == 0;
  if (stock || access(file.c_str(), F_OK) != 0)
    return {fmt::format("no tests{}", stock ? "" : fmt::format(" ({})", report::Printable(file)))};
  return RunTests(file);
}

int Worse(int a, int b) { return a == kUsage || b == kUsage ? kUsage : std::max(a, b); }

}  // namespace

int RunLint(const Arguments& arguments) {
  std::vector<std::string> paths;
  std::vector<std::string> vars;
  bool self_test = false, schema = false;
  Options options("lint", "Loads policies and says what is wrong with them; runs nothing.",
                  "sysassert lint POLICY… [--self-test] [--var NAME=VALUE]\n"
                  "       sysassert lint --schema");
  options.Operands("POLICY", &paths, "a policy file, a policy test or stock:NAME; repeatable",
                   false);
  options.Values("--var", &vars, "NAME=VALUE", "set a variable of the policies; repeatable");
  options.Flag("--self-test", &self_test,
               "run the tests beside each policy: P.test.yaml of P.yaml");
  options.Flag("--schema", &schema, "print the JSON Schema of policies, for editors");
  if (!options.Parse(arguments)) return kAllHold;
  if (schema != paths.empty()) {
    throw UsageFailure(schema ? "lint: both --schema and policies" : "lint: POLICY is required",
                       "sysassert lint app.yaml, or sysassert lint --schema");
  }
  if (schema) Print(Stream::Stdout(), policy::PolicySchema());

  const Policy::Vars values = ParseVars(vars);
  int status = kAllHold;
  std::vector<Policy> loaded;
  for (const std::string& path : paths) {
    if (trial::IsTestFile(path)) {
      const Tested tested = RunTests(path);
      Print(Stream::Stdout(), fmt::format("{}: {}\n", report::Printable(path), tested.summary));
      status = Worse(status, tested.status);
      continue;
    }
    const Policy policy = Policy::FromFile(path, values);
    Print(Stream::Stderr(), TextOf(policy.diagnostics()));
    if (!policy.ok()) status = kUsage;
    Tested tested;
    if (self_test && policy.ok()) tested = SelfTest(path);
    Print(Stream::Stdout(), SummaryOf(policy, path, tested.summary));
    status = Worse(status, tested.status);
    loaded.push_back(policy);
  }
  if (status != kUsage) RequireKnown(values, loaded);
  return status;
}

}  // namespace sysassert::cli
