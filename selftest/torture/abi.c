/* Numbers and gates: what is no call, the other ABIs of one kernel, calls that never happen. */
#define FAMILY "Abi"
#include <linux/rseq.h>
#include <sched.h>
#include <setjmp.h>
#include <stddef.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <time.h>

#include "torture.h"

static sigjmp_buf back;
static void jump(int signal) { siglongjmp(back, signal); }

BEHAVIOUR(a_number_that_is_no_call, "said after 1") {
  MUST_FAIL(ENOSYS, syscall(999));
  MUST_FAIL(ENOSYS, syscall(511));
  say("after");
  return 0;
}

BEHAVIOUR(a_negative_number, "said after 1") {
  MUST_FAIL(ENOSYS, syscall(-1));
  MUST_FAIL(ENOSYS, syscall(-2));
  MUST_FAIL(ENOSYS, syscall(-1000000));
  say("after");
  return 0;
}

BEHAVIOUR(a_huge_number, "said after 1, getppid=ok 1+") {
  MUST_FAIL(ENOSYS, syscall(0x3fffffffL));
  /* The kernel takes the lower half of the register. */
  MUST(syscall(0x100000000L | SYS_getppid) == getppid() || errno == ENOSYS);
  say("after");
  return 0;
}

BEHAVIOUR(x32_numbers, "blind x32-calls, said after 1") {
  errno = 0;
  const long pid = syscall(0x40000000L | SYS_getpid);
  MUST(pid == getpid() || errno == ENOSYS);
  say("after");
  return 0;
}

BEHAVIOUR(the_gate_of_32_bits, "said after 1") {
#ifdef __x86_64__
  signal(SIGSEGV, jump); /* a kernel without IA32 emulation */
  if (sigsetjmp(back, 1) != 0) {
    say("after");
    return 0;
  }
  long pid = 20; /* getpid(2) there */
  __asm__ volatile("int $0x80" : "+a"(pid)::"memory", "r8", "r9", "r10", "r11");
  MUST(pid == getpid());
#endif
  say("after");
  return 0;
}

BEHAVIOUR(program_of_32_bits, "execve=ok 1, said thirty-two 1, processes 3, blind main-not-found") {
  char path[sizeof torture_path];
  strcpy(path, torture_path);
  strcpy(strrchr(path, '/') + 1, "i386"); /* which stands beside this one */
  const pid_t pid = fork();
  if (pid == 0) _exit(execl(path, "i386", NULL) == -1 ? UNAVAILABLE : 0);
  int status = 0;
  MUST(waitpid(pid, &status, 0) == pid && WIFEXITED(status));
  if (WEXITSTATUS(status) == UNAVAILABLE) return UNAVAILABLE;
  printf("%d\n", WEXITSTATUS(status));
  return 0;
}

BEHAVIOUR(six_arguments, "mmap=EBADF 1, mmap=EINVAL 1") {
  MUST_FAIL(EBADF, syscall(SYS_mmap, 0, 4096, 1, 2, 12345, 0L));
  MUST_FAIL(EINVAL, syscall(SYS_mmap, 0, 0, 1, 0x22, -1, 0L));
  return 0;
}

BEHAVIOUR(upper_halves_of_int_arguments, "close=EBADF 2, access=ENOENT 1, kill=ok 1") {
  MUST_FAIL(EBADF, syscall(SYS_close, 0x1234500003e7L));
  MUST_FAIL(EBADF, syscall(SYS_close, -1L));
  MUST_FAIL(ENOENT, syscall(SYS_access, "/no/such", 0xabcd00000000L));
  MUST(syscall(SYS_kill, 0x700000000L | getpid(), 0L) == 0);
  return 0;
}

BEHAVIOUR(results_that_look_like_errors, "fcntl=ok 2, lseek=ok 1") {
  const int fd = open("sparse", O_RDWR | O_CREAT, 0600);
  MUST(lseek(fd, 0x7ffffffffffff000L - 4096, SEEK_SET) > 0 || errno == EINVAL);
  MUST(lseek(fd, 1L << 40, SEEK_SET) == 1L << 40);
  MUST(fcntl(fd, F_SETOWN, -getpgrp()) == 0 && syscall(SYS_fcntl, fd, F_GETFD) == 0);
  return 0;
}

