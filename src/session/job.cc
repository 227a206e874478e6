#include "session/job.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "capture/recorder.h"
#include "capture/recording.h"
#include "capture/served.h"
#include "capture/watched.h"
#include "capture/writer.h"
#include "engine/attention.h"
#include "engine/filter.h"
#include "engine/kernel.h"
#include "engine/memory.h"
#include "engine/outer_filter.h"
#include "engine/tracer.h"
#include "engine/vdso.h"
#include "session/probe.h"
#include "session/trace_data.h"
#include "tables/row.h"

namespace sysassert::session {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick{5};  // how late a wish or the deadline may be seen

std::string Joined(const std::vector<std::string>& parts, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < parts.size() && i < limit; ++i)
    text += (i == 0 ? "" : ", ") + parts[i];
  if (parts.size() > limit) text += " and " + std::to_string(parts.size() - limit) + " more";
  return text;
}

// Carries out one job; what it needs lives as long as it does.
class Runner {
 public:
  Runner(const Job& job, Host& host) : job_(job), host_(host) {}

  Status Run() {
    if (Status opened = OpenRecording(); !opened.ok()) return opened;
    Status status = Launch();
    if (status.ok()) {
      engine::Attention attention(kTick, {});
      tracer_->Run([this] { Attend(); });
      status = Judge();
      TellOfVsyscalls();
      TellHowItWasTraced();
    }
    recorder_->Finish();
    return status;
  }

 private:
  Status OpenRecording() {
    auto writer = capture::Writer::Create(job_.store);
    if (!writer.ok()) return writer.error();
    writer_ = std::move(writer).value();
    Describe(job_, writer_.get());
    if (job_.hide_vdso) {
      writer_->SetVdsoHidden();
    } else if (std::find(job_.accepted.begin(), job_.accepted.end(), BlindSpot::kVdso) !=
               job_.accepted.end()) {
      writer_->AddBlindSpot(BlindSpot::kVdso, true, capture::kVdsoAnswers);
    }
    if (job_.other_threads) {
      writer_->AddBlindSpot(BlindSpot::kOtherThreads, false,
                            "other threads of this process ran while one was observed");
    }
    for (const std::string& note : job_.notes) writer_->AddNote(note);
    capture::Recorder::Options options;
    options.interest = job_.watch.interest;
    options.begin = job_.kind == Job::Kind::kCommand      ? capture::Recorder::Begin::kAtExec
                    : job_.kind == Job::Kind::kAttachment ? capture::Recorder::Begin::kAtOnce
                                                          : capture::Recorder::Begin::kAtMarker;
    options.nonce = job_.nonce;
    options.detach_at_end_marker = job_.kind == Job::Kind::kObservation;
    options.deny_io_uring = job_.deny_io_uring;
    options.accepted = job_.accepted;
    options.string_limit = job_.watch.buffer_bytes;
    if (job_.watch.refuser) {
      auto refuse = MakeRefuser();
      if (!refuse.ok()) return refuse.error();
      options.refuse = std::move(refuse).value();
    }
    recorder_ = std::make_unique<capture::Recorder>(*writer_, memory_, std::move(options));
    return Unit{};
  }

  // Asks about a call through a reader of the recording that is being written.
  Result<std::function<int(std::uint32_t)>> MakeRefuser() {
    auto reader = capture::Recording::Open(job_.store.memory_fd, job_.store.disk_fd);
    if (!reader.ok()) return reader.error();
    const std::shared_ptr<capture::Recording> recording = std::move(reader).value();
    recording->SetLive();
    auto run = std::make_shared<RunData>();
    run->recording = recording;
    auto refuse = job_.watch.refuser(Trace::Data::Of(std::move(run)));
    if (!refuse.ok()) return refuse.error();
    return std::function<int(std::uint32_t)>(
        [recording, asked = std::move(refuse).value()](std::uint32_t index) {
          return recording->Refresh().ok() ? asked(Call(recording, index)) : 0;
        });
  }

  // A refusal, with what the machine says of its cause.
  Status Explained(const Status& refused) const {
    Error error = refused.error();
    ExplainRefusal(error, job_.attached_pid);
    return error;
  }

