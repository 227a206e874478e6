/* clone(2) with CLONE_UNTRACED. Exits with 0 if its register still holds the flag afterwards, in
 * parent and child. */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "say.h"

int main(void) {
  const unsigned long flags = CLONE_UNTRACED | SIGCHLD;
  unsigned long after = flags;
  long child = SYS_clone;
  register long parent_tid __asm__("r10") = 0;
  register long tls __asm__("r8") = 0;
  __asm__ volatile("syscall"
                   : "+a"(child), "+D"(after)
                   : "S"(0L), "d"(0L), "r"(parent_tid), "r"(tls)
                   : "rcx", "r11", "memory");
  if (child < 0) return 2;
  if (child == 0) {
    say("child");
    _exit(after == flags ? 0 : 3);
  }
  int status = 0;
  if (waitpid((pid_t)child, &status, __WALL) != child) return 4;
  return after == flags && WIFEXITED(status) ? WEXITSTATUS(status) : 5;
}
