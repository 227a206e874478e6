// sysassert explain: what a set, a family, or a policy holds.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "cli/policies.h"
#include "report/escape.h"
#include "rules/suggest.h"
#include "sysassert/policy.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert::cli {
namespace {

constexpr std::size_t kLineBytes = 78;

// Names of calls, wrapped and indented.
std::string CallList(const tables::SysnoBits& calls) {
  std::string text;
  std::string line = " ";
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    if (!calls[i]) continue;
    const std::string_view name = tables::NameOf(static_cast<Sysno>(i));
    if (line.size() + 1 + name.size() > kLineBytes) {
      text += line + "\n";
      line = " ";
    }
    line += fmt::format(" {}", name);
  }
  return text + line + "\n";
}

std::string ExplainGroup(const tables::Group& group) {
  return fmt::format(
      "{}: {}\n{}: {}\n{}", group.name, group.summary,
      group.split == tables::Split::kNone ? "kernel calls" : "part of these kernel calls",
      group.calls.count(), CallList(group.calls));
}

std::string ExplainPolicy(const Policy& policy, const std::string& path) {
  std::string text = fmt::format("{}: policy {}\nrules:\n", report::Printable(path),
                                 report::Printable(policy.name()));
  for (const std::string& rule : policy.rule_ids()) text += "  " + report::Printable(rule) + "\n";
  return text + fmt::format("kernel calls that they ask about: {}\n{}", policy.Interest().count(),
                            CallList(policy.Interest()));
}

// A word that is neither a set nor a family nor a file.
Failure Unknown(const std::string& name) {
  std::vector<std::string_view> known;
  for (const tables::Group& group : tables::Groups()) known.push_back(group.name);
  return UsageFailure(
      fmt::format("explain: unknown set or family '{}'{}", name, rules::DidYouMean(name, known)),
      "a set (@network), a family (open), a policy file, or stock:NAME");
}

bool LooksLikePolicy(const std::string& name) {
  return name.find('/') != std::string::npos || name.find('.') != std::string::npos ||
         name.starts_with("stock:");
}

}  // namespace

int RunExplain(const Arguments& arguments) {
  std::string name;
  std::vector<std::string> vars;
  Options options("explain",
                  "Says what a set or a family of calls holds, or which rules a policy has.",
                  "sysassert explain @SET | FAMILY | POLICY");
  options.Operand("NAME", &name, "@network, open, stock:no-network, or a policy file");
  options.Values("--var", &vars, "NAME=VALUE", "set a variable of the policy; repeatable");
  if (!options.Parse(arguments)) return kAllHold;

  if (const tables::Group* group = tables::FindGroup(name); group != nullptr) {
    Print(Stream::Stdout(), ExplainGroup(*group));
    return kAllHold;
  }
  if (!LooksLikePolicy(name)) throw Unknown(name);
  const Policy policy = Policy::FromFile(name, ParseVars(vars));
  Print(Stream::Stderr(), DiagnosticsOf(policy));
  if (!policy.ok()) return kUsage;
  Print(Stream::Stdout(), ExplainPolicy(policy, name));
  return kAllHold;
}

}  // namespace sysassert::cli
