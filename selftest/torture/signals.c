/* Signals: delivered once, with their siginfo; stops; what a call that is interrupted answers. */
#define FAMILY "Signals"
#include <glob.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <time.h>

#include "torture.h"

static volatile sig_atomic_t caught;
static volatile sig_atomic_t code, value;
static void count(int signal) { caught = caught * 100 + signal; }
static void keep_info(int signal, siginfo_t* info, void* context) {
  (void)context;
  caught = signal;
  code = info->si_code;
  value = info->si_value.sival_int;
}

BEHAVIOUR(handler_runs_once, "signal SIGUSR1 1, rt_sigreturn 1") {
  handle(SIGUSR1, count, 0);
  MUST(raise(SIGUSR1) == 0);
  printf("%d\n", (int)caught);
  return 0;
}

BEHAVIOUR(handlers_nest, "signal SIGUSR1 1, signal SIGUSR2 1, rt_sigreturn 2") {
  handle(SIGUSR1, count, 0);
  handle(SIGUSR2, count, 0);
  block(SIGUSR1, SIG_BLOCK);
  block(SIGUSR2, SIG_BLOCK);
  raise(SIGUSR1);
  raise(SIGUSR2);
  sigset_t both;
  sigemptyset(&both);
  MUST(sigprocmask(SIG_SETMASK, &both, NULL) == 0);
  printf("%d\n", (int)caught);
  return 0;
}

static void raise_again(int signal) {
  if (++caught < 5) raise(signal);
}

BEHAVIOUR(handler_with_nodefer_recurs, "signal SIGUSR1 5") {
  handle(SIGUSR1, raise_again, SA_NODEFER);
  raise(SIGUSR1);
  printf("%d\n", (int)caught);
  return 0;
}

BEHAVIOUR(handler_that_resets_itself, "signal SIGUSR1 2, ends SIGUSR1") {
  handle(SIGUSR1, count, SA_RESETHAND);
  raise(SIGUSR1);
  printf("%d\n", (int)caught);
  raise(SIGUSR1);
  return 1;
}

static sigjmp_buf back;
static void jump(int signal) { siglongjmp(back, signal); }

BEHAVIOUR(handler_that_jumps_out, "signal SIGUSR1 20, rt_sigreturn 0") {
  handle(SIGUSR1, jump, 0);
  for (volatile int i = 0; i < 20; ++i) {
    if (sigsetjmp(back, 1) == 0) raise(SIGUSR1);
    ++caught;
  }
  printf("%d\n", (int)caught);
  return 0;
}

BEHAVIOUR(queue_keeps_order_and_values, "rt_sigqueueinfo=ok 3, rt_sigtimedwait=ok 3") {
  block(SIGRTMIN + 1, SIG_BLOCK);
  block(SIGRTMIN, SIG_BLOCK);
  const int signals[] = {SIGRTMIN + 1, SIGRTMIN, SIGRTMIN + 1};
  for (int i = 0; i < 3; ++i)
    MUST(sigqueue(getpid(), signals[i], (union sigval){.sival_int = i}) == 0);
  sigset_t set;
  sigprocmask(SIG_BLOCK, NULL, &set);
  for (int i = 0; i < 3; ++i) {
    siginfo_t info;
    const int signal = sigwaitinfo(&set, &info);
    printf("%d %d %d\n", signal - SIGRTMIN, info.si_value.sival_int, info.si_code);
  }
  return 0;
}

BEHAVIOUR(queue_carries_siginfo_to_a_handler, "rt_sigqueueinfo=ok 1, signal SIGUSR1 1") {
  handle_info(SIGUSR1, keep_info, 0);
  MUST(sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 4711}) == 0);
  printf("%d %d %d\n", (int)caught, (int)code, (int)value);
  return 0;
}

