/* forks N: N children, one after another; every one says so. */
#include <sys/wait.h>

#include "say.h"

int main(int argc, char** argv) {
  const int count = argc > 1 ? atoi(argv[1]) : 4;
  for (int i = 0; i < count; ++i) {
    const pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) {
      say("child");
      _exit(7);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 7)
      return 2;
  }
  say("parent");
  return 0;
}
