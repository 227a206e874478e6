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
    permissions_.emplace_back(rule, *allow);
  }
}

Allows::Permission::Permission(const Rule& of_rule, const Allow& of_allow)
    : rule(&of_rule),
      allow(&of_allow),
      pattern(of_allow.pattern),
      except(of_allow.except),
      used(std::max<std::size_t>(1, of_allow.pattern.paths.size())) {}

bool Allows::Permit(const Event& event) {
  for (const std::size_t i : About(event)) {
    Permission& permission = permissions_[i];
    if (!permission.pattern.Matches(event, Quantifier::kEveryPath) ||
        !InScope(*permission.rule, event) || permission.except.Cover(event, Quantifier::kAnyPath))
      continue;
    NoteUse(event, &permission);
    return true;
  }
  return false;
}

void Allows::NoteUse(const Event& event, Permission* permission) {
  const std::vector<PathCondition>& paths = permission->allow->pattern.paths;
  if (paths.empty()) permission->used.front() = true;
  for (const Subject& subject : event.subjects()) {
    if (IsNoted(event, subject, permission)) continue;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (permission->used[i]) continue;
      const bool passed = paths[i].subject == PathCondition::Subject::kAsPassed;
      permission->used[i] =
          paths[i].matches(passed ? subject.passed : subject.resolved, event.call());
    }
  }
}

// A name that was seen before uses nothing new. One as passed is not looked at: where an allow asks
// about it, `noted` does not tell.
bool Allows::IsNoted(const Event& event, const Subject& subject, Permission* permission) {
  if (!permission->pattern.asks_resolved_path_alone()) return false;
  const std::uint32_t number = event.NumberOf(subject.resolved);
  if (number == PathNumbers::kNoNumber) return false;
  if (number >= permission->noted.size()) permission->noted.resize(number + number / 2 + 1);
  const bool noted = permission->noted[number];
  permission->noted[number] = true;
  return noted;
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
