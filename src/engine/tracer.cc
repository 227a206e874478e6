#include "engine/tracer.h"

#include <sys/ptrace.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <span>
#include <utility>

#include "engine/tracer_state.h"

namespace sysassert::engine {

Tracer::Tracer(Kernel& kernel, events::Observer& observer, const TracerOptions& options)
    : kernel_(kernel), observer_(observer), options_(options), placement_(kernel) {}

Tracer::~Tracer() = default;

unsigned long Tracer::SeizeOptions(bool kill_on_exit) const {
  unsigned long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEEXEC;
  // Without it, a filter of the tracee's own that asks for a tracer finds none, as without us.
  if (options_.filtered) options |= PTRACE_O_TRACESECCOMP;
  if (options_.exit_stops) options |= PTRACE_O_TRACEEXIT;
  if (options_.follow) options |= PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE;
  if (kill_on_exit) options |= PTRACE_O_EXITKILL;
  return options;
}

Status Tracer::Seize(pid_t tid, bool launched) {
  if (int refused = kernel_.Seize(tid, SeizeOptions(launched && options_.kill_on_exit));
      refused != 0) {
    return Error{"PTRACE_SEIZE " + std::to_string(tid), refused, "",
                 "`sysassert doctor` finds the cause"};
  }
  if (int refused = kernel_.Interrupt(tid); refused != 0) {
    return Error{"PTRACE_INTERRUPT " + std::to_string(tid), refused, "",
                 "`sysassert doctor` finds the cause"};
  }
  auto process = std::make_shared<Process>();
  process->pid = launched ? tid : kernel_.ThreadGroup(tid);
  process->awaits_filter = launched && options_.filtered && options_.await_filter;
  process->filtered = options_.filtered && !process->awaits_filter;
  process->may_trap = kernel_.IsFiltered(tid);
  root_ = tid;
  root_launched_ = launched;
  Thread& root = Add(tid, std::move(process));
  root.awaits_first_stop = true;
  if (launched) {  // an attached process keeps its place
    placement_.Begin();
    placement_.Join(tid, &root.place);
  }
  observer_.OnRoot(root.ids);
  return Unit{};
}

void Tracer::Run(const std::function<void()>& attend) {
  Serve(attend);
  if (untraced_clones_ == 0) return;
  observer_.OnNote("CLONE_UNTRACED was cleared from " + std::to_string(untraced_clones_) +
                   (untraced_clones_ == 1 ? " clone, by thread " : " clones, first by thread ") +
                   std::to_string(first_untraced_));
}

void Tracer::Serve(const std::function<void()>& attend) {
  while (true) {
    const Kernel::Waited waited = kernel_.Wait();
    if (waited.tid > 0) {
      ++stops_;
      system_ns_ = waited.system_ns;
      Dispatch(waited.tid, WaitStatus(waited.status));
    } else if (waited.error_number != EINTR) {
      return;  // ECHILD: everyone has ended or was released
    } else {
      if (releasing_ && GiveUpOnTheRest()) return;
      if (!early_.empty()) Adopt(nullptr);
      AwaitNoDead();
    }
    if (!delayed_.empty()) ContinueDelayed(false);
    attend();
    if (options_.other_children && threads_.empty()) return;
  }
}

void Tracer::KillAll() {
  killing_ = true;  // and whoever is being made meanwhile
  for (const auto& [tid, thread] : threads_) kernel_.Kill(thread->process->pid, SIGKILL);
  for (const auto& [tid, early] : early_) {
    if (!WaitStatus(early.status).ended()) kernel_.Kill(tid, SIGKILL);
  }
}

void Tracer::SignalRoot(int signal) {
  if (root_ != 0 && !root_ended_) kernel_.Kill(root_, signal);
}

void Tracer::Tick() {
  placement_.Tick([this](const auto& part) {
    for (const auto& [tid, thread] : threads_) part(tid, &thread->place);
  });
}

void Tracer::PartAll() {
  if (placement_.moved() == 0) return;
  for (const auto& [tid, thread] : threads_) placement_.Part(tid, &thread->place);
}

Tracer::Thread& Tracer::Add(pid_t tid, std::shared_ptr<Process> process) {
  auto thread = std::make_unique<Thread>();
  thread->ids.tid = tid;
  thread->ids.pid = process->pid;
  if (free_slots_.empty()) {
    thread->ids.slot = slots_++;
  } else {
    thread->ids.slot = free_slots_.back();
    free_slots_.pop_back();
  }
  thread->process = std::move(process);
  auto& place = threads_[tid];
  place = std::move(thread);
  if (killing_) kernel_.Kill(place->process->pid, SIGKILL);
  return *place;
}

Tracer::Thread* Tracer::Find(pid_t tid) {
  // Stops come in runs of one thread.
  if (last_found_ != nullptr && last_found_->ids.tid == tid) return last_found_;
  const auto found = threads_.find(tid);
  if (found == threads_.end()) return nullptr;
  return last_found_ = found->second.get();
}

void Tracer::Forget(pid_t tid) {
  const auto found = threads_.find(tid);
  if (found == threads_.end()) return;
  last_found_ = nullptr;
  free_slots_.push_back(found->second->ids.slot);
  placement_.Gone(found->second->place);
  threads_.erase(found);
}

void Tracer::Dispatch(pid_t tid, const WaitStatus& status) {
  Thread* thread = Find(tid);
  if (thread == nullptr) {
    // Made while everyone is let go: so is it.
    if (releasing_ && !status.ended()) return Stopped(kernel_, tid).Resume(ResumeTo::kDetached);
    // A child may stop before its parent's event names it, or after; it may even end before.
    early_[tid] = {status.raw(), 0};
    if (killing_ && !status.ended()) kernel_.Kill(tid, SIGKILL);
    return;
  }
  AfterFirstStop(*thread);
  if (status.ended()) return OnEnd(*thread, status);
  placement_.OnStop(tid, &thread->place);
  if (releasing_) return Release(*thread, status);
  if (std::exchange(thread->awaited, false)) --thread->process->awaited;
  const std::shared_ptr<Process> process = thread->process;
  Stopped stopped(kernel_, tid);
  switch (status.kind()) {
    case WaitStatus::Kind::kSyscall:
      OnSyscallStop(*thread, std::move(stopped));
      break;
    case WaitStatus::Kind::kEvent:
      OnEvent(*thread, std::move(stopped), status.value());
      break;
    case WaitStatus::Kind::kGroupStop:
      observer_.OnGroupStop(thread->ids, status.value());
      placement_.OnResume(&thread->place);
      std::move(stopped).Resume(ResumeTo::kListen);
      break;
    case WaitStatus::Kind::kInterrupted:
      OnInterrupted(*thread, std::move(stopped));
      break;
    case WaitStatus::Kind::kSignal:
      OnSignal(*thread, std::move(stopped), status.value());
      break;
    case WaitStatus::Kind::kExited:
    case WaitStatus::Kind::kKilled:
      break;
  }
  ReleaseHeld(*process);
}

bool Tracer::StopsAtEveryCall(const Thread& thread) {
  return !thread.process->filtered || thread.process->full_stops || thread.strict;
}

ResumeTo Tracer::NextStop(const Thread& thread) const {
  return StopsAtEveryCall(thread) || (thread.in_call && thread.wants_exit) ? ResumeTo::kNextCall
                                                                           : ResumeTo::kEvent;
}

void Tracer::Continue(Thread& thread, Stopped stopped, int signal) {
  placement_.OnResume(&thread.place);
  const bool step = thread.process->main.stepping() && thread.ids.tid == thread.ids.pid;
  std::move(stopped).Resume(step ? ResumeTo::kStep : NextStop(thread), signal);
}

void Tracer::ContinueAfter(std::uint64_t delay_ns, Thread& thread, Stopped stopped, int signal) {
  if (delay_ns == 0) return Continue(thread, std::move(stopped), signal);
  delayed_.push_back({std::move(stopped), kernel_.NowNs() + delay_ns, signal});
  ContinueDelayed(false);
}

// Those whose time has come, or all; then sees to it that the next one's is not slept through.
void Tracer::ContinueDelayed(bool all) {
  const std::uint64_t now = kernel_.NowNs();
  std::uint64_t next = UINT64_MAX;
  std::vector<Delayed> later;
  for (Delayed& one : std::exchange(delayed_, {})) {
    Thread* thread = Find(one.stopped.tid());
    SYSASSERT_CHECK(thread != nullptr);
    if (all || one.until_ns <= now) {
      Continue(*thread, std::move(one.stopped), one.signal);
    } else {
      next = std::min(next, one.until_ns);
      later.push_back(std::move(one));
    }
  }
  delayed_ = std::move(later);
  if (next != UINT64_MAX) kernel_.WakeAt(next);
}

// It was killed while it was delayed.
void Tracer::ForgetDelayed(pid_t tid) {
  const auto found = std::find_if(delayed_.begin(), delayed_.end(),
                                  [tid](const Delayed& one) { return one.stopped.tid() == tid; });
  if (found == delayed_.end()) return;
  std::move(found->stopped).Gone();
  delayed_.erase(found);
}

void Tracer::OnInterrupted(Thread& thread, Stopped stopped) {
  if (std::exchange(thread.awaits_first_stop, false)) RestoreClone(thread, stopped);
  Continue(thread, std::move(stopped));
}

void Tracer::OnSignal(Thread& thread, Stopped stopped, int signal) {
  siginfo_t info{};
  const bool known = kernel_.SignalInfo(stopped.tid(), &info) == 0;
  MainFinder& main = thread.process->main;
  if (signal == SIGTRAP && known && main.active() &&
      (info.si_code == SI_KERNEL || info.si_code == TRAP_TRACE)) {
    const MainFinder::Answer answer = main.OnTrap(kernel_, stopped.tid());
    if (answer != MainFinder::Answer::kNotOurs) return OnMain(thread, std::move(stopped), answer);
  } else if (main.stepping() && !main.AwaitReturn(kernel_, stopped.tid())) {
    main.GiveUp(kernel_, stopped.tid());
    observer_.OnMain(thread.ids, false);
  }
  const bool has_sender = known && info.si_code <= 0;
  observer_.OnSignal(thread.ids,
                     {signal, known ? info.si_code : 0, has_sender ? info.si_pid : 0,
                      known ? std::as_bytes(std::span(&info, 1)) : std::span<const std::byte>{}});
  // Delivered exactly once, with the siginfo that the kernel holds for this stop.
  Continue(thread, std::move(stopped), signal);
}

void Tracer::OnMain(Thread& thread, Stopped stopped, MainFinder::Answer answer) {
  if (answer == MainFinder::Answer::kMain || answer == MainFinder::Answer::kEntryOnly) {
    observer_.OnMain(thread.ids, answer == MainFinder::Answer::kMain);
  }
  Continue(thread, std::move(stopped));
}

}  // namespace sysassert::engine
