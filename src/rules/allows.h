// The allows of a policy, by the calls that they are about.
#ifndef SYSASSERT_RULES_ALLOWS_H_
#define SYSASSERT_RULES_ALLOWS_H_

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "rules/event.h"
#include "rules/pattern_matcher.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

class Allows {
 public:
  // Is a rule in force for this call? Asked where its scope is not everything.
  using InForce = std::function<bool(const Rule&, const Call&)>;

  Allows(const std::vector<Rule>& rules, InForce in_force);  // rules must outlive it
  // Does each path of the call have an allow, be it one for all or one for each? Remembers those
  // that were needed.
  bool Permit(const Event& event);
  // "the nearest allow, 'inputs', differs: path is …"; empty where none is about this call.
  std::string NearestTo(const Event& event) const;
  std::vector<UnusedAllow> Unused() const;

 private:
  struct Permission {
    Permission(const Rule& of_rule, const Allow& of_allow);
    const Rule* rule;
    const Allow* allow;
    PatternMatcher pattern;
    Exceptions except;
    std::vector<bool> used;   // by path of the allow; one where it has none
    std::vector<bool> noted;  // by number of a path: what it uses is in `used`
  };
  const std::vector<std::size_t>& About(const Event& event) const {
    return by_call_[static_cast<std::size_t>(event.id())];
  }
  // What has to be allowed: the paths of a call; one that is empty where it has none.
  static void ReadObjects(const Event& event, std::vector<Subject>* objects);
  bool IsInForce(const Rule& rule, const Event& event) const;
  Permission* PermissionOf(const Event& event, const Subject& object);
  Subject RefusedOf(const Event& event) const;  // the first that nothing allows
  static void NoteUse(const Event& event, const Subject& object, Permission* permission);
  static bool IsNoted(const Event& event, const Subject& subject, Permission* permission);

  const InForce in_force_;
  std::vector<Permission> permissions_;
  std::vector<Subject> objects_;     // of the call that Permit is asked about, and
  std::vector<Permission*> needed_;  // for each what allows it; kept for their memory
  std::array<std::vector<std::size_t>, kSysnoCount> by_call_;  // of permissions_
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_ALLOWS_H_
