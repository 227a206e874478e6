#include "rules/allows.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "rules/match.h"

namespace sysassert::rules {
namespace {

// Phase and marks of an allow are those of what it is an exception to; the rest is its own.
bool InScope(const Rule& rule, const Event& event) {
  return !rule.scope.admits || rule.scope.admits(event.call());
}

}  // namespace

Allows::Allows(const std::vector<Rule>& rules) {
  for (const Rule& rule : rules) {
    const auto* allow = std::get_if<Allow>(&rule.body);
    for (std::size_t id = 0; allow != nullptr && id < kSysnoCount; ++id) {
      if (allow->pattern.calls.calls[id]) by_call_[id].push_back({&rule, allow});
    }
  }
}

bool Allows::Permit(const Event& event) const {
  const std::vector<Permission>& about = About(event);
  return std::any_of(about.begin(), about.end(), [&event](const Permission& permission) {
    return Matches(permission.allow->pattern, event, Quantifier::kEveryPath) &&
           InScope(*permission.rule, event) &&
           !Excepted(permission.allow->except, event, Quantifier::kAnyPath);
  });
}

std::string Allows::NearestTo(const Event& event) const {
  const Permission* nearest = nullptr;
  std::pair<int, std::size_t> distance;
  for (const Permission& permission : About(event)) {
    const Pattern& pattern = permission.allow->pattern;
    if (!Selects(pattern.calls, event)) continue;
    const std::pair candidate(Distance(pattern, event, Quantifier::kEveryPath),
                              Unlikeness(pattern, event));
    if (nearest != nullptr && candidate >= distance) continue;
    nearest = &permission;
    distance = candidate;
  }
  if (nearest == nullptr) return "";
  std::string text = "the nearest allow, '" + nearest->rule->id + "', ";
  const Miss miss = MissOf(nearest->allow->pattern, event, Quantifier::kEveryPath);
  if (!miss.differences.empty()) return text + "differs: " + miss.differences.front();
  return text + (InScope(*nearest->rule, event) ? "excepts it" : "is out of its scope here");
}

}  // namespace sysassert::rules
