// What a policy extends: where a name in `extends` leads.
#ifndef SYSASSERT_POLICY_BASES_H_
#define SYSASSERT_POLICY_BASES_H_

#include <memory>
#include <string>

#include "policy/document.h"
#include "policy/source.h"

namespace sysassert::policy {

// "stock:NAME", or an absolute path: names are relative to the file that has them.
std::string PathOfBase(const Source& from, const Written& base);
// Its text; null, and *diagnostics says why.
std::shared_ptr<Source> OpenBase(const Source& from, const Written& base, Diagnostics* diagnostics);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_BASES_H_
