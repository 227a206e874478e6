/* Who looks at others, or forbids others to look: ptrace, seccomp, dumpable, limits. */
#define FAMILY "Debugging"
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/uio.h>

#include "torture.h"

/* A filter that answers getppid(2) so, in every thread where `flags` say it. */
static int filter(unsigned answer, unsigned flags) {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1), BPF_STMT(BPF_RET | BPF_K, answer),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const struct sock_fprog program = {4, code};
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

BEHAVIOUR(filter_answers_an_errno, "getppid=EPERM 1, seccomp=ok 1") {
  MUST(filter(SECCOMP_RET_ERRNO | EPERM, 0) == 0);
  MUST_FAIL(EPERM, syscall(SYS_getppid));
  return 0;
}

BEHAVIOUR(filter_answers_success, "getppid=ok 1, seccomp=ok 1") {
  MUST(filter(SECCOMP_RET_ERRNO | 0, 0) == 0);
  printf("%ld\n", syscall(SYS_getppid));
  return 0;
}

BEHAVIOUR(filter_by_prctl, "getppid=EACCES 1, prctl=ok 2") {
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const struct sock_fprog program = {4, code};
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
  MUST_FAIL(EACCES, syscall(SYS_getppid));
  return 0;
}

static volatile int trapped, trap_code, trap_number;
static void on_trap(int signal, siginfo_t* info, void* context) {
  (void)context;
  trapped = signal;
  trap_code = info->si_code;
  trap_number = info->si_syscall;
}

BEHAVIOUR(filter_traps, "getppid 1, signal SIGSYS 1") {
  handle_info(SIGSYS, on_trap, 0);
  MUST(filter(SECCOMP_RET_TRAP | 7, 0) == 0);
  syscall(SYS_getppid);
  printf("%d %d %d\n", trapped, trap_code, trap_number == SYS_getppid);
  return 0;
}

BEHAVIOUR(filter_kills_the_process, "getppid=unfinished 1, ends SIGSYS") {
  MUST(setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}) == 0);
  MUST(filter(SECCOMP_RET_KILL_PROCESS, 0) == 0);
  syscall(SYS_getppid);
  return 1;
}

static void* call_parent(void* nothing) {
  syscall(SYS_getppid);
  say("unreachable");
  return nothing;
}

BEHAVIOUR(filter_kills_a_thread, "getppid=unfinished 1, said unreachable 0, said alive 1") {
  pthread_t thread;
  MUST(setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}) == 0);
  MUST(filter(SECCOMP_RET_KILL_THREAD, 0) == 0);
  MUST(pthread_create(&thread, NULL, call_parent, NULL) == 0);
  pthread_join(thread, NULL);
  say("alive");
  return 0;
}

BEHAVIOUR(filter_asks_a_tracer_that_is_not_there, "getppid=ENOSYS 1") {
  MUST(filter(SECCOMP_RET_TRACE | 99, 0) == 0);
  MUST_FAIL(ENOSYS, syscall(SYS_getppid)); /* ptrace(2): as if there were no tracer */
  return 0;
}

BEHAVIOUR(filter_logs, "getppid=ok 1") {
  MUST(filter(SECCOMP_RET_LOG, 0) == 0);
  syscall(SYS_getppid);
  return 0;
}

static void* answer_notification(void* fd) {
  struct seccomp_notif asked;
  struct seccomp_notif_resp answer;
  memset(&asked, 0, sizeof asked);
  memset(&answer, 0, sizeof answer);
  MUST(ioctl(*(int*)fd, SECCOMP_IOCTL_NOTIF_RECV, &asked) == 0);
  MUST(asked.data.nr == SYS_getppid);
  answer.id = asked.id;
  answer.val = 4242;
  MUST(ioctl(*(int*)fd, SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0);
  return NULL;
}

BEHAVIOUR(filter_asks_another_thread, "getppid=ok 1, ioctl=ok 2") {
  pthread_t thread;
  int listener = filter(SECCOMP_RET_USER_NOTIF, SECCOMP_FILTER_FLAG_NEW_LISTENER);
  MUST(listener >= 0);
  MUST(pthread_create(&thread, NULL, answer_notification, &listener) == 0);
  printf("%ld\n", syscall(SYS_getppid));
  pthread_join(thread, NULL);
  return 0;
}

static volatile int go;
static void* call_later(void* nothing) {
  while (!go) sched_yield();
  MUST_FAIL(EPERM, syscall(SYS_getppid));
  return nothing;
}

BEHAVIOUR(filter_for_all_threads, "getppid=EPERM 4, seccomp=ok 1") {
  pthread_t threads[4];
  for (int i = 0; i < 4; ++i) MUST(pthread_create(&threads[i], NULL, call_later, NULL) == 0);
  MUST(filter(SECCOMP_RET_ERRNO | EPERM, SECCOMP_FILTER_FLAG_TSYNC) == 0);
  go = 1;
  for (int i = 0; i < 4; ++i) pthread_join(threads[i], NULL);
  return 0;
}

BEHAVIOUR(filters_of_two_threads_at_once, "getppid=EPERM 1+, seccomp=ok 1+") {
  pthread_t thread;
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  MUST(pthread_create(&thread, NULL, call_later, NULL) == 0);
  MUST(filter(SECCOMP_RET_ERRNO | EPERM, SECCOMP_FILTER_FLAG_TSYNC) == 0);
  go = 1;
  pthread_join(thread, NULL);
  return 0;
}

BEHAVIOUR(filter_is_inherited_by_exec, "getppid=EPERM 1, execve=ok 1") {
  if (getenv("TORTURE_EXECED") != NULL) {
    MUST_FAIL(EPERM, syscall(SYS_getppid));
    return 0;
  }
  setenv("TORTURE_EXECED", "1", 1);
  MUST(filter(SECCOMP_RET_ERRNO | EPERM, 0) == 0);
  return exec_as("filter_is_inherited_by_exec");
}

BEHAVIOUR(filter_is_inherited_by_fork, "getppid=EPERM 2") {
  MUST(filter(SECCOMP_RET_ERRNO | EPERM, 0) == 0);
  const pid_t pid = fork();
  MUST_FAIL(EPERM, syscall(SYS_getppid));
  if (pid == 0) _exit(0);
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(filter_refused, "seccomp=EFAULT 1, seccomp=EINVAL 2, blind unreadable-arguments") {
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  MUST_FAIL(EFAULT, syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, 8L));
  MUST_FAIL(EINVAL, syscall(SYS_seccomp, 77, 0, 0L));
  MUST_FAIL(EINVAL, syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0x40000000, 0L));
  return 0;
}

