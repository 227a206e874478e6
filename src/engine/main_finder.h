// MainFinder: finds where a program's own main begins, without symbols. A hardware breakpoint at
// the ELF entry (AT_ENTRY), single steps to the first call instruction, whose first argument is
// main (that call is __libc_start_main's), and a breakpoint there.
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
  // no breakpoint registers).
  bool Arm(Kernel& kernel, pid_t tid);
  // A forked child that inherits the state has no breakpoint: set it again.
  void Rearm(Kernel& kernel, pid_t tid) const;
  Answer OnTrap(Kernel& kernel, pid_t tid);
  // A signal came between the steps: give up, and let the program begin at its entry.
  Answer GiveUp(Kernel& kernel, pid_t tid);
  bool active() const { return state_ != State::kIdle; }
  bool stepping() const { return state_ == State::kStepping; }

 private:
  enum class State { kIdle, kAwaitingEntry, kStepping, kAwaitingMain };
  Answer OnStep(Kernel& kernel, pid_t tid, const struct user_regs_struct& registers);

  State state_ = State::kIdle;
  unsigned long breakpoint_ = 0;
  int steps_ = 0;
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_MAIN_FINDER_H_
