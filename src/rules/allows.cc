#include "rules/allows.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "rules/match.h"

namespace sysassert::rules {
namespace {

bool MatchesOf(const Pattern& pattern, const Event& event, const Subject& object) {
  return Selects(pattern.calls, event) && Distance(pattern, event, &object) == 0;
}

bool Excepts(const Allow& allow, const Event& event, const Subject& object) {
  return std::any_of(allow.except.begin(), allow.except.end(),
                     [&](const Pattern& pattern) { return MatchesOf(pattern, event, object); });
}

}  // namespace

Allows::Allows(const std::vector<Rule>& rules, InForce in_force) : in_force_(std::move(in_force)) {
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

void Allows::ReadObjects(const Event& event, std::vector<Subject>* objects) {
  *objects = event.subjects();
  for (const std::string_view program : event.runs()) objects->push_back({program, program});
  if (objects->empty()) objects->emplace_back();
}

bool Allows::IsInForce(const Rule& rule, const Event& event) const {
  const Scope& scope = rule.scope;
  const bool everywhere = scope.phase == PhaseScope::kAll && !scope.between_marks && !scope.admits;
  return everywhere || in_force_(rule, event.call());
}

Allows::Permission* Allows::PermissionOf(const Event& event, const Subject& object) {
  for (const std::size_t i : About(event)) {
    Permission& permission = permissions_[i];
    if (permission.pattern.MatchesOf(event, object, Quantifier::kEvery) &&
        IsInForce(*permission.rule, event) && !permission.except.CoverOf(event, object))
      return &permission;
  }
  return nullptr;
}

bool Allows::Permit(const Event& event) {
  ReadObjects(event, &objects_);
  needed_.clear();
  for (const Subject& object : objects_) {
    needed_.push_back(PermissionOf(event, object));
    if (needed_.back() == nullptr) return false;
  }
  for (std::size_t i = 0; i < objects_.size(); ++i) NoteUse(event, objects_[i], needed_[i]);
  return true;
}

void Allows::NoteUse(const Event& event, const Subject& object, Permission* permission) {
  const std::vector<PathCondition>& paths = permission->allow->pattern.paths;
  if (paths.empty()) permission->used.front() = true;
  if (IsNoted(event, object, permission)) return;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (permission->used[i]) continue;
    const bool passed = paths[i].subject == PathCondition::Subject::kAsPassed;
    permission->used[i] = paths[i].matches(passed ? object.passed : object.resolved, event.call());
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

Subject Allows::RefusedOf(const Event& event) const {
  std::vector<Subject> objects;
  ReadObjects(event, &objects);
  const auto refused = std::find_if(objects.begin(), objects.end(), [&](const Subject& object) {
    const std::vector<std::size_t>& about = About(event);
    return std::none_of(about.begin(), about.end(), [&](std::size_t i) {
      const Permission& permission = permissions_[i];
      return MatchesOf(permission.allow->pattern, event, object) &&
             IsInForce(*permission.rule, event) && !Excepts(*permission.allow, event, object);
    });
  });
  return refused == objects.end() ? objects.front() : *refused;
}

std::string Allows::NearestTo(const Event& event) const {
  const Subject object = RefusedOf(event);
  const Permission* nearest = nullptr;
  std::pair<int, Unlikeness> distance;
  for (const std::size_t i : About(event)) {
    const Permission& permission = permissions_[i];
    const Pattern& pattern = permission.allow->pattern;
    if (!Selects(pattern.calls, event)) continue;
    const std::pair candidate(Distance(pattern, event, &object),
                              UnlikenessOf(pattern, event, &object));
    if (nearest != nullptr && candidate >= distance) continue;
    nearest = &permission;
    distance = candidate;
  }
  if (nearest == nullptr) return "";
  const std::string name = "the nearest allow, '" + nearest->rule->id + "', ";
  const Miss miss = MissOf(nearest->allow->pattern, event, &object);
  if (!miss.differences.empty()) return name + "differs: " + miss.differences.front();
  if (!IsInForce(*nearest->rule, event)) return name + "is out of its scope here";
  if (Excepts(*nearest->allow, event, object)) return name + "excepts it";
  return "the allow '" + nearest->rule->id + "' does not lift it";
}

}  // namespace sysassert::rules
