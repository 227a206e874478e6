// AttachedProgram: selftest/programs/attached.c, running beside the test until it is told to end.
#ifndef SYSASSERT_SELFTEST_ATTACHED_H_
#define SYSASSERT_SELFTEST_ATTACHED_H_

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <string>

namespace sysassert::selftest {

class AttachedProgram {
 public:
  // As `how` says; its pid is known, and it does what it says, when this returns.
  explicit AttachedProgram(const char* how) {
    int to[2], from[2];
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0) return;
    pid_ = fork();
    if (pid_ == 0) {
      prctl(PR_SET_PTRACER, -1L, 0, 0, 0);  // any: the tracer is no ancestor (Yama)
      dup2(to[0], STDIN_FILENO);
      dup2(from[1], STDOUT_FILENO);
      const std::string program = std::string(SYSASSERT_PROGRAMS) + "/attached";
      execl(program.c_str(), "attached", how, nullptr);
      _exit(126);
    }
    close(to[0]);
    close(from[1]);
    input_ = to[1];
    char text[16];
    while (read(from[0], text, sizeof text) < 0 && errno == EINTR) {
    }
    close(from[0]);
    const std::string name = how;
    AwaitState(name == "stopped" ? "T" : name == "vfork" ? "D" : name == "makes" ? "SRD" : "S");
  }
  ~AttachedProgram() {
    if (input_ >= 0) close(input_);
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }
  AttachedProgram(const AttachedProgram&) = delete;
  AttachedProgram& operator=(const AttachedProgram&) = delete;

  int pid() const { return pid_; }
  void End() {
    close(input_);
    input_ = -1;
  }
  // Its exit status; -1 if a signal ended it.
  int Wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  // As ps(1) shows it.
  char State() const {
    std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
    std::string text;
    std::getline(stat, text);
    const std::size_t name_end = text.rfind(')');
    return name_end == std::string::npos ? '?' : text[name_end + 2];
  }
  void AwaitState(const std::string& any_of) const {
    while (any_of.find(State()) == std::string::npos) usleep(1000);
  }

 private:
  pid_t pid_ = -1;
  int input_ = -1;
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_ATTACHED_H_
