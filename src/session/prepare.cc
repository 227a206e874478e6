// From a Command to a Job: environment, program search, standard streams, and what is changed for
// the tracer's sake.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session/job.h"

extern char** environ;

namespace sysassert::session {
namespace {

using Environment = std::map<std::string, std::string>;

Environment EnvironmentOf(const Command& command) {
  Environment environment;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string text(*variable);
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos)
      environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  for (const auto& [name, value] : command.environment()) {
    if (value)
      environment[name] = *value;
    else
      environment.erase(name);
  }
  return environment;
}

// Does the program's image name LeakSanitizer? Sanitized programs are linked with a runtime that
// does, statically or as a library.
bool LinksLeakSanitizer(const std::string& program) {
  const int fd = open(program.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return false;
  struct stat status {};
  bool links = false;
  if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    const auto bytes = static_cast<std::size_t>(status.st_size);
    void* image = mmap(nullptr, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    if (image != MAP_FAILED) {
      const auto names = [&](std::string_view name) {
        return memmem(image, bytes, name.data(), name.size()) != nullptr;
      };
      links = names("__lsan_") || names("libasan.so") || names("libclang_rt.asan");
      munmap(image, bytes);
    }
  }
  close(fd);
  return links;
}

// Above the standard descriptors, where the child's dup2 cannot meet it.
int High(int fd) {
  if (fd < 0 || fd > 2) return fd;
  const int high = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  close(fd);
  return high;
}

Result<int> OpenStream(const Stdio& stdio, bool input) {
  const char* path = stdio.kind() == Stdio::Kind::kNull ? "/dev/null" : stdio.value().c_str();
  const int flags = (input ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC) | O_CLOEXEC;
  const int fd = High(open(path, flags, 0644));
  if (fd < 0)
    return Error{
        std::string("open ") + path + (input ? " as standard input" : " as standard output"), errno,
        "", "check the path"};
  return fd;
}

// The text as a file in memory: nobody has to feed it, so that it cannot deadlock.
Result<int> TextStream(const std::string& text) {
  const int fd = High(memfd_create("sysassert-stdin", MFD_CLOEXEC));
  if (fd < 0) return Error{"memfd_create for standard input", errno, "", "raise ulimit -n"};
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = write(fd, text.data() + done, text.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      close(fd);
      return Error{"write standard input", errno, "", "give less text"};
    }
    done += static_cast<std::size_t>(written);
  }
  lseek(fd, 0, SEEK_SET);
  return fd;
}

std::string Absolute(const std::string& path) {
  char real[PATH_MAX];
  return realpath(path.empty() ? "." : path.c_str(), real) != nullptr ? std::string(real) : path;
}

void QuietLeakCheck(Environment& environment, Job& job) {
  // LeakSanitizer stops its own threads with ptrace, which we hold: it exits 1. Its verdict is not
  // what is asked for here.
  std::string& options = environment["LSAN_OPTIONS"];
  options += (options.empty() ? "" : ":") + std::string("detect_leaks=0");
  std::string& asan = environment["ASAN_OPTIONS"];
  asan += (asan.empty() ? "" : ":") + std::string("detect_leaks=0");
  job.notes.emplace_back(
      "LSAN_OPTIONS and ASAN_OPTIONS: appended detect_leaks=0, since LeakSanitizer cannot run "
      "under a tracer");
}

}  // namespace

std::string ShellQuote(const std::string& word) {
  constexpr const char* kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./,:@%^";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (char c : word) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return quoted + "'";
}

Result<Job> PrepareCommand(const Command& command, const Watch& watch, std::vector<int>* files) {
  Job job;
  job.watch = watch;
  job.use_filter = command.use_filter();
  if (command.trusts_outer_filter()) job.outer_filter = engine::OuterFilter::kTried;
  job.deny_io_uring = command.deny_io_uring();
  job.hide_vdso = command.hide_vdso();
  job.wait_for_orphans = command.wait_for_orphans();
  job.deadline = command.deadline();
  job.accepted = command.accepted();
  job.cwd = Absolute(command.cwd());
  Environment environment = EnvironmentOf(command);
  if (const auto home = environment.find("HOME"); home != environment.end())
    job.home = home->second;
  const auto path = environment.find("PATH");
  auto program = engine::FindProgram(
      command.program(), path != environment.end() ? path->second : "/usr/bin:/bin", command.cwd());
  if (!program.ok()) return program.error();
  job.launch.program = std::move(program).value();
  job.launch.cwd = command.cwd();
  if (!command.keep_leak_check() &&
      LinksLeakSanitizer(job.launch.program[0] == '/' ? job.launch.program
                                                      : job.cwd + "/" + job.launch.program)) {
    QuietLeakCheck(environment, job);
  }
  for (const auto& [name, value] : environment)
    job.launch.environment.push_back(name + "=" + value);
  job.launch.arguments.push_back(command.program());
  job.launch.arguments.insert(job.launch.arguments.end(), command.args().begin(),
                              command.args().end());
  for (const std::string& word : job.launch.arguments)
    job.command_text += (job.command_text.empty() ? "" : " ") + ShellQuote(word);
  sigprocmask(SIG_BLOCK, nullptr, &job.launch.signal_mask);

  const Stdio* streams[] = {&command.std_in(), &command.std_out(), &command.std_err()};
  for (int i = 0; i < 3; ++i) {
    const Stdio::Kind kind = streams[i]->kind();
    if (kind == Stdio::Kind::kInherit || (kind == Stdio::Kind::kCapture && i != 0)) continue;
    auto fd = kind == Stdio::Kind::kText
                  ? TextStream(streams[i]->value())
                  : OpenStream(kind == Stdio::Kind::kCapture ? Stdio::Null() : *streams[i], i == 0);
    if (!fd.ok()) return fd.error();
    files->push_back(fd.value());
    job.launch.stdio[i] = fd.value();
  }
  return job;
}

}  // namespace sysassert::session
