#include "session/tracer_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <vector>

#include "session/probe.h"

namespace sysassert::session {
namespace {

constexpr std::size_t kStackBytes =
    8 << 20;  // as a main thread's; the lambda under test runs on a copy of it
constexpr std::size_t kMostText = 8192;

// One message, in either direction.
struct Message {
  enum class Kind : int { kGo, kSignal, kKill, kStarted, kRefused, kFinished } kind = Kind::kGo;
  int value = 0;
  char text[kMostText] = {};  // kRefused: operation, context and remedy, each with its NUL
};

bool Send(int control, const Message& message, std::size_t text_bytes) {
  const std::size_t bytes = offsetof(Message, text) + text_bytes;
  ssize_t sent;
  do {
    sent = send(control, &message, bytes, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(bytes);
}

bool Send(int control, Message::Kind kind, int value) {
  Message message;
  message.kind = kind;
  message.value = value;
  return Send(control, message, 0);
}

void SendError(int control, const Error& error) {
  Message message;
  message.kind = Message::Kind::kRefused;
  message.value = error.error_number;
  std::size_t at = 0;
  for (const std::string* part : {&error.operation, &error.context, &error.remedy}) {
    const std::size_t bytes = std::min(part->size(), kMostText / 3 - 1);
    std::memcpy(message.text + at, part->data(), bytes);
    at += bytes + 1;
  }
  Send(control, message, at);
}

Error ErrorOf(const Message& message) {
  Error error;
  error.error_number = message.value;
  const char* at = message.text;
  for (std::string* part : {&error.operation, &error.context, &error.remedy}) {
    *part = at;
    at += part->size() + 1;
  }
  return error;
}

// Runs in the tracer process.
class ControlledHost : public Host {
 public:
  explicit ControlledHost(const Job& job, int control) : job_(job), control_(control) {}

  void OnStarted(int root_pid) override { Send(control_, Message::Kind::kStarted, root_pid); }

  // Only now may descriptors be closed and signals reset: until the fork they were the program's to
  // inherit.
  void OnForked(const std::vector<int>& keep) override {
    CloseAllBut(keep);
    for (int signal = 1; signal < NSIG; ++signal) {
      struct sigaction action {};
      if (sigaction(signal, nullptr, &action) == 0 && action.sa_handler != SIG_IGN &&
          action.sa_handler != SIG_DFL) {
        action.sa_handler = SIG_DFL;
        action.sa_flags = 0;
        sigaction(signal, &action, nullptr);
      }
    }
    prctl(PR_SET_NAME, "sysassert");
    fcntl(control_, F_SETOWN, getpid());
    fcntl(control_, F_SETFL, fcntl(control_, F_GETFL) | O_ASYNC);
  }

  Wish TakeWish() override {
    Wish wish;
    Message message;
    while (true) {
      const ssize_t got = recv(control_, &message, sizeof message, MSG_DONTWAIT);
      if (got < 0) return wish;
      if (got == 0) {  // hang-up: the test is gone
        wish.kill = true;
        return wish;
      }
      if (message.kind == Message::Kind::kKill) wish.kill = true;
      if (message.kind == Message::Kind::kSignal) wish.signal = message.value;
      if (message.kind == Message::Kind::kSignal)
        return wish;  // one at a time: the next tick brings the next
    }
  }

 private:
  void CloseAllBut(const std::vector<int>& keep) {
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int fd = 0; fd < 3; ++fd) dup2(null, fd);
    std::vector<int> kept = keep;
    kept.insert(kept.end(), {0, 1, 2, control_, job_.store.memory_fd, job_.store.disk_fd});
    std::sort(kept.begin(), kept.end());
    unsigned first = 0;
    for (int fd : kept) {
      if (fd < 0) continue;
      if (static_cast<unsigned>(fd) > first) close_range(first, static_cast<unsigned>(fd) - 1, 0);
      first = static_cast<unsigned>(fd) + 1;
    }
    close_range(first, ~0U, 0);
  }

  const Job& job_;
  int control_;
};

// As _exit(2), but not declared to never return: before a call that is, AddressSanitizer looks for
// the end of a stack that it does not know, and warns on the test's standard error.
void EndTracer() { syscall(SYS_exit_group, 0); }

void TracerMain(const Job& job, int control) {
  if (job.kind == Job::Kind::kObservation) {  // until the test has allowed us to trace it
    Message go;
    if (recv(control, &go, sizeof go, 0) <= 0) EndTracer();
  }
  ControlledHost host(job, control);
  const Status status = RunJob(job, host);
  if (status.ok())
    Send(control, Message::Kind::kFinished, 0);
  else
    SendError(control, status.error());
  EndTracer();
}

struct Fork {
  const std::function<void()>* child;
  pid_t pid = -1;
  int error_number = 0;
};

int Intermediate(void* argument) {
  auto* request = static_cast<Fork*>(argument);
  request->pid = fork();
  if (request->pid == 0) (*request->child)();
  request->error_number = errno;
  return 0;
}

// ThreadSanitizer takes every clone(2) for a fork, and ends the program where one is none. It does
// not look at the C library's other name of it.
#if defined(__SANITIZE_THREAD__)
#define SYSASSERT_THREAD_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SYSASSERT_THREAD_SANITIZER 1
#endif
#endif
#ifdef SYSASSERT_THREAD_SANITIZER
extern "C" int __clone(int (*)(void*), void*, int, void*, ...);  // NOLINT: the C library's
constexpr auto& kClone = __clone;
#else
constexpr auto& kClone = clone;
#endif

// Forks a process that is nobody's child here. The one in between shares our memory while this
// thread waits for it (as vfork(2) does), so that glibc's fork sees the locks as they are; and it
// has no exit signal, so that only this waitpid can take it.
Result<pid_t> ForkAway(const std::function<void()>& child) {
  void* stack = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
  if (stack == MAP_FAILED) return Error{"map a stack for the tracer", errno, "", "raise ulimit -v"};
  Fork request{&child, -1, 0};
  const pid_t between = kClone(Intermediate, static_cast<char*>(stack) + kStackBytes,
                               CLONE_VM | CLONE_VFORK, &request);
  const int refused = between < 0 ? errno : request.error_number;
  if (between > 0) {
    while (waitpid(between, nullptr, __WCLONE) < 0 && errno == EINTR) {
    }
  }
  munmap(stack, kStackBytes);
  if (between < 0 || request.pid < 0)
    return Error{"fork the tracer", refused, "", "raise the limit on processes (ulimit -u)"};
  return request.pid;
}

}  // namespace

Result<std::unique_ptr<TracerProcess>> TracerProcess::Start(const Job& job) {
  int control[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, control) != 0) {
    return Error{"socketpair for the tracer", errno, "", "raise ulimit -n"};
  }
  // No handler of the test may run in the tracer; the program under test gets the mask in
  // job.launch.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  auto forked = ForkAway([&] {
    close(control[0]);
    TracerMain(job, control[1]);
  });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  close(control[1]);
  if (!forked.ok()) {
    close(control[0]);
    return forked.error();
  }
  std::unique_ptr<TracerProcess> tracer(new TracerProcess(control[0], forked.value()));
  if (job.kind == Job::Kind::kObservation) {
    prctl(PR_SET_PTRACER, tracer->pid_, 0, 0, 0);  // EINVAL where there is no Yama
    Send(control[0], Message::Kind::kGo, 0);
  }
  return tracer;
}

