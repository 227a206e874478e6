/* Births: fork, vfork, every kind of clone, threads, orphans, and their ends. */
#define FAMILY "Processes"
#include <linux/sched.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "torture.h"

BEHAVIOUR(fork_and_wait, "said child 1, said parent 1, wait4=ok 1, processes 2") {
  const pid_t pid = fork();
  if (pid == 0) {
    say("child");
    _exit(3);
  }
  must_exit(pid, 3);
  say("parent");
  return 0;
}

BEHAVIOUR(fork_fifty, "wait4=ok 50, said child 50, processes 51") {
  for (int i = 0; i < 50; ++i) {
    const pid_t pid = fork();
    if (pid == 0) {
      say("child");
      _exit(i);
    }
    must_exit(pid, i);
  }
  return 0;
}

BEHAVIOUR(fork_failing_child, "wait4=ok 1, write 1+") {
  const pid_t pid = fork();
  if (pid == 0) {
    printf("child\n");
    exit(255);
  }
  must_exit(pid, 255);
  printf("parent\n");
  return 0;
}

static void fork_in_handler_now(int signal) {
  (void)signal;
  const pid_t pid = fork();
  if (pid == 0) {
    say("child");
    _exit(9);
  }
  must_exit(pid, 9);
}

BEHAVIOUR(fork_in_a_signal_handler, "said child 1, wait4=ok 1, signal SIGUSR1 1") {
  handle(SIGUSR1, fork_in_handler_now, 0);
  return raise(SIGUSR1);
}

/* A tree of 2^6 - 1 processes, each parent of two. */
static int grow(int depth) {
  if (depth == 0) return 0;
  pid_t children[2];
  for (int i = 0; i < 2; ++i) {
    children[i] = fork();
    MUST(children[i] >= 0);
    if (children[i] == 0) {
      say("node");
      _exit(grow(depth - 1));
    }
  }
  for (int i = 0; i < 2; ++i) must_exit(children[i], 0);
  return 0;
}

BEHAVIOUR(fork_tree, "said node 62, wait4=ok 62, processes 63") { return grow(5); }

BEHAVIOUR(fork_storm_to_the_limit, "clone=EAGAIN 1") {
  /* Root has no limit: another user, or a user namespace of our own, has. */
  if (getuid() == 0) {
    if (setresuid(61234, 61234, 61234) != 0) return UNAVAILABLE;
  } else if (unshare(CLONE_NEWUSER) != 0) {
    return UNAVAILABLE;
  }
  const struct rlimit limit = {12, 12};
  MUST(setrlimit(RLIMIT_NPROC, &limit) == 0);
  pid_t children[64];
  int made = 0;
  while (made < 64 && (children[made] = fork()) >= 0) {
    if (children[made] == 0) {
      pause();
      _exit(0);
    }
    ++made;
  }
  MUST(errno == EAGAIN && made < 64);
  for (int i = 0; i < made; ++i) {
    MUST(kill(children[i], SIGKILL) == 0);
    must_end(children[i], SIGKILL);
  }
  return 0;
}

BEHAVIOUR(ten_thousand_short_processes, "vfork=ok 10000, wait4=ok 10000") {
  for (volatile int i = 0; i < 10000; ++i) {
    const pid_t pid = vfork();
    if (pid == 0) _exit(i % 200);
    must_exit(pid, i % 200);
  }
  return 0;
}

BEHAVIOUR(vfork_exit, "vfork=ok 1, wait4=ok 1") {
  const pid_t pid = vfork();
  if (pid == 0) _exit(7);
  must_exit(pid, 7);
  return 0;
}

HELPER(says_execed) {
  say("execed");
  printf("execed\n");
  return 0;
}

