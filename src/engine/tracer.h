// Tracer: the loop of wait, classify, act, resume over every thread of a run. Knows processes and
// calls, not what they mean: that is its Observer's.
#ifndef SYSASSERT_ENGINE_TRACER_H_
#define SYSASSERT_ENGINE_TRACER_H_

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/filter_program.h"
#include "engine/kernel.h"
#include "engine/main_finder.h"
#include "engine/placement.h"
#include "engine/stopped.h"
#include "engine/wait_status.h"
#include "events/observer.h"
#include "sysassert/result.h"

namespace sysassert::engine {

struct TracerOptions {
  bool filtered =
      false;  // the root carries a seccomp filter: calls stop there, and not at PTRACE_SYSCALL
  bool kill_on_exit = true;      // PTRACE_O_EXITKILL: never for what we did not launch
  bool find_main = true;         // after each exec
  bool wait_for_orphans = true;  // else the root's end ends the run
  bool exit_stops = false;       // OnExiting, at the price of a stop for each thread
  bool release_at_exec = false;  // but for the one that begins a launched run
  bool follow = true;            // whom a tracee makes is traced, too
  // This process has children that are no tracees of the run: it ends with the last tracee, and not
  // with the last child.
  bool other_children = false;
  // A launched root installs its filter itself (see launch.h), which the kernel may refuse: every
  // call stops until it has, and goes on to where it has not.
  bool await_filter = false;
  FilterMark filter_mark = 0;  // what the filter says with each stop
  bool hide_vdso = false;      // from each program, at its exec: see vdso.h
  // Of a process after its exec: to read its code could be to wait for one of the run, so that
  // nobody looks for its main. Null: of none.
  bool (*is_code_unready)(pid_t pid) = nullptr;
};

class Tracer {
 public:
  Tracer(Kernel& kernel, events::Observer& observer, const TracerOptions& options);
  ~Tracer();
  Tracer(const Tracer&) = delete;
  Tracer& operator=(const Tracer&) = delete;

  // Seizes a thread as the root of the run: a child that waits at its gate, or (launched == false)
  // one that is there already.
  Status Seize(pid_t tid, bool launched);
  // Seizes a process that is there already, whatever it does: every thread, those that are made
  // meanwhile included, or thread `pid` alone. It has no root, and keeps its CPUs. The Error is of
  // `pid` itself: EPERM where another tracer has it, too.
  Status Attach(pid_t pid, bool every_thread);
  // Everyone goes on without us, in the state they are in. Run ends once they do; one that cannot
  // stop now (a vfork(2) waits for its child) is let go by this process's end, and Run ends soon.
  // Not for a process that carries our filter: without us that would answer ENOSYS.
  void Detach();
  // Serves stops until no tracee is left. `attend` is called when a signal interrupted the wait; it
  // may call KillAll or SignalRoot.
  void Run(const std::function<void()>& attend);

  void KillAll();
  void SignalRoot(int signal);
  void Tick();  // every few milliseconds, from `attend`: see Placement
  bool root_ended() const { return root_ended_; }
  int root_status() const { return root_status_; }
  std::size_t threads() const { return threads_.size(); }
  std::uint64_t stops() const { return stops_; }  // of all threads, ends included
  // Why PTRACE_GET_SYSCALL_INFO is refused here, so that no call can be seen: an errno, or 0. What
  // was launched has been killed then, and what was there before has been let go.
  int refused() const { return refused_; }
  // Why a process that had our filter stops at every call nevertheless; empty where none does.
  const std::string& full_stops_remark() const { return full_stops_remark_; }
  // Where tracer and tracees could not share a CPU, or no longer: a sentence for each cause.
  const std::vector<std::string>& placement_remarks() const { return placement_.remarks(); }

 private:
  struct Process;
  struct Thread;
  using Info = struct __ptrace_syscall_info;

  void Serve(const std::function<void()>& attend);
  void Dispatch(pid_t tid, const WaitStatus& status);
  void OnEnd(Thread& thread, const WaitStatus& status);
  void OnSyscallStop(Thread& thread, Stopped stopped);
  bool TellsCall(const Stopped& stopped, Info* info);
  void OnEntry(Thread& thread, Stopped stopped, const Info& info);
  void OnExit(Thread& thread, Stopped stopped, const Info& info);
  void OnEvent(Thread& thread, Stopped stopped, int event);
  void OnBirth(Thread& parent, Stopped stopped);
  void OnExec(Thread& thread, Stopped stopped);
  void OnSignal(Thread& thread, Stopped stopped, int signal);
  void OnMain(Thread& thread, Stopped stopped, MainFinder::Answer answer);
  void OnInterrupted(Thread& thread, Stopped stopped);

