// MainFinder: finds where a program's own main begins, without symbols. A breakpoint at the ELF
// entry (AT_ENTRY), single steps to the first call instruction, whose first argument is main (that
// call is __libc_start_main's), and a breakpoint there. Each is an int3 in the program's own copy
// of the page, and gone before the instruction runs: the processor's breakpoint registers would
// leave no trace, but many virtual machines take them and never trap.
#ifndef SYSASSERT_ENGINE_MAIN_FINDER_H_
#define SYSASSERT_ENGINE_MAIN_FINDER_H_

#include "engine/kernel.h"

namespace sysassert::engine {

class MainFinder {
 public:
  enum class Answer {
    kNotOurs,    // a trap of the program's own
    kStep,       // resume with a single step
    kGoOn,       // resume as usual
    kMain,       // main begins here; resume as usual
    kEntryOnly,  // no main could be found; the program begins here
  };

  // After an exec; `tid` is stopped in it. Answers false where nothing can be found (no AT_ENTRY,
  // or no code there). A forked child inherits both the state and the breakpoint.
  bool Arm(Kernel& kernel, pid_t tid);
  Answer OnTrap(Kernel& kernel, pid_t tid);  // of a SIGTRAP by int3 or by a step
  // A signal came between the steps: by a breakpoint it waits for the thread to come back to where
  // it is, from the signal's handler or at once. Answers false where it could only GiveUp().
  bool AwaitReturn(Kernel& kernel, pid_t tid);
  // Lets the program begin at its entry.
  Answer GiveUp(Kernel& kernel, pid_t tid);
  bool active() const { return state_ != State::kIdle; }
  bool stepping() const { return state_ == State::kStepping; }

 private:
  enum class State { kIdle, kAwaitingStart, kStepping, kAwaitingMain };
  Answer OnStep(Kernel& kernel, pid_t tid, const struct user_regs_struct& registers);
  bool Break(Kernel& kernel, pid_t tid, unsigned long address);
  void Mend(Kernel& kernel, pid_t tid) const;
  bool SetByte(Kernel& kernel, pid_t tid, unsigned byte, unsigned* before) const;

  State state_ = State::kIdle;
  unsigned long breakpoint_ = 0;
  unsigned covered_ = 0;  // the byte that the breakpoint stands for
  int steps_ = 0;
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_MAIN_FINDER_H_
