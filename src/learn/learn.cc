#include "learn/learn.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "learn/facts.h"
#include "learn/invariants.h"
#include "learn/policy_text.h"

namespace sysassert::learn {
namespace {

bool IsNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

std::vector<std::string> CommandsOf(const std::vector<Trace>& runs) {
  std::vector<std::string> commands;
  for (const Trace& run : runs) {
    if (std::find(commands.begin(), commands.end(), run.command()) == commands.end())
      commands.push_back(run.command());
  }
  return commands;
}

}  // namespace

std::string NameFor(std::string_view path) {
  std::string name;
  for (char c : std::filesystem::path(path).stem().string()) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!IsNameCharacter(c)) c = '-';
    const bool first = name.empty();
    if (!first || (c >= 'a' && c <= 'z')) name += c;
  }
  return name.empty() ? "learned" : name;
}

Result<Proposal> Learn(const std::vector<Trace>& runs, const Request& request) {
  for (const Trace& run : runs) {
    if (!run.valid()) return run.error();
    if (!run.watched_everything())
      return Error{"learn from " + run.command(), 0, "the run did not watch every call",
                   "learn from recordings of 'sysassert record'"};
  }
  std::string directory;
  if (!request.path.empty())
    directory = std::filesystem::absolute(request.path).lexically_normal().parent_path().string();
  auto facts = Gather(runs, directory);
  if (!facts.ok()) return facts.error();
  const std::vector<Invariant> invariants = InvariantsOf(runs);
  Proposal proposal;
  proposal.text = PolicyText(facts.value(), invariants, request.name, CommandsOf(runs));
  const Policy policy =
      Policy::FromString(proposal.text, {}, request.path.empty() ? "<learned>" : request.path);
  if (!policy.ok()) {
    return Error{"load the policy that was learned", 0, policy.diagnostics().front().message,
                 "where it is too large, nobody could read it either: learn from less, or write "
                 "patterns by hand"};
  }
  proposal.verdict = Check(runs, policy);
  return proposal;
}

}  // namespace sysassert::learn
