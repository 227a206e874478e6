/* storm N: N process groups that fork without end, each killed at some point of it. */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/wait.h>

#include "say.h"

static void fork_without_end(void) {
  while (1) {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    if (child > 0) waitpid(child, NULL, 0);
  }
}

int main(int argc, char** argv) {
  const int count = argc > 1 ? atoi(argv[1]) : 10;
  for (int i = 0; i < count; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      setpgid(0, 0);
      fork_without_end();
    }
    setpgid(child, child);
    usleep((useconds_t)(1000 + i * 137 % 4000));
    kill(-child, SIGKILL);
    waitpid(child, NULL, 0);
  }
  say("over");
  return 0;
}
