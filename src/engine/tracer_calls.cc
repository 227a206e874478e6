// The tracer's half about system calls: entries, exits, and the few calls that it must change or
// act on before they run.
#include <linux/audit.h>
#include <linux/sched.h>
#include <sys/ptrace.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "engine/memory.h"
#include "engine/tracer.h"
#include "engine/tracer_state.h"
#include "events/interest.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

constexpr int kX32Bit = 0x40000000;

Abi AbiOf(const struct __ptrace_syscall_info& info, int number) {
  switch (info.arch) {
    case AUDIT_ARCH_I386:
      return Abi::kI386;
    case AUDIT_ARCH_AARCH64:
      return Abi::kAarch64;
    default:
      return (number & kX32Bit) != 0 && number >= 0 ? Abi::kX32 : Abi::kX86_64;
  }
}

events::Entry EntryOf(const struct __ptrace_syscall_info& info) {
  // At a filter's stop the same union holds the same number and arguments, one field further on.
  const bool at_filter = info.op == PTRACE_SYSCALL_INFO_SECCOMP;
  events::Entry entry;
  entry.number = static_cast<int>(at_filter ? info.seccomp.nr : info.entry.nr);
  entry.abi = AbiOf(info, entry.number);
  for (std::size_t i = 0; i < entry.args.size(); ++i) {
    entry.args[i] = at_filter ? info.seccomp.args[i] : info.entry.args[i];
  }
  entry.instruction = info.instruction_pointer;
  entry.stack = info.stack_pointer;
  return entry;
}

// The flags of a clone, fork or vfork in flight.
events::Birth BirthOf(Sysno id, std::uint64_t flags) {
  events::Birth birth;
  birth.flags_known = true;
  if (id == Sysno::clone || id == Sysno::clone3) {
    birth.is_thread = (flags & CLONE_THREAD) != 0;
    birth.shares_files = (flags & CLONE_FILES) != 0;
    birth.shares_fs = (flags & CLONE_FS) != 0;
  }
  return birth;
}

}  // namespace

// False where it died, or where this kernel does not say: then nobody is traced any more.
bool Tracer::TellsCall(const Stopped& stopped, Info* info) {
  const int refused = kernel_.SyscallInfo(stopped.tid(), info);
  if (refused == 0) return true;
  if (refused == ESRCH || refused_ != 0) return false;
  refused_ = refused;
  root_launched_ ? KillAll() : Detach();
  return false;
}

void Tracer::OnSyscallStop(Thread& thread, Stopped stopped) {
  Info info{};
  if (!TellsCall(stopped, &info)) return Continue(thread, std::move(stopped));
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
    OnEntry(thread, std::move(stopped), info);
  } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
    OnExit(thread, std::move(stopped), info);
  } else {
    Continue(thread, std::move(stopped));
  }
}

void Tracer::OnEntry(Thread& thread, Stopped stopped, const Info& info) {
  events::Entry entry = EntryOf(info);
  entry.system_ns = system_ns_;
  thread.in_call = true;
  thread.number = entry.number;
  thread.skip_at_filter = thread.denied = false;
  thread.wants_exit = false;
  const events::Decision decision = observer_.OnEntry(thread.ids, entry);
  switch (decision.kind) {
    case events::Decision::Kind::kPass:
      break;
    case events::Decision::Kind::kEntryIsEnough:
      thread.wants_exit =
          !entry.is_vsyscall() && (StopsAtEveryCall(thread) || thread.process->may_trap);
      if (!thread.wants_exit) observer_.OnEntryAlone(thread.ids);
      break;
    case events::Decision::Kind::kWatchExit:
      thread.wants_exit = true;
      break;
    case events::Decision::Kind::kDetach:
      thread.wants_exit = true;
      thread.detach_at_exit = true;
      break;
    case events::Decision::Kind::kSkip:
      thread.wants_exit = true;
      Deny(thread, stopped, info, -decision.error_number);
      break;
    case events::Decision::Kind::kAnswer:
      thread.wants_exit = true;
      Deny(thread, stopped, info, decision.answer);
      break;
  }
  thread.delay_exit_ns = decision.delay_exit_ns;
  if (thread.strict && !MayInStrictMode(entry)) return DieOfStrictMode(thread, std::move(stopped));
  const bool hold = BeforeCall(thread, stopped, info, entry);
  if (!thread.wants_exit && !thread.cloning)
    thread.in_call = StopsAtEveryCall(thread) && !entry.is_vsyscall();
  if (hold) return GoToFullStops(thread, std::move(stopped));
  ContinueAfter(decision.delay_entry_ns, thread, std::move(stopped), decision.signal);
}