BEHAVIOUR(queue_overflows, "rt_sigqueueinfo=EAGAIN 1") {
  const struct rlimit none = {0, 0};
  block(SIGRTMIN, SIG_BLOCK);
  MUST(setrlimit(RLIMIT_SIGPENDING, &none) == 0);
  MUST_FAIL(EAGAIN, sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 1}));
  return 0;
}

BEHAVIOUR(plain_signals_merge, "kill=ok 3, signal SIGUSR1 1") {
  handle(SIGUSR1, raise_again, 0);
  caught = 10;
  block(SIGUSR1, SIG_BLOCK);
  for (int i = 0; i < 3; ++i) MUST(kill(getpid(), SIGUSR1) == 0);
  block(SIGUSR1, SIG_UNBLOCK);
  printf("%d\n", (int)caught);
  return 0;
}

static char* bounds[2];
static void where_am_i(int signal) {
  (void)signal;
  char here;
  caught = &here >= bounds[0] && &here < bounds[1];
}

BEHAVIOUR(alternate_stack, "sigaltstack=ok 1, signal SIGUSR1 1") {
  const size_t bytes = 1 << 16;
  bounds[0] = malloc(bytes);
  bounds[1] = bounds[0] + bytes;
  const stack_t stack = {.ss_sp = bounds[0], .ss_size = bytes};
  MUST(sigaltstack(&stack, NULL) == 0);
  handle(SIGUSR1, where_am_i, SA_ONSTACK);
  raise(SIGUSR1);
  printf("%d\n", (int)caught);
  return 0;
}

static void leave(int signal) {
  printf("caught %d\n", signal);
  _exit(0);
}

static int overflow(volatile char* above) {
  volatile char here[4096];
  here[0] = above[0];
  if (caught > 100) return 0; /* never */
  return overflow(here) + here[1];
}

BEHAVIOUR(stack_overflow_on_the_alternate_stack, "signal SIGSEGV 1") {
  const struct rlimit small = {256 * 1024, 256 * 1024};
  const stack_t stack = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16};
  MUST(setrlimit(RLIMIT_STACK, &small) == 0 && sigaltstack(&stack, NULL) == 0);
  handle(SIGSEGV, leave, SA_ONSTACK);
  return overflow("") == 0;
}

BEHAVIOUR(stack_overflow_without_one, "ends SIGSEGV") {
  const struct rlimit small = {256 * 1024, 256 * 1024};
  const struct rlimit no_core = {0, 0};
  MUST(setrlimit(RLIMIT_STACK, &small) == 0 && setrlimit(RLIMIT_CORE, &no_core) == 0);
  handle(SIGSEGV, leave, 0); /* has no stack to run on */
  return overflow("") == 0;
}

/* A read that a signal interrupts, with a writer that sends the signal first. */
static void interrupt_read(int flags) {
  int ends[2];
  MUST(pipe(ends) == 0);
  handle(SIGUSR1, count, flags);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) {
    await_sleep(parent);
    kill(parent, SIGUSR1);
    await_sleep(parent);
    _exit(write(ends[1], "x", 1) == 1 ? 0 : 1);
  }
  char byte;
  const ssize_t got = read(ends[0], &byte, 1);
  printf("%zd %d\n", got, got < 0 ? errno : 0);
  if (got < 0) MUST(read(ends[0], &byte, 1) == 1);
  must_exit(pid, 0);
}

BEHAVIOUR(read_is_interrupted, "read=EINTR 1, read=ok 1+, signal SIGUSR1 1") {
  interrupt_read(0);
  return 0;
}

BEHAVIOUR(read_is_restarted, "read=EINTR 0, read=restarted 1, signal SIGUSR1 1") {
  interrupt_read(SA_RESTART);
  return 0;
}

BEHAVIOUR(wait_is_restarted, "wait4=restarted 1, signal SIGUSR1 1") {
  handle(SIGUSR1, count, SA_RESTART);
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) {
    await_sleep(parent);
    kill(parent, SIGUSR1);
    await_sleep(parent);
    _exit(0);
  }
  MUST(waitpid(pid, NULL, 0) == pid);
  return 0;
}