BEHAVIOUR(vfork_exec, "vfork=ok 1, execve=ok 1, said execed 1") {
  const pid_t pid = vfork();
  if (pid == 0) {
    exec_as("says_execed");
    _exit(1);
  }
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(vfork_exec_of_nothing, "vfork=ok 1, execve=ENOENT 1, said parent 1") {
  const pid_t pid = vfork();
  if (pid == 0) {
    execl("/no/such/program", "no", NULL);
    _exit(errno == ENOENT ? 4 : 1);
  }
  must_exit(pid, 4);
  say("parent");
  return 0;
}

BEHAVIOUR(vfork_child_is_killed, "vfork=ok 1, wait4=ok 1") {
  const pid_t pid = vfork();
  if (pid == 0) {
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    _exit(1);
  }
  must_end(pid, SIGKILL);
  return 0;
}

/* clone(2) on a stack of its own; the flags decide what is shared. */
static char clone_stack[64 * 1024] __attribute__((aligned(16)));
static int cloned(int (*body)(void*), int flags, void* argument) {
  const pid_t pid = clone(body, clone_stack + sizeof clone_stack, flags, argument);
  MUST(pid > 0);
  return pid;
}

static int close_it(void* fd) {
  say("child");
  return close(*(int*)fd) == 0 ? 0 : 1;
}

BEHAVIOUR(clone_files, "clone=ok 1, said child 1, fcntl=EBADF 1") {
  int fd = dup(0);
  must_exit(cloned(close_it, CLONE_FILES | SIGCHLD, &fd), 0);
  MUST_FAIL(EBADF, fcntl(fd, F_GETFD));
  return 0;
}

static int go_to_root(void* nothing) {
  (void)nothing;
  return chdir("/") == 0 ? 0 : 1;
}

BEHAVIOUR(clone_fs, "chdir=ok 1, getcwd=ok 1") {
  must_exit(cloned(go_to_root, CLONE_FS | SIGCHLD, NULL), 0);
  char cwd[64];
  MUST(getcwd(cwd, sizeof cwd) != NULL);
  printf("%s\n", cwd);
  return 0;
}

static int set_it(void* word) {
  *(volatile int*)word = 42;
  return 0;
}

BEHAVIOUR(clone_vm, "clone=ok 1") {
  volatile int word = 0;
  must_exit(cloned(set_it, CLONE_VM | SIGCHLD, (void*)&word), 0);
  printf("%d\n", word);
  return 0;
}

BEHAVIOUR(clone_vm_and_vfork, "clone=ok 1") {
  volatile int word = 0;
  const pid_t pid = cloned(set_it, CLONE_VM | CLONE_VFORK | SIGCHLD, (void*)&word);
  MUST(word == 42);
  must_exit(pid, 0);
  return 0;
}

static int ignore_usr1(void* nothing) {
  (void)nothing;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_IGN;
  return sigaction(SIGUSR1, &action, NULL) == 0 ? 0 : 1;
}

BEHAVIOUR(clone_sighand, "rt_sigaction=ok 1, said alive 1") {
  must_exit(cloned(ignore_usr1, CLONE_VM | CLONE_SIGHAND | SIGCHLD, NULL), 0);
  MUST(kill(getpid(), SIGUSR1) == 0); /* ignored by what the child did, or we are dead */
  say("alive");
  return 0;
}

static volatile int shared_word;
static int thread_body(void* nothing) {
  (void)nothing;
  syscall(SYS_access, "/say/thread", F_OK);
  shared_word = 7;
  syscall(SYS_exit, 0);
  return 0;
}

BEHAVIOUR(clone_thread_without_libc, "clone=ok 1, said thread 1, threads 2, processes 1") {
  volatile pid_t cleared = 1;
  const int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD |
                    CLONE_SYSVSEM | CLONE_IO | CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID;
  MUST(clone(thread_body, clone_stack + sizeof clone_stack, flags, NULL, NULL, NULL, &cleared) > 0);
  while (cleared != 0) sched_yield();
  printf("%d\n", shared_word);
  return 0;
}

BEHAVIOUR(clone_with_every_sharing_flag, "clone=ok 1") {
  volatile int word = 0;
  pid_t told = 0;
  const int flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_SYSVSEM | CLONE_IO |
                    CLONE_PARENT_SETTID;
  const pid_t pid =
      clone(set_it, clone_stack + sizeof clone_stack, flags | SIGCHLD, (void*)&word, &told);
  MUST(pid > 0 && told == pid);
  must_exit(pid, 0);
  MUST(word == 42);
  return 0;
}

BEHAVIOUR(clone_without_exit_signal, "wait4=ECHILD 1, wait4=ok 1") {
  const pid_t pid = cloned(set_it, CLONE_VM, (void*)&shared_word);
  int status = -1;
  while (waitid(P_ALL, 0, &(siginfo_t){0}, WEXITED | WNOWAIT | __WCLONE) != 0) {
  }
  MUST_FAIL(ECHILD, waitpid(pid, &status, 0));
  MUST(waitpid(pid, &status, __WCLONE) == pid && status == 0);
  return 0;
}

static volatile sig_atomic_t usr2s;
static void count_usr2(int signal) {
  (void)signal;
  ++usr2s;
}

BEHAVIOUR(clone_with_another_exit_signal, "signal SIGUSR2 1, wait4=ok 1") {
  handle(SIGUSR2, count_usr2, SA_RESTART);
  must_exit(cloned(set_it, CLONE_VM | SIGUSR2, (void*)&shared_word), 0);
  printf("%d\n", (int)usr2s);
  return 0;
}

static int has_parent(void* parent) { return getppid() == *(pid_t*)parent ? 0 : 1; }

BEHAVIOUR(clone_parent, "clone=ok 1+, wait4=ok 2") {
  pid_t grandparent = getpid();
  int ends[2];
  MUST(pipe(ends) == 0);
  const pid_t middle = fork();
  if (middle == 0) {
    const pid_t sibling = cloned(has_parent, CLONE_PARENT | SIGCHLD, &grandparent);
    _exit(write(ends[1], &sibling, sizeof sibling) == sizeof sibling ? 0 : 1);
  }
  must_exit(middle, 0);
  pid_t sibling = 0;
  MUST(read(ends[0], &sibling, sizeof sibling) == sizeof sibling);
  must_exit(sibling, 0);
  return 0;
}

static int says_sibling(void* nothing) {
  (void)nothing;
  say("sibling");
  return 0;
}

BEHAVIOUR(clone_parent_of_the_root, "said sibling 1, wait4=ECHILD 1") {
  /* A child of whoever started us: of the tracer, where there is one. */
  cloned(says_sibling, CLONE_PARENT | SIGCHLD, NULL);
  MUST_FAIL(ECHILD, waitpid(-1, NULL, __WALL));
  return 0;
}

BEHAVIOUR(clone_untraced, "said sibling 1, note CLONE_UNTRACED") {
  must_exit(cloned(says_sibling, CLONE_UNTRACED | SIGCHLD, NULL), 0);
  return 0;
}

BEHAVIOUR(clone_untraced_vfork, "said sibling 1, note CLONE_UNTRACED") {
  must_exit(cloned(says_sibling, CLONE_UNTRACED | CLONE_VM | CLONE_VFORK | SIGCHLD, NULL), 0);
  return 0;
}

static long clone3(struct clone_args* args) { return syscall(SYS_clone3, args, sizeof *args); }

BEHAVIOUR(clone3_fork, "clone3=ok 1, said child 1") {
  struct clone_args args = {.exit_signal = SIGCHLD};
  const pid_t pid = clone3(&args);
  if (pid == 0) {
    say("child");
    _exit(5);
  }
  must_exit(pid, 5);
  return 0;
}

BEHAVIOUR(clone3_untraced, "clone3=ok 1, said child 1, note CLONE_UNTRACED") {
  struct clone_args args = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};
  const pid_t pid = clone3(&args);
  if (pid == 0) {
    say("child");
    _exit(args.flags == CLONE_UNTRACED ? 5 : 6); /* its copy holds what was asked for */
  }
  must_exit(pid, 5);
  MUST(args.flags == CLONE_UNTRACED);
  return 0;
}

