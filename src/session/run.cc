#include "session/run.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <utility>

#include "session/trace_data.h"

namespace sysassert::session {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kForever{-1};
// How long a tracer may take to end after it should, before it counts as held.
constexpr milliseconds kGrace{2000};

void CloseStore(capture::Store& store) {
  for (int* fd : {&store.memory_fd, &store.disk_fd}) {
    if (*fd >= 0) close(std::exchange(*fd, -1));
  }
}

}  // namespace

LiveRun::~LiveRun() {
  tracer_.reset();  // hangs up: what still runs is killed
  CloseStore(store_);
}

std::unique_ptr<LiveRun> LiveRun::Refused(Error error) {
  std::unique_ptr<LiveRun> run(new LiveRun);
  run->over_ = true;
  run->error_ = std::move(error);
  return run;
}

Result<std::unique_ptr<LiveRun>> LiveRun::OfCommand(const Command& command, const Watch& watch) {
  std::vector<int> files;
  auto job = PrepareCommand(command, watch, &files);
  std::unique_ptr<LiveRun> run(new LiveRun);
  Status begun = job.ok() ? Status(Unit{}) : Status(job.error());
  const std::pair<const Stdio*, std::unique_ptr<OutputCapture>*> outputs[] = {
      {&command.std_out(), &run->out_}, {&command.std_err(), &run->err_}};
  for (int i = 0; i < 2 && begun.ok(); ++i) {
    if (outputs[i].first->kind() != Stdio::Kind::kCapture) continue;
    auto capture = OutputCapture::Create();
    if (!capture.ok())
      begun = capture.error();
    else {
      job->launch.stdio[i + 1] = capture.value()->write_end();
      *outputs[i].second = std::move(capture).value();
    }
  }
  if (begun.ok()) begun = run->Begin(std::move(job).value());
  for (int fd : files) close(fd);
  if (!begun.ok()) return begun.error();
  return run;
}

Result<std::unique_ptr<LiveRun>> LiveRun::OfJob(Job job) {
  std::unique_ptr<LiveRun> run(new LiveRun);
  sigprocmask(SIG_BLOCK, nullptr, &job.launch.signal_mask);
  if (Status begun = run->Begin(std::move(job)); !begun.ok()) return begun.error();
  return run;
}

Status LiveRun::Begin(Job job) {
  auto store = capture::CreateUnnamedStore();
  if (!store.ok()) return store.error();
  store_ = job.store = store.value();
  accepted_ = job.accepted;
  blocking_ = job.watch.refuser != nullptr;
  launched_ = Launches(job.kind);
  limit_ = job.deadline;
  if (job.kind != Job::Kind::kCommand) {
    char cwd[4096];
    job.cwd = getcwd(cwd, sizeof cwd) != nullptr ? cwd : "";
    const char* home = std::getenv("HOME");
    job.home = home != nullptr ? home : "";
  }
  auto tracer = TracerProcess::Start(job);
  if (!tracer.ok()) return tracer.error();
  tracer_ = std::move(tracer).value();
  for (OutputCapture* output : {out_.get(), err_.get()}) {
    if (output != nullptr) output->Start();
  }
  const TracerProcess::Said said = tracer_->Listen(kForever);
  Note(said);
  if (error_) return *error_;
  auto recording = capture::Recording::Open(store_.memory_fd, store_.disk_fd);
  if (!recording.ok()) return recording.error();
  recording_ = std::move(recording).value();
  return Unit{};
}

void LiveRun::Note(const TracerProcess::Said& said) {
  using Kind = TracerProcess::Said::Kind;
  if (said.kind == Kind::kStarted) root_pid_ = said.root_pid;
  if (said.kind == Kind::kFinished) over_ = true;
  if (said.kind != Kind::kRefused && said.kind != Kind::kDied) return;
  over_ = true;
  // Once the run has begun, what was recorded until then is a trace that says that it is cut.
  if (said.kind == Kind::kRefused || root_pid_ == 0) error_ = said.error;
}

void LiveRun::Signal(int signal) {
  if (!over_) tracer_->Signal(signal);
}

void LiveRun::Kill() {
  kill_asked_ = true;
  if (!over_) tracer_->Kill();
}

