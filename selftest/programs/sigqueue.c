/* A queued signal carries a value, and a crash its address: both must reach the handler as sent. */
#include <setjmp.h>
#include <signal.h>

#include "say.h"

static volatile int value, code, received;
static void* volatile address;
static sigjmp_buf back;

static void on_queued(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)context;
  value = info->si_value.sival_int;
  code = info->si_code;
  ++received;
}

static void on_crash(int signal, siginfo_t* info, void* context) {
  (void)signal, (void)context;
  address = info->si_addr;
  siglongjmp(back, 1);
}

int main(void) {
  struct sigaction action = {.sa_sigaction = on_queued, .sa_flags = SA_SIGINFO};
  sigaction(SIGRTMIN, &action, NULL);
  sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = 42});
  if (value != 42 || code != SI_QUEUE || received != 1) return 1;
  action.sa_sigaction = on_crash;
  sigaction(SIGSEGV, &action, NULL);
  if (sigsetjmp(back, 1) == 0) *(volatile char*)0x1234 = 1;
  return address == (void*)0x1234 ? 0 : 2;
}