  void Adopt(const Thread* parent);
  const Thread* AnyOf(pid_t pid) const;
  bool IsOrphan(pid_t tid) const;
  static bool MayStillHide(const Process& process);
  static void NoteFilter(Thread& thread, const events::Exit& exit);
  bool BeforeCall(Thread& thread, const Stopped& stopped, const Info& info,
                  const events::Entry& entry);
  bool BeforeFilter(Thread& thread, const Stopped& stopped, const Info& info,
                    const events::Entry& entry);
  static bool StopsAtEveryCall(const Thread& thread);
  void OnFilterStop(Thread& thread, Stopped stopped);
  bool WasTrapped(const Thread& thread, const Stopped& stopped, std::int64_t result);
  static bool MayInStrictMode(const events::Entry& entry);
  void DieOfStrictMode(Thread& thread, Stopped stopped);
  void ClearUntraced(Thread& thread, const Stopped& stopped, const events::Entry& entry);
  void RestoreClone(Thread& thread, const Stopped& stopped);
  void PartAll();
  void BeforeClass(const Stopped& stopped, const events::Entry& entry, Sysno id);
  void Deny(Thread& thread, const Stopped& stopped, const Info& info, std::int64_t answer);
  void SkipCall(Thread& thread, const Stopped& stopped, const events::Entry& entry);
  void FinishSkip(Thread& thread, const Stopped& stopped, events::Exit* exit);
  void GoToFullStops(Thread& caller, Stopped stopped);
  void ReleaseHeld(Process& process);
  static void Unhold(Process& process, pid_t tid);
  void AwaitNoDead();
  void EndOthers(Process& process, pid_t survivor);
  void EndObservation(Thread& thread, Stopped stopped);
  void Release(Thread& thread, const WaitStatus& status);
  void Let(Thread& thread, Stopped stopped, int signal);
  bool GiveUpOnTheRest();
  unsigned long SeizeOptions(bool kill_on_exit) const;
  int SeizeExisting(pid_t tid, const std::shared_ptr<Process>& process);
  void SeizeThreads(const std::shared_ptr<Process>& process);
  void AfterFirstStop(Thread& thread);
  void Continue(Thread& thread, Stopped stopped, int signal = 0);
  void ContinueAfter(std::uint64_t delay_ns, Thread& thread, Stopped stopped, int signal = 0);
  void ContinueDelayed(bool all);
  void ForgetDelayed(pid_t tid);
  ResumeTo NextStop(const Thread& thread) const;

  Thread& Add(pid_t tid, std::shared_ptr<Process> process);
  Thread* Find(pid_t tid);
  void Forget(pid_t tid);

  Kernel& kernel_;
  events::Observer& observer_;
  TracerOptions options_;
  Placement placement_;
  std::string full_stops_remark_;
  std::unordered_map<pid_t, std::unique_ptr<Thread>> threads_;
  struct Early {
    int status = 0;
    int waits = 0;  // that have ended without an event since; see Adopt
  };
  std::unordered_map<pid_t, Early>
      early_;  // first stops, and ends, of children whose parent's event has not come yet
  struct Delayed {
    Stopped stopped;
    std::uint64_t until_ns;
    int signal;
  };
  std::vector<Delayed> delayed_;  // kept in their stops, as was decided
  Thread* last_found_ = nullptr;
  std::vector<events::Slot> free_slots_;
  events::Slot slots_ = 0;
  pid_t root_ = 0;
  bool root_launched_ = false;
  bool root_began_ = false;  // its first exec has been seen
  bool root_ended_ = false;
  int root_status_ = 0;
  int refused_ = 0;
  bool releasing_ = false;
  std::uint64_t give_up_ns_ = 0;  // when releasing ends
  bool killing_ = false;
  std::uint64_t stops_ = 0;
  std::uint64_t untraced_clones_ = 0;  // that had their flag cleared
  pid_t first_untraced_ = 0;           // who made the first of them
  std::uint64_t system_ns_ = 0;        // of the thread whose stop is served
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_TRACER_H_
