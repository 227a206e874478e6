/* kill -9 of the whole thread group while a thread sleeps in read(2). */
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>

#include "say.h"

static int quiet[2];
static pid_t sleeper;

static void* sleep_in_read(void* unused) {
  char byte;
  __atomic_store_n(&sleeper, (pid_t)syscall(SYS_gettid), __ATOMIC_RELEASE);
  return read(quiet[0], &byte, 1) < 0 ? unused : NULL;
}

int main(void) {
  pthread_t thread;
  if (pipe(quiet) != 0 || pthread_create(&thread, NULL, sleep_in_read, NULL) != 0) return 1;
  while (__atomic_load_n(&sleeper, __ATOMIC_ACQUIRE) == 0) usleep(1000);
  await_sleep(sleeper);
  kill(getpid(), SIGKILL);
  return 2;
}
