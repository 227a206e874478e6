// What the registers of a call say of a pattern: the part of it that a filter in the kernel can
// decide. Each test here is implied by what it stands for; it never is narrower.
#ifndef SYSASSERT_RULES_REGISTERS_H_
#define SYSASSERT_RULES_REGISTERS_H_

#include <functional>
#include <map>

#include "sysassert/rules.h"
#include "tables/sets.h"

namespace sysassert::rules {

std::map<Sysno, ArgumentTests> RegistersOf(tables::Split split);
std::map<Sysno, ArgumentTests> UnionOfRegisters(const CallSelector& a, const CallSelector& b);

// The patterns that decide whether a call is one that the rule is about; those of what it excepts
// and allows, and of the names of files left behind, are not.
void ForEachPattern(const Rule& rule, const std::function<void(const Pattern&)>& visit);
// Does a count ask for no more than that calls are made? Then nothing of how they end is needed.
bool CountsEntriesAlone(const Count& count);
// What must be seen for the rule to be judged.
Interest InterestOf(const Rule& rule);
// Could the pattern match the call, as far as its registers tell?
bool RegistersAdmit(const Pattern& pattern, const Call& call);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_REGISTERS_H_
