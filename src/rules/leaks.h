// What a reader is told of descriptors that outlive an exec.
#ifndef SYSASSERT_RULES_LEAKS_H_
#define SYSASSERT_RULES_LEAKS_H_

#include <string>

#include "sysassert/rules.h"

namespace sysassert::rules {

inline constexpr const char* kLeaks = "leaks";  // the key of LeaksCondition()

bool AsksForLeaks(const Pattern& pattern);
// "3 /etc/hostname, 5 pipe:[7]"; "none".
std::string LeaksText(const Call& call);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_LEAKS_H_
