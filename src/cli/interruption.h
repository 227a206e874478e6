// A signal to `sysassert` itself while a program runs under it: the run ends, what was seen of it
// is kept and reported, and the exit status says by which signal.
#ifndef SYSASSERT_CLI_INTERRUPTION_H_
#define SYSASSERT_CLI_INTERRUPTION_H_

#include "session/run.h"

namespace sysassert::cli {

// While it lives, SIGHUP, SIGINT, SIGQUIT and SIGTERM are passed on to the program instead of
// ending us: the first one as it came (one that a terminal sent has reached the program already),
// any further one as SIGKILL to everyone. One that was ignored when we were started, as nohup(1)
// does, stays ignored. At most one lives at a time.
class Interruption {
 public:
  // From here on no signal is lost; those that come before there is a run are kept for it.
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  void Watch(session::LiveRun* run);

  static int signal();  // the first one that came in this process; 0: none did
};

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_INTERRUPTION_H_
