/* affinity: says on which CPUs it may run, after many calls, in a thread and in a child; then sets
 * its affinity to the last of them, and says what it, and a child of its, may run on now. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(const char* who) {
  cpu_set_t mask;
  if (sched_getaffinity(0, sizeof mask, &mask) != 0) _exit(1);
  printf("%s", who);
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
    if (CPU_ISSET(cpu, &mask)) printf(" %d", cpu);
  printf("\n");
  fflush(stdout);
}

static void* in_thread(void* unused) {
  for (int i = 0; i < 100; ++i) syscall(SYS_getppid);
  report("thread");
  return unused;
}

static void in_child(const char* who) {
  const pid_t pid = fork();
  if (pid == 0) {
    for (int i = 0; i < 100; ++i) syscall(SYS_getppid);
    report(who);
    _exit(0);
  }
  waitpid(pid, NULL, 0);
}

int main(void) {
  for (int i = 0; i < 100; ++i) syscall(SYS_getppid);
  report("main");
  pthread_t thread;
  pthread_create(&thread, NULL, in_thread, NULL);
  pthread_join(thread, NULL);
  in_child("child");

  cpu_set_t mask, last;
  sched_getaffinity(0, sizeof mask, &mask);
  CPU_ZERO(&last);
  for (int cpu = CPU_SETSIZE - 1; cpu >= 0 && CPU_COUNT(&last) == 0; --cpu)
    if (CPU_ISSET(cpu, &mask)) CPU_SET(cpu, &last);
  if (sched_setaffinity(0, sizeof last, &last) != 0) return 2;
  for (int i = 0; i < 100; ++i) syscall(SYS_getppid);
  report("set");
  in_child("child of set");
  if (sched_setaffinity(0, sizeof mask, &mask) != 0) return 3;
  for (int i = 0; i < 100; ++i) syscall(SYS_getppid);
  report("reset");
  return 0;
}