BEHAVIOUR(pause_is_interrupted, "pause=EINTR 1, signal SIGUSR1 1") {
  handle(SIGUSR1, count, SA_RESTART); /* pause(2) never restarts after a handler */
  const pid_t pid = signal_me_asleep(SIGUSR1);
  MUST_FAIL(EINTR, pause());
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(nanosleep_is_interrupted, "clock_nanosleep=EINTR 1, signal SIGUSR1 1") {
  handle(SIGUSR1, count, SA_RESTART);
  const pid_t pid = signal_me_asleep(SIGUSR1);
  struct timespec left = {0, 0};
  MUST_FAIL(EINTR, nanosleep(&(struct timespec){3600, 0}, &left));
  MUST(left.tv_sec > 3000);
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(poll_is_interrupted, "poll=EINTR 1, signal SIGUSR1 1") {
  handle(SIGUSR1, count, SA_RESTART);
  const pid_t pid = signal_me_asleep(SIGUSR1);
  MUST_FAIL(EINTR, poll(NULL, 0, -1));
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(select_is_interrupted, "select=EINTR 1, signal SIGUSR1 1") {
  handle(SIGUSR1, count, SA_RESTART);
  const pid_t pid = signal_me_asleep(SIGUSR1);
  MUST_FAIL(EINTR, syscall(SYS_select, 0, NULL, NULL, NULL, NULL));
  must_exit(pid, 0);
  return 0;
}

/* Stopped and continued in a call: it goes on, by restart_syscall(2) where it has a time limit. */
static void stop_in_call(void (*call)(int fd)) {
  int ends[2];
  MUST(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    call(ends[0]);
    _exit(0);
  }
  await_sleep(pid);
  MUST(kill(pid, SIGSTOP) == 0);
  int status = 0;
  MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status) &&
       WSTOPSIG(status) == SIGSTOP);
  MUST(kill(pid, SIGCONT) == 0);
  MUST(waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
  await_sleep(pid);
  MUST(write(ends[1], "x", 1) == 1);
  must_exit(pid, 0);
}
static void call_read(int fd) {
  char byte;
  MUST(read(fd, &byte, 1) == 1);
}
static void call_poll(int fd) {
  struct pollfd ready = {fd, POLLIN, 0};
  MUST(poll(&ready, 1, 3600 * 1000) == 1);
}

BEHAVIOUR(stop_and_continue_in_a_read, "read=ok 1+, read=EINTR 0, kill=ok 2") {
  stop_in_call(call_read);
  return 0;
}

BEHAVIOUR(stop_and_continue_in_a_poll, "poll=ok 1, poll=EINTR 0, poll=restarted 1") {
  stop_in_call(call_poll);
  return 0;
}

/* The same of calls that only a handler ends: restarted until it runs, and then EINTR. */
static void end_by_handler(void (*call)(void)) {
  handle(SIGUSR1, count, SA_RESTART);
  const pid_t pid = fork();
  if (pid == 0) {
    call();
    _exit(0);
  }
  await_sleep(pid);
  int status = 0;
  MUST(kill(pid, SIGSTOP) == 0);
  MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status));
  MUST(kill(pid, SIGCONT) == 0);
  MUST(waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
  await_sleep(pid);
  MUST(kill(pid, SIGUSR1) == 0);
  must_exit(pid, 0);
}
static void call_pause(void) { MUST_FAIL(EINTR, pause()); }
static void call_nanosleep(void) { MUST_FAIL(EINTR, nanosleep(&(struct timespec){3600, 0}, NULL)); }

BEHAVIOUR(stop_and_continue_in_a_pause, "pause=restarted 1, pause=EINTR 1, signal SIGUSR1 1") {
  end_by_handler(call_pause);
  return 0;
}

BEHAVIOUR(stop_and_continue_in_a_nanosleep,
          "clock_nanosleep=restarted 1+, clock_nanosleep=EINTR 1, signal SIGUSR1 1") {
  end_by_handler(call_nanosleep);
  return 0;
}

/* ERESTARTNOINTR: a wait for a lock with priority inheritance goes on after any handler, whether it
 * has SA_RESTART or not. */
static unsigned inherited_lock;
static volatile int waiter;
static void* wait_for_the_lock(void* nothing) {
  waiter = (int)syscall(SYS_gettid);
  MUST(syscall(SYS_futex, &inherited_lock, FUTEX_LOCK_PI, 0, NULL, NULL, 0) == 0);
  MUST(syscall(SYS_futex, &inherited_lock, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0) == 0);
  return nothing;
}

BEHAVIOUR(lock_is_waited_for_through_a_signal,
          "futex=restarted 1, futex=EINTR 0, signal SIGUSR1 1, threads 2") {
  pthread_t thread;
  handle(SIGUSR1, count, 0);
  MUST(syscall(SYS_futex, &inherited_lock, FUTEX_LOCK_PI, 0, NULL, NULL, 0) == 0);
  MUST(pthread_create(&thread, NULL, wait_for_the_lock, NULL) == 0);
  await_threads_asleep(1);
  MUST(syscall(SYS_tgkill, getpid(), waiter, SIGUSR1) == 0);
  while (caught != SIGUSR1) sched_yield();
  await_threads_asleep(1);
  MUST(syscall(SYS_futex, &inherited_lock, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0) == 0);
  MUST(pthread_join(thread, NULL) == 0);
  return 0;
}

/* A child waits here until its parent has seen what it was to see. */
static int gate[2];
static void make_gate(void) { MUST(pipe(gate) == 0); }
static void open_gate(void) { MUST(write(gate[1], "x", 1) == 1); }
static void pass_gate(void) {
  char byte;
  MUST(read(gate[0], &byte, 1) == 1);
}

BEHAVIOUR(stop_oneself, "wait4=ok 3, said continued 1") {
  make_gate();
  const pid_t pid = fork();
  if (pid == 0) {
    raise(SIGSTOP);
    pass_gate();
    say("continued");
    _exit(2);
  }
  int status = 0;
  MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status) &&
       WSTOPSIG(status) == SIGSTOP);
  MUST(kill(pid, SIGCONT) == 0);
  MUST(waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
  open_gate();
  must_exit(pid, 2);
  return 0;
}

