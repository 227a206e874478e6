/* clone3(2) as fork. */
#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "say.h"

int main(void) {
  struct clone_args args = {.exit_signal = SIGCHLD};
  const pid_t child = (pid_t)syscall(SYS_clone3, &args, sizeof args);
  if (child < 0) return 1;
  if (child == 0) {
    say("child");
    _exit(0);
  }
  say("parent");
  return waitpid(child, NULL, 0) == child ? 0 : 2;
}
