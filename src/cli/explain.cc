// sysassert explain: what a set, a family, or a policy holds.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/explain_filter.h"
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

// Sentences of several lines, indented.
std::string Paragraphs(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) {
    std::string_view rest = sentence;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      text += "  " + report::Printable(rest.substr(0, end)) + "\n";
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return text;
}

std::string ExplainPolicy(const Policy& policy, const std::string& path) {
  std::string text =
      fmt::format("{}: policy {}{}\n", report::Printable(path), report::Printable(policy.name()),
                  policy.mode() == Policy::Mode::kBlock ? ", which refuses what it forbids" : "");
  if (!policy.description().empty()) text += report::Printable(policy.description()) + "\n";
  if (policy.runs() > 1)
    text +=
        fmt::format("the command runs {} times; a count is judged by {}\n", policy.runs(),
                    policy.aggregate() == Aggregate::kMax ? "the run with the most" : "the median");
  return text + "rules:\n" + Paragraphs(policy.RulesAbout(SysnoSet().set())) +
         fmt::format("kernel calls that they ask about: {}\n{}", policy.interest().calls().count(),
                     CallList(policy.interest().calls()));
}

std::string ExplainCall(Sysno id) {
  std::string numbers;
  for (const auto& [name, abi] :
       {std::pair("x86_64", Abi::kX86_64), {"i386", Abi::kI386}, {"aarch64", Abi::kAarch64}}) {
    const int number = tables::NumberOf(id, abi);
    numbers += fmt::format("{}{} {}", numbers.empty() ? "" : ", ", name,
                           number < 0 ? "-" : std::to_string(number));
  }
  std::vector<std::string_view> arguments, families, sets;
  const tables::Row& row = tables::RowOf(id);
  for (int i = 0; i < row.count; ++i)
    arguments.push_back(row.parameters[static_cast<std::size_t>(i)].name);
  for (const tables::Group& group : tables::Groups()) {
    if (!group.calls[static_cast<std::size_t>(id)]) continue;
    (group.name.front() == '@' ? sets : families).push_back(group.name);
  }
  return fmt::format("{}({}): one kernel call; numbers: {}\nfamilies: {}\nsets: {}\n",
                     tables::NameOf(id), fmt::join(arguments, ", "), numbers,
                     families.empty() ? "none; exact:" + std::string(tables::NameOf(id))
                                      : fmt::format("{}", fmt::join(families, ", ")),
                     fmt::join(sets, ", "));
}

// Which rules of a policy have a say in a call, a family or a set.
std::string ExplainCallIn(const Policy& policy, const std::string& name) {
  const Result<CallSelector> calls = policy.SelectCalls(name);
  if (!calls.ok()) throw UsageFailure("explain: " + calls.error().Message());
  const std::vector<std::string> rules = policy.RulesAbout(calls->calls);
  if (rules.empty())
    return fmt::format("no rule of {} is about {}: it is fine\n", policy.name(), name);
  return fmt::format(
             "rules of {} about {}. A deny that matches is a violation; else an allow that "
             "matches\n"
             "is fine; else what is denied by default is a violation; else it is fine. All else "
             "is\n"
             "judged besides:\n",
             report::Printable(policy.name()), report::Printable(name)) +
         Paragraphs(rules);
}

// A word that is neither a set nor a family, a call or a file.
Failure Unknown(const std::string& name) {
  std::vector<std::string_view> known;
  for (const tables::Group& group : tables::Groups()) known.push_back(group.name);
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i)
    known.push_back(tables::NameOf(static_cast<Sysno>(i)));
  return UsageFailure(
      fmt::format("explain: unknown set, family or call '{}'{}", name,
                  rules::DidYouMean(name, known)),
      "a set (@network), a family (open), a call (openat2), a policy file, or stock:NAME");
}

bool LooksLikePolicy(const std::string& name) {
  return name.find('/') != std::string::npos || name.find('.') != std::string::npos ||
         name.starts_with("stock:");
}

int ExplainWord(const std::string& name) {
  if (const tables::Group* group = tables::FindGroup(name); group != nullptr) {
    Print(Stream::Stdout(), ExplainGroup(*group));
  } else if (const auto id = tables::FromName(name)) {
    Print(Stream::Stdout(), ExplainCall(*id));
  } else {
    throw Unknown(name);
  }
  return kAllHold;
}

}  // namespace

int RunExplain(const Arguments& arguments) {
  std::vector<std::string> names, vars;
  Options options("explain", "Says what a set, a family or a call is, or what a policy says.",
                  "sysassert explain @SET | FAMILY | CALL\n"
                  "       sysassert explain POLICY [CALL]\n"
                  "       sysassert explain --filter POLICY");
  options.Operands("NAME", &names, "@network, open, openat2, stock:no-network, or a policy file");
  bool filter = false;
  options.Flag("--filter", &filter, "say which calls of a run that is checked stop, by a filter");
  options.Values("--var", &vars, "NAME=VALUE", "set a variable of the policy; repeatable");
  if (!options.Parse(arguments)) return kAllHold;
  if (filter && (names.size() != 1 || !LooksLikePolicy(names.front())))
    throw UsageFailure("explain: --filter takes one policy", "sysassert explain --help");
  if (!LooksLikePolicy(names.front())) {
    if (names.size() > 1)
      throw UsageFailure("explain: one name, or a policy and a call", "sysassert explain --help");
    return ExplainWord(names.front());
  }
  if (names.size() > 2)
    throw UsageFailure("explain: a policy and one call", "sysassert explain --help");
  const Policy::Vars values = ParseVars(vars);
  const Policy policy = Policy::FromFile(names.front(), values);
  Print(Stream::Stderr(), TextOf(policy.diagnostics()));
  if (!policy.ok()) return kUsage;
  RequireKnown(values, {policy});
  if (filter) {
    Print(Stream::Stdout(), FilterText(policy.interest()));
    return kAllHold;
  }
  Print(Stream::Stdout(),
        names.size() == 2 ? ExplainCallIn(policy, names[1]) : ExplainPolicy(policy, names.front()));
  return kAllHold;
}

}  // namespace sysassert::cli
