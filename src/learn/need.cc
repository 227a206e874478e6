#include "learn/need.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "decode/socket_names.h"
#include "learn/path_pattern.h"
#include "policy/address.h"
#include "policy/only.h"
#include "policy/words.h"
#include "rules/event.h"
#include "tables/row.h"

namespace sysassert::learn {
namespace {

bool IsAddressList(std::string_view list) {
  return std::any_of(
      std::begin(policy::kOnlyKeys), std::end(policy::kOnlyKeys),
      [list](const policy::OnlyKey& key) { return key.key == list && key.addresses; });
}

std::string Pattern(const Call& call, std::string_view key, std::string_view value) {
  return fmt::format("{{call: \"exact:{}\", {}: {}}}", call.name(), key, value);
}

// An allow by its result: of a call that failed, nothing else says what it was about.
Need NeedOfFailure(const Call& call) {
  return {{}, "", Pattern(call, "result", ErrnoName(call.error_number()))};
}

Need NeedOfAddress(const Call& call) {
  const std::vector<decode::SocketName> names = decode::SocketNames(call);
  const std::string address = names.size() == 1 ? names.front().resolved : call.sockaddr();
  if (!policy::SocketIn(address).value_or("").empty()) return {{}, address, ""};
  std::string ignored;
  const auto itself = policy::AddressPattern::Parse(address, &ignored);
  if (itself && itself->Matches(address)) return {{}, address, ""};
  if (call.failed()) return NeedOfFailure(call);
  const int family = call.address_family();
  // The kernel chooses an abstract name for a bind of no more than the family (unix(7), autobind).
  if (family == AF_UNIX && call.raw(2) == sizeof(sa_family_t))
    return {{}, "", Pattern(call, "args", "{addrlen: {eq: 2}}")};
  // A family with addresses that the language can spell would be too wide.
  const bool spelt = family == AF_UNIX || family == AF_INET || family == AF_INET6;
  if (spelt || policy::WordOfFamily(family).empty()) return {};
  return {{}, "", Pattern(call, "family", policy::WordOfFamily(family))};
}

// shmget(2) and its like: of no file, so that nothing but its name says what it was about.
bool IsAboutNoFile(const Call& call) {
  const tables::Row& row = tables::RowOf(call.id());
  const auto* end = row.parameters.begin() + row.count;
  return std::none_of(row.parameters.begin(), end, [](const tables::Parameter& parameter) {
    return parameter.kind == ArgumentKind::kPath || parameter.kind == ArgumentKind::kFd ||
           parameter.kind == ArgumentKind::kDirfd;
  });
}

// Of objects that no path pattern can name: a pipe, an anonymous file. What was opened is known by
// the name that was passed for it ("/dev/stdout"), else by its kind.
Need NeedOfNameless(const Call& call, const rules::Event& event) {
  const auto& subjects = event.subjects();
  if (subjects.size() == 1 && subjects[0].passed.starts_with('/')) {
    const std::string passed = Write(Literally(subjects[0].passed), Quoting::kCovered).text;
    return {{}, "", Pattern(call, "as_passed", YamlScalar(passed))};
  }
  const std::string_view kind = policy::WordOf(call.descriptor().kind);
  return kind.empty() ? Need() : Need{{}, "", Pattern(call, "fd_kind", kind)};
}

}  // namespace

std::optional<std::string> ListOf(std::string_view rule_id) {
  if (!rule_id.starts_with(policy::kOnlyRule)) return std::nullopt;
  return std::string(rule_id.substr(policy::kOnlyRule.size()));
}

Result<std::vector<Refusal>> RefusedBy(const Policy& policy, const Trace& trace) {
  auto rules = policy.RulesFor(trace);
  if (!rules.ok()) return rules.error();
  std::vector<Refusal> refusals;
  for (const Violation& violation : Evaluate(trace, rules.value()).violations) {
    const auto list = ListOf(violation.rule);
    const bool broken = violation.kind == Violation::Kind::kBroken && !violation.warning;
    if (!list || !broken) continue;
    for (const std::size_t call : violation.calls) refusals.push_back({*list, call});
  }
  return refusals;
}

Need NeedOf(std::string_view list, const Call& call) {
  if (IsAddressList(list)) return NeedOfAddress(call);
  if (IsAboutNoFile(call)) return {{}, "", fmt::format("{{call: \"exact:{}\"}}", call.name())};
  const rules::Event event(call);
  Need need;
  for (const rules::Subject& subject : event.subjects()) need.paths.emplace_back(subject.resolved);
  for (const std::string_view program : event.runs()) need.paths.emplace_back(program);
  const bool all_are_paths =
      std::all_of(need.paths.begin(), need.paths.end(),
                  [](const std::string& path) { return path.starts_with('/'); });
  if (!need.paths.empty() && all_are_paths) return need;
  const bool unresolved = std::any_of(need.paths.begin(), need.paths.end(),
                                      [](const std::string& path) { return path.empty(); });
  // A call that failed with no file to be found for its name was about none.
  if (call.failed() && (need.paths.empty() || unresolved)) return NeedOfFailure(call);
  return NeedOfNameless(call, event);
}

}  // namespace sysassert::learn
