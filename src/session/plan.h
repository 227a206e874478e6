// A run before it is one.
#ifndef SYSASSERT_SESSION_PLAN_H_
#define SYSASSERT_SESSION_PLAN_H_

#include "sysassert/command.h"
#include "sysassert/result.h"
#include "sysassert/trace.h"

namespace sysassert::session {

// A trace of no call that knows the command, its directory and its environment, so that what a
// policy says of such a run can be looked at before anything runs. The command's streams are not
// opened. Errors: no such program, no room for a recording.
Result<Trace> Planned(Command command);

}  // namespace sysassert::session

#endif  // SYSASSERT_SESSION_PLAN_H_
