// link: static m32
/* A 32-bit program: other numbers, other registers. */
#include <fcntl.h>
#include <sys/wait.h>

#include "say.h"

int main(void) {
  char byte = 0;
  say("thirty-two");
  const int fd = open("/etc/passwd", O_RDONLY);
  if (fd < 0 || read(fd, &byte, 1) != 1) return 1;
  const pid_t child = fork();
  if (child == 0) _exit(3);
  int status = 0;
  return waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3 ? 0 : 2;
}
