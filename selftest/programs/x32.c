/* 64-bit code with a number of the x32 ABI: kernels without it answer ENOSYS. */
#include <errno.h>
#include <sys/syscall.h>

#include "say.h"

int main(void) {
  const long result = syscall(0x40000000L | SYS_getpid);
  return result == getpid() || (result == -1 && errno == ENOSYS) ? 0 : 1;
}
