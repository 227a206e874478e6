// TracerProcess: the tracer as a process of its own. It is nobody's child here, so that no
// waitpid(-1) of the test takes our stops; when the test dies, its control socket hangs up, it
// ends, and what it launched ends with it.
#ifndef SYSASSERT_SESSION_TRACER_PROCESS_H_
#define SYSASSERT_SESSION_TRACER_PROCESS_H_

#include <sys/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "session/job.h"
#include "sysassert/result.h"

namespace sysassert::session {

// The operation of the Error of a tracer that ended before its run began.
inline constexpr std::string_view kTracerDied = "start the tracer";

class TracerProcess {
 public:
  // Starts it on `job`. An observation waits until Go().
  static Result<std::unique_ptr<TracerProcess>> Start(const Job& job);
  ~TracerProcess();  // hangs up: everything that it launched is killed
  TracerProcess(const TracerProcess&) = delete;
  TracerProcess& operator=(const TracerProcess&) = delete;

  struct Said {
    enum class Kind { kNothing, kStarted, kRefused, kFinished, kDied } kind = Kind::kNothing;
    int root_pid = 0;            // kStarted
    std::optional<Error> error;  // kRefused, kDied
  };
  // What it says next; kNothing after `timeout` (negative: no limit).
  Said Listen(std::chrono::milliseconds timeout);

  void Signal(int signal);  // to the root
  void Kill();              // everyone; one send(2), so that a signal handler may
  // Does it wait for something in the kernel that no signal ends? Then what it traces can be killed
  // in its stead, and it itself, which ends once the kernel lets it.
  bool IsHeld() const;
  void KillTracees() const;
  void Abandon() const;
  pid_t pid() const { return pid_; }

 private:
  TracerProcess(int control, pid_t pid) : control_(control), pid_(pid) {}
  int control_;
  pid_t pid_;
};

}  // namespace sysassert::session

#endif  // SYSASSERT_SESSION_TRACER_PROCESS_H_
