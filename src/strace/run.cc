#include "strace/run.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "capture/served.h"
#include "decode/strings.h"
#include "engine/attention.h"
#include "engine/filter.h"
#include "engine/kernel.h"
#include "engine/launch.h"
#include "engine/memory.h"
#include "engine/outer_filter.h"
#include "engine/tracer.h"
#include "strace/daemon.h"
#include "strace/debug.h"
#include "strace/patience.h"
#include "strace/program.h"
#include "strace/streamer.h"
#include "strace/tips.h"

namespace sysassert::strace {
namespace {

constexpr std::chrono::milliseconds kTick{10};  // how late a file or a terminal may be

Error Refused(std::string message) { return {std::move(message), 0, "", ""}; }

// Prints an error as strace does; 1.
int Complain(const std::string& program_name, const Error& error) {
  if (!error.operation.empty()) fmt::print(stderr, "{}: {}\n", program_name, error.operation);
  if (!error.remedy.empty())
    fmt::print(stderr, "Try '{} -h' for more information.\n", program_name);
  return 1;
}

std::string RefusedSeize(pid_t pid, const Error& error) {
  return fmt::format("attach: ptrace(PTRACE_SEIZE, {}): {}", pid, strerror(error.error_number));
}

// What -P names, as given and as it resolves.
std::vector<std::string> WatchedPaths(const Options& options) {
  std::vector<std::string> paths;
  for (const std::string& path : options.paths) {
    paths.push_back(path);
    char real[PATH_MAX];
    if (realpath(path.c_str(), real) == nullptr || path == real) continue;
    if (!options.quiet.path_resolution)
      fmt::print(stderr, "{}: Requested path {} resolved into {}\n", options.program_name,
                 decode::Quote(path), decode::Quote(real));
    paths.emplace_back(real);
  }
  return paths;
}

// The wait status of the program as our own end.
int EndAs(int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  const int signal = WTERMSIG(status);
  const rlimit no_core{0, 0};  // the program has left one, if it was to
  setrlimit(RLIMIT_CORE, &no_core);
  std::signal(signal, SIG_DFL);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, signal);
  sigprocmask(SIG_UNBLOCK, &one, nullptr);
  raise(signal);
  return 128 + signal;
}

class Run {
 public:
  // `kernel_log`: null where it is not wanted.
  Run(const Options& options, Output& output, KernelLog* kernel_log)
      : options_(options),
        output_(output),
        streamer_(options, output, memory_, WatchedPaths(options), kernel_log),
        debug_(options.program_name, streamer_) {}

  // The wait status to end with.
  Result<int> UntilTheEnd() {
    WarnOfFilter();
    if (Status prepared = Prepare(); !prepared.ok()) return prepared.error();
    tracer_.emplace(options_.summary.wanted ? engine::MeasuringKernel() : engine::RealKernel(),
                    options_.debug ? static_cast<events::Observer&>(debug_) : streamer_,
                    tracer_options_);
    if (spec_) {
      if (Status launched = Launch(); !launched.ok()) return launched.error();
    }
    for (const int pid : options_.attach) Attach(pid);
    if (tracer_->threads() == 0) return kFailed;
    const int stopped_by = Follow();
    streamer_.Flush();
    streamer_.ShowHints();
    if (options_.tell_fallbacks) TellFallbacks();
    if (options_.tips) fmt::print(stderr, "{}", TipText(*options_.tips));
    if (options_.summary.wanted) output_.Write(0, streamer_.summary().Text(options_.summary));
    output_.Flush();
    if (const int refused = tracer_->refused(); refused != 0)
      return Refused(fmt::format("ptrace(PTRACE_GET_SYSCALL_INFO): {}", strerror(refused)));
    if (streamer_.exec_refused() != 0) return kFailed;
    if (launched_) {
      if (auto failure = launched_->Failure(spec_->program); failure)
        return Refused(failure->Message());
    }
    return stopped_by != 0 ? stopped_by : tracer_->root_status();
  }

 private:
  static constexpr int kFailed = 1 << 8;  // exit status 1

