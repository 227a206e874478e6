// Descriptors that outlive an exec.
#include "rules/leaks.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/text.h"

namespace sysassert {
namespace rules {
namespace {

// What the run began with is not its own leak.
bool Leaks(const std::vector<Descriptor>& handed_on) {
  return std::any_of(handed_on.begin(), handed_on.end(),
                     [](const Descriptor& descriptor) { return !descriptor.inherited; });
}

}  // namespace

std::string LeaksText(const Call& call) {
  const auto handed_on = call.handed_on();
  if (!handed_on) return "not known";
  std::string text;
  for (const Descriptor& descriptor : *handed_on) {
    if (!descriptor.inherited)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", descriptor.number,
                          Printable(descriptor.path));
  }
  return text.empty() ? "none" : text;
}

bool AsksForLeaks(const Pattern& pattern) {
  return std::any_of(pattern.conditions.begin(), pattern.conditions.end(),
                     [](const Condition& condition) { return condition.key == kLeaks; });
}

}  // namespace rules

Condition LeaksCondition(bool wanted) {
  Condition condition;
  condition.key = rules::kLeaks;
  condition.expected = wanted ? "true" : "false";
  condition.holds = [wanted](const Call& call, std::string* actual) {
    if (actual != nullptr) *actual = rules::LeaksText(call);
    const auto handed_on = call.handed_on();
    return handed_on && rules::Leaks(*handed_on) == wanted;
  };
  condition.unknown = [](const Call& call) {
    const bool is_exec = call.id() == Sysno::execve || call.id() == Sysno::execveat;
    return is_exec && call.succeeded() && !call.handed_on();
  };
  return condition;
}

}  // namespace sysassert
