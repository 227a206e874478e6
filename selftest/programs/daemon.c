/* A double fork with setsid(2): the grandchild lives on after both and works then. */
#include <sys/wait.h>

#include "say.h"

int main(void) {
  int root_lives[2];
  if (pipe(root_lives) != 0) return 1;
  const pid_t child = fork();
  if (child == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    char byte;
    close(root_lives[1]);
    if (read(root_lives[0], &byte, 1) == 0) say("daemon"); /* EOF: the root has ended */
    _exit(0);
  }
  close(root_lives[0]);
  waitpid(child, NULL, 0);
  say("root");
  return 0;
}
