// WaitStatus: what wait(2) said of a tracee, as one type. Pure.
#ifndef SYSASSERT_ENGINE_WAIT_STATUS_H_
#define SYSASSERT_ENGINE_WAIT_STATUS_H_

namespace sysassert::engine {

class WaitStatus {
 public:
  enum class Kind {
    kExited,       // value(): exit code
    kKilled,       // value(): the signal
    kSyscall,      // a system call's entry or exit stop (PTRACE_O_TRACESYSGOOD)
    kEvent,        // value(): PTRACE_EVENT_FORK, …, _SECCOMP
    kGroupStop,    // value(): the stopping signal; resume with PTRACE_LISTEN
    kInterrupted,  // PTRACE_INTERRUPT, or the first stop of an attached child
    kSignal,       // value(): the signal that is about to be delivered
  };

  explicit WaitStatus(int status);
  Kind kind() const { return kind_; }
  int value() const { return value_; }
  int raw() const { return raw_; }
  bool ended() const { return kind_ == Kind::kExited || kind_ == Kind::kKilled; }

 private:
  int raw_;
  Kind kind_;
  int value_;
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_WAIT_STATUS_H_