BEHAVIOUR(stop_by_waitid, "waitid=ok 3") {
  make_gate();
  const pid_t pid = fork();
  if (pid == 0) {
    MUST(setpgid(0, 0) ==
         0);  // in a group whose parent is not of its session, SIGTSTP stops nobody
    raise(SIGTSTP);
    pass_gate();
    _exit(2);
  }
  const int events[] = {WSTOPPED, WCONTINUED, WEXITED};
  for (int i = 0; i < 3; ++i) {
    siginfo_t info;
    MUST(waitid(P_PID, pid, &info, events[i]) == 0);
    printf("%d %d\n", info.si_code, info.si_status);
    if (i == 0) MUST(kill(pid, SIGCONT) == 0);
    if (i == 1) open_gate();
  }
  return 0;
}

static void* stop_thread(void* nothing) {
  while (1) sched_yield();
  return nothing;
}

BEHAVIOUR(stop_a_process_of_threads, "wait4=ok 3, processes 2") {
  make_gate();
  const pid_t pid = fork();
  if (pid == 0) {
    pthread_t thread;
    for (int i = 0; i < 4; ++i) MUST(pthread_create(&thread, NULL, stop_thread, NULL) == 0);
    raise(SIGSTOP);
    pass_gate();
    _exit(2);
  }
  int status = 0;
  MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status));
  MUST(kill(pid, SIGCONT) == 0);
  MUST(waitpid(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status));
  open_gate();
  must_exit(pid, 2);
  return 0;
}

