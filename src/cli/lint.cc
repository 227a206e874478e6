// sysassert lint: load and criticise policies, run nothing.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/output.h"
#include "cli/policies.h"
#include "report/escape.h"

namespace sysassert::cli {
namespace {

std::string Counted(std::size_t count, const char* noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

// One line a policy on standard output; what is wrong with it goes to standard error.
std::string SummaryOf(const Policy& policy, const std::string& path) {
  const std::size_t errors = ErrorsOf(policy);
  const std::size_t warnings = policy.diagnostics().size() - errors;
  const std::string found =
      policy.ok() ? fmt::format("ok, {} ({})", Counted(policy.rule_ids().size(), "rule"),
                                report::Printable(policy.name()))
                  : Counted(errors, "error");
  return fmt::format("{}: {}{}\n", report::Printable(path), found,
                     warnings == 0 ? "" : ", " + Counted(warnings, "warning"));
}

}  // namespace

int RunLint(const Arguments& arguments) {
  std::vector<std::string> paths;
  std::vector<std::string> vars;
  Options options("lint", "Loads policies and says what is wrong with them; runs nothing.",
                  "sysassert lint POLICY… [--var NAME=VALUE]");
  options.Operands("POLICY", &paths, "a policy file, or stock:NAME; repeatable");
  options.Values("--var", &vars, "NAME=VALUE", "set a variable of the policies; repeatable");
  if (!options.Parse(arguments)) return kAllHold;

  const Policy::Vars values = ParseVars(vars);
  bool all_load = true;
  for (const std::string& path : paths) {
    const Policy policy = Policy::FromFile(path, values);
    Print(Stream::Stderr(), DiagnosticsOf(policy));
    Print(Stream::Stdout(), SummaryOf(policy, path));
    all_load = all_load && policy.ok();
  }
  return all_load ? kAllHold : kUsage;
}

}  // namespace sysassert::cli