// Acts on the calls that could blind us. True where every sibling must go to full stops before this
// call runs.
bool Tracer::BeforeCall(Thread& thread, const Stopped& stopped, const Info& info,
                        const events::Entry& entry) {
  const Sysno id = tables::FromNumber(entry.abi, entry.number);
  switch (id) {
    case Sysno::fork:
    case Sysno::vfork:
      if (!options_.follow) PartAll();  // a child that runs on alone inherits the affinity
      thread.birth = BirthOf(id, 0);
      return false;
    case Sysno::clone:
    case Sysno::clone3:
      if (!options_.follow) PartAll();
      ClearUntraced(thread, stopped, entry);
      return false;
    case Sysno::sched_setaffinity:
      placement_.Remark(Placement::Cause::kAffinitySet, stopped.tid());
      PartAll();  // what it asks for, or sets, is what would be there without us
      return false;
    case Sysno::sched_getaffinity:
      PartAll();
      return false;
    case Sysno::sched_setscheduler:
    case Sysno::sched_setattr:
      BeforeClass(stopped, entry, id);
      return false;
    case Sysno::seccomp:
    case Sysno::prctl:
      return BeforeFilter(thread, stopped, info, entry);
    case Sysno::userfaultfd:
      ProcessMemory::ExpectLazyPages();
      return false;
    case Sysno::ioctl:
      if (static_cast<std::uint32_t>(entry.args[1]) == events::kNewUserfaultfd)
        ProcessMemory::ExpectLazyPages();
      return false;
    default:
      return false;
  }
}

// One of a real-time class would keep the tracer from the CPU that they share, and the kernel takes
// SCHED_DEADLINE only of a thread that may run on every CPU.
void Tracer::BeforeClass(const Stopped& stopped, const events::Entry& entry, Sysno id) {
  std::uint64_t policy = entry.args[1] & ~static_cast<std::uint64_t>(SCHED_RESET_ON_FORK);
  if (id == Sysno::sched_setattr) {  // the second word of struct sched_attr
    unsigned long words = 0;
    const bool known = kernel_.PeekWord(stopped.tid(), entry.args[1], &words) == 0;
    policy = known ? static_cast<std::uint64_t>(words) >> 32U : SCHED_DEADLINE;
  }
  const auto asked = static_cast<int>(policy);
  if (asked != SCHED_FIFO && asked != SCHED_RR && asked != SCHED_DEADLINE) return;
  placement_.Remark(Placement::Cause::kRealTimeClass, stopped.tid());
  PartAll();
  placement_.GiveUp();
}

// A child made with CLONE_UNTRACED would run unseen; the flag is no part of what the program asks
// for besides.
void Tracer::ClearUntraced(Thread& thread, const Stopped& stopped, const events::Entry& entry) {
  const bool is_clone3 = tables::FromNumber(entry.abi, entry.number) == Sysno::clone3;
  unsigned long flags = entry.args[0];
  if (is_clone3 && kernel_.PeekWord(stopped.tid(), entry.args[0], &flags) != 0) flags = 0;
  thread.birth = BirthOf(Sysno::clone, flags);
  if ((flags & CLONE_UNTRACED) == 0 || !options_.follow) return;
  const unsigned long cleared = flags & ~static_cast<unsigned long>(CLONE_UNTRACED);
  int refused = 0;
  if (is_clone3) {
    refused = kernel_.PokeWord(stopped.tid(), entry.args[0], cleared);
  } else {
    struct user_regs_struct registers {};
    refused = kernel_.GetRegisters(stopped.tid(), &registers);
    FirstArgument(registers, entry.abi) = cleared;
    if (refused == 0) refused = kernel_.SetRegisters(stopped.tid(), registers);
  }
  if (refused == ESRCH) return;  // it died: no clone will run
  if (refused != 0) {
    observer_.OnBlindSpot(BlindSpot::kUntracedClone, thread.ids,
                          "CLONE_UNTRACED could not be cleared");
    return;
  }
  if (untraced_clones_++ == 0) first_untraced_ = thread.ids.tid;
  thread.cloning = entry;
  thread.cloning->args[0] = is_clone3 ? entry.args[0] : flags;
  thread.wants_exit = true;  // to put the flag back
}

