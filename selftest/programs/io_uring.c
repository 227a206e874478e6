/* Sets up a ring and exits with the errno of that: 0 where the kernel allows it. */
#include <errno.h>
#include <linux/io_uring.h>
#include <string.h>
#include <sys/syscall.h>

#include "say.h"

int main(void) {
  struct io_uring_params params;
  memset(&params, 0, sizeof params);
  return syscall(SYS_io_uring_setup, 4, &params) < 0 ? errno : 0;
}