BEHAVIOUR(kill_a_stopped_process, "wait4=ok 2") {
  const pid_t pid = fork();
  if (pid == 0) {
    raise(SIGSTOP);
    _exit(1);
  }
  int status = 0;
  MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status));
  MUST(kill(pid, SIGKILL) == 0);
  must_end(pid, SIGKILL);
  return 0;
}

/* A child that has stopped itself, and then waits for a signal. */
static pid_t fork_stopped(void) {
  const pid_t pid = fork();
  if (pid == 0) {
    raise(SIGSTOP);
    while (1) pause();
  }
  int status = 0;
  MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status));
  return pid;
}

BEHAVIOUR(signals_wait_while_stopped, "kill=ok 2, signal SIGUSR1 1") {
  handle(SIGUSR1, leave, 0);
  const pid_t pid = fork_stopped();
  MUST(kill(pid, SIGUSR1) == 0);
  MUST(waitpid(pid, NULL, WNOHANG) == 0);
  MUST(kill(pid, SIGCONT) == 0);
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(continue_has_a_handler, "signal SIGCONT 1") {
  handle(SIGCONT, leave, 0);
  const pid_t pid = fork_stopped();
  MUST(kill(pid, SIGCONT) == 0);
  must_exit(pid, 0);
  return 0;
}

BEHAVIOUR(trap_by_int3, "signal SIGTRAP 1") {
  handle_info(SIGTRAP, keep_info, 0);
  __asm__ volatile("int3");
  printf("%d %d\n", (int)caught, (int)code);
  return 0;
}

BEHAVIOUR(trap_by_kill, "kill=ok 1, signal SIGTRAP 1") {
  handle_info(SIGTRAP, keep_info, 0);
  MUST(kill(getpid(), SIGTRAP) == 0);
  printf("%d %d\n", (int)caught, (int)code);
  return 0;
}

BEHAVIOUR(trap_by_the_trap_flag, "signal SIGTRAP 1+") {
  handle_info(SIGTRAP, keep_info, 0);
  /* Single steps of its own, for a few instructions: the handler's frame saves the flag. */
  __asm__ volatile(
      "pushfq\n orq $0x100, (%%rsp)\n popfq\n nop\n pushfq\n andq $~0x100, (%%rsp)\n popfq\n" ::
          : "cc", "memory");
  printf("%d %d\n", (int)caught, (int)code);
  return 0;
}

BEHAVIOUR(trap_without_a_handler, "ends SIGTRAP") {
  MUST(setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}) == 0);
  __asm__ volatile("int3");
  return 1;
}

static void* fault_address;
static void keep_fault(int signal, siginfo_t* info, void* context) {
  keep_info(signal, info, context);
  fault_address = info->si_addr;
  siglongjmp(back, 1);
}

BEHAVIOUR(segmentation_fault, "signal SIGSEGV 2") {
  handle_info(SIGSEGV, keep_fault, 0);
  if (sigsetjmp(back, 1) == 0) *(volatile int*)64 = 1;
  printf("%d %d %p\n", (int)caught, (int)code, fault_address);
  char* page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (sigsetjmp(back, 1) == 0) *(volatile char*)page = 1;
  printf("%d %d %d\n", (int)caught, (int)code, fault_address == page);
  return 0;
}

BEHAVIOUR(bus_error_past_the_end_of_a_file, "signal SIGBUS 1") {
  make_file("short", "x", 0600);
  const int fd = open("short", O_RDONLY);
  char* pages = mmap(NULL, 8192, PROT_READ, MAP_SHARED, fd, 0);
  handle_info(SIGBUS, keep_fault, 0);
  if (sigsetjmp(back, 1) == 0) return ((volatile char*)pages)[4096];
  printf("%d %d %d\n", (int)caught, (int)code, fault_address == pages + 4096);
  return 0;
}

BEHAVIOUR(illegal_instruction, "signal SIGILL 1") {
  handle_info(SIGILL, keep_fault, 0);
  if (sigsetjmp(back, 1) == 0) __asm__ volatile("ud2");
  printf("%d %d\n", (int)caught, (int)code);
  return 0;
}

