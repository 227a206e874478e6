/* Execs: from threads, by descriptor, of scripts and their chains, and all that is no program. */
#define FAMILY "Execs"
#include <elf.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>

#include "torture.h"

extern char** environ;
char torture_path[4096];

HELPER(announces) {
  say("announced");
  printf("announced\n");
  return 0;
}

static void* exec_now(void* nothing) {
  exec_as("announces");
  return nothing;
}
static void* pause_forever(void* nothing) {
  while (1) pause();
  return nothing;
}

static void* exec_when_the_leader_sleeps(void* nothing) {
  await_sleep(getpid());
  exec_as("announces");
  return nothing;
}

BEHAVIOUR(exec_oneself, "execve=ok 1, said announced 1, processes 1") {
  return exec_as("announces");
}

BEHAVIOUR(exec_from_a_thread, "execve=ok 1, pause=unfinished 2, said announced 1, processes 1") {
  pthread_t thread;
  for (int i = 0; i < 1; ++i) MUST(pthread_create(&thread, NULL, pause_forever, NULL) == 0);
  await_threads_asleep(1);
  MUST(pthread_create(&thread, NULL, exec_when_the_leader_sleeps, NULL) == 0);
  while (1) pause();
}

BEHAVIOUR(exec_while_the_leader_sleeps, "execve=ok 1, pause=unfinished 1, said announced 1") {
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, exec_when_the_leader_sleeps, NULL) == 0);
  while (1) pause();
}

static pthread_t first;
static void* exec_after_the_leader(void* nothing) {
  pthread_join(first, NULL);
  exec_as("announces");
  return nothing;
}

BEHAVIOUR(exec_when_the_leader_is_gone, "execve=ok 1, said announced 1") {
  pthread_t thread;
  first = pthread_self();
  MUST(pthread_create(&thread, NULL, exec_after_the_leader, NULL) == 0);
  pthread_exit(NULL);
}

static void* exec_together(void* barrier) {
  pthread_barrier_wait(barrier);
  exec_as("announces");
  return NULL;
}

BEHAVIOUR(two_threads_exec_at_once, "execve=ok 1, said announced 1") {
  static pthread_barrier_t barrier;
  pthread_t thread;
  pthread_barrier_init(&barrier, NULL, 2);
  MUST(pthread_create(&thread, NULL, exec_together, &barrier) == 0);
  exec_together(&barrier);
  while (1) pause();
}

static void* spin(void* nothing) {
  while (1) sched_yield();
  return nothing;
}

BEHAVIOUR(exec_while_threads_are_busy, "execve=ok 1, said announced 1") {
  pthread_t thread;
  for (int i = 0; i < 4; ++i) MUST(pthread_create(&thread, NULL, spin, NULL) == 0);
  return exec_as("announces");
}

HELPER(nothing_at_all) { return 0; }

static void* exec_nothing(void* barrier) {
  pthread_barrier_wait(barrier);
  exec_as("nothing_at_all");
  return NULL;
}

BEHAVIOUR(exec_races_with_exit_group, "execve 0+") {
  static pthread_barrier_t barrier;
  pthread_t thread;
  pthread_barrier_init(&barrier, NULL, 2);
  MUST(pthread_create(&thread, NULL, exec_nothing, &barrier) == 0);
  pthread_barrier_wait(&barrier);
  _exit(0);
}

BEHAVIOUR(exec_races_with_fork, "execve=ok 1, said announced 1") {
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, exec_now, NULL) == 0);
  while (1) {
    const pid_t pid = fork();
    if (pid == 0) _exit(0);
    waitpid(pid, NULL, 0);
  }
}

BEHAVIOUR(exec_a_hundred_times, "execve=ok 100, processes 1") {
  const char* left = getenv("TORTURE_LEFT");
  const int number = left == NULL ? 100 : atoi(left);
  if (number == 0) return 0;
  char text[16];
  snprintf(text, sizeof text, "%d", number - 1);
  setenv("TORTURE_LEFT", text, 1);
  return exec_as("exec_a_hundred_times");
}

