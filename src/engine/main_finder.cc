#include "engine/main_finder.h"

#include <cstddef>
#include <cstdint>

namespace sysassert::engine {
namespace {

// glibc's _start makes its call after 10 to 14 instructions; a program that has not by now is not
// started that way.
constexpr int kMostSteps = 64;
constexpr unsigned long kCode64 = 0x33;  // the CS selector of 64-bit code

int SetBreakpoint(Kernel& kernel, pid_t tid, unsigned long address) {
  constexpr std::size_t kAddress = offsetof(struct user, u_debugreg[0]);
  constexpr std::size_t kControl = offsetof(struct user, u_debugreg[7]);
  // Off before the address changes: an armed register refuses some addresses.
  if (int refused = kernel.SetUser(tid, kControl, 0); refused != 0) return refused;
  if (address == 0) return 0;
  if (int refused = kernel.SetUser(tid, kAddress, address); refused != 0) return refused;
  return kernel.SetUser(tid, kControl, 1);  // L0, execute, one byte
}

// Is there a call instruction (near, relative or indirect) in these bytes?
bool IsCall(unsigned long word) {
  auto byte = [word](int i) { return static_cast<std::uint8_t>(word >> (8 * i)); };
  int at = 0;
  while (byte(at) == 0x67 || byte(at) == 0x66 || byte(at) == 0xf2 || byte(at) == 0x3e ||
         (byte(at) & 0xf0U) == 0x40) {
    if (++at == 4) return false;
  }
  return byte(at) == 0xe8 || (byte(at) == 0xff && ((byte(at + 1) >> 3U) & 7U) == 2);
}

}  // namespace

bool MainFinder::Arm(Kernel& kernel, pid_t tid) {
  state_ = State::kIdle;
  steps_ = 0;
  breakpoint_ = kernel.EntryPoint(tid);
  if (breakpoint_ == 0 || SetBreakpoint(kernel, tid, breakpoint_) != 0) return false;
  state_ = State::kAwaitingEntry;
  return true;
}

void MainFinder::Rearm(Kernel& kernel, pid_t tid) const {
  if (state_ == State::kAwaitingEntry || state_ == State::kAwaitingMain)
    SetBreakpoint(kernel, tid, breakpoint_);
}

MainFinder::Answer MainFinder::GiveUp(Kernel& kernel, pid_t tid) {
  SetBreakpoint(kernel, tid, 0);
  state_ = State::kIdle;
  return Answer::kEntryOnly;
}

MainFinder::Answer MainFinder::OnTrap(Kernel& kernel, pid_t tid) {
  if (state_ == State::kIdle) return Answer::kNotOurs;
  struct user_regs_struct registers {};
  if (kernel.GetRegisters(tid, &registers) != 0) return Answer::kGoOn;
  if (state_ == State::kStepping) return OnStep(kernel, tid, registers);
  if (registers.rip != breakpoint_) return Answer::kNotOurs;
  if (state_ == State::kAwaitingMain) {
    SetBreakpoint(kernel, tid, 0);
    state_ = State::kIdle;
    return Answer::kMain;
  }
  SetBreakpoint(kernel, tid, 0);
  if (registers.cs != kCode64) return GiveUp(kernel, tid);  // i386 passes main on the stack
  state_ = State::kStepping;
  return OnStep(kernel, tid, registers);
}

MainFinder::Answer MainFinder::OnStep(Kernel& kernel, pid_t tid,
                                      const struct user_regs_struct& registers) {
  unsigned long word = 0;
  if (++steps_ > kMostSteps || kernel.PeekWord(tid, registers.rip, &word) != 0)
    return GiveUp(kernel, tid);
  if (!IsCall(word)) {
    // A program that asks the kernel before it calls anything begins right here.
    return (word & 0xffffU) == 0x050fU ? GiveUp(kernel, tid) : Answer::kStep;
  }
  if (!kernel.IsExecutable(tid, registers.rdi) || SetBreakpoint(kernel, tid, registers.rdi) != 0)
    return GiveUp(kernel, tid);
  breakpoint_ = registers.rdi;
  state_ = State::kAwaitingMain;
  return Answer::kGoOn;
}

}  // namespace sysassert::engine
