/* The leader ends before its thread, which goes on alone and says how the process ends. */
#include <pthread.h>
#include <sys/syscall.h>

#include "say.h"

static void* outlive(void* unused) {
  while (state_of(getpid()) != 'Z') usleep(1000);
  say("alone");
  exit(5);
  return unused;
}

int main(void) {
  pthread_t thread;
  if (pthread_create(&thread, NULL, outlive, NULL) != 0) return 1;
  syscall(SYS_exit, 0);
  return 2;
}