// A page of a file whose filesystem does not answer holds whoever touches it, and no signal ends
// that: neither the deadline nor a wish to kill then reaches the tracer. It may be the run's own
// program that serves the file, so that killing it lets the tracer go on; else the tracer is left
// behind, and what it recorded is a trace that says that it is cut.
void LiveRun::AwaitEnd() {
  std::optional<steady_clock::time_point> end_by;
  if (limit_.count() > 0) end_by = steady_clock::now() + limit_ + kGrace;
  bool freed = false;
  while (!over_) {
    Note(tracer_->Listen(launched_ ? kGrace / 2 : kForever));
    const auto now = steady_clock::now();
    if (!end_by && kill_asked_) end_by = now + kGrace;
    if (over_ || !launched_ || !end_by || now < *end_by || !tracer_->IsHeld()) continue;
    over_ = std::exchange(freed, true);
    if (over_) tracer_->Abandon();
    tracer_->KillTracees();
    end_by = now + kGrace;
  }
}

Result<Trace> LiveRun::Finish() {
  AwaitEnd();
  if (error_) return *error_;
  auto data = std::make_shared<RunData>();
  recording_->SetLive();
  recording_->Conclude(accepted_);
  if (out_ != nullptr) data->std_out = out_->Finish();
  if (err_ != nullptr) data->std_err = err_->Finish();
  if (Status refreshed = recording_->Refresh(); !refreshed.ok()) return refreshed.error();
  data->recording = recording_;
  data->blocking = blocking_;
  return Trace::Data::Of(std::move(data));
}

Result<Trace> LiveRun::Stop(int signal, milliseconds grace) {
  if (!over_ && signal != 0) tracer_->Signal(signal);
  const auto until = steady_clock::now() + grace;
  while (!over_) {
    const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
    if (left.count() <= 0) break;
    Note(tracer_->Listen(left));
  }
  if (!over_) Kill();
  return Finish();
}

bool LiveRun::Search(const std::function<bool(const Call&)>& matches, Call* found) {
  auto finished = [this](std::size_t index) {
    return (recording_->record(index).flags & capture::kFinished) != 0;
  };
  auto take = [&](std::size_t index) {
    Call call(recording_, index);
    if ((recording_->record(index).flags & capture::kHidden) != 0 || !matches(call)) return false;
    *found = call;
    return true;
  };
  for (auto at = in_flight_.begin(); at != in_flight_.end();) {
    if (!finished(*at)) {
      ++at;
      continue;
    }
    const std::size_t index = *at;
    at = in_flight_.erase(at);
    if (take(index)) return true;
  }
  while (searched_ < recording_->size()) {
    const std::size_t index = searched_++;
    if (!finished(index))
      in_flight_.push_back(index);
    else if (take(index))
      return true;
  }
  return false;
}

void LiveRun::SleepUntilProgress(std::uint32_t seen, milliseconds most) {
  const timespec timeout{most.count() / 1000, (most.count() % 1000) * 1'000'000};
  syscall(SYS_futex, &recording_->header().progress, FUTEX_WAIT, seen, &timeout, nullptr, 0);
}

Result<Call> LiveRun::WaitFor(const std::function<bool(const Call&)>& matches,
                              const std::string& wanted, milliseconds timeout) {
  constexpr milliseconds kSlice{100};  // so that the end of the run is seen, too
  if (error_) return *error_;
  const auto until = steady_clock::now() + timeout;
  auto& header = recording_->header();
  header.waiting.fetch_add(1);
  Result<Call> answer = Error{"wait for " + wanted, 0, "", ""};
  while (true) {
    const std::uint32_t seen = header.progress.load(std::memory_order_acquire);
    const bool last = over_;
    Call found;
    if (Status refreshed = recording_->Refresh(); !refreshed.ok()) {
      answer = refreshed.error();
      break;
    }
    if (Search(matches, &found)) {
      answer = found;
      break;
    }
    const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
    if (last || left.count() <= 0) {
      const std::string seen_calls =
          std::to_string(recording_->size()) + " calls seen, none matches";
      if (error_)
        answer = *error_;
      else if (last)
        answer =
            Error{"wait for " + wanted, 0,
                  (recording_->complete() ? "the program ended first; "
                                          : "the tracer ended first, and the program with it; ") +
                      seen_calls,
                  "look at the trace that Wait() returns"};
      else
        answer = Error{"wait for " + wanted, ETIMEDOUT, seen_calls,
                       "a longer timeout, or look at the trace that Stop() returns"};
      break;
    }
    SleepUntilProgress(seen, std::min(left, kSlice));
    Note(tracer_->Listen(milliseconds(0)));
  }
  header.waiting.fetch_sub(1);
  return answer;
}

}  // namespace sysassert::session
