// What was learned as the text of a policy, each line with its evidence behind it.
#ifndef SYSASSERT_LEARN_POLICY_TEXT_H_
#define SYSASSERT_LEARN_POLICY_TEXT_H_

#include <string>
#include <vector>

#include "learn/facts.h"
#include "learn/invariants.h"

namespace sysassert::learn {

// `commands`: of the runs, each once. `only` stands first and has every key: a list that was not
// needed is empty, and denies all.
std::string PolicyText(const Facts& facts, const std::vector<Invariant>& invariants,
                       const std::string& name, const std::vector<std::string>& commands);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_POLICY_TEXT_H_
