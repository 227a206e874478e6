#include "engine/main_finder.h"

#include <cstdint>

namespace sysassert::engine {
namespace {

// glibc's _start makes its call after 10 to 14 instructions; a program that has not by now is not
// started that way.
constexpr int kMostSteps = 64;
constexpr unsigned long kCode64 = 0x33;  // the CS selector of 64-bit code

constexpr unsigned kBreakpoint = 0xcc;  // int3

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

bool MainFinder::SetByte(Kernel& kernel, pid_t tid, unsigned byte, unsigned* before) const {
  // The word around it lies in one page, wherever in the page the byte is.
  const unsigned long at = breakpoint_ & ~(sizeof(unsigned long) - 1);
  const unsigned shift = 8 * static_cast<unsigned>(breakpoint_ - at);
  unsigned long word = 0;
  if (kernel.PeekWord(tid, at, &word) != 0) return false;
  *before = static_cast<unsigned>(word >> shift) & 0xffU;
  word = (word & ~(0xffUL << shift)) | (static_cast<unsigned long>(byte) << shift);
  return kernel.PokeWord(tid, at, word) == 0;
}

bool MainFinder::Break(Kernel& kernel, pid_t tid, unsigned long address) {
  breakpoint_ = address;
  return address != 0 && SetByte(kernel, tid, kBreakpoint, &covered_);
}

void MainFinder::Mend(Kernel& kernel, pid_t tid) const {
  unsigned ignored = 0;
  SetByte(kernel, tid, covered_, &ignored);
}

bool MainFinder::Arm(Kernel& kernel, pid_t tid) {
  state_ = State::kIdle;
  steps_ = 0;
  if (!Break(kernel, tid, kernel.EntryPoint(tid))) return false;
  state_ = State::kAwaitingStart;
  return true;
}

bool MainFinder::AwaitReturn(Kernel& kernel, pid_t tid) {
  struct user_regs_struct registers {};
  if (kernel.GetRegisters(tid, &registers) != 0 || !Break(kernel, tid, registers.rip)) return false;
  state_ = State::kAwaitingStart;
  return true;
}

MainFinder::Answer MainFinder::GiveUp(Kernel& kernel, pid_t tid) {
  if (state_ == State::kAwaitingStart || state_ == State::kAwaitingMain) Mend(kernel, tid);
  state_ = State::kIdle;
  return Answer::kEntryOnly;
}

MainFinder::Answer MainFinder::OnTrap(Kernel& kernel, pid_t tid) {
  if (state_ == State::kIdle) return Answer::kNotOurs;
  struct user_regs_struct registers {};
  if (kernel.GetRegisters(tid, &registers) != 0) return Answer::kGoOn;
  if (state_ == State::kStepping) {
    // Steps alone are counted: under a rain of signals the thread may come back here many times.
    return ++steps_ == kMostSteps ? GiveUp(kernel, tid) : OnStep(kernel, tid, registers);
  }
  if (registers.rip != breakpoint_ + 1) return Answer::kNotOurs;
  Mend(kernel, tid);
  registers.rip = breakpoint_;
  kernel.SetRegisters(tid, registers);
  if (state_ == State::kAwaitingMain) {
    state_ = State::kIdle;
    return Answer::kMain;
  }
  state_ = State::kStepping;
  if (registers.cs != kCode64) return GiveUp(kernel, tid);  // i386 passes main on the stack
  return OnStep(kernel, tid, registers);
}

MainFinder::Answer MainFinder::OnStep(Kernel& kernel, pid_t tid,
                                      const struct user_regs_struct& registers) {
  unsigned long word = 0;
  if (kernel.PeekWord(tid, registers.rip, &word) != 0) return GiveUp(kernel, tid);
  if (!IsCall(word)) {
    // A program that asks the kernel before it calls anything begins right here.
    return (word & 0xffffU) == 0x050fU ? GiveUp(kernel, tid) : Answer::kStep;
  }
  if (!kernel.IsExecutable(tid, registers.rdi) || !Break(kernel, tid, registers.rdi))
    return GiveUp(kernel, tid);
  state_ = State::kAwaitingMain;
  return Answer::kGoOn;
}

}  // namespace sysassert::engine
