#include "engine/launch.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#if __has_include(<boost/process/v1/child.hpp>)
#include <boost/process/v1/args.hpp>
#include <boost/process/v1/child.hpp>
#include <boost/process/v1/error.hpp>
#include <boost/process/v1/exe.hpp>
#include <boost/process/v1/extend.hpp>
namespace bp = boost::process::v1;
#else
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/error.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/extend.hpp>
namespace bp = boost::process;
#endif

#include "engine/filter.h"

namespace sysassert::engine {
namespace {

// What the child writes on the report pipe: a fixed record, so that nothing is allocated after the
// fork.
struct Report {
  enum class Kind : int { kNoNewPrivileges, kNoFilter, kFailed } kind;
  int error_number;
  char step[24];
};

void Say(int report, Report::Kind kind, const char* step, int error_number) {
  Report said{kind, error_number, {}};
  std::strncpy(said.step, step, sizeof said.step - 1);
  ssize_t written;
  do {
    written = write(report, &said, sizeof said);
  } while (written < 0 && errno == EINTR);
}

[[noreturn]] void Fail(int report, const char* step, int error_number) {
  Say(report, Report::Kind::kFailed, step, error_number);
  _exit(127);
}

struct Pipes {
  int gate[2] = {-1, -1};
  int report[2] = {-1, -1};

  int Make() {
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, gate) != 0) return errno;
    // Above the standard descriptors, which dup2 in the child would overwrite.
    if (pipe2(report, O_CLOEXEC | O_NONBLOCK) != 0) return errno;
    for (int* fd : {&gate[0], &gate[1], &report[0], &report[1]}) {
      if (*fd > 2) continue;
      const int higher = fcntl(*fd, F_DUPFD_CLOEXEC, 3);
      if (higher < 0) return errno;
      close(*fd);
      *fd = higher;
    }
    return 0;
  }
  void CloseChildSide() {
    for (int* fd : {&gate[1], &report[1]}) {
      if (*fd >= 0) close(std::exchange(*fd, -1));
    }
  }
  // Until the child is at its gate, or gone: what handlers of fork(2) do in it, as a sanitizer's
  // that starts a thread, is not the program's.
  void AwaitChild() const {
    char here = 0;
    while (recv(gate[0], &here, 1, 0) < 0 && errno == EINTR) {
    }
  }
};

// Between fork and exec, in the child: async-signal-safe only.
void PassGate(const LaunchSpec& spec, const Pipes& pipes) {
  const int report = pipes.report[1];
  close(pipes.gate[0]);  // else the gate would never read as closed when the tracer dies
  char go = 0;
  ssize_t got;
  do {
    got = send(pipes.gate[1], &go, 1, MSG_NOSIGNAL);
  } while (got < 0 && errno == EINTR);
  do {
    got = recv(pipes.gate[1], &go, 1, 0);
  } while (got < 0 && errno == EINTR);
  if (got != 1) _exit(127);  // the gate was closed: we could not trace it
  for (int i = 0; i < 3; ++i) {
    if (spec.stdio[i] >= 0 && dup2(spec.stdio[i], i) < 0) Fail(report, "dup2", errno);
  }
  if (!spec.cwd.empty() && chdir(spec.cwd.c_str()) != 0) Fail(report, "chdir", errno);
  if (spec.user) {
    const User& user = *spec.user;
    if (setgroups(user.groups.size(), user.groups.data()) != 0) Fail(report, "setgroups", errno);
    if (setregid(user.gid, user.effective_gid) != 0) Fail(report, "setregid", errno);
    if (setreuid(user.uid, user.effective_uid) != 0) Fail(report, "setreuid", errno);
  }
  sigprocmask(SIG_SETMASK, &spec.signal_mask, nullptr);
  if (!spec.filter.empty()) {
    bool no_new_privileges = false;
    if (int refused = InstallFilter(spec.filter, &no_new_privileges); refused != 0)
      Say(report, Report::Kind::kNoFilter, "seccomp", refused);
    if (no_new_privileges) Say(report, Report::Kind::kNoNewPrivileges, "seccomp", 0);
  }
}

// Boost's hook: runs in the child before its exec, with the argv and environment of our own.
class GateHandler : public bp::extend::handler {
 public:
  GateHandler(const LaunchSpec& spec, const Pipes& pipes, char** argv, char** envp)
      : spec_(&spec), pipes_(&pipes), argv_(argv), envp_(envp) {}

  template <typename Executor>
  void on_exec_setup(Executor& executor) {
    executor.exe = spec_->program.c_str();
    executor.cmd_line = argv_;
    executor.env = envp_;
    PassGate(*spec_, *pipes_);
  }
  template <typename Executor>
  void on_exec_error(Executor& /*executor*/, const std::error_code& error) {
    Fail(pipes_->report[1], "exec", error.value());
  }

 private:
  const LaunchSpec* spec_;
  const Pipes* pipes_;
  char** argv_;
  char** envp_;
};

