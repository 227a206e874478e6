/* The torture set: one function a behaviour, run by name (`torture NAME`). Each checks what the
 * kernel promises, prints facts that are the same in every run (no pid, no time), and returns 0.
 * The same functions are linked into their test, which runs each alone and traced and compares.
 *
 *   BEHAVIOUR(fork_and_wait, "wait4=ok 1, said child") { … }
 *
 * The text is what the trace must hold, in terms divided by commas (expectation.h has the grammar).
 * A helper is a behaviour that others exec; it is no test of its own. */
#ifndef SYSASSERT_SELFTEST_TORTURE_H_
#define SYSASSERT_SELFTEST_TORTURE_H_

#ifdef __cplusplus
extern "C" {
#endif

struct behaviour {
  const char* family;
  const char* name;
  const char* expectation; /* null: a helper */
  int (*run)(void);
};

extern const struct behaviour* const __start_behaviours[];
extern const struct behaviour* const __stop_behaviours[];

#ifdef __cplusplus
}
#else

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../programs/say.h"

/* The machine, or who runs this, cannot show the behaviour. */
#define UNAVAILABLE 77

#define TORTURE_REGISTER(name, expectation)                                            \
  static int name(void);                                                               \
  static const struct behaviour behaviour_##name = {FAMILY, #name, expectation, name}; \
  static const struct behaviour* const registered_##name                               \
      __attribute__((used, section("behaviours"))) = &behaviour_##name;                \
  static int name(void)
#define BEHAVIOUR(name, expectation) TORTURE_REGISTER(name, expectation)
#define HELPER(name) TORTURE_REGISTER(name, NULL)

/* What must hold, in the program alone as below a tracer; else the process ends with 1. */
#define MUST(condition)                                                                     \
  do {                                                                                      \
    if (!(condition)) {                                                                     \
      fprintf(stderr, "%s:%d: %s (%s)\n", __func__, __LINE__, #condition, strerror(errno)); \
      _exit(1);                                                                             \
    }                                                                                       \
  } while (0)
#define MUST_FAIL(error, call) MUST((errno = 0, (long)(call) == -1 && errno == (error)))

/* Waits for this child, which must end as `status` says (as of wait(2)). */
static inline void must_end(pid_t pid, int status) {
  int got = -1;
  pid_t reaped;
  do {
    reaped = waitpid(pid, &got, __WALL);
  } while (reaped < 0 && errno == EINTR);
  MUST(reaped == pid);
  if (got != status) fprintf(stderr, "status 0x%x, not 0x%x\n", got, status);
  MUST(got == status);
}
static inline void must_exit(pid_t pid, int code) { must_end(pid, code << 8); }

/* Handles `signal` with these flags. */
static inline void handle(int signal, void (*handler)(int), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = flags;
  MUST(sigaction(signal, &action, NULL) == 0);
}
static inline void handle_info(int signal, void (*handler)(int, siginfo_t*, void*), int flags) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | flags;
  MUST(sigaction(signal, &action, NULL) == 0);
}
static inline void block(int signal, int how) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  MUST(sigprocmask(how, &set, NULL) == 0);
}

/* Forks a child that sends us `signal` once we sleep in a call. */
static inline pid_t signal_me_asleep(int signal) {
  const pid_t parent = getpid();
  const pid_t pid = fork();
  MUST(pid >= 0);
  if (pid == 0) {
    await_sleep(parent);
    kill(parent, signal);
    _exit(0);
  }
  return pid;
}

/* Until so many threads besides the leader sleep in a call. */
static inline void await_threads_asleep(int wanted) {
  for (int asleep = 0; asleep != wanted;) {
    asleep = 0;
    DIR* tasks = opendir("/proc/self/task");
    MUST(tasks != NULL);
    for (struct dirent* task; (task = readdir(tasks)) != NULL;) {
      const pid_t tid = (pid_t)atoi(task->d_name);
      if (tid > 0 && tid != getpid() && state_of(tid) == 'S') ++asleep;
    }
    closedir(tasks);
  }
}

/* This program; /proc/self/exe leads nowhere once the leader is gone. */
extern char torture_path[4096];

/* Execs this program as another behaviour; returns only if that is refused. */
static inline int exec_as(const char* name) { return execl(torture_path, "torture", name, NULL); }

/* A file of these bytes with this mode, made anew. */
static inline void make_file(const char* name, const char* bytes, mode_t mode) {
  const int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  MUST(fd >= 0 && write(fd, bytes, strlen(bytes)) == (ssize_t)strlen(bytes) &&
       fchmod(fd, mode) == 0 && close(fd) == 0);
}

#endif /* C */
#endif
