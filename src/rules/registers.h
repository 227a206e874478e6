// What the registers of a call say of a pattern: the part of it that a filter in the kernel can
// decide. Each test here is implied by what it stands for; it never is narrower.
#ifndef SYSASSERT_RULES_REGISTERS_H_
#define SYSASSERT_RULES_REGISTERS_H_

#include <map>

#include "sysassert/rules.h"
#include "tables/sets.h"

namespace sysassert::rules {

std::map<Sysno, ArgumentTests> RegistersOf(tables::Split split);
std::map<Sysno, ArgumentTests> UnionOfRegisters(const CallSelector& a, const CallSelector& b);

// What must be seen for the rule to be judged.
Interest InterestOf(const Rule& rule);
// Could the pattern match the call, as far as its registers tell?
bool RegistersAdmit(const Pattern& pattern, const Call& call);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_REGISTERS_H_
