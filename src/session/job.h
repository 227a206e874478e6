// Job: one run, as the tracer is to carry it out; and the tracer's own work, in whichever process
// that is.
#ifndef SYSASSERT_SESSION_JOB_H_
#define SYSASSERT_SESSION_JOB_H_

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "capture/store.h"
#include "capture/writer.h"
#include "engine/launch.h"
#include "engine/outer_filter.h"
#include "sysassert/command.h"
#include "sysassert/record.h"

namespace sysassert::session {

struct Job {
  enum class Kind { kCommand, kFunction, kObservation, kAttachment } kind = Kind::kCommand;
  std::string command_text;    // shell-quoted, for the reader
  std::string cwd, home;       // of the command
  engine::LaunchSpec launch;   // kCommand, kFunction (its descriptors and mask)
  std::function<void()> body;  // kFunction: runs in the child, markers and all
  int observed_tid = 0;        // kObservation
  bool other_threads = false;  // kObservation: its process has others, which nobody looks at
  int attached_pid = 0;        // kAttachment
  std::uint32_t nonce = 0;     // of the markers
  Watch watch;
  bool use_filter = true;
  engine::OuterFilter outer_filter = engine::OuterFilter::kDistrusted;
  bool deny_io_uring = false;
  bool hide_vdso = false;
  bool wait_for_orphans = true;
  std::chrono::milliseconds deadline{0};  // 0: none
  std::vector<BlindSpot> accepted;
  std::vector<std::string> notes;
  capture::Store store;
};

// How the world outside the tracer takes part in a run.
class Host {
 public:
  virtual ~Host() = default;
  virtual void OnStarted(int root_pid) = 0;
  // What is wanted of the run since the last call. `hangup`: nobody waits for it any more.
  struct Wish {
    int signal = 0;     // to the root
    bool kill = false;  // everyone; what was attached is let go instead
  };
  virtual Wish TakeWish() = 0;
  // The root is launched and waits at its gate: what only its launch needed may be let go.
  virtual void OnForked(const std::vector<int>& keep) = 0;
};

// Does the run begin with what this library starts?
constexpr bool Launches(Job::Kind kind) {
  return kind == Job::Kind::kCommand || kind == Job::Kind::kFunction;
}

// Launches (or seizes) and traces until the run is over. Blocks. The Error is the environment's
// refusal; the program's own failures are in the recording.
Status RunJob(const Job& job, Host& host);

// The job of a command: environment, search, notes. Opens its files; `files` is filled with
// descriptors for the caller to close.
Result<Job> PrepareCommand(const Command& command, const Watch& watch, std::vector<int>* files);

// Writes what the recording of a job begins with: the command, where it runs and what it is given.
void Describe(const Job& job, capture::Writer* writer);

std::string ShellQuote(const std::string& word);

}  // namespace sysassert::session

#endif  // SYSASSERT_SESSION_JOB_H_
