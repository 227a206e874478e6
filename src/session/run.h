// LiveRun: a run from the test's side: its tracer process, its growing recording, its captured
// output.
#ifndef SYSASSERT_SESSION_RUN_H_
#define SYSASSERT_SESSION_RUN_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "capture/recording.h"
#include "session/job.h"
#include "session/output_capture.h"
#include "session/tracer_process.h"
#include "sysassert/trace.h"

namespace sysassert::session {

class LiveRun {
 public:
  // Each returns once the root has been started under the tracer (a command: launched, and its exec
  // not yet known to have succeeded).
  static Result<std::unique_ptr<LiveRun>> OfCommand(const Command& command, const Watch& watch);
  static Result<std::unique_ptr<LiveRun>> OfJob(Job job);
  static std::unique_ptr<LiveRun> Refused(
      Error error);  // a run that never was: every use answers the error
  ~LiveRun();

  // Waits for the end and returns the trace.
  Result<Trace> Finish();
  Result<Trace> Stop(int signal, std::chrono::milliseconds grace);
  void Signal(int signal);
  void Kill();  // everyone; async-signal-safe once the run has begun
  int root_pid() const { return root_pid_; }
  // The next finished call that matches, in the order of their entry. `wanted` describes it in the
  // error.
  Result<Call> WaitFor(const std::function<bool(const Call&)>& matches, const std::string& wanted,
                       std::chrono::milliseconds timeout);

 private:
  LiveRun() = default;
  Status Begin(Job job);
  void Note(const TracerProcess::Said& said);
  bool Search(const std::function<bool(const Call&)>& matches, Call* found);
  void SleepUntilProgress(std::uint32_t seen, std::chrono::milliseconds most);
  void AwaitEnd();

  std::unique_ptr<TracerProcess> tracer_;
  std::shared_ptr<capture::Recording> recording_;
  capture::Store store_;
  std::unique_ptr<OutputCapture> out_, err_;
  std::vector<BlindSpot> accepted_;
  bool blocking_ = false;
  int root_pid_ = 0;
  bool over_ = false;
  bool launched_ = false;               // by its tracer, so that it may be killed
  std::chrono::milliseconds limit_{0};  // the run's deadline, from its start on; 0: none
  std::atomic<bool> kill_asked_{false};
  std::optional<Error> error_;
  std::size_t searched_ = 0;            // calls before it have been looked at
  std::vector<std::size_t> in_flight_;  // of those, the ones that had not ended
};

}  // namespace sysassert::session

#endif  // SYSASSERT_SESSION_RUN_H_
