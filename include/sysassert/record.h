// Record, Start, Observe: run code under the tracer and get its Trace.
#ifndef SYSASSERT_RECORD_H_
#define SYSASSERT_RECORD_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sysassert/command.h"
#include "sysassert/interest.h"
#include "sysassert/result.h"
#include "sysassert/rules.h"
#include "sysassert/test_framework.h"
#include "sysassert/trace.h"

namespace sysassert {

// What must be seen. Everything by default; a narrower interest is faster (calls of no interest
// never stop), and asking such a trace about anything else fails. What would blind us stops always.
struct Watch {
  Interest interest = Interest::Everything();
  std::uint32_t buffer_bytes = 32;  // copied of the head of each buffer, as strace -s
  // Asked at the entry of every watched call, in the tracer's own process: the errno to refuse it
  // with, or 0 to let it run. A refused call never reaches the kernel, and its origin is kDenied.
  // Another thread of the program may change what a pointer argument names after it was asked: this
  // is for tests, and no sandbox.
  using Refuse = std::function<int(const Call&)>;
  // Makes it as the run begins; `run` knows the command, its directory and environment, and no call
  // yet. Null: nothing is refused.
  std::function<Result<Refuse>(const Trace& run)> refuser;
};
Watch WatchingCalls(const SysnoSet& calls);  // whatever their arguments, and what descriptors name
Watch WatchingFor(const Interest& interest);

// Runs the command to its end (see Command::Deadline) and returns its trace. Blocks. Where tracing
// is impossible, or a blind spot that hides calls was not accepted, the test framework in use (see
// test_framework.h) gets a failure; in the first case the Trace is invalid.
Trace Record(const Command& command, const Watch& watch = {}, Here here = Here::Current());
// Runs `body` in a forked child. Its test failures and exceptions are replayed here. Not returned:
// variables, mock call counts.
Trace Record(const std::function<void()>& body, const Watch& watch = {},
             Here here = Here::Current());
// The same, with the refusal as a value and no failure added.
Result<Trace> TryRecord(const Command& command, const Watch& watch = {});
Result<Trace> TryRecord(const std::function<void()>& body, const Watch& watch = {});
// Runs `body` here, on this thread, which is traced meanwhile; state is kept.
Trace Observe(const std::function<void()>& body, Here here = Here::Current());
Result<Trace> TryObserve(const std::function<void()>& body);

// A program that runs while the test goes on: a server. Move-only; its destructor kills what still
// runs.
class Running {
 public:
  Running(Running&&) noexcept;
  Running& operator=(Running&&) noexcept;
  ~Running();

  // The first call that matches and has returned, seen so far or within `timeout`; on timeout or
  // end of the program a failure is added and an empty Call (recording() == nullptr) returned. Each
  // WaitFor looks on after the call that the last one returned.
  Call WaitFor(const Pattern& pattern, std::chrono::milliseconds timeout,
               Here here = Here::Current());
  Result<Call> TryWaitFor(const Pattern& pattern, std::chrono::milliseconds timeout);
  // The same by any test of a call; `wanted` describes it in the error.
  Result<Call> TryWaitFor(const std::function<bool(const Call&)>& matches,
                          const std::string& wanted, std::chrono::milliseconds timeout);
  int pid() const;          // of the root process
  void Signal(int signal);  // to the root process
  // Sends `signal`, waits up to `grace`, then kills; returns the trace.
  Trace Stop(int signal = 15, std::chrono::milliseconds grace = std::chrono::seconds(10),
             Here here = Here::Current());
  Trace Wait(Here here = Here::Current());  // until it ends by itself
  // Of an attached process alone: it goes on untraced, in the state it is in. Stop does the same
  // once the grace is over, and so does the destructor.
  Trace Detach(Here here = Here::Current());

  struct State;
  explicit Running(std::unique_ptr<State> state);

 private:
  std::unique_ptr<State> state_;
};
Running Start(const Command& command, const Watch& watch = {}, Here here = Here::Current());
Result<Running> TryStart(const Command& command, const Watch& watch = {});

// Traces a process that is there already, with all its threads and whom it makes from now on; each
// call stops it, since it has no filter of ours. It may be stopped, asleep in a call (which is seen
// as it goes on) or in a vfork(2). What it did before is not in the trace. It outlives us, and is
// let go where the tracer ends. The Error's number is ESRCH (no such process) or EPERM (a tracer
// has it already, or the kernel forbids it: `remedy` says which).
Running Attach(int pid, const Watch& watch = {}, Here here = Here::Current());
Result<Running> TryAttach(int pid, const Watch& watch = {});

// Can this machine trace? Runs a small child through every step; the Error names the first step
// that fails, and its remedy.
struct TracingReport {
  std::vector<std::pair<std::string, std::string>> steps;  // step → "ok" or what it said
  std::vector<std::string> notes;  // facts: kernel, Yama scope, seccomp, capabilities
};
Result<TracingReport> ProbeTracing();

}  // namespace sysassert

#endif  // SYSASSERT_RECORD_H_
