/* A thread that is not the leader execs while the leader sleeps in pause(2) and a third thread in
 * read(2). */
#include <pthread.h>
#include <sys/syscall.h>

#include "say.h"

static pid_t leader, reader;
static int quiet[2];

static void* sleep_in_read(void* unused) {
  char byte;
  __atomic_store_n(&reader, (pid_t)syscall(SYS_gettid), __ATOMIC_RELEASE);
  return read(quiet[0], &byte, 1) < 0 ? unused : NULL;
}

static void* exec_again(void* program) {
  await_sleep(leader);
  while (__atomic_load_n(&reader, __ATOMIC_ACQUIRE) == 0) usleep(1000);
  await_sleep(reader);
  execl("/proc/self/exe", program, "again", (char*)NULL);
  _exit(1);
}

int main(int argc, char** argv) {
  if (argc > 1) {
    say("execed");
    return syscall(SYS_gettid) == getpid() ? 0 : 2;
  }
  pthread_t other;
  leader = getpid();
  if (pipe(quiet) != 0) return 3;
  pthread_create(&other, NULL, sleep_in_read, NULL);
  pthread_create(&other, NULL, exec_again, argv[0]);
  pause();
  return 4;
}
