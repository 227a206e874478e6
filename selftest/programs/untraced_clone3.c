/* clone3(2) with CLONE_UNTRACED. Exits with 0 if its argument still holds the flag afterwards, in
 * parent and child. */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "say.h"

int main(void) {
  struct clone_args args = {.flags = CLONE_UNTRACED, .exit_signal = SIGCHLD};
  volatile struct clone_args* seen = &args;
  const pid_t child = (pid_t)syscall(SYS_clone3, &args, sizeof args);
  if (child < 0) return 2;
  if (child == 0) {
    say("child");
    _exit(seen->flags == CLONE_UNTRACED ? 0 : 3);
  }
  int status = 0;
  if (waitpid(child, &status, __WALL) != child) return 4;
  return seen->flags == CLONE_UNTRACED && WIFEXITED(status) ? WEXITSTATUS(status) : 5;
}