static void strictly(long call) {
  const pid_t pid = fork();
  if (pid == 0) {
    MUST(setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}) == 0);
    MUST(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == 0);
    MUST(write(1, "strict\n", 7) == 7);
    if (call != 0) syscall(call);
    syscall(SYS_exit, 3);
  }
  if (call != 0)
    must_end(pid, SIGKILL);
  else
    must_exit(pid, 3);
}

BEHAVIOUR(strict_mode, "prctl=ok 1, write=ok 1+, exit 1") {
  strictly(0);
  return 0;
}

BEHAVIOUR(strict_mode_kills, "prctl=ok 1, getppid=unfinished 1") {
  strictly(SYS_getppid);
  return 0;
}

/* What it points to meanwhile only root may read: blind spot unreadable-arguments. */
BEHAVIOUR(not_dumpable, "prctl=ok 3, dup=ok 1, said here 1") {
  MUST(prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_GET_DUMPABLE) == 0);
  MUST(dup(1) >= 0);
  MUST(prctl(PR_SET_DUMPABLE, 1) == 0);
  say("here");
  return 0;
}

BEHAVIOUR(no_new_privileges, "prctl=ok 2") {
  MUST(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
  return 0;
}

BEHAVIOUR(few_descriptors, "openat=EMFILE 1, pipe2=EMFILE 1") {
  MUST(setrlimit(RLIMIT_NOFILE, &(struct rlimit){3, 3}) == 0);
  for (int fd = 3; fd < 64; ++fd) close(fd);
  MUST_FAIL(EMFILE, open("/dev/null", O_RDONLY));
  int ends[2];
  MUST_FAIL(EMFILE, pipe(ends));
  return 0;
}

BEHAVIOUR(little_memory, "mmap=ENOMEM 1") {
  MUST(setrlimit(RLIMIT_AS, &(struct rlimit){64 << 20, 64 << 20}) == 0);
  MUST_FAIL(ENOMEM, syscall(SYS_mmap, 0, 1L << 30, 3, 0x22, -1, 0L));
  return 0;
}

BEHAVIOUR(files_of_limited_size, "write=EFBIG 1, signal SIGXFSZ 1, write=ok 1+") {
  signal(SIGXFSZ, SIG_IGN);
  MUST(setrlimit(RLIMIT_FSIZE, &(struct rlimit){10, 10}) == 0);
  const int fd = open("limited", O_RDWR | O_CREAT, 0600);
  MUST(write(fd, "0123456789abc", 13) == 10);
  MUST_FAIL(EFBIG, write(fd, "d", 1));
  return 0;
}

BEHAVIOUR(limits_of_another_process, "prlimit64=ok 2") {
  struct rlimit limit;
  MUST(prlimit(0, RLIMIT_NOFILE, NULL, &limit) == 0);
  MUST(prlimit(getpid(), RLIMIT_NOFILE, &limit, NULL) == 0);
  return 0;
}

BEHAVIOUR(memory_of_a_child, "process_vm_readv=ok 1, process_vm_writev=ok 1") {
  static char text[] = "inside";
  int ends[2];
  MUST(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    char byte;
    MUST(read(ends[0], &byte, 1) == 1);
    _exit(text[0]);
  }
  char copy[sizeof text];
  const struct iovec local = {copy, sizeof copy};
  const struct iovec remote = {text, sizeof text};
  MUST(process_vm_readv(pid, &local, 1, &remote, 1, 0) == sizeof text &&
       strcmp(copy, "inside") == 0);
  copy[0] = 'I';
  MUST(process_vm_writev(pid, &local, 1, &remote, 1, 0) == sizeof text);
  MUST(write(ends[1], "x", 1) == 1);
  must_exit(pid, 'I');
  return 0;
}

BEHAVIOUR(pidfd_of_a_child, "pidfd_open=ok 1, pidfd_send_signal=ok 1, pidfd_getfd=ok 1") {
  int secret[2];
  MUST(pipe(secret) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    while (1) pause();
  }
  const int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
  MUST(pidfd >= 0);
  const int copy = (int)syscall(SYS_pidfd_getfd, pidfd, secret[1], 0);
  MUST(copy >= 0 && write(copy, "x", 1) == 1);
  MUST(syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0) == 0);
  must_end(pid, SIGKILL);
  return 0;
}
