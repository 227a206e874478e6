// Invariants: what every run did equally often, and in the same order.
#ifndef SYSASSERT_LEARN_INVARIANTS_H_
#define SYSASSERT_LEARN_INVARIANTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sysassert/trace.h"

namespace sysassert::learn {

struct Invariant {
  std::string id;       // of the rule to propose
  std::string effect;   // its keys and values, a line each
  std::string comment;  // the evidence
};

// Few and well known ones, and only those that held in each of two runs or more. An order was put
// to the test in each of them.
std::vector<Invariant> InvariantsOf(const std::vector<Trace>& runs);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_INVARIANTS_H_