BEHAVIOUR(division_by_zero, "signal SIGFPE 1") {
  handle_info(SIGFPE, keep_fault, 0);
  if (sigsetjmp(back, 1) == 0)
    __asm__ volatile("xorl %%ecx, %%ecx\n divl %%ecx" ::: "eax", "ecx", "edx", "cc");
  printf("%d %d\n", (int)caught, (int)code);
  return 0;
}

BEHAVIOUR(abort_of_the_library, "ends SIGABRT") {
  MUST(setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}) == 0);
  abort();
}

BEHAVIOUR(core_dump_of_a_child, "signal SIGQUIT 1, wait4=ok 1") {
  struct rlimit limit;
  MUST(getrlimit(RLIMIT_CORE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max; /* as large as it may be */
  MUST(setrlimit(RLIMIT_CORE, &limit) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    raise(SIGQUIT);
    _exit(1);
  }
  int status = 0;
  MUST(waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
  printf("%d %d\n", WTERMSIG(status), WCOREDUMP(status));
  glob_t cores;
  if (glob("core*", 0, NULL, &cores) == 0) {
    for (size_t i = 0; i < cores.gl_pathc; ++i) unlink(cores.gl_pathv[i]);
  }
  return 0;
}

BEHAVIOUR(broken_pipe, "write=EPIPE 2, signal SIGPIPE 2") {
  int ends[2];
  MUST(pipe(ends) == 0 && close(ends[0]) == 0);
  handle(SIGPIPE, count, 0);
  MUST_FAIL(EPIPE, write(ends[1], "x", 1));
  printf("%d\n", (int)caught);
  signal(SIGPIPE, SIG_IGN);
  MUST_FAIL(EPIPE, write(ends[1], "x", 1));
  return 0;
}

BEHAVIOUR(broken_pipe_kills, "write=EPIPE 1, ends SIGPIPE") {
  int ends[2];
  MUST(pipe(ends) == 0 && close(ends[0]) == 0);
  signal(SIGPIPE, SIG_DFL);
  return (int)write(ends[1], "x", 1);
}

BEHAVIOUR(sigsuspend_swaps_the_mask, "rt_sigsuspend=EINTR 1, signal SIGUSR1 1") {
  handle(SIGUSR1, count, 0);
  block(SIGUSR1, SIG_BLOCK);
  raise(SIGUSR1);
  MUST(caught == 0);
  sigset_t none;
  sigemptyset(&none);
  MUST_FAIL(EINTR, sigsuspend(&none));
  sigset_t mask;
  sigprocmask(SIG_BLOCK, NULL, &mask);
  printf("%d %d\n", (int)caught, sigismember(&mask, SIGUSR1));
  return 0;
}

BEHAVIOUR(sigtimedwait_times_out, "rt_sigtimedwait=EAGAIN 1") {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  MUST_FAIL(EAGAIN, sigtimedwait(&set, NULL, &(struct timespec){0, 0}));
  return 0;
}

BEHAVIOUR(signalfd_reads_signals, "signalfd4=ok 1, read=ok 1+") {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  MUST(sigprocmask(SIG_BLOCK, &set, NULL) == 0);
  const int fd = signalfd(-1, &set, SFD_CLOEXEC);
  MUST(sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 12}) == 0);
  struct signalfd_siginfo info;
  MUST(read(fd, &info, sizeof info) == sizeof info);
  printf("%u %d %d\n", info.ssi_signo, info.ssi_code, info.ssi_int);
  return 0;
}

static void* take_signal(void* tid) {
  *(volatile int*)tid = (int)syscall(SYS_gettid);
  while (caught == 0) sched_yield();
  return NULL;
}

static volatile int handled_by;
static void keep_thread(int signal) {
  handled_by = (int)syscall(SYS_gettid);
  caught = signal;
}

BEHAVIOUR(signal_to_one_thread, "tgkill=ok 1, signal SIGUSR1 1, threads 2") {
  handle(SIGUSR1, keep_thread, 0);
  volatile int tid = 0;
  pthread_t thread;
  MUST(pthread_create(&thread, NULL, take_signal, (void*)&tid) == 0);
  while (tid == 0) sched_yield();
  MUST(pthread_kill(thread, SIGUSR1) == 0 && pthread_join(thread, NULL) == 0);
  printf("%d\n", handled_by == tid);
  return 0;
}

BEHAVIOUR(signal_to_a_group, "kill=ok 1, signal SIGUSR1 2") {
  handle(SIGUSR1, leave, 0);
  MUST(setpgid(0, 0) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    while (1) pause();
  }
  await_sleep(pid);
  block(SIGUSR1, SIG_BLOCK);
  MUST(kill(0, SIGUSR1) == 0);
  must_exit(pid, 0);
  block(SIGUSR1, SIG_UNBLOCK);
  return 1;
}

BEHAVIOUR(alarm_ends_a_pause, "pause=EINTR 1, rt_sigsuspend=EINTR 1, signal SIGALRM 2") {
  handle(SIGALRM, count, 0);
  const struct itimerval soon = {{0, 0}, {0, 50 * 1000}};
  block(SIGALRM, SIG_BLOCK);
  MUST(setitimer(ITIMER_REAL, &soon, NULL) == 0);
  sigset_t none;
  sigemptyset(&none);
  MUST_FAIL(EINTR, sigsuspend(&none));
  block(SIGALRM, SIG_UNBLOCK);
  const pid_t pid = signal_me_asleep(SIGALRM);
  MUST_FAIL(EINTR, pause());
  must_exit(pid, 0);
  printf("%d\n", (int)caught);
  return 0;
}

BEHAVIOUR(timer_brings_its_value, "timer_create=ok 1, timer_settime=ok 1, signal SIGRTMIN 1") {
  timer_t timer;
  handle_info(SIGRTMIN, keep_info, 0);
  struct sigevent event = {
      .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN, .sigev_value.sival_int = 99};
  block(SIGRTMIN, SIG_BLOCK);
  MUST(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0);
  const struct itimerspec once = {{0, 0}, {0, 1}};
  MUST(timer_settime(timer, 0, &once, NULL) == 0);
  sigset_t none;
  sigemptyset(&none);
  MUST_FAIL(EINTR, sigsuspend(&none));
  printf("%d %d\n", (int)code, (int)value);
  return 0;
}

static volatile sig_atomic_t children;
static void child_changed(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)context;
  printf("%d %d\n", info->si_code, info->si_status);
  ++children;
}