std::vector<char*> Pointers(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (const std::string& string : strings) pointers.push_back(const_cast<char*>(string.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

Error ForkFailed(int error_number) {
  return {"fork", error_number, "", "raise the limit on processes (ulimit -u)"};
}

}  // namespace

Launched::Launched(Launched&& other) noexcept
    : pid_(other.pid_),
      gate_(std::exchange(other.gate_, -1)),
      report_(std::exchange(other.report_, -1)),
      no_new_privileges_(other.no_new_privileges_),
      filter_refused_(other.filter_refused_),
      failed_step_(std::move(other.failed_step_)) {}

Launched::~Launched() {
  if (gate_ >= 0) close(gate_);
  if (report_ >= 0) close(report_);
}

void Launched::OpenGate() {
  const char go = 1;
  send(gate_, &go, 1, MSG_NOSIGNAL);
}

void Launched::ReadReport() {
  Report said{};
  while (report_ >= 0 && read(report_, &said, sizeof said) == static_cast<ssize_t>(sizeof said)) {
    if (said.kind == Report::Kind::kNoNewPrivileges)
      no_new_privileges_ = true;
    else if (said.kind == Report::Kind::kNoFilter)
      filter_refused_ = said.error_number;
    else
      failed_step_.emplace(std::string(said.step, strnlen(said.step, sizeof said.step)),
                           said.error_number);
  }
}

bool Launched::no_new_privileges() {
  ReadReport();
  return no_new_privileges_;
}

int Launched::filter_refused() {
  ReadReport();
  return filter_refused_;
}

std::optional<Error> Launched::Failure(const std::string& program) {
  ReadReport();
  if (!failed_step_) return std::nullopt;
  const auto& [step, error_number] = *failed_step_;
  if (step == "exec") {
    std::string remedy = "check the path of the program";
    if (error_number == EACCES)
      remedy = "make it executable (chmod +x), or name a program and not a directory";
    if (error_number == ENOEXEC) remedy = "a script needs a first line such as #!/bin/sh";
    return Error{"exec " + program, error_number, "", remedy};
  }
  if (step == "chdir")
    return Error{"chdir for " + program, error_number, "", "check the working directory given"};
  return Error{step + " for " + program, error_number, "", ""};
}

Result<Launched> Launch(const LaunchSpec& spec) {
  Pipes pipes;
  if (int refused = pipes.Make(); refused != 0)
    return Error{"make the gate", refused, "", "raise ulimit -n"};
  std::vector<char*> argv = Pointers(spec.arguments);
  std::vector<char*> envp = Pointers(spec.environment);
  std::error_code error;
  // The default error mode would wait for the exec, which waits for us: a deadlock.
  bp::child child(bp::exe = spec.program, bp::args = std::vector<std::string>{}, bp::ignore_error,
                  GateHandler(spec, pipes, argv.data(), envp.data()));
  const pid_t pid = child.id();
  child.detach();  // its destructor would call waitpid
  pipes.CloseChildSide();
  Launched launched(pid, pipes.gate[0], pipes.report[0]);
  if (pid <= 0) return ForkFailed(errno != 0 ? errno : EAGAIN);
  pipes.AwaitChild();
  return launched;
}

Result<Launched> LaunchFunction(const LaunchSpec& spec, const std::function<void()>& body) {
  Pipes pipes;
  if (int refused = pipes.Make(); refused != 0)
    return Error{"make the gate", refused, "", "raise ulimit -n"};
  const pid_t pid = fork();
  if (pid == 0) {
    PassGate(spec, pipes);
    for (int fd : {pipes.gate[1], pipes.report[0], pipes.report[1]}) close(fd);
    body();
    _exit(0);
  }
  const int refused = errno;
  pipes.CloseChildSide();
  Launched launched(pid, pipes.gate[0], pipes.report[0]);
  if (pid < 0) return ForkFailed(refused);
  pipes.AwaitChild();
  return launched;
}

Result<std::string> FindProgram(const std::string& program, const std::string& path,
                                const std::string& cwd) {
  auto in_cwd = [&cwd](const std::string& name) {
    return name[0] == '/' || cwd.empty() ? name : cwd + "/" + name;
  };
  if (program.empty())
    return Error{"exec ''", ENOENT, "the name of the program is empty", "name a program"};
  if (program.find('/') != std::string::npos)
    return program;  // relative to the command's own directory, which the child enters
  int seen = ENOENT;
  for (std::size_t start = 0; start <= path.size();) {
    std::size_t end = path.find(':', start);
    if (end == std::string::npos) end = path.size();
    const std::string directory = end == start ? "." : path.substr(start, end - start);
    const std::string candidate = directory + "/" + program;
    struct stat status {};
    if (stat(in_cwd(candidate).c_str(), &status) == 0 && S_ISREG(status.st_mode)) {
      if (access(in_cwd(candidate).c_str(), X_OK) == 0) return candidate;
      seen = EACCES;
    }
    start = end + 1;
  }
  return Error{
      "exec " + program, seen,
      seen == ENOENT ? "it is in no directory of PATH" : "it is in PATH but not executable",
      "check the name, or give a path with a slash"};
}

}  // namespace sysassert::engine