  Status Prepare() {
    tracer_options_.find_main = false;
    tracer_options_.exit_stops = true;
    tracer_options_.hide_vdso = options_.hide_vdso;
    tracer_options_.is_code_unready = capture::RunsServedProgram;
    tracer_options_.follow = options_.follow;
    tracer_options_.other_children = true;
    tracer_options_.kill_on_exit = options_.kill_on_exit;
    tracer_options_.release_at_exec = options_.detach_on_exec;
    if (options_.command.empty()) return Unit{};
    auto program = ProgramOf(options_);
    if (!program.ok()) return program.error();
    spec_ = std::move(program).value();
    if (!MayFilter()) return Unit{};
    Interest interest;
    interest.Add(options_.calls.calls[0] | options_.calls.calls[1]);
    const auto outer =
        options_.seccomp_filter ? engine::OuterFilter::kTried : engine::OuterFilter::kDistrusted;
    unfiltered_ = engine::WhyNoFilter(interest, outer);
    if (unfiltered_ && !options_.seccomp_filter) *unfiltered_ += " (--seccomp-bpf)";
    if (unfiltered_) return Unit{};
    tracer_options_.filter_mark = engine::DrawFilterMark();
    spec_->filter = engine::CompileFilter(interest, tracer_options_.filter_mark);
    tracer_options_.filtered = tracer_options_.await_filter = true;
    return Unit{};
  }

  // A child that is not followed would inherit the filter, and fail where it asks us, as would one
  // that is let go; what is attached has none; and a signal goes with no stop of a filter's.
  bool MayFilter() const {
    return options_.follow && !options_.calls.unknown && options_.attach.empty() &&
           !options_.detach_on_exec && options_.call_limit == UINT64_MAX &&
           options_.injections.empty() && options_.daemonize == 0;
  }

  Status Launch() {
    if (options_.daemonize > 0) return LaunchBeside();
    auto launched = engine::Launch(*spec_);
    if (!launched.ok()) return Refused(launched.error().Message());
    launched_.emplace(std::move(launched).value());
    const pid_t pid = launched_->pid();
    if (Status seized = tracer_->Seize(pid, true); !seized.ok()) {
      kill(pid, SIGKILL);  // it waits at its gate, untraced
      waitpid(pid, nullptr, __WALL);
      return Refused(RefusedSeize(pid, seized.error()));
    }
    launched_->OpenGate();
    return Unit{};
  }

  void Attach(int pid) {
    const std::size_t before = tracer_->threads();
    if (Status attached = tracer_->Attach(pid, options_.follow); !attached.ok()) {
      fmt::print(stderr, "{}: {}\n", options_.program_name, RefusedSeize(pid, attached.error()));
      return;
    }
    const std::size_t threads = tracer_->threads() - before;
    if (options_.quiet.attach) return;
    fmt::print(stderr, "{}: Process {} attached{}\n", options_.program_name, pid,
               threads > 1 ? fmt::format(" with {} threads", threads) : "");
  }

  // The program takes this process's place, and what goes on from here is its grandchild.
  Status LaunchBeside() {
    auto program = BecomeGrandchild(*spec_, options_.daemonize);
    if (!program.ok()) return program.error();
    if (Status seized = tracer_->Seize(program->pid(), true); !seized.ok())
      return Refused(RefusedSeize(program->pid(), seized.error()));
    if (!options_.quiet.attach)
      fmt::print(stderr, "{}: Process {} attached\n", options_.program_name, program->pid());
    program->OpenGate();
    return Unit{};
  }

  // What is asked for by name, and has nothing to leave out.
  void WarnOfFilter() const {
    const CallSet all = CallSet::All();
    if (options_.seccomp_filter && options_.calls.calls[0] == all.calls[0])
      fmt::print(stderr,
                 "{}: Seccomp filter is requested but there are no syscalls to filter.  See -e "
                 "trace to filter syscalls.\n",
                 options_.program_name);
  }