static void let_children_speak(int count) {
  sigset_t none;
  sigemptyset(&none);
  while (children < count) sigsuspend(&none);
}

BEHAVIOUR(child_signal_tells_how_it_ended, "signal SIGCHLD 2, wait4=ok 2") {
  handle_info(SIGCHLD, child_changed, 0);
  block(SIGCHLD, SIG_BLOCK);
  pid_t pid = fork();
  if (pid == 0) _exit(23);
  let_children_speak(1);
  must_exit(pid, 23);
  pid = fork();
  if (pid == 0) {
    kill(getpid(), SIGKILL);
    _exit(1);
  }
  let_children_speak(2);
  must_end(pid, SIGKILL);
  return 0;
}

BEHAVIOUR(child_signal_tells_of_stops, "signal SIGCHLD 2+") {
  handle_info(SIGCHLD, child_changed, 0);
  block(SIGCHLD, SIG_BLOCK);
  const pid_t pid = fork();
  if (pid == 0) {
    raise(SIGSTOP);
    _exit(3);
  }
  let_children_speak(1);
  MUST(kill(pid, SIGCONT) == 0);
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  /* Of its going on and of its end: the two may have merged, so that wait(2) says the rest. */
  let_children_speak(2);
  must_exit(pid, 3);
  return 0;
}

