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
    if (allow == nullptr) continue;
    for (std::size_t id = 0; id < kSysnoCount; ++id) {
      if (allow->pattern.calls.calls[id]) by_call_[id].push_back(permissions_.size());
    }
    const std::size_t parts = std::max<std::size_t>(1, allow->pattern.paths.size());
    permissions_.push_back({&rule, allow, std::vector<bool>(parts, false)});
  }
}

bool Allows::Permit(const Event& event) {
  for (const std::size_t i : About(event)) {
    Permission& permission = permissions_[i];
    if (!Matches(permission.allow->pattern, event, Quantifier::kEveryPath) ||
        !InScope(*permission.rule, event) ||
        Excepted(permission.allow->except, event, Quantifier::kAnyPath))
      continue;
    NoteUse(event, &permission);
    return true;
  }
  return false;
}

void Allows::NoteUse(const Event& event, Permission* permission) {
  const std::vector<PathCondition>& paths = permission->allow->pattern.paths;
  if (paths.empty()) permission->used.front() = true;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (permission->used[i]) continue;
    const bool passed = paths[i].subject == PathCondition::Subject::kAsPassed;
    permission->used[i] =
        std::any_of(event.subjects().begin(), event.subjects().end(), [&](const Subject& subject) {
          return paths[i].matches(passed ? subject.passed : subject.resolved, event.call());
        });
  }
}

std::vector<UnusedAllow> Allows::Unused() const {
  std::vector<UnusedAllow> unused;
  for (const Permission& permission : permissions_) {
    const std::vector<PathCondition>& paths = permission.allow->pattern.paths;
    for (std::size_t i = 0; i < permission.used.size(); ++i) {
      if (permission.used[i]) continue;
      const std::string path = paths.empty() ? "" : paths[i].expected;
      const bool placed = !paths.empty() && paths[i].position.line > 0;
      unused.push_back(
          {permission.rule->id, path, placed ? paths[i].position : permission.rule->position});
    }
  }
  return unused;
}

std::string Allows::NearestTo(const Event& event) const {
  const Permission* nearest = nullptr;
  std::pair<int, std::size_t> distance;
  for (const std::size_t i : About(event)) {
    const Permission& permission = permissions_[i];
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
