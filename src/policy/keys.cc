#include "policy/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "rules/suggest.h"

namespace sysassert::policy {
namespace {

struct Key {
  Place place;
  std::string_view name;
  std::string_view
      instead;  // of a word that this version does not know yet: what to do; empty: it is known
};

constexpr std::string_view kLater = "it is not in this version";
constexpr Key kKeys[] = {
    {Place::kFile, "sysassert", ""},
    {Place::kFile, "name", ""},
    {Place::kFile, "description", ""},
    {Place::kFile, "extends", ""},
    {Place::kFile, "only", ""},
    {Place::kFile, "mode", ""},
    {Place::kFile, "severity", ""},
    {Place::kFile, "vars", ""},
    {Place::kFile, "sets", ""},
    {Place::kFile, "where", ""},
    {Place::kFile, "default_deny", ""},
    {Place::kFile, "rules", ""},
    {Place::kFile, "overrides", ""},
    {Place::kFile, "marks", ""},
    {Place::kFile, "runs", ""},
    {Place::kFile, "aggregate", ""},

    {Place::kOnly, "read", ""},
    {Place::kOnly, "write", ""},
    {Place::kOnly, "exec", ""},
    {Place::kOnly, "connect", ""},
    {Place::kOnly, "listen", ""},

    {Place::kRule, "id", ""},
    {Place::kRule, "allow", ""},
    {Place::kRule, "deny", ""},
    {Place::kRule, "count", ""},
    {Place::kRule, "order", ""},
    {Place::kRule, "sequence", ""},
    {Place::kRule, "except", ""},
    {Place::kRule, "exactly", ""},
    {Place::kRule, "min", ""},
    {Place::kRule, "max", ""},
    {Place::kRule, "between", ""},
    {Place::kRule, "warn", ""},
    {Place::kRule, "where", ""},
    {Place::kRule, "severity", ""},
    {Place::kRule, "description", ""},
    {Place::kRule, "may_be_absent", ""},
    {Place::kRule, "per", ""},
    {Place::kRule, "of", ""},
    {Place::kRule, "baseline", ""},
    {Place::kRule, "tolerance", ""},
    {Place::kRule, "leaves", ""},
    {Place::kRule, "errno", "blocking is not in this version"},

    {Place::kWhere, "process", ""},
    {Place::kWhere, "exe", ""},
    {Place::kWhere, "under", ""},
    {Place::kWhere, "thread", ""},
    {Place::kWhere, "arch", ""},
    {Place::kWhere, "phase", ""},
    {Place::kWhere, "libc", ""},
    {Place::kWhere, "threads", ""},

    {Place::kPattern, "call", ""},
    {Place::kPattern, "path", ""},
    {Place::kPattern, "as_passed", ""},
    {Place::kPattern, "exe", ""},
    {Place::kPattern, "fd", ""},
    {Place::kPattern, "fd_kind", ""},
    {Place::kPattern, "family", ""},
    {Place::kPattern, "addr", ""},
    {Place::kPattern, "flags", ""},
    {Place::kPattern, "args", ""},
    {Place::kPattern, "cloexec", ""},
    {Place::kPattern, "size", ""},
    {Place::kPattern, "result", ""},
    {Place::kPattern, "origin", ""},
    {Place::kPattern, "content", kLater},

    {Place::kLeaves, "path", ""},
    {Place::kOrder, "from", ""},
    {Place::kOrder, "until", ""},
    {Place::kOrder, "never", ""},
    {Place::kOrder, "same", ""},
    {Place::kOrder, "must_end", ""},
    {Place::kFlags, "all", ""},
    {Place::kFlags, "any", ""},
    {Place::kFlags, "none", ""},
    {Place::kArgument, "eq", ""},
    {Place::kArgument, "ne", ""},
    {Place::kArgument, "lt", ""},
    {Place::kArgument, "le", ""},
    {Place::kArgument, "gt", ""},
    {Place::kArgument, "ge", ""},
    {Place::kArgument, "mask", ""},
    {Place::kArgument, "in", ""},
    {Place::kArgument, "any", ""},
    {Place::kArgument, "all", ""},
    {Place::kArgument, "none", ""},
    {Place::kMarks, "after", ""},
    {Place::kMarks, "before", ""},
    {Place::kMarks, "between", ""},
    {Place::kOverride, "rule", ""},
    {Place::kOverride, "drop", ""},
    {Place::kOverride, "severity", ""},
    {Place::kOverride, "reason", ""},
    {Place::kNegation, "not", ""},
};

// What stands at a place, with an example.
std::string_view BelongsAt(Place place) {
  switch (place) {
    case Place::kFile:
      return "a map, which begins with 'sysassert: 1',";
    case Place::kOnly:
      return "a map, only: {read: [/etc/hosts], exec: []},";
    case Place::kRule:
      return "a rule, {id: no-exec, deny: {call: exec}},";
    case Place::kWhere:
      return "a scope, where: {phase: main},";
    case Place::kPattern:
      return "a pattern, {call: open, path: /etc/shadow},";
    case Place::kLeaves:
      return "a map, leaves: {path: \"/tmp/**\"},";
    case Place::kOrder:
      return "an order, {from: …, until: …, never: …},";
    case Place::kFlags:
      return "a map, flags: {any: [O_CREAT]},";
    case Place::kArgument:
      return "a test, {gt: 4096} or {any: [PROT_EXEC]},";
    case Place::kMarks:
      return "a phase, {after: ready},";
    case Place::kOverride:
      return "an override, {rule: no-exec, drop: true, reason: it runs make},";
    case Place::kNegation:
      return "a map, {not: NAME},";
  }
  return "";
}

}  // namespace

bool KnowsKey(Place place, std::string_view name) {
  return name.rfind("x-", 0) == 0 ||
         std::any_of(std::begin(kKeys), std::end(kKeys),
                     [&](const Key& key) { return key.place == place && key.name == name; });
}

bool CheckKeys(const Node& node, Place place, Diagnostics* diagnostics) {
  if (!node.is_map()) {
    diagnostics->Error(node.spot, std::string(BelongsAt(place)) + " belongs here");
    return false;
  }
  std::vector<std::string_view> known;
  for (const Key& key : kKeys) {
    if (key.place == place && key.instead.empty()) known.push_back(key.name);
  }
  for (const Entry& entry : node.entries) {
    const std::string& name = entry.key.text;
    if (name.rfind("x-", 0) == 0) continue;  // free, for the author's own use
    const Key* found = nullptr;
    for (const Key& key : kKeys) {
      if (key.place == place && key.name == name) found = &key;
    }
    if (found == nullptr) {
      std::string hint = rules::DidYouMean(name, known);
      if (hint.empty()) hint = fmt::format("; known here: {}", fmt::join(known, ", "));
      diagnostics->Error(entry.key.spot, fmt::format("unknown key {}{}", Quote(name), hint));
    } else if (!found->instead.empty()) {
      diagnostics->Error(entry.key.spot,
                         fmt::format("{} is a word of the language, but {}", Quote(name),
                                     found->instead == kLater
                                         ? std::string(kLater)
                                         : "not in this version: " + std::string(found->instead)));
    }
  }
  return true;
}

}  // namespace sysassert::policy