BEHAVIOUR(no_child_signal_for_stops, "signal SIGCHLD 1") {
  handle_info(SIGCHLD, child_changed, SA_NOCLDSTOP);
  block(SIGCHLD, SIG_BLOCK);
  const pid_t pid = fork();
  if (pid == 0) {
    raise(SIGSTOP);
    _exit(3);
  }
  int status = 0;
  MUST(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status));
  MUST(kill(pid, SIGCONT) == 0);
  let_children_speak(1);
  must_exit(pid, 3);
  return 0;
}

BEHAVIOUR(ignored_children_are_reaped, "wait4=ECHILD 1, signal SIGCHLD 0") {
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 3; ++i) {
    if (fork() == 0) _exit(i);
  }
  MUST_FAIL(ECHILD, wait(NULL));
  return 0;
}

BEHAVIOUR(children_without_a_wait, "wait4=ECHILD 1, signal SIGCHLD 1+") {
  handle(SIGCHLD, count, SA_NOCLDWAIT | SA_RESTART);
  if (fork() == 0) _exit(1);
  MUST_FAIL(ECHILD, wait(NULL));
  printf("%d\n", (int)caught);
  return 0;
}

BEHAVIOUR(wait_without_hanging, "wait4=ok 2, wait4=ECHILD 1") {
  int ends[2];
  MUST(pipe(ends) == 0);
  const pid_t pid = fork();
  if (pid == 0) {
    char byte;
    _exit(read(ends[0], &byte, 1) == 1 ? 4 : 1);
  }
  MUST(waitpid(pid, NULL, WNOHANG) == 0);
  MUST(write(ends[1], "x", 1) == 1);
  must_exit(pid, 4);
  MUST_FAIL(ECHILD, waitpid(pid, NULL, WNOHANG));
  return 0;
}

BEHAVIOUR(wait_leaves_a_zombie, "waitid=ok 2, wait4=ok 1") {
  const pid_t pid = fork();
  if (pid == 0) _exit(4);
  for (int i = 0; i < 2; ++i) {
    siginfo_t info;
    MUST(waitid(P_PID, pid, &info, WEXITED | WNOWAIT) == 0 && info.si_pid == pid);
    printf("%d %d\n", info.si_code, info.si_status);
  }
  must_exit(pid, 4);
  return 0;
}

BEHAVIOUR(wait_for_a_group, "waitid=ok 1, wait4=ok 1") {
  const pid_t pid = fork();
  if (pid == 0) _exit(setpgid(0, 0) == 0 ? 4 : 1);
  const pid_t other = fork();
  if (other == 0) _exit(5);
  siginfo_t info;
  MUST(waitid(P_PID, other, &info, WEXITED) == 0 && info.si_status == 5);
  must_exit(pid, 4);
  return 0;
}

BEHAVIOUR(wait_refused, "waitid=EINVAL 1, wait4=ECHILD 1, wait4=EINVAL 1") {
  siginfo_t info;
  MUST_FAIL(EINVAL, waitid(P_ALL, 0, &info, 0));
  MUST_FAIL(EINVAL, waitpid(-1, NULL, 0x7000000));
  MUST_FAIL(ECHILD, waitpid(-1, NULL, 0));
  return 0;
}

BEHAVIOUR(kill_refused, "kill=ESRCH 1, kill=EINVAL 1, kill=ok 1, tgkill=EINVAL 1") {
  MUST_FAIL(ESRCH, kill(0x3fffffff, SIGTERM));
  MUST_FAIL(EINVAL, kill(getpid(), 65));
  MUST(kill(getpid(), 0) == 0);
  MUST_FAIL(EINVAL, syscall(SYS_tgkill, -1, 1, 0));
  return 0;
}

BEHAVIOUR(uncatchable_signals, "rt_sigaction=EINVAL 2") {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = count;
  MUST_FAIL(EINVAL, sigaction(SIGKILL, &action, NULL));
  MUST_FAIL(EINVAL, sigaction(SIGSTOP, &action, NULL));
  return 0;
}
