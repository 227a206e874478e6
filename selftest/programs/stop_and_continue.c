/* A child is stopped and continued in the middle of nanosleep(2); its parent sees both, as a shell
 * would. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "say.h"

int main(void) {
  const pid_t child = fork();
  if (child == 0) {
    const struct timespec second = {1, 0};
    _exit(nanosleep(&second, NULL) == 0 ? 0 : 1);
  }
  int status = 0;
  await_sleep(child);
  kill(child, SIGSTOP);
  if (waitpid(child, &status, WUNTRACED) != child || !WIFSTOPPED(status)) return 2;
  say("stopped");
  kill(child, SIGCONT);
  if (waitpid(child, &status, WCONTINUED) != child || !WIFCONTINUED(status)) return 3;
  say("continued");
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) return 4;
  return WEXITSTATUS(status);
}