// Signals come at any instruction of each program's start.
BEHAVIOUR(exec_in_a_rain_of_signals, "execve=ok 40, kill=ok 1+") {
  const char* left = getenv("TORTURE_LEFT");
  if (left == NULL) {
    const pid_t rain = fork();
    if (rain == 0) {
      while (kill(getppid(), SIGWINCH) == 0) continue;
      _exit(0);
    }
    char text[16];
    snprintf(text, sizeof text, "%d", rain);
    setenv("TORTURE_RAIN", text, 1);
  }
  const int number = left == NULL ? 40 : atoi(left);
  if (number == 0) {
    const pid_t rain = atoi(getenv("TORTURE_RAIN"));
    MUST(kill(rain, SIGKILL) == 0 && waitpid(rain, NULL, 0) == rain);
    return 0;
  }
  char text[16];
  snprintf(text, sizeof text, "%d", number - 1);
  setenv("TORTURE_LEFT", text, 1);
  return exec_as("exec_in_a_rain_of_signals");
}

BEHAVIOUR(close_on_exec, "execve=ok 1, fcntl=EBADF 1, fcntl=ok 1+") {
  if (getenv("TORTURE_EXECED") != NULL) {
    MUST_FAIL(EBADF, fcntl(40, F_GETFD));
    MUST(fcntl(41, F_GETFD) == 0);
    return 0;
  }
  setenv("TORTURE_EXECED", "1", 1);
  MUST(dup3(0, 40, O_CLOEXEC) == 40 && dup2(0, 41) == 41);
  return exec_as("close_on_exec");
}

static void exec_descriptor(int fd) {
  char* words[] = {"torture", "announces", NULL};
  fexecve(fd, words, environ);
}