  Status Launch() {
    engine::TracerOptions options;
    options.wait_for_orphans = job_.wait_for_orphans;
    options.find_main = Launches(job_.kind);
    options.hide_vdso = job_.hide_vdso;
    options.is_code_unready = capture::RunsServedProgram;
    engine::LaunchSpec spec = job_.launch;
    // Where every call is of interest, a filter saves nothing; but it sees what a vsyscall asks.
    const bool filter_serves = !job_.watch.interest.everything() || job_.hide_vdso;
    if (Launches(job_.kind) && job_.use_filter && filter_serves) {
      if (const auto reason = engine::WhyNoFilter(job_.watch.interest, job_.outer_filter)) {
        writer_->AddTracingNote(*reason + (job_.outer_filter == engine::OuterFilter::kDistrusted
                                               ? " (--trust-outer-filter)"
                                               : ""));
      } else {
        options.filter_mark = engine::DrawFilterMark();
        spec.filter = engine::CompileFilter(job_.watch.interest, options.filter_mark);
        options.filtered = options.await_filter = has_filter_ = true;
      }
    }
    options.kill_on_exit = Launches(job_.kind);
    tracer_ = std::make_unique<engine::Tracer>(engine::RealKernel(), *recorder_, options);
    if (job_.kind == Job::Kind::kObservation) {
      if (Status seized = tracer_->Seize(job_.observed_tid, false); !seized.ok())
        return Explained(seized);
      host_.OnForked({});
      host_.OnStarted(job_.observed_tid);
      return Unit{};
    }
    if (job_.kind == Job::Kind::kAttachment) {
      if (Status attached = tracer_->Attach(job_.attached_pid, true); !attached.ok())
        return Explained(attached);
      host_.OnForked({});
      host_.OnStarted(job_.attached_pid);
      return Unit{};
    }
    auto launched = job_.kind == Job::Kind::kCommand ? engine::Launch(spec)
                                                     : engine::LaunchFunction(spec, job_.body);
    if (!launched.ok()) return launched.error();
    launched_ = std::make_unique<engine::Launched>(std::move(launched).value());
    host_.OnForked(launched_->descriptors());
    if (Status seized = tracer_->Seize(launched_->pid(), true); !seized.ok()) {
      kill(launched_->pid(), SIGKILL);  // it waits at its gate, untraced
      waitpid(launched_->pid(), nullptr, __WALL);
      return Explained(seized);
    }
    if (job_.deadline.count() > 0) deadline_ = steady_clock::now() + job_.deadline;
    launched_->OpenGate();
    host_.OnStarted(launched_->pid());
    return Unit{};
  }

  void Attend() {
    if (!engine::Attention::Wanted()) return;
    tracer_->Tick();
    const Host::Wish wish = host_.TakeWish();
    const bool attached = job_.kind == Job::Kind::kAttachment;
    if (wish.signal != 0 && attached) kill(job_.attached_pid, wish.signal);
    if (wish.signal != 0) tracer_->SignalRoot(wish.signal);
    if (wish.kill && attached) tracer_->Detach();
    if (wish.kill && !attached) tracer_->KillAll();
    if (deadline_ && steady_clock::now() >= *deadline_) {
      deadline_.reset();
      recorder_->OnBlindSpot(
          BlindSpot::kLostEvents, {},
          "the deadline of " + std::to_string(job_.deadline.count()) +
              " ms passed and everything was killed: " + Joined(recorder_->WhereEveryoneIs(), 5));
      tracer_->KillAll();
    }
  }

  // A vDSO that is hidden hides nothing more; the older page stays where it was.
  void TellOfVsyscalls() {
    const bool filter_is_asked =
        has_filter_ && launched_ != nullptr && launched_->filter_refused() == 0;
    if (job_.hide_vdso && !filter_is_asked && engine::HasVsyscallPage())
      recorder_->OnBlindSpot(BlindSpot::kVsyscall, {}, std::string(capture::kVsyscallAnswers));
  }

  void TellHowItWasTraced() {
    writer_->SetStops(tracer_->stops());
    if (!Launches(job_.kind))
      writer_->AddTracingNote("every call stops: a process that was there before has no filter");
    else if (!job_.use_filter)
      writer_->AddTracingNote("every call stops: no filter was wanted (--no-filter)");
    if (!tracer_->full_stops_remark().empty())
      writer_->AddTracingNote(tracer_->full_stops_remark());
    for (const std::string& remark : tracer_->placement_remarks())
      writer_->AddTracingNote("placement: " + remark);
    if (had_no_new_privileges_)
      writer_->AddTracingNote(
          "NO_NEW_PRIVS was set before the run, by who started it: the filter "
          "takes no privilege, and set-id programs gain nothing");
  }

  // Did the run ever begin?
  Status Judge() {
    if (const int refused = tracer_->refused(); refused != 0)
      return Explained(Error{"PTRACE_GET_SYSCALL_INFO", refused, "", ""});
    if (launched_ != nullptr) {
      if (auto failure = launched_->Failure(job_.launch.program); failure) return *failure;
      if (const int refused = launched_->filter_refused(); refused != 0) {
        recorder_->OnNote(engine::FilterRefusedText(refused));
      }
      if (launched_->no_new_privileges()) {
        recorder_->OnNote(std::string(engine::kNoNewPrivilegesSet));
      }
    }
    if (!recorder_->began()) {
      return Error{"start " + job_.command_text, 0, "it was killed before the run began",
                   "run it again; look for the OOM killer"};
    }
    return Unit{};
  }

  const Job& job_;
  Host& host_;
  std::unique_ptr<capture::Writer> writer_;
  engine::ProcessMemory memory_;
  std::unique_ptr<capture::Recorder> recorder_;
  std::unique_ptr<engine::Tracer> tracer_;
  std::unique_ptr<engine::Launched> launched_;
  std::optional<steady_clock::time_point> deadline_;
  bool has_filter_ = false;
  const bool had_no_new_privileges_ = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
};

}  // namespace

void Describe(const Job& job, capture::Writer* writer) {
  std::string environment;
  for (const std::string& variable : job.launch.environment) environment += variable + '\0';
  writer->AddRun(job.command_text, job.cwd, job.home, environment,
                 capture::WatchedText(job.watch.interest));
}

Status RunJob(const Job& job, Host& host) { return Runner(job, host).Run(); }

}  // namespace sysassert::session
