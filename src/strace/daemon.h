// -D: the tracer is a grandchild of the program, so that whoever started it has the program itself
// as a child.
#ifndef SYSASSERT_STRACE_DAEMON_H_
#define SYSASSERT_STRACE_DAEMON_H_

#include <sys/types.h>

#include "engine/launch.h"
#include "sysassert/result.h"

namespace sysassert::strace {

// The program, which waits in our former place.
class Forebear {
 public:
  Forebear(pid_t pid, int gate) : pid_(pid), gate_(gate) {}
  pid_t pid() const { return pid_; }
  void OpenGate();  // it executes the program now

 private:
  pid_t pid_;
  int gate_;
};

// Returns in a grandchild of the calling process alone, which waits at a gate and then becomes the
// program: it ends with status 1 where the gate closes unopened, or the program cannot be executed.
// `how_far`: 1: in its process group, 2: in one of our own, 3: in a session of our own.
Result<Forebear> BecomeGrandchild(const engine::LaunchSpec& spec, int how_far);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_DAEMON_H_
