// The tracer's half about processes: births, execs and ends.
#include <sys/ptrace.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "engine/memory.h"
#include "engine/tracer.h"
#include "engine/tracer_state.h"
#include "engine/vdso.h"

namespace sysassert::engine {

void Tracer::OnEvent(Thread& thread, Stopped stopped, int event) {
  switch (event) {
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
      return OnBirth(thread, std::move(stopped));
    case PTRACE_EVENT_EXEC:
      return OnExec(thread, std::move(stopped));
    case PTRACE_EVENT_SECCOMP:
      return OnFilterStop(thread, std::move(stopped));
    case PTRACE_EVENT_EXIT:
      Unhold(*thread.process, thread.ids.tid);
      ForgetDelayed(thread.ids.tid);
      observer_.OnExiting(thread.ids);
      return Continue(thread, std::move(stopped));
    default:
      return Continue(thread, std::move(stopped));
  }
}

void Tracer::OnBirth(Thread& parent, Stopped stopped) {
  unsigned long message = 0;
  if (kernel_.EventMessage(stopped.tid(), &message) != 0)
    return Continue(parent, std::move(stopped));
  const auto tid = static_cast<pid_t>(message);
  events::Birth birth = std::exchange(parent.birth, events::Birth{});
  if (Find(tid) != nullptr) return Continue(parent, std::move(stopped));  // adopted meanwhile
  if (!birth.flags_known) birth.is_thread = kernel_.ThreadGroup(tid) == parent.ids.pid;
  std::shared_ptr<Process> process = parent.process;
  if (!birth.is_thread) {
    process = std::make_shared<Process>();
    process->pid = tid;
    process->filtered = parent.process->filtered;
    process->full_stops = parent.process->full_stops;
    process->may_trap = parent.process->may_trap;
    process->main = parent.process->main;
  }
  Thread& child = Add(tid, std::move(process));
  child.awaits_first_stop = true;
  child.cloning = parent.cloning;
  placement_.Born(parent.ids.tid, parent.place, tid, &child.place);
  observer_.OnBirth(parent.ids, child.ids, birth);
  Continue(parent, std::move(stopped));
  if (const auto early = early_.find(tid); early != early_.end()) {
    const WaitStatus status(early->second.status);
    early_.erase(early);
    Dispatch(tid, status);
  }
}

const Tracer::Thread* Tracer::AnyOf(pid_t pid) const {
  const auto found = std::find_if(threads_.begin(), threads_.end(), [pid](const auto& entry) {
    return entry.second->process->pid == pid;
  });
  return found == threads_.end() ? nullptr : found->second.get();
}

// Has whoever was making this child gone? A thread is never one: it ends with its process, and a
// maker that lives names it yet.
bool Tracer::IsOrphan(pid_t tid) const {
  return kernel_.ThreadGroup(tid) == tid && AnyOf(kernel_.Parent(tid)) == nullptr;
}

// A parent that is killed inside its fork never names its child, which would wait in its first stop
// for ever. `parent` is such a one, if it has just ended; else (null) its event was waited for in
// vain. One that lives may stand between its child's first stop and its own event, without a CPU.
void Tracer::Adopt(const Thread* parent) {
  constexpr int kPatience = 20;  // waits that ended without an event, of some milliseconds each
  constexpr int kMorePatience = 600;  // where who made it may live
  std::vector<std::pair<pid_t, WaitStatus>> adopted;
  for (auto early = early_.begin(); early != early_.end();) {
    const WaitStatus status(early->second.status);
    const bool late =
        parent == nullptr && ++early->second.waits > kPatience &&
        (early->second.waits > kMorePatience || status.ended() || IsOrphan(early->first));
    if (late || (parent != nullptr && !status.ended() && IsOrphan(early->first))) {
      if (!status.ended()) adopted.emplace_back(early->first, status);
      early = early_.erase(early);
    } else {
      ++early;
    }
  }
  for (const auto& [tid, status] : adopted) {
    const Thread* sibling = AnyOf(kernel_.ThreadGroup(tid));
    std::shared_ptr<Process> process;
    if (sibling != nullptr) {
      process = sibling->process;
    } else {
      process = std::make_shared<Process>();
      process->pid = tid;
      process->filtered = process->full_stops = options_.filtered;
      process->may_trap = true;
    }
    Thread& child = Add(tid, std::move(process));
    child.awaits_first_stop = true;
    if (parent != nullptr) {
      child.process->main = parent->process->main;
      child.cloning = parent->cloning;
      placement_.Born(parent->ids.tid, parent->place, tid, &child.place);
    }
    const Thread* maker = sibling != nullptr ? sibling : parent;
    events::Birth birth;
    birth.is_thread = sibling != nullptr;
    observer_.OnBirth(maker != nullptr ? maker->ids : child.ids, child.ids, birth);
    Dispatch(tid, status);
  }
}

// Ends the threads of a process that are gone without a word: the leader that another thread's exec
// replaced, and that thread where it is killed in its exec event, since wait(2) reports the leader
// after all others.
void Tracer::EndOthers(Process& process, pid_t survivor) {
  std::vector<pid_t> gone;
  for (const auto& [tid, other] : threads_) {
    if (other->process.get() == &process && tid != survivor) gone.push_back(tid);
  }
  process.awaited = 0;
  for (Stopped& held : std::exchange(process.held, {})) std::move(held).Gone();
  for (pid_t tid : gone) {
    ForgetDelayed(tid);
    observer_.OnEnd(threads_[tid]->ids, -1);
    Forget(tid);
  }
}

void Tracer::OnExec(Thread& thread, Stopped stopped) {
  unsigned long message = 0;
  if (kernel_.EventMessage(stopped.tid(), &message) != 0)
    return Continue(thread, std::move(stopped));
  const auto former = static_cast<pid_t>(message);
  const pid_t pid = stopped.tid();
  const std::shared_ptr<Process> process = thread.process;
  EndOthers(*process, former);  // which has the leader's id now
  if (former != pid) {
    auto node = threads_.extract(former);
    if (node.empty()) {  // its birth was never seen: an attached process's past
      Thread& fresh = Add(pid, process);
      observer_.OnBirth(fresh.ids, fresh.ids, events::Birth{});
    } else {
      node.key() = pid;
      last_found_ = nullptr;
      threads_.insert(std::move(node));
    }
  }
  Thread& now = *threads_[pid];
  const events::ThreadIds before =
      std::exchange(now.ids, events::ThreadIds{pid, pid, now.ids.slot});
  now.awaited = false;
  process->awaits_filter = false;  // what the program installs is its own
  observer_.OnExec(before, now.ids);
  if (options_.hide_vdso) {
    const int refused = HideVdso(kernel_, pid);
    if (refused != 0 && refused != ESRCH)
      observer_.OnBlindSpot(BlindSpot::kVdso, now.ids, "the vDSO could not be hidden");
  }
  if (options_.release_at_exec && (pid != root_ || std::exchange(root_began_, true)))
    return Let(now, std::move(stopped), 0);
  process->main = MainFinder();  // nothing is looked for in what is gone
  const bool unready = options_.is_code_unready != nullptr && options_.is_code_unready(pid);
  if (unready) ProcessMemory::ExpectServedPages();
  if (options_.find_main && (unready || !process->main.Arm(kernel_, pid)))
    observer_.OnMain(now.ids, false);
  Continue(now, std::move(stopped));
}

void Tracer::OnEnd(Thread& thread, const WaitStatus& status) {
  const std::shared_ptr<Process> process = thread.process;
  const events::ThreadIds ids = thread.ids;
  Unhold(*process, ids.tid);
  ForgetDelayed(ids.tid);
  if (!early_.empty()) Adopt(&thread);
  if (std::exchange(thread.awaited, false)) --process->awaited;
  observer_.OnEnd(ids, status.raw());
  Forget(ids.tid);
  if (ids.tid == ids.pid) EndOthers(*process, 0);
  ReleaseHeld(*process);
  if (ids.tid == root_ && ids.pid == ids.tid) {
    root_ended_ = true;
    root_status_ = status.raw();
    if (!options_.wait_for_orphans) KillAll();
  }
}

}  // namespace sysassert::engine