BEHAVIOUR(clone3_pidfd, "clone3=ok 1, waitid=ok 1, poll=ok 1") {
  int pidfd = -1;
  struct clone_args args = {
      .flags = CLONE_PIDFD, .pidfd = (uint64_t)(uintptr_t)&pidfd, .exit_signal = SIGCHLD};
  const pid_t pid = clone3(&args);
  if (pid == 0) _exit(6);
  struct pollfd ended = {pidfd, POLLIN, 0};
  MUST(poll(&ended, 1, -1) == 1);
  siginfo_t info;
  MUST(waitid(P_PIDFD, pidfd, &info, WEXITED) == 0 && info.si_pid == pid);
  printf("%d %d\n", info.si_code, info.si_status);
  return 0;
}

BEHAVIOUR(clone3_set_tid, "clone3=ok 1, unshare=ok 1") {
  if (unshare(CLONE_NEWUSER | CLONE_NEWPID) != 0) return UNAVAILABLE;
  const pid_t init = fork(); /* pid 1 of the new namespace */
  if (init == 0) {
    pid_t wanted = 77;
    struct clone_args args = {
        .exit_signal = SIGCHLD, .set_tid = (uint64_t)(uintptr_t)&wanted, .set_tid_size = 1};
    const pid_t pid = clone3(&args);
    if (pid == 0) _exit(getpid() == 77 ? 0 : 1);
    MUST(pid == 77);
    must_exit(pid, 0);
    _exit(0);
  }
  must_exit(init, 0);
  return 0;
}

