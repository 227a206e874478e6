// Runs a command where the kernel grants less: `no-seccomp` (a filter answers every seccomp(2) of
// filters with EPERM), `no-new-privs` (the flag is set already), `one-cpu` (of those that we have).
// usage: confined HOW CMD ARG…
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int ForbidFilters(void) {
  struct sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog filter = {sizeof program / sizeof *program, program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter);
}

static int StayOnOneCpu(void) {
  cpu_set_t ours, one;
  if (sched_getaffinity(0, sizeof ours, &ours) != 0) return -1;
  CPU_ZERO(&one);
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (!CPU_ISSET(cpu, &ours)) continue;
    CPU_SET(cpu, &one);
    break;
  }
  return sched_setaffinity(0, sizeof one, &one);
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  int refused = -1;
  if (strcmp(argv[1], "no-seccomp") == 0) refused = ForbidFilters();
  if (strcmp(argv[1], "no-new-privs") == 0) refused = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (strcmp(argv[1], "one-cpu") == 0) refused = StayOnOneCpu();
  if (refused != 0) return 2;
  execvp(argv[2], argv + 2);
  return 127;
}
