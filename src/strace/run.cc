#include "strace/run.h"

#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "engine/attention.h"
#include "engine/filter.h"
#include "engine/kernel.h"
#include "engine/launch.h"
#include "engine/memory.h"
#include "engine/tracer.h"
#include "strace/streamer.h"

extern char** environ;

namespace sysassert::strace {
namespace {

constexpr std::chrono::milliseconds kTick{50};  // how late a file or a terminal may be

Error Refused(std::string message) { return {std::move(message), 0, "", ""}; }

// Prints an error as strace does; 1.
int Complain(const std::string& program_name, const Error& error) {
  if (!error.operation.empty()) fmt::print(stderr, "{}: {}\n", program_name, error.operation);
  if (!error.remedy.empty())
    fmt::print(stderr, "Try '{} -h' for more information.\n", program_name);
  return 1;
}

// Ours, as -E changes it.
std::vector<std::string> EnvironmentOf(const Options& options) {
  std::vector<std::string> environment;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable)
    environment.emplace_back(*variable);
  for (const std::string& change : options.environment) {
    const std::string name = change.substr(0, change.find('='));
    auto same = environment.begin();
    while (same != environment.end() && same->substr(0, same->find('=')) != name) ++same;
    const bool sets = change.size() > name.size();
    if (same != environment.end() && sets)
      *same = change;
    else if (same != environment.end())
      environment.erase(same);
    else if (sets)
      environment.push_back(change);
  }
  return environment;
}

// The user of -u, with the identity that the file's set-id bits would give.
Result<engine::User> FindUser(const std::string& name, const struct stat& program) {
  if (getuid() != 0) return Refused("You must be root to use the -u/--username option");
  const passwd* entry = getpwnam(name.c_str());
  if (entry == nullptr) return Refused(fmt::format("Cannot find user '{}'", name));
  engine::User user;
  user.uid = entry->pw_uid;
  user.gid = entry->pw_gid;
  user.effective_uid = (program.st_mode & S_ISUID) != 0 ? program.st_uid : user.uid;
  user.effective_gid = (program.st_mode & S_ISGID) != 0 ? program.st_gid : user.gid;
  int count = 64;
  user.groups.resize(static_cast<std::size_t>(count));
  if (getgrouplist(name.c_str(), user.gid, user.groups.data(), &count) < 0) {
    user.groups.resize(static_cast<std::size_t>(count));
    getgrouplist(name.c_str(), user.gid, user.groups.data(), &count);
  }
  user.groups.resize(static_cast<std::size_t>(count));
  return user;
}

// What -P names, as given and as it resolves.
std::vector<std::string> WatchedPaths(const Options& options) {
  std::vector<std::string> paths;
  for (const std::string& path : options.paths) {
    paths.push_back(path);
    char real[PATH_MAX];
    if (realpath(path.c_str(), real) == nullptr || path == real) continue;
    if (!options.quiet.path_resolution)
      fmt::print(stderr, "{}: Requested path '{}' resolved into '{}'\n", options.program_name, path,
                 real);
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
  Run(const Options& options, Output& output)
      : options_(options),
        output_(output),
        streamer_(options, output, memory_, WatchedPaths(options)) {}

  Result<int> UntilTheEnd() {
    if (Status prepared = Prepare(); !prepared.ok()) return prepared.error();
    auto launched = engine::Launch(spec_);
    if (!launched.ok()) return Refused(launched.error().Message());
    engine::Tracer tracer(
        options_.summary.wanted ? engine::MeasuringKernel() : engine::RealKernel(), streamer_,
        tracer_options_);
    if (Status seized = tracer.Seize(launched->pid(), true); !seized.ok()) {
      kill(launched->pid(), SIGKILL);  // it waits at its gate, untraced
      waitpid(launched->pid(), nullptr, __WALL);
      return Refused(fmt::format("attach: ptrace(PTRACE_SEIZE, {}): {}", launched->pid(),
                                 strerror(seized.error().error_number)));
    }
    launched->OpenGate();
    Follow(tracer);
    streamer_.Flush();
    if (options_.summary.wanted) output_.Write(0, streamer_.summary().Text(options_.summary));
    output_.Flush();
    if (streamer_.exec_refused() != 0) return 1 << 8;
    if (auto failure = launched->Failure(spec_.program); failure)
      return Refused(failure->Message());
    return tracer.root_status();
  }

 private:
  Status Prepare() {
    const char* path = std::getenv("PATH");
    const std::string& name = options_.command[0];
    auto program = engine::FindProgram(name, path != nullptr ? path : "", "");
    struct stat status {};
    if (!program.ok() || stat(program->c_str(), &status) != 0)
      return Refused(fmt::format("Can't stat '{}': {}", name, strerror(ENOENT)));
    spec_.program = program.value();
    spec_.arguments = options_.command;
    spec_.environment = EnvironmentOf(options_);
    sigprocmask(SIG_BLOCK, nullptr, &spec_.signal_mask);
    if (!options_.user.empty()) {
      auto user = FindUser(options_.user, status);
      if (!user.ok()) return user.error();
      spec_.user = user.value();
    }
    tracer_options_.find_main = false;
    tracer_options_.exit_stops = true;
    tracer_options_.follow = options_.follow;
    tracer_options_.other_children = true;
    tracer_options_.kill_on_exit = options_.kill_on_exit;
    // A child that is not followed would inherit the filter, and fail where it asks us.
    if (!options_.follow || options_.calls.unknown) return Unit{};
    Interest interest;
    interest.Add(options_.calls.calls[0] | options_.calls.calls[1]);
    spec_.filter = engine::CompileFilter(interest);
    tracer_options_.filtered = true;
    return Unit{};
  }

  // A signal to us goes to the program: its end ends us. Where the trace goes to a file, as strace
  // has it, it is the program alone that a terminal interrupts.
  void Follow(engine::Tracer& tracer) {
    const bool to_file = !options_.output.empty();
    if (to_file) {
      std::signal(SIGPIPE, SIG_IGN);  // a command that ends loses lines; the program goes on
      for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM}) std::signal(signal, SIG_IGN);
    }
    const engine::Attention attention(
        kTick, to_file ? std::initializer_list<int>{}
                       : std::initializer_list<int>{SIGHUP, SIGINT, SIGQUIT, SIGTERM});
    bool passed_on = false;
    tracer.Run([&] {
      if (!engine::Attention::Wanted()) return;
      streamer_.Flush();
      const int signal = engine::Attention::StopSignal();
      if (signal != 0 && !std::exchange(passed_on, true)) tracer.SignalRoot(signal);
    });
  }

  const Options& options_;
  Output& output_;
  engine::ProcessMemory memory_;
  Streamer streamer_;
  engine::LaunchSpec spec_;
  engine::TracerOptions tracer_options_;
};

}  // namespace

int Main(const std::string& program_name, const std::vector<std::string>& words) {
  auto parsed = ParseOptions(program_name, words);
  if (!parsed.ok()) return Complain(program_name, parsed.error());
  if (parsed->stop) return 0;
  const Options& options = parsed->options;
  for (const std::string& warning : parsed->warnings)
    fmt::print(stderr, "{}: {}\n", program_name, warning);
  auto output = Output::Open(options);
  if (!output.ok()) return Complain(program_name, output.error());
  auto ended = Run(options, *output.value()).UntilTheEnd();
  if (!ended.ok()) return Complain(program_name, ended.error());
  output.value().reset();  // a command that reads the trace has it all before we end
  return EndAs(ended.value());
}

}  // namespace sysassert::strace