BEHAVIOUR(clone3_refused,
          "clone3=EINVAL 1, clone3=E2BIG 1, clone3=EFAULT 1, blind unreadable-arguments") {
  char large[4096] = {0};
  large[4095] = 1;
  MUST_FAIL(EINVAL, syscall(SYS_clone3, large, 8));
  MUST_FAIL(E2BIG, syscall(SYS_clone3, large, sizeof large));
  MUST_FAIL(EFAULT, syscall(SYS_clone3, (void*)8, sizeof(struct clone_args)));
  return 0;
}

BEHAVIOUR(clone_refused, "clone=EINVAL 1") {
  MUST_FAIL(EINVAL, syscall(SYS_clone, CLONE_THREAD, 0, 0, 0, 0)); /* takes SIGHAND and VM */
  return 0;
}

BEHAVIOUR(double_fork, "said daemon 1, processes 3") {
  int ends[2];
  MUST(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    if (fork() == 0) {
      close(ends[0]);
      say("daemon");
      _exit(0);
    }
    _exit(0);
  }
  close(ends[1]);
  must_exit(pid, 0);
  char byte;
  MUST(read(ends[0], &byte, 1) == 0); /* until the grandchild is gone */
  return 0;
}

BEHAVIOUR(daemon_of_the_library, "said daemon 1, setsid=ok 1") {
  if (daemon(1, 1) != 0) return 1;
  say("daemon");
  printf("daemon\n");
  return 0;
}

BEHAVIOUR(orphan_outlives_the_root, "said orphan 1, read=ok 1+") {
  int ends[2];
  MUST(pipe(ends) == 0);
  if (fork() == 0) {
    char byte;
    close(ends[1]);
    MUST(read(ends[0], &byte, 1) == 0); /* the root's end closes it */
    say("orphan");
    printf("orphan\n");
    _exit(1);
  }
  return 0;
}

BEHAVIOUR(subreaper, "prctl=ok 1, wait4=ok 2") {
  MUST(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    if (fork() == 0) _exit(8);
    _exit(0);
  }
  must_exit(pid, 0);
  int status = 0;
  MUST(wait(&status) > 0 && status == 8 << 8);
  return 0;
}

BEHAVIOUR(parent_death_signal, "prctl=ok 1, rt_sigtimedwait=ok 1, said bereaved 1") {
  int ends[2];
  MUST(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    const pid_t middle = getpid();
    if (fork() == 0) {
      block(SIGUSR1, SIG_BLOCK);
      MUST(prctl(PR_SET_PDEATHSIG, SIGUSR1, 0, 0, 0) == 0);
      MUST(getppid() == middle && write(ends[1], "r", 1) == 1);
      sigset_t set;
      sigemptyset(&set);
      sigaddset(&set, SIGUSR1);
      MUST(sigwaitinfo(&set, NULL) == SIGUSR1);
      say("bereaved");
      _exit(0);
    }
    char byte;
    MUST(read(ends[0], &byte, 1) == 1);
    _exit(0);
  }
  must_exit(pid, 0);
  close(ends[1]);
  char byte;
  MUST(read(ends[0], &byte, 1) == 0);
  return 0;
}

