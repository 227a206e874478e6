#include "strace/daemon.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <vector>

namespace sysassert::strace {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

bool TakeUser(const std::optional<engine::User>& user) {
  if (!user) return true;
  return setgroups(user->groups.size(), user->groups.data()) == 0 &&
         setregid(user->gid, user->effective_gid) == 0 &&
         setreuid(user->uid, user->effective_uid) == 0;
}

[[noreturn]] void BecomeProgram(const engine::LaunchSpec& spec, int gate) {
  char byte = 0;
  ssize_t got;
  do {
    got = read(gate, &byte, 1);
  } while (got < 0 && errno == EINTR);
  if (got != 1) _exit(1);  // the tracer has said why
  sigprocmask(SIG_SETMASK, &spec.signal_mask, nullptr);
  const std::vector<char*> arguments = Pointers(spec.arguments);
  const std::vector<char*> environment = Pointers(spec.environment);
  if (TakeUser(spec.user)) execve(spec.program.c_str(), arguments.data(), environment.data());
  std::fprintf(stderr, "strace: exec: %s\n", strerror(errno));
  _exit(1);
}

}  // namespace

void Forebear::OpenGate() {
  const char byte = 0;
  while (write(gate_, &byte, 1) < 0 && errno == EINTR) {
  }
  close(gate_);
}

Result<Forebear> BecomeGrandchild(const engine::LaunchSpec& spec, int how_far) {
  constexpr int kOwnGroup = 2, kOwnSession = 3;
  int gate[2];
  if (pipe2(gate, O_CLOEXEC) != 0)
    return Error{std::string("pipe: ") + strerror(errno), errno, "", ""};
  const pid_t program = getpid();
  prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);  // EINVAL where there is no Yama
  const pid_t between = fork();
  if (between < 0) return Error{std::string("fork: ") + strerror(errno), errno, "", ""};
  if (between > 0) {
    close(gate[1]);
    while (waitpid(between, nullptr, 0) < 0 && errno == EINTR) {
    }
    BecomeProgram(spec, gate[0]);
  }
  if (fork() != 0) _exit(0);
  if (how_far == kOwnGroup) setpgid(0, 0);
  if (how_far == kOwnSession) setsid();
  close(gate[0]);
  return Forebear(program, gate[1]);
}

}  // namespace sysassert::strace
