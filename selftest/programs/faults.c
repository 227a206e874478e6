// One signal of each origin: faults of every kind, a queue, a thread, a timer. Survives them all.
#define _GNU_SOURCE
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

static sigjmp_buf back;

static void OnFault(int signal) {
  (void)signal;
  siglongjmp(back, 1);
}

static void Fault(void) {
  if (sigsetjmp(back, 1) == 0) *(volatile int*)(0) = 1;
  volatile char* read_only = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (sigsetjmp(back, 1) == 0) *read_only = 1;
  const int empty = open("empty", O_RDWR | O_CREAT, 0600);
  volatile char* past_its_end = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, empty, 0);
  if (sigsetjmp(back, 1) == 0) *past_its_end = 1;
#if defined(__x86_64__) || defined(__i386__)
  if (sigsetjmp(back, 1) == 0)
    __asm__ volatile("xorl %%ecx, %%ecx; divl %%ecx" ::: "eax", "ecx", "edx", "cc");
  if (sigsetjmp(back, 1) == 0) __asm__ volatile("ud2");
  if (sigsetjmp(back, 1) == 0) __asm__ volatile("int3");
#endif
}

int main(void) {
  struct sigaction on_fault = {.sa_handler = OnFault, .sa_flags = SA_NODEFER};
  const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
  for (unsigned i = 0; i < sizeof faults / sizeof *faults; ++i)
    sigaction(faults[i], &on_fault, NULL);
  Fault();
  sigqueue(getpid(), SIGCHLD, (union sigval){.sival_int = 7});
  raise(SIGCHLD);
  timer_t timer;
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGCHLD};
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  const struct itimerspec soon = {.it_value = {0, 1000000}};
  sigset_t child, before;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, &before);
  timer_settime(timer, 0, &soon, NULL);
  siginfo_t info;
  sigwaitinfo(&child,
              &info);  // it has come: taken here, and sent once more by a timer that is past
  timer_settime(timer, TIMER_ABSTIME, &soon, NULL);
  sigprocmask(SIG_SETMASK, &before, NULL);  // delivered as the mask lets it
  return 0;
}
