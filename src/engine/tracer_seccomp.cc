// The tracer's half about seccomp filters: ours, those of the tracee's own, and what of them it
// must not notice.
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <utility>

#include "engine/tracer.h"
#include "engine/tracer_state.h"
#include "events/markers.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

// As the kernel takes an argument that is an int: the register's upper half may hold anything.
std::uint32_t AsInt(std::uint64_t argument) { return static_cast<std::uint32_t>(argument); }

enum class Wish { kNothing, kFilter, kStrictMode };

// What a seccomp(2) or prctl(2) asks for.
Wish WishOf(const events::Entry& entry) {
  if (tables::FromNumber(entry.abi, entry.number) == Sysno::seccomp) {
    if (AsInt(entry.args[0]) == SECCOMP_SET_MODE_FILTER) return Wish::kFilter;
    const bool strict = AsInt(entry.args[0]) == SECCOMP_SET_MODE_STRICT;
    return strict && AsInt(entry.args[1]) == 0 && entry.args[2] == 0 ? Wish::kStrictMode
                                                                     : Wish::kNothing;
  }
  if (AsInt(entry.args[0]) != PR_SET_SECCOMP) return Wish::kNothing;
  return entry.args[1] == SECCOMP_MODE_STRICT ? Wish::kStrictMode : Wish::kFilter;
}

}  // namespace

// True where every sibling must go to full stops before this call runs.
bool Tracer::BeforeFilter(Thread& thread, const Stopped& stopped, const Info& info,
                          const events::Entry& entry) {
  const Wish wish = WishOf(entry);
  Process& process = *thread.process;
  if (process.awaits_filter) {  // the launch's own
    if (tables::FromNumber(entry.abi, entry.number) == Sysno::seccomp)
      thread.installs_filter = true;
    else if (AsInt(entry.args[0]) == events::kMarkerOption)
      process.awaits_filter = false;
    return false;
  }
  if (wish == Wish::kStrictMode && process.filtered && !process.may_trap) {
    // The kernel refuses it where a filter is in force, and only ours is.
    thread.strict = thread.emulated = true;
    thread.wants_exit = true;
    Deny(thread, stopped, info, 0);
    return false;
  }
  if (wish != Wish::kFilter) return false;
  process.may_trap = true;
  return MayStillHide(process);
}

// From here on only what the filter selects has to stop, unless the kernel refused it.
void Tracer::NoteFilter(Thread& thread, const events::Exit& exit) {
  if (!std::exchange(thread.installs_filter, false) || exit.failed) return;
  thread.process->filtered = true;
  thread.process->awaits_filter = false;
}

void Tracer::OnFilterStop(Thread& thread, Stopped stopped) {
  Info info{};
  if (!TellsCall(stopped, &info)) return Continue(thread, std::move(stopped));
  if (info.seccomp.ret_data != options_.filter_mark) {
    // Another filter asks for its tracer, which is not there: the kernel answers ENOSYS then.
    struct user_regs_struct registers {};
    if (kernel_.GetRegisters(stopped.tid(), &registers) == 0) {
      registers.orig_rax = ~0ULL;
      registers.rax = static_cast<unsigned long long>(-ENOSYS);
      kernel_.SetRegisters(stopped.tid(), registers);
    }
    return Continue(thread, std::move(stopped));
  }
  // Under full stops the entry stop of this call has been served already: one call.
  if (!thread.in_call) return OnEntry(thread, std::move(stopped), info);
  if (thread.skip_at_filter) Deny(thread, stopped, info, thread.skip_with);
  Continue(thread, std::move(stopped));
}

// A call that a filter traps or kills for has an exit stop, too. The kernel has put the registers
// back by then (syscall_rollback), so that its number looks like its result.
bool Tracer::WasTrapped(const Thread& thread, const Stopped& stopped, std::int64_t result) {
  return thread.process->may_trap && result == thread.number &&
         kernel_.IsTrapped(stopped.tid(), thread.number);
}

bool Tracer::MayInStrictMode(const events::Entry& entry) {
  switch (tables::FromNumber(entry.abi, entry.number)) {
    case Sysno::read:
    case Sysno::write:
    case Sysno::exit:
      return true;
    case Sysno::rt_sigreturn:
      return entry.abi != Abi::kI386;
    case Sysno::sigreturn:
      return entry.abi == Abi::kI386;
    default:
      return false;
  }
}

// The kernel would end this thread as by SIGKILL. Alone in its process, a kill does the same.
void Tracer::DieOfStrictMode(Thread& thread, Stopped stopped) {
  const bool alone = std::none_of(threads_.begin(), threads_.end(), [&thread](const auto& other) {
    return other.second->process == thread.process && other.second.get() != &thread;
  });
  if (alone) {
    kernel_.Kill(thread.ids.pid, SIGKILL);
  } else {
    struct user_regs_struct registers {};
    if (kernel_.GetRegisters(stopped.tid(), &registers) == 0) {
      registers.orig_rax =
          static_cast<unsigned long long>(tables::NumberOf(Sysno::exit, Abi::kX86_64));
      registers.rdi = 0;
      kernel_.SetRegisters(stopped.tid(), registers);
    }
  }
  Continue(thread, std::move(stopped));
}

// Is there a thread that only our filter stops, or that has not been seen to stop otherwise?
bool Tracer::MayStillHide(const Process& process) {
  return process.filtered && (!process.full_stops || !process.held.empty());
}

// A filter of the tracee's own may answer a call before ours is asked, and then nothing stops. So
// every thread that it will reach stops at every call from now on; the caller waits until they do.
void Tracer::GoToFullStops(Thread& caller, Stopped stopped) {
  Process& process = *caller.process;
  process.held.push_back(std::move(stopped));
  if (std::exchange(process.full_stops, true)) return;  // another caller is held for the same
  if (full_stops_remark_.empty())
    full_stops_remark_ = "process " + std::to_string(process.pid) +
                         " installs a seccomp filter of its own, which is asked before ours: every "
                         "call of it stops from there on";
  for (const auto& [tid, sibling] : threads_) {
    if (sibling->process.get() != &process || tid == caller.ids.tid || sibling->awaits_first_stop)
      continue;
    if (kernel_.Interrupt(tid) == 0 && !kernel_.HasEnded(tid)) {
      sibling->awaited = true;
      ++process.awaited;
    }
  }
}

// A leader that ends before its threads can be interrupted like any other, but it never stops, and
// wait(2) reports it last of all. One that was ending already is only seen to have ended later.
void Tracer::AwaitNoDead() {
  for (const auto& [tid, thread] : threads_) {
    if (!thread->awaited || !kernel_.HasEnded(tid)) continue;
    thread->awaited = false;
    --thread->process->awaited;
    ReleaseHeld(*thread->process);
  }
}

// A caller that was killed while it was held: its call will not run.
void Tracer::Unhold(Process& process, pid_t tid) {
  const auto held = std::find_if(process.held.begin(), process.held.end(),
                                 [tid](const Stopped& one) { return one.tid() == tid; });
  if (held == process.held.end()) return;
  std::move(*held).Gone();
  process.held.erase(held);
}

void Tracer::ReleaseHeld(Process& process) {
  if (process.awaited > 0) return;
  for (Stopped& stopped : std::exchange(process.held, {})) {
    Thread* caller = Find(stopped.tid());
    SYSASSERT_CHECK(caller != nullptr);
    Continue(*caller, std::move(stopped));
  }
}

}  // namespace sysassert::engine
