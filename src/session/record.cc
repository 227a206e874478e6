#include "sysassert/record.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <utility>

#include "capture/recording.h"
#include "decode/printable.h"
#include "events/markers.h"
#include "session/run.h"
#include "session/trace_data.h"
#include "session/tracer_process.h"
#include "sysassert/test_framework.h"
#include "tables/sets.h"

namespace sysassert {
namespace {

using session::Job;
using session::LiveRun;

TestFramework* framework = nullptr;

std::uint32_t NextNonce() {
  static std::atomic<std::uint32_t> counter{1};
  return (static_cast<std::uint32_t>(getpid()) << 8U) ^ counter.fetch_add(1);
}

void MakeMarker(std::uint32_t nonce, events::Marker marker) {
  syscall(SYS_prctl, events::kMarkerOption, nonce, static_cast<unsigned long>(marker), 0, 0);
}

// A blind spot that hides calls fails the recording itself: gMock's Not is two-valued, so that
// honesty cannot live in a matcher alone.
Trace Judged(Result<Trace> result, const Here& here) {
  if (!result.ok()) {
    FailTest("cannot record: " + result.error().Message(), here);
    return Trace::Data::Invalid(result.error());
  }
  for (const BlindSpotReport& spot : result->blind_spots()) {
    if (spot.accepted || IsWeak(spot.spot)) continue;
    std::string message = "inconclusive: the run of `" + decode::Printable(result->command()) +
                          "` had a blind spot, " + std::string(NameOf(spot.spot)) + "\n  cause   " +
                          decode::Printable(spot.cause);
    if (!spot.remedy.empty()) message += "\n  remedy  " + spot.remedy;
    FailTest(message + "\n  accept  Command::Accept(BlindSpot), if it cannot matter here", here);
  }
  return std::move(result).value();
}

int ThreadsHere() {
  int threads = 0;
  std::error_code ignored;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator("/proc/self/task", ignored))
    ++threads;
  return threads;
}

Result<int> ReportFile() {
  const int fd = memfd_create("sysassert-report", MFD_CLOEXEC);
  if (fd < 0) return Error{"memfd_create for the test's report", errno, "", "raise ulimit -n"};
  return fd;
}

void WriteAll(int fd, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = write(fd, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    done += static_cast<std::size_t>(written);
  }
}

std::string ReadAll(int fd) {
  std::string bytes;
  char chunk[4096];
  ssize_t got;
  while ((got = pread(fd, chunk, sizeof chunk, static_cast<off_t>(bytes.size()))) > 0)
    bytes.append(chunk, static_cast<std::size_t>(got));
  return bytes;
}

// In the forked child: the lambda between its markers, then what the test framework saw of it.
void RunBody(const std::function<void()>& body, std::uint32_t nonce, int report) {
  const auto marked = [&] {
    struct Markers {
      std::uint32_t nonce;
      explicit Markers(std::uint32_t run) : nonce(run) {
        MakeMarker(nonce, events::Marker::kBegin);
      }
      ~Markers() { MakeMarker(nonce, events::Marker::kEnd); }
    } markers(nonce);
    body();
  };
  if (framework != nullptr) {
    WriteAll(report, framework->RunInChild(marked));
  } else {
    marked();
  }
  std::fflush(nullptr);
  _exit(0);
}

}  // namespace

void SetTestFramework(TestFramework* installed) { framework = installed; }
TestFramework* GetTestFramework() { return framework; }

void FailTest(const std::string& message, const Here& here) {
  if (framework != nullptr) {
    framework->Fail(message, here);
  } else {
    std::fprintf(stderr, "%s:%d: sysassert: %s\n", here.file, here.line, message.c_str());
  }
}

Watch WatchingCalls(const SysnoSet& calls) {
  Interest interest;
  interest.Add(calls);
  if (tables::TakeFiles(calls)) interest.FollowDescriptors();
  return WatchingFor(interest);
}

Watch WatchingFor(const Interest& interest) {
  Watch watch;
  watch.interest = interest;
  return watch;
}

Result<Trace> TryRecord(const Command& command, const Watch& watch) {
  auto run = LiveRun::OfCommand(command, watch);
  if (!run.ok()) return run.error();
  return run.value()->Finish();
}

