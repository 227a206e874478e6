/* Closes every descriptor it can have, whoever made it, and goes on. */
#include <fcntl.h>
#include <sys/syscall.h>

#include "say.h"

int main(void) {
  if (syscall(SYS_close_range, 0, ~0U, 0) != 0) return 1;
  for (int fd = 0; fd < 1024; ++fd) close(fd);
  return open("/etc/passwd", O_RDONLY) == 0 ? 0 : 2;
}
