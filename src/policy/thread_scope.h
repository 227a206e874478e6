// Scopes that name threads.
#ifndef SYSASSERT_POLICY_THREAD_SCOPE_H_
#define SYSASSERT_POLICY_THREAD_SCOPE_H_

#include <functional>
#include <string>

#include "sysassert/call.h"

namespace sysassert::policy {

// The thread's name at the call; "main" is the one that runs main.
bool ThreadIs(const Call& call, const std::string& glob);

// False of what a thread does before it is given the name that it has later: that is its loading.
// Serves one run, which may still go on; then what is known so far decides.
std::function<bool(const Call&)> IsNamed();

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_THREAD_SCOPE_H_