Result<Trace> TryRecord(const std::function<void()>& body, const Watch& watch) {
  auto report = ReportFile();
  if (!report.ok()) return report.error();
  const int fd = report.value();
  Job job;
  job.kind = Job::Kind::kFunction;
  job.command_text = "<lambda>";
  job.watch = watch;
  job.nonce = NextNonce();
  job.deadline = std::chrono::seconds(60);
  job.body = [&] { RunBody(body, job.nonce, fd); };
  if (const int threads = ThreadsHere(); threads > 1) {
    job.notes.push_back("the test program had " + std::to_string(threads) +
                        " threads at the fork: only the calling one lives on in the child; a "
                        "program run with Command() has no such limit");
  }
  std::fflush(nullptr);  // else what is buffered here is written twice
  auto run = LiveRun::OfJob(std::move(job));
  Result<Trace> result = run.ok() ? run.value()->Finish() : Result<Trace>(run.error());
  const std::string bytes = ReadAll(fd);
  close(fd);
  if (framework != nullptr && !bytes.empty()) framework->Replay(bytes);
  return result;
}

Result<Trace> TryObserve(const std::function<void()>& body) {
  Job job;
  job.kind = Job::Kind::kObservation;
  job.command_text = "<observed code>";
  job.nonce = NextNonce();
  job.observed_tid = static_cast<int>(syscall(SYS_gettid));
  const std::uint32_t nonce = job.nonce;
  job.other_threads = ThreadsHere() > 1;
  auto run = LiveRun::OfJob(std::move(job));
  if (!run.ok()) return run.error();
  std::exception_ptr thrown;
  MakeMarker(nonce, events::Marker::kBegin);
  try {
    body();
  } catch (...) {
    thrown = std::current_exception();
  }
  MakeMarker(nonce, events::Marker::kEnd);
  Result<Trace> result = run.value()->Finish();
  if (thrown) std::rethrow_exception(thrown);
  return result;
}

Trace Record(const Command& command, const Watch& watch, Here here) {
  return Judged(TryRecord(command, watch), here);
}
Trace Record(const std::function<void()>& body, const Watch& watch, Here here) {
  return Judged(TryRecord(body, watch), here);
}
Trace Observe(const std::function<void()>& body, Here here) {
  return Judged(TryObserve(body), here);
}

struct Running::State {
  std::unique_ptr<LiveRun> run;
  bool attached = false;
};

Running::Running(std::unique_ptr<State> state) : state_(std::move(state)) {}
Running::Running(Running&&) noexcept = default;
Running& Running::operator=(Running&&) noexcept = default;
Running::~Running() = default;

Result<Running> TryStart(const Command& command, const Watch& watch) {
  auto run = LiveRun::OfCommand(command, watch);
  if (!run.ok()) return run.error();
  auto state = std::make_unique<Running::State>();
  state->run = std::move(run).value();
  return Running(std::move(state));
}

namespace {

// Where it could not be had, one that answers every use with the error.
Running Usable(Result<Running> running, const char* attempt, const Here& here) {
  if (running.ok()) return std::move(running).value();
  FailTest(std::string("cannot ") + attempt + ": " + running.error().Message(), here);
  auto state = std::make_unique<Running::State>();
  state->run = LiveRun::Refused(running.error());
  return Running(std::move(state));
}

}  // namespace

Running Start(const Command& command, const Watch& watch, Here here) {
  return Usable(TryStart(command, watch), "start", here);
}

Result<Running> TryAttach(int pid, const Watch& watch) {
  Job job;
  job.kind = Job::Kind::kAttachment;
  job.command_text = "process " + std::to_string(pid);
  job.watch = watch;
  job.attached_pid = pid;
  job.notes.push_back(job.command_text + " was attached: what it did before was not seen");
  auto run = LiveRun::OfJob(std::move(job));
  if (!run.ok()) return run.error();
  auto state = std::make_unique<Running::State>();
  state->run = std::move(run).value();
  state->attached = true;
  return Running(std::move(state));
}

Running Attach(int pid, const Watch& watch, Here here) {
  return Usable(TryAttach(pid, watch), "attach", here);
}

Trace Running::Detach(Here here) {
  if (state_->attached) return Judged(state_->run->Stop(0, std::chrono::milliseconds(0)), here);
  const Error refused{"detach from process " + std::to_string(pid()), 0,
                      "it was launched here, and ends with its tracer", "Stop() or Wait()"};
  return Judged(refused, here);
}

Result<Call> Running::TryWaitFor(const std::function<bool(const Call&)>& matches,
                                 const std::string& wanted, std::chrono::milliseconds timeout) {
  return state_->run->WaitFor(matches, wanted, timeout);
}

int Running::pid() const { return state_->run->root_pid(); }
void Running::Signal(int signal) { state_->run->Signal(signal); }
Trace Running::Stop(int signal, std::chrono::milliseconds grace, Here here) {
  return Judged(state_->run->Stop(signal, grace), here);
}
Trace Running::Wait(Here here) { return Judged(state_->run->Finish(), here); }

}  // namespace sysassert