  // Where the trace of a command goes to a file it is the program alone that a terminal
  // interrupts, as strace has it.
  Interruptible HowInterruptible() const {
    if (options_.interruptible) return *options_.interruptible;
    return !options_.output.empty() && options_.attach.empty() ? Interruptible::kNever
                                                               : Interruptible::kWaiting;
  }

  // A signal to us goes to the program: its end ends us. What was there before us goes on without
  // us. Answers the signal that made us let go.
  int Follow() {
    const std::initializer_list<int> fatal{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    const Interruptible how = HowInterruptible();
    if (!options_.output.empty())
      std::signal(SIGPIPE, SIG_IGN);  // a command that ends loses lines; the rest goes on
    if (how >= Interruptible::kNever) {
      for (const int signal : fatal) std::signal(signal, SIG_IGN);
    }
    if (how == Interruptible::kNeverNorStopped) std::signal(SIGTSTP, SIG_IGN);
    const engine::Attention attention(
        kTick, how == Interruptible::kWaiting ? fatal : std::initializer_list<int>{});
    int stopped_by = 0;
    tracer_->Run([&] {
      if (streamer_.over()) tracer_->Detach();
      if (!engine::Attention::Wanted()) return;
      tracer_->Tick();
      streamer_.Flush();
      const int signal = engine::Attention::StopSignal();
      if (signal == 0 || stopped_by != 0) return;
      stopped_by = signal;
      tracer_->SignalRoot(signal);
      if (!options_.attach.empty()) tracer_->Detach();
    });
    return options_.attach.empty() ? 0 : stopped_by;
  }

  // Nothing where all went as meant, as with strace.
  void TellFallbacks() {
    const auto tell = [this](const std::string& note) {
      fmt::print(stderr, "{}: note: {}\n", options_.program_name, note);
    };
    if (unfiltered_) tell(*unfiltered_);
    if (!tracer_->full_stops_remark().empty()) tell(tracer_->full_stops_remark());
    for (const std::string& remark : tracer_->placement_remarks()) tell("placement: " + remark);
    if (!launched_) return;
    if (const int refused = launched_->filter_refused(); refused != 0)
      tell(engine::FilterRefusedText(refused));
    if (launched_->no_new_privileges()) tell(std::string(engine::kNoNewPrivilegesSet));
  }

  const Options& options_;
  Output& output_;
  engine::ProcessMemory memory_;
  Streamer streamer_;
  Debug debug_;                             // between the engine and the streamer, with -d
  std::optional<engine::LaunchSpec> spec_;  // none: nothing is launched
  engine::TracerOptions tracer_options_;
  std::optional<std::string> unfiltered_;  // why there is no filter of ours
  std::optional<engine::Launched> launched_;
  std::optional<engine::Tracer> tracer_;
};

}  // namespace

int Main(const std::string& program_name, const std::vector<std::string>& words) {
  auto parsed = [&] {
    const Patience patience(program_name);
    return ParseOptions(program_name, words, [&](const std::string& sentence) {
      fmt::print(stderr, "{}: {}\n", program_name, sentence);
    });
  }();
  if (!parsed.ok()) return Complain(program_name, parsed.error());
  if (parsed->stop) return 0;
  const Options& options = parsed->options;
  if (!options.user.empty()) {
    if (Status known = CheckUser(options.user); !known.ok())
      return Complain(program_name, known.error());
  }
  tables::SpellConstants(options.constants);
  auto output = Output::Open(options);
  if (!output.ok()) return Complain(program_name, output.error());
  std::optional<KernelLog> kernel_log;
  if (options.kernel_log) {
    auto source = OpenKernelLog();
    if (!source.ok()) return Complain(program_name, source.error());
    kernel_log.emplace(std::move(source).value());
  }
  auto ended = Run(options, *output.value(), kernel_log ? &*kernel_log : nullptr).UntilTheEnd();
  if (!ended.ok()) return Complain(program_name, ended.error());
  output.value().reset();  // a command that reads the trace has it all before we end
  return EndAs(ended.value());
}

}  // namespace sysassert::strace
