#include "policy/contradictions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/only.h"
#include "rules/suggest.h"

namespace sysassert::policy {
namespace {

bool Covers(const std::string& deny, const std::string& allow) {
  if (deny == allow) return true;
  constexpr std::string_view kBelow = "/**";
  if (deny.size() <= kBelow.size() ||
      deny.compare(deny.size() - kBelow.size(), kBelow.size(), kBelow) != 0)
    return false;
  const std::string top = deny.substr(0, deny.size() - kBelow.size());
  if (top.find_first_of("*?<") != std::string::npos) return false;
  return allow == top || allow.rfind(top + "/", 0) == 0;
}

bool AsksPaths(const PatternSpec& pattern) {
  return !pattern.paths.empty() || !pattern.as_passed.empty() || !pattern.exe.empty();
}

// Does it forbid every call of its kind, or those of its paths, with no further word? A family that
// is a part of its calls (open-write) says nothing of another part of them.
bool IsBroad(const RuleSpec& deny, const RuleSpec& allow) {
  const CallSelector& calls = deny.pattern.calls;
  return deny.kind == RuleSpec::Kind::kDeny && deny.except.empty() &&
         deny.pattern.conditions.empty() && !deny.pattern.addresses &&
         deny.pattern.as_passed.empty() && deny.pattern.exe.empty() && deny.scope.empty() &&
         (!calls.admits || calls.text == allow.pattern.calls.text);
}

void RefuseUnder(const RuleSpec& deny, const Spot& spot, const std::string& what,
                 Diagnostics* diagnostics) {
  const SourcePosition at = deny.spot.position();
  const std::string remedy =
      deny.spot.source == spot.source
          ? "carve it out there with 'except'"
          : fmt::format("override that ({}:{}), or leave this out", at.file, at.line);
  diagnostics->Error(spot, fmt::format("this allow is under the deny {}{}, which always wins; {}",
                                       Quote(deny.id), what, remedy));
}

void CompareToDeny(const RuleSpec& allow, const RuleSpec& deny, Diagnostics* diagnostics) {
  const SysnoSet &allowed = allow.pattern.calls.calls, &denied = deny.pattern.calls.calls;
  if (!IsBroad(deny, allow) || (allowed & denied).none()) return;
  if (deny.pattern.paths.empty()) {
    if ((allowed & ~denied).none()) RefuseUnder(deny, allow.spot, "", diagnostics);
    return;
  }
  for (const Written& path : allow.pattern.paths) {
    for (const Written& under : deny.pattern.paths) {
      if (Covers(under.text, path.text))
        RefuseUnder(deny, path.spot, fmt::format(" ({})", Quote(under.text)), diagnostics);
    }
  }
}

void FindAllowsUnderDenies(const File& file, const std::vector<Part>& parts,
                           Diagnostics* diagnostics) {
  for (const RuleSpec& allow : file.rules) {
    if (allow.kind != RuleSpec::Kind::kAllow) continue;
    for (const Part& part : parts) {
      if (!part.file->where.empty()) continue;
      for (const RuleSpec& deny : part.file->rules) {
        const bool changed =
            std::any_of(part.overrides.begin(), part.overrides.end(),
                        [&deny](const Override& change) { return change.rule == deny.id; });
        if (!changed) CompareToDeny(allow, deny, diagnostics);
      }
    }
  }
}

bool IsDropped(const std::string& id, const Part& part) {
  return std::any_of(part.overrides.begin(), part.overrides.end(),
                     [&id](const Override& change) { return change.rule == id && change.drop; });
}

// What nothing may be made of unless a rule allows it.
SysnoSet Restricted(const std::vector<Part>& parts) {
  SysnoSet calls;
  for (const Part& part : parts) {
    for (const RestrictionSpec& restriction : part.file->restrictions) {
      if (!IsDropped(restriction.id, part)) calls |= restriction.calls.calls;
    }
  }
  return calls;
}

// A file of allows alone is one to be extended: see OnlyAllows.
void FindAllowsOfNoEffect(const File& file, const std::vector<Part>& parts,
                          Diagnostics* diagnostics) {
  if (OnlyAllows(file)) return;
  const SysnoSet restricted = Restricted(parts);
  for (const RuleSpec& rule : file.rules) {
    const SysnoSet& calls = rule.pattern.calls.calls;
    if (rule.kind != RuleSpec::Kind::kAllow || calls.none() || (calls & restricted).any()) continue;
    diagnostics->Error(rule.spot,
                       fmt::format("an allow with no effect: {} is not restricted; name it in "
                                   "'only' or 'default_deny', or leave this out",
                                   rule.pattern.calls.text));
  }
}

void CheckBounds(const RuleSpec& rule, Diagnostics* diagnostics) {
  if (rule.low == 0 && !rule.high)
    diagnostics->Error(
        rule.spot,
        "a count with no effect: any number is at least 0; give it a max, or leave this out");
  if (!rule.warn) return;
  const auto compare = [&](std::int64_t fails_above, std::string_view name) {
    if (*rule.warn >= fails_above)
      diagnostics->Error(rule.spot, fmt::format("a warning with no effect: more than {} fails "
                                                "before more than {} warns; warn below the {}",
                                                fails_above, *rule.warn, name));
  };
  if (rule.high) compare(*rule.high, "max");
  for (const BaselineSpec::Entry& entry : rule.baseline.entries)
    compare(rule.baseline.Most(entry.count), "baseline");
}

void CheckRestrictions(const File& file, Diagnostics* diagnostics) {
  std::map<std::string_view, int> lines;
  for (const RestrictionSpec& restriction : file.restrictions) {
    const auto [first, is_new] = lines.emplace(restriction.id, restriction.spot.line);
    if (!is_new)
      diagnostics->Error(restriction.spot, fmt::format("{} is restricted already, in line {}",
                                                       restriction.calls.text, first->second));
  }
}

void CheckExceptions(const RuleSpec& rule, Diagnostics* diagnostics) {
  for (const PatternSpec& except : rule.except) {
    const SysnoSet &of_rule = rule.pattern.calls.calls, &excepted = except.calls.calls;
    if (of_rule.none() || excepted.none()) continue;
    if ((of_rule & excepted).none()) {
      diagnostics->Error(except.spot,
                         fmt::format("an exception that takes back nothing: no call of {} is one "
                                     "of {}",
                                     except.calls.text, rule.pattern.calls.text));
    } else if ((of_rule & ~excepted).none() && except.conditions.empty() && !except.addresses &&
               !AsksPaths(except) &&
               (!except.calls.admits || except.calls.text == rule.pattern.calls.text)) {
      diagnostics->Error(except.spot, "an exception that takes back all that the rule is about");
    }
  }
}

void CheckIds(const std::vector<Part>& parts, Diagnostics* diagnostics) {
  std::map<std::string, const RuleSpec*> known;
  for (const Part& part : parts) {
    for (const RuleSpec& rule : part.file->rules) {
      const bool of_only = rule.pattern.text.rfind(kOnlyRule, 0) == 0;
      if (of_only) continue;  // each file may have an `only` of its own
      const auto [first, is_new] = known.emplace(rule.id, &rule);
      if (is_new || rule.spot.source == first->second->spot.source) continue;
      const SourcePosition at = first->second->spot.position();
      diagnostics->Error(rule.spot, fmt::format("a second rule of the id {}; the first is in {}:{}",
                                                Quote(rule.id), at.file, at.line));
    }
  }
}

void CheckOverrides(const File& file, const std::vector<Part>& parts, Diagnostics* diagnostics) {
  std::vector<std::string_view> ids;
  for (const Part& part : parts) {
    if (part.file == &file) continue;
    for (const RuleSpec& rule : part.file->rules) ids.push_back(rule.id);
    for (const RestrictionSpec& restriction : part.file->restrictions)
      ids.push_back(restriction.id);
  }
  std::map<std::string_view, int> lines;
  for (const Override& change : file.overrides) {
    if (!change.drop && !change.warn_only)
      diagnostics->Error(change.spot,
                         "an override with no effect; give it drop: true or a severity");
    if (std::find(ids.begin(), ids.end(), change.rule) == ids.end())
      diagnostics->Error(change.spot,
                         fmt::format("no extended policy has a rule {}{}", Quote(change.rule),
                                     rules::DidYouMean(change.rule, ids)));
    const auto [first, is_new] = lines.emplace(change.rule, change.spot.line);
    if (!is_new)
      diagnostics->Error(change.spot,
                         fmt::format("a second override of {}; the first is in line {}",
                                     Quote(change.rule), first->second));
  }
}

}  // namespace

void FindContradictions(const File& file, Diagnostics* diagnostics) {
  const std::vector<Part> parts = PartsOf(file);
  FindAllowsUnderDenies(file, parts, diagnostics);
  FindAllowsOfNoEffect(file, parts, diagnostics);
  for (const RuleSpec& rule : file.rules) {
    CheckExceptions(rule, diagnostics);
    CheckBounds(rule, diagnostics);
  }
  CheckRestrictions(file, diagnostics);
  CheckIds(parts, diagnostics);
  CheckOverrides(file, parts, diagnostics);
}

}  // namespace sysassert::policy
