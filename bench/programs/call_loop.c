/* Makes N system calls and nothing else: what watching one call costs. usage: call_loop N */
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char** argv) {
  long left = argc > 1 ? atol(argv[1]) : 100000;
  while (left-- > 0) syscall(SYS_getppid);
  return 0;
}
