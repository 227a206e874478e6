/* N calls, of which K in every OF are getpgid and the rest getppid: what it costs that a part of
   the calls is of interest. Prints the nanoseconds a call. usage: share N K OF */
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const long calls = atol(argv[1]), wanted = atol(argv[2]), of = atol(argv[3]);
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (long i = 0; i < calls; ++i) {
    if (i % of < wanted)
      syscall(SYS_getpgid, 0);
    else
      syscall(SYS_getppid);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  const double ns =
      (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
  printf("%.1f\n", ns / (double)calls);
  return 0;
}