// Puts back what ClearUntraced changed, in the parent and in a child that has a copy.
void Tracer::RestoreClone(Thread& thread, const Stopped& stopped) {
  if (!thread.cloning) return;
  const events::Entry entry = *std::exchange(thread.cloning, std::nullopt);
  if (tables::FromNumber(entry.abi, entry.number) == Sysno::clone3) {
    unsigned long flags = 0;
    if (kernel_.PeekWord(stopped.tid(), entry.args[0], &flags) == 0) {
      kernel_.PokeWord(stopped.tid(), entry.args[0], flags | CLONE_UNTRACED);
    }
    return;
  }
  struct user_regs_struct registers {};
  if (kernel_.GetRegisters(stopped.tid(), &registers) != 0) return;
  FirstArgument(registers, entry.abi) = entry.args[0];
  kernel_.SetRegisters(stopped.tid(), registers);
}

// A filter of the tracee's own is asked about the number that it finds. So where ours is in force
// too, the call is skipped at our filter's stop, which comes after every other filter has agreed;
// if it never comes, one of those has answered the call.
void Tracer::Deny(Thread& thread, const Stopped& stopped, const Info& info, std::int64_t answer) {
  const events::Entry entry = EntryOf(info);
  if (events::AlwaysRuns(tables::FromNumber(entry.abi, entry.number))) return;
  thread.skip_with = answer;
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY && thread.process->filtered)
    thread.skip_at_filter = true;
  else
    SkipCall(thread, stopped, entry);
}

// A call number of -1 makes the kernel skip the call; its result is set at the exit stop. brk(2)
// has no errno: it fails by answering the old break, and so does brk(0).
void Tracer::SkipCall(Thread& thread, const Stopped& stopped, const events::Entry& entry) {
  thread.skip_at_filter = false;
  struct user_regs_struct registers {};
  if (kernel_.GetRegisters(stopped.tid(), &registers) != 0) return;
  if (tables::FromNumber(entry.abi, entry.number) == Sysno::brk) {
    thread.broke = entry;
    FirstArgument(registers, entry.abi) = 0;
  } else {
    registers.orig_rax = ~0ULL;
  }
  thread.denied = kernel_.SetRegisters(stopped.tid(), registers) == 0;
}

void Tracer::FinishSkip(Thread& thread, const Stopped& stopped, events::Exit* exit) {
  exit->denied = !std::exchange(thread.emulated, false);
  const auto broke = std::exchange(thread.broke, std::nullopt);
  if (!broke) {
    constexpr std::int64_t kMostErrors = 4095;
    exit->result = thread.skip_with;
    exit->failed = exit->result < 0 && exit->result >= -kMostErrors;
  }
  struct user_regs_struct registers {};
  if (kernel_.GetRegisters(stopped.tid(), &registers) != 0) return;
  if (broke)
    FirstArgument(registers, broke->abi) = broke->args[0];
  else
    registers.rax = static_cast<unsigned long long>(exit->result);
  kernel_.SetRegisters(stopped.tid(), registers);
}

void Tracer::OnExit(Thread& thread, Stopped stopped, const Info& info) {
  events::Exit exit;
  exit.result = info.exit.rval;
  exit.failed = info.exit.is_error != 0;
  exit.instruction = info.instruction_pointer;
  exit.system_ns = system_ns_;
  exit.answered_first = std::exchange(thread.skip_at_filter, false);
  NoteFilter(thread, exit);
  if (std::exchange(thread.denied, false))
    FinishSkip(thread, stopped, &exit);
  else
    exit.trapped = WasTrapped(thread, stopped, exit.result);
  RestoreClone(thread, stopped);
  // A child's first stop may be the exit of the clone that made it: its entry was its parent's.
  if (std::exchange(thread.in_call, false) && std::exchange(thread.wants_exit, false))
    observer_.OnExit(thread.ids, exit);
  if (std::exchange(thread.detach_at_exit, false))
    return EndObservation(thread, std::move(stopped));
  ContinueAfter(std::exchange(thread.delay_exit_ns, 0), thread, std::move(stopped));
}

}  // namespace sysassert::engine
