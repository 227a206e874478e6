// The allows of a policy, by the calls that they are about.
#ifndef SYSASSERT_RULES_ALLOWS_H_
#define SYSASSERT_RULES_ALLOWS_H_

#include <array>
#include <string>
#include <vector>

#include "rules/event.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

class Allows {
 public:
  explicit Allows(const std::vector<Rule>& rules);  // which must outlive it
  bool Permit(const Event& event) const;
  // "the nearest allow, 'inputs', differs: path is …"; empty where none is about this call.
  std::string NearestTo(const Event& event) const;

 private:
  struct Permission {
    const Rule* rule;
    const Allow* allow;
  };
  const std::vector<Permission>& About(const Event& event) const {
    return by_call_[static_cast<std::size_t>(event.id())];
  }
  std::array<std::vector<Permission>, kSysnoCount> by_call_;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_ALLOWS_H_
