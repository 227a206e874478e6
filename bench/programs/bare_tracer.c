/* The floor: a tracer that stops its child at every call, or with --opens at open(2) and openat(2)
 * alone and whatever that child makes, and looks at nothing. usage: bare_tracer [--opens] CMD ARG…
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int FilterOpens(void) {
  struct sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 1, 0),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_open, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog filter = {sizeof program / sizeof *program, program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
                      &filter);
}

static int TraceEveryCall(pid_t child) {
  int status = 0;
  ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  do {
    if (ptrace(PTRACE_SYSCALL, child, 0, 0) != 0 || waitpid(child, &status, 0) < 0) return 1;
  } while (WIFSTOPPED(status));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static int TraceOpens(pid_t child) {
  int status = 0, result = 1;
  ptrace(PTRACE_SETOPTIONS, child, 0,
         PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK |
             PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC);
  ptrace(PTRACE_CONT, child, 0, 0);
  for (pid_t pid; (pid = waitpid(-1, &status, __WALL)) > 0;) {
    if (!WIFSTOPPED(status)) {
      if (pid == child) result = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
      continue;
    }
    const int event = status >> 16, signal = WSTOPSIG(status);
    const int ours = event != 0 || signal == (SIGTRAP | 0x80) || signal == SIGSTOP;
    ptrace(event == PTRACE_EVENT_SECCOMP ? PTRACE_SYSCALL : PTRACE_CONT, pid, 0, ours ? 0 : signal);
  }
  return errno == ECHILD ? result : 1;
}

int main(int argc, char** argv) {
  const int opens = argc > 1 && strcmp(argv[1], "--opens") == 0;
  char** command = argv + 1 + opens;
  if (command[0] == NULL) return 2;
  const pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    if (opens && FilterOpens() != 0) _exit(126);
    execvp(command[0], command);
    _exit(127);
  }
  waitpid(child, NULL, 0);
  return opens ? TraceOpens(child) : TraceEveryCall(child);
}
