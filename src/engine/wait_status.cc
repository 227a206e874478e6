#include "engine/wait_status.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <csignal>

namespace sysassert::engine {

WaitStatus::WaitStatus(int status) : raw_(status), kind_(Kind::kSignal), value_(0) {
  if (WIFEXITED(status)) {
    kind_ = Kind::kExited;
    value_ = WEXITSTATUS(status);
    return;
  }
  if (WIFSIGNALED(status)) {
    kind_ = Kind::kKilled;
    value_ = WTERMSIG(status);
    return;
  }
  const int signal = WSTOPSIG(status);
  const int event = static_cast<int>(static_cast<unsigned>(status) >> 16U);
  value_ = signal;
  if (signal == (SIGTRAP | 0x80)) {
    kind_ = Kind::kSyscall;
  } else if (event == PTRACE_EVENT_STOP) {
    // ptrace(2): under PTRACE_SEIZE a group stop carries its signal, every other PTRACE_EVENT_STOP
    // carries SIGTRAP.
    kind_ = signal == SIGTRAP ? Kind::kInterrupted : Kind::kGroupStop;
  } else if (event != 0) {
    kind_ = Kind::kEvent;
    value_ = event;
  }
}

}  // namespace sysassert::engine