BEHAVIOUR(vdso_makes_no_call, "clock_gettime 0") {
  struct timespec now;
  MUST(getauxval(AT_SYSINFO_EHDR) != 0 && clock_gettime(CLOCK_MONOTONIC, &now) == 0);
  return 0;
}

BEHAVIOUR(clocks_by_a_call, "clock_gettime=ok 1, clock_gettime=EINVAL 1, time=ok 1") {
  struct timespec now;
  MUST(syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now) == 0);
  MUST_FAIL(EINVAL, syscall(SYS_clock_gettime, 9999, &now));
  MUST(syscall(SYS_time, NULL) > 0);
  return 0;
}

BEHAVIOUR(restartable_sequences_are_registered, "rseq=EINVAL 1") {
  /* glibc has registered one: a second is refused, whoever looks. */
  struct rseq area;
  memset(&area, 0, sizeof area);
  const long refused = syscall(SYS_rseq, &area, sizeof area, 0, 0x53053053);
  printf("%ld %d\n", refused, refused < 0 ? errno : 0);
  return 0;
}

#ifdef __x86_64__
/* A restartable sequence that nothing ends but its being aborted, as it is by a signal's delivery:
 * then the kernel goes on at the place that it names. */
static int spin_until_aborted(struct rseq* area) {
  __asm__ goto(
      ".pushsection __rseq_cs, \"aw\"\n .balign 32\n"
      "3: .long 0, 0\n .quad 1f, 2f - 1f, 4f\n .popsection\n"
      "leaq 3b(%%rip), %%rax\n movq %%rax, %[cs]\n"
      "1: pause\n jmp 1b\n"
      "2:\n"
      ".pushsection __rseq_failure, \"ax\"\n"
      ".byte 0x0f, 0xb9, 0x3d\n .long 0x53053053\n" /* the signature that glibc registers */
      "4: jmp %l[aborted]\n .popsection\n" ::[cs] "m"(area->rseq_cs)
      : "rax", "memory", "cc"
      : aborted);
  return 0;
aborted:
  return 1;
}
#endif

static volatile sig_atomic_t alarmed;
static void note_alarm(int signal) { alarmed = signal; }

BEHAVIOUR(restartable_sequence_is_aborted, "signal SIGALRM 1") {
#ifdef __x86_64__
  extern const ptrdiff_t __rseq_offset __attribute__((weak));
  extern const unsigned __rseq_size __attribute__((weak));
  if (&__rseq_offset == NULL || __rseq_size == 0) return UNAVAILABLE;
  char* thread;
  __asm__("movq %%fs:0, %0" : "=r"(thread));
  handle(SIGALRM, note_alarm, 0);
  const struct itimerval soon = {{0, 0}, {0, 1000}};
  MUST(setitimer(ITIMER_REAL, &soon, NULL) == 0);
  MUST(spin_until_aborted((struct rseq*)(thread + __rseq_offset)));
  while (!alarmed) sched_yield(); /* it may have been another's turn that aborted it */
  printf("aborted\n");
  return 0;
#else
  return UNAVAILABLE;
#endif
}

BEHAVIOUR(name_of_a_thread, "prctl=ok 2") {
  char name[17] = {0};
  MUST(prctl(PR_SET_NAME, "a\x1b[31mred") == 0 && prctl(PR_GET_NAME, name) == 0);
  printf("%d\n", strcmp(name, "a\x1b[31mred"));
  return 0;
}

BEHAVIOUR(time_stamp_counter_may_be_forbidden, "prctl=ok 1, signal SIGSEGV 1") {
#ifdef __x86_64__
  signal(SIGSEGV, jump);
  MUST(prctl(PR_SET_TSC, PR_TSC_SIGSEGV) == 0);
  if (sigsetjmp(back, 1) == 0) {
    unsigned low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return 1;
  }
#endif
  return 0;
}