BEHAVIOUR(exec_by_descriptor, "execveat=ok 1, said announced 1") {
  exec_descriptor(open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  return 1;
}

BEHAVIOUR(exec_by_an_o_path_descriptor, "execveat=ok 1, said announced 1") {
  char* words[] = {"torture", "announces", NULL};
  syscall(SYS_execveat, open("/proc/self/exe", O_PATH), "", words, environ, AT_EMPTY_PATH);
  return 1;
}

BEHAVIOUR(exec_in_a_directory, "execveat=ENOENT 1, execveat=ELOOP 1") {
  char* words[] = {"torture", NULL};
  MUST(symlink("/proc/self/exe", "link") == 0);
  const int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  MUST_FAIL(ENOENT, syscall(SYS_execveat, here, "no-such", words, environ, 0));
  MUST_FAIL(ELOOP, syscall(SYS_execveat, here, "link", words, environ, AT_SYMLINK_NOFOLLOW));
  return 0;
}

BEHAVIOUR(exec_from_memory, "memfd_create=ok 1, execveat=ok 1, said announced 1") {
  const int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  const int memory = memfd_create("copy", MFD_CLOEXEC);
  MUST(from >= 0 && memory >= 0);
  char buffer[65536];
  ssize_t got;
  while ((got = read(from, buffer, sizeof buffer)) > 0) MUST(write(memory, buffer, got) == got);
  exec_descriptor(memory);
  return 1;
}

BEHAVIOUR(exec_a_deleted_program, "unlink=ok 1, execveat=ok 1, said announced 1") {
  const int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  const int to = open("copy", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
  char buffer[65536];
  ssize_t got;
  while ((got = read(from, buffer, sizeof buffer)) > 0) MUST(write(to, buffer, got) == got);
  MUST(close(to) == 0);
  const int copy = open("copy", O_RDONLY | O_CLOEXEC);
  MUST(copy >= 0 && unlink("copy") == 0);
  exec_descriptor(copy);
  return 1;
}

BEHAVIOUR(exec_a_script, "execve=ok 1") {
  make_file("script", "#!/bin/sh\necho script $# $1\n", 0755);
  return execl("./script", "ignored", "one", NULL);
}

BEHAVIOUR(exec_a_script_of_a_script, "execve=ok 1") {
  make_file("inner", "#!/bin/sh\necho inner $1 $2\n", 0755);
  char first[5000];
  char cwd[4000];
  MUST(getcwd(cwd, sizeof cwd) != NULL && strlen(cwd) < 200);
  snprintf(first, sizeof first, "#!%s/inner outer-option\necho not run\n", cwd);
  make_file("outer", first, 0755);
  return execl("./outer", "ignored", NULL);
}

BEHAVIOUR(exec_a_script_that_is_its_own_interpreter, "execve=ELOOP 1") {
  char first[5000];
  char cwd[4000];
  MUST(getcwd(cwd, sizeof cwd) != NULL && strlen(cwd) < 200);
  snprintf(first, sizeof first, "#!%s/loop\n", cwd);
  make_file("loop", first, 0755);
  MUST_FAIL(ELOOP, execl("./loop", "loop", NULL));
  return 0;
}

BEHAVIOUR(exec_a_script_without_interpreter, "execve=ENOENT 1") {
  make_file("script", "#!/no/such/interpreter\n", 0755);
  MUST_FAIL(ENOENT, execl("./script", "script", NULL));
  return 0;
}

BEHAVIOUR(exec_text, "execve=ENOEXEC 1") {
  make_file("text", "hello\n", 0755);
  MUST_FAIL(ENOEXEC, execl("./text", "text", NULL));
  return 0;
}

BEHAVIOUR(exec_an_empty_file, "execve=ENOEXEC 1") {
  make_file("empty", "", 0755);
  MUST_FAIL(ENOEXEC, execl("./empty", "empty", NULL));
  return 0;
}

BEHAVIOUR(exec_half_an_elf, "execve=ENOEXEC 1") {
  make_file("half", ELFMAG, 0755);
  MUST_FAIL(ENOEXEC, execl("./half", "half", NULL));
  return 0;
}

BEHAVIOUR(exec_without_permission, "execve=EACCES 3") {
  make_file("plain", "#!/bin/sh\n", 0644);
  MUST_FAIL(EACCES, execl("./plain", "plain", NULL));
  MUST_FAIL(EACCES, execl(".", "directory", NULL));
  MUST_FAIL(EACCES, execl("/dev/null", "device", NULL));
  return 0;
}

BEHAVIOUR(exec_below_a_file, "execve=ENOTDIR 1") {
  make_file("plain", "", 0755);
  MUST_FAIL(ENOTDIR, execl("./plain/below", "below", NULL));
  return 0;
}

BEHAVIOUR(exec_a_file_that_is_written, "execve=ETXTBSY 1") {
  make_file("busy", "#!/bin/sh\n", 0755);
  const int fd = open("busy", O_WRONLY | O_CLOEXEC);
  if (execl("./busy", "busy", NULL) == -1 && errno != ETXTBSY) return 1;
  close(fd);
  return 0;
}

BEHAVIOUR(exec_with_bad_pointers, "execve=EFAULT 2, said alive 1, blind unreadable-arguments") {
  char* words[] = {"torture", (char*)16, NULL};
  MUST_FAIL(EFAULT, syscall(SYS_execve, (char*)8, words, environ));
  MUST_FAIL(EFAULT, syscall(SYS_execve, "/proc/self/exe", words, environ));
  say("alive");
  return 0;
}

BEHAVIOUR(exec_with_too_many_words, "execve=E2BIG 1") {
  static char word[200 * 1024]; /* MAX_ARG_STRLEN is 128 KiB */
  memset(word, 'x', sizeof word - 1);
  MUST_FAIL(E2BIG, execl("/proc/self/exe", "torture", word, NULL));
  return 0;
}

BEHAVIOUR(exec_with_a_thousand_words, "execve=ok 1") {
  static char* words[1003] = {"/bin/sh", "-c", "echo $#"};
  for (int i = 3; i < 1002; ++i) words[i] = "word";
  return execv("/bin/sh", words);
}

BEHAVIOUR(exec_a_very_long_path, "execve=ENAMETOOLONG 1") {
  static char path[5000];
  memset(path, 'x', sizeof path - 1);
  path[0] = '/';
  MUST_FAIL(ENAMETOOLONG, execl(path, "long", NULL));
  return 0;
}

BEHAVIOUR(exec_keeps_blocked_and_pending_signals, "execve=ok 1, rt_sigpending=ok 1") {
  if (getenv("TORTURE_EXECED") != NULL) {
    sigset_t pending;
    MUST(sigpending(&pending) == 0 && sigismember(&pending, SIGUSR1));
    struct sigaction action;
    MUST(sigaction(SIGUSR2, NULL, &action) == 0 && action.sa_handler == SIG_IGN);
    return 0;
  }
  setenv("TORTURE_EXECED", "1", 1);
  block(SIGUSR1, SIG_BLOCK);
  signal(SIGUSR2, SIG_IGN);
  MUST(raise(SIGUSR1) == 0);
  return exec_as("exec_keeps_blocked_and_pending_signals");
}
