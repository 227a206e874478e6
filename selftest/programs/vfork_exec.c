/* A child made by vfork(2) execs; the parent goes on only then. */
#include <sys/wait.h>

#include "say.h"

int main(int argc, char** argv) {
  if (argc > 1) {
    say("execed");
    return 3;
  }
  const pid_t child = vfork();
  if (child == 0) {
    execl("/proc/self/exe", argv[0], "again", (char*)NULL);
    _exit(127);
  }
  say("parent");
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 3 ? 0 : 1;
}
