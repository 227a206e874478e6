// Descriptors of files whose last name is gone.
#ifndef SYSASSERT_RULES_DELETED_H_
#define SYSASSERT_RULES_DELETED_H_

#include "sysassert/call.h"

namespace sysassert::rules {

// The file of the call's descriptor had a name when it was last looked at, and that was before this
// call.
bool MayBeDeleted(const Call& call);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_DELETED_H_