static void* say_thread(void* nothing) {
  say("thread");
  return nothing;
}

BEHAVIOUR(a_thousand_threads, "said thread 1000, threads 1001, processes 1") {
  static pthread_t threads[1000];
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 32 * 1024);
  for (int i = 0; i < 1000; ++i) {
    while (pthread_create(&threads[i], &attributes, say_thread, NULL) == EAGAIN) sched_yield();
  }
  for (int i = 0; i < 1000; ++i) MUST(pthread_join(threads[i], NULL) == 0);
  return 0;
}

static pthread_t leader;
static void* outlive(void* nothing) {
  pthread_join(leader, NULL);
  say("alone");
  printf("alone\n");
  exit(5);
  return nothing;
}

BEHAVIOUR(leader_exits_before_its_threads, "said alone 1, exit_group 1, threads 2") {
  pthread_t thread;
  leader = pthread_self();
  MUST(pthread_create(&thread, NULL, outlive, NULL) == 0);
  pthread_exit(NULL);
}

static void* sleep_forever(void* fd) {
  char byte;
  return read(*(int*)fd, &byte, 1) < 0 ? fd : NULL;
}

BEHAVIOUR(exit_group_ends_sleeping_threads, "read=unfinished 3") {
  int ends[2];
  MUST(pipe(ends) == 0);
  for (int i = 0; i < 3; ++i) {
    pthread_t thread;
    MUST(pthread_create(&thread, NULL, sleep_forever, &ends[0]) == 0);
  }
  await_threads_asleep(3);
  syscall(SYS_exit_group, 6);
  return 0;
}

static void* spin(void* nothing) {
  while (1) syscall(SYS_getppid);
  return nothing;
}

BEHAVIOUR(exit_group_ends_busy_threads, "exit_group 1") {
  pthread_t thread;
  for (int i = 0; i < 3; ++i) MUST(pthread_create(&thread, NULL, spin, NULL) == 0);
  _exit(4);
}

BEHAVIOUR(kill_oneself, "kill=unfinished 1, ends SIGKILL") {
  kill(getpid(), SIGKILL);
  return 1;
}

static void* kill_all(void* nothing) {
  syscall(SYS_tgkill, getpid(), (int)syscall(SYS_gettid), SIGKILL);
  return nothing;
}

BEHAVIOUR(a_thread_is_killed_and_all_end, "tgkill=unfinished 1, ends SIGKILL") {
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, kill_all, NULL) == 0);
  while (1) pause();
}

BEHAVIOUR(child_is_killed_in_a_call, "read=unfinished 1, wait4=ok 1") {
  int ends[2];
  MUST(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    char byte;
    _exit(read(ends[0], &byte, 1) == 1 ? 0 : 1);
  }
  await_sleep(pid);
  MUST(kill(pid, SIGKILL) == 0);
  must_end(pid, SIGKILL);
  return 0;
}

BEHAVIOUR(set_a_session, "setsid=ok 1, setsid=EPERM 1") {
  const pid_t pid = fork();
  if (pid == 0) {
    MUST(setsid() == getpid() && getsid(0) == getpid());
    MUST_FAIL(EPERM, setsid());
    _exit(0);
  }
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(set_a_process_group, "setpgid=ok 1, setpgid=EACCES 1") {
  const pid_t pid = fork();
  if (pid == 0) {
    MUST(setpgid(0, 0) == 0 && getpgrp() == getpid());
    _exit(0);
  }
  must_exit(pid, 0);
  int execed[2];
  MUST(pipe2(execed, O_CLOEXEC) == 0);
  const pid_t other = fork();
  if (other == 0) _exit(exec_as("sleeps"));
  close(execed[1]);
  char byte;
  MUST(read(execed[0], &byte, 1) == 0); /* its exec has closed the other end */
  MUST_FAIL(EACCES, setpgid(other, other));
  MUST(kill(other, SIGKILL) == 0);
  must_end(other, SIGKILL);
  return 0;
}

HELPER(sleeps) {
  while (1) pause();
  return 0;
}
