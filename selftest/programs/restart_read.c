/* restart_read [eintr]: a signal cuts read(2) short. With SA_RESTART the kernel restarts it, else
 * the program does. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "say.h"

static int data[2];

static void answer(int signal) {
  (void)signal;
  if (write(data[1], "x", 1) != 1) _exit(9);
}

int main(int argc, char** argv) {
  const int restart = argc < 2 || strcmp(argv[1], "eintr") != 0;
  struct sigaction action = {.sa_handler = answer, .sa_flags = restart ? SA_RESTART : 0};
  if (pipe(data) != 0 || sigaction(SIGUSR1, &action, NULL) != 0) return 1;
  const pid_t child = fork();
  if (child == 0) {
    await_sleep(getppid());
    kill(getppid(), SIGUSR1);
    _exit(0);
  }
  char byte = 0;
  ssize_t got;
  int retries = 0;
  while ((got = read(data[0], &byte, 1)) < 0 && errno == EINTR) ++retries;
  if (got != 1 || byte != 'x' || retries != (restart ? 0 : 1)) return 2;
  /* Its end sends SIGCHLD, which is ignored: the wait must not notice. */
  return waitpid(child, NULL, 0) == child ? 0 : 3;
}
