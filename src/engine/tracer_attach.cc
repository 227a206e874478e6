// The tracer's half about what was there before it: attaching, and letting go.
#include <sys/ptrace.h>

#include <cerrno>
#include <utility>

#include "engine/memory.h"
#include "engine/tracer.h"
#include "engine/tracer_state.h"

namespace sysassert::engine {

Status Tracer::Attach(pid_t pid, bool every_thread) {
  const pid_t group = kernel_.ThreadGroup(pid);
  const Thread* known = group != 0 ? AnyOf(group) : nullptr;
  std::shared_ptr<Process> process =
      known != nullptr ? known->process : std::make_shared<Process>();
  process->pid = group;
  process->may_trap = process->may_trap || kernel_.IsFiltered(pid);
  if (kernel_.BringsPages(pid)) ProcessMemory::ExpectLazyPages();
  if (int refused = SeizeExisting(pid, process); refused != 0)
    return Error{"PTRACE_SEIZE " + std::to_string(pid), refused, "",
                 "`sysassert doctor` finds the cause"};
  process->whole = every_thread && group == pid;
  if (process->whole) SeizeThreads(process);
  return Unit{};
}

int Tracer::SeizeExisting(pid_t tid, const std::shared_ptr<Process>& process) {
  const int call = kernel_.CallInFlight(tid);  // it is at its entry, or restarted, once it stops
  if (int refused = kernel_.Seize(tid, SeizeOptions(false)); refused != 0) return refused;
  if (int refused = kernel_.Interrupt(tid); refused != 0) return refused;
  Thread& thread = Add(tid, process);
  thread.awaits_first_stop = thread.attaching = true;
  ++process->attaching;
  observer_.OnAttach(thread.ids, call);
  return 0;
}

// Whoever is in the process's list and not ours yet. A thread that one of ours made is seized by
// the kernel already (EPERM), and its maker will name it; others may have ended (ESRCH).
void Tracer::SeizeThreads(const std::shared_ptr<Process>& process) {
  for (bool more = true; more;) {
    more = false;
    for (const pid_t tid : kernel_.Threads(process->pid)) {
      if (Find(tid) == nullptr && early_.count(tid) == 0 && SeizeExisting(tid, process) == 0)
        more = true;
    }
  }
}

// A thread that was in the midst of a clone(2) when it was seized has made it by its first stop:
// once all have stopped, the list is looked at for the last time.
void Tracer::AfterFirstStop(Thread& thread) {
  if (!std::exchange(thread.attaching, false)) return;
  const std::shared_ptr<Process> process = thread.process;
  if (--process->attaching == 0 && process->whole && !releasing_) SeizeThreads(process);
}

// Ends an observation: this thread now, and whoever it made since at their next stop.
void Tracer::EndObservation(Thread& thread, Stopped stopped) {
  Let(thread, std::move(stopped), 0);
  Detach();
}

void Tracer::Detach() {
  if (std::exchange(releasing_, true)) return;
  constexpr std::uint64_t kPatienceNs = 1'000'000'000;
  give_up_ns_ = kernel_.NowNs() + kPatienceNs;
  ContinueDelayed(true);
  for (const auto& [tid, thread] : threads_) kernel_.Interrupt(tid);
  for (const auto& [tid, early] : std::exchange(early_, {})) {
    if (!WaitStatus(early.status).ended()) Stopped(kernel_, tid).Resume(ResumeTo::kDetached);
  }
}

// Lets a thread go at this stop, with what the tracer has changed put back.
void Tracer::Release(Thread& thread, const WaitStatus& status) {
  Stopped stopped(kernel_, thread.ids.tid);
  RestoreClone(thread, stopped);
  if (thread.denied && status.kind() == WaitStatus::Kind::kSyscall) {
    thread.denied = false;  // the call was skipped: this is its exit
    events::Exit exit;
    FinishSkip(thread, stopped, &exit);
  }
  // A signal that is about to be delivered is; a group stop goes on by itself.
  const int signal = status.kind() == WaitStatus::Kind::kSignal ? status.value() : 0;
  if (status.kind() == WaitStatus::Kind::kEvent && status.value() == PTRACE_EVENT_EXEC)
    EndOthers(*std::shared_ptr(thread.process), thread.ids.tid);
  Let(thread, std::move(stopped), signal);
}

void Tracer::Let(Thread& thread, Stopped stopped, int signal) {
  placement_.Part(thread.ids.tid, &thread.place);
  std::move(stopped).Resume(ResumeTo::kDetached, signal);
  observer_.OnDetach(thread.ids);
  Forget(thread.ids.tid);
}

// Those that cannot stop for now: the end of this process lets them go.
bool Tracer::GiveUpOnTheRest() {
  if (kernel_.NowNs() < give_up_ns_) return false;
  while (!threads_.empty()) {
    const Thread& thread = *threads_.begin()->second;
    observer_.OnDetach(thread.ids);
    Forget(thread.ids.tid);
  }
  return true;
}

}  // namespace sysassert::engine
