// Why tracing was refused, from what the machine says of itself.
#ifndef SYSASSERT_SESSION_PROBE_H_
#define SYSASSERT_SESSION_PROBE_H_

#include "sysassert/result.h"

namespace sysassert::session {

// Adds cause and remedy to a refused ptrace step: Yama, a seccomp filter, another tracer, an
// emulator. Leaves an error whose cause is none of these. `tracee`: the process that was to be
// attached; 0: a child of ours.
void ExplainRefusal(Error& error, int tracee = 0);

}  // namespace sysassert::session

#endif  // SYSASSERT_SESSION_PROBE_H_