TracerProcess::~TracerProcess() { close(control_); }

TracerProcess::Said TracerProcess::Listen(std::chrono::milliseconds timeout) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  Said said;
  while (true) {
    int wait = -1;
    if (timeout.count() >= 0) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                            until - std::chrono::steady_clock::now())
                            .count();
      wait = static_cast<int>(std::clamp<long long>(left, 0, 1 << 30));
    }
    pollfd ready{control_, POLLIN, 0};
    const int answer = poll(&ready, 1, wait);
    if (answer < 0 && errno == EINTR) continue;
    if (answer == 0) return said;
    break;
  }
  Message message;
  ssize_t got;
  do {
    got = recv(control_, &message, sizeof message, 0);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) {
    said.kind = Said::Kind::kDied;
    said.error = Error{std::string(kTracerDied), 0, "the tracer process ended unexpectedly",
                       "look for the OOM killer in the kernel's log; else this is a bug of ours"};
    return said;
  }
  switch (message.kind) {
    case Message::Kind::kStarted:
      said.kind = Said::Kind::kStarted;
      said.root_pid = message.value;
      break;
    case Message::Kind::kRefused:
      said.kind = Said::Kind::kRefused;
      said.error = ErrorOf(message);
      break;
    default:
      said.kind = Said::Kind::kFinished;
      break;
  }
  return said;
}

void TracerProcess::Signal(int signal) { Send(control_, Message::Kind::kSignal, signal); }
void TracerProcess::Kill() { Send(control_, Message::Kind::kKill, 0); }

bool TracerProcess::IsHeld() const {
  return StatusField("State", std::to_string(pid_)).starts_with("D");
}

// While it does not wait for them, none is reaped: no other process has got one's number.
void TracerProcess::KillTracees() const {
  const std::string tracer = std::to_string(pid_);
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    const std::string pid = entry.path().filename();
    const int number = std::atoi(pid.c_str());
    if (number > 0 && StatusField("TracerPid", pid) == tracer) kill(number, SIGKILL);
  }
}

void TracerProcess::Abandon() const { kill(pid_, SIGKILL); }

}  // namespace sysassert::session
