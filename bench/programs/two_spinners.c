/* Two processes that compute side by side, and make a call each millisecond or so if there is a
 * second argument. usage: two_spinners MILLIONS-OF-STEPS [calls] */
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void Spin(long millions, int calls) {
  volatile uint64_t state = 1;
  for (long i = 0; i < millions; ++i) {
    for (int step = 0; step < 1000000; ++step)
      state = state * 6364136223846793005u + 1442695040888963407u;
    if (calls) getppid();
  }
}

int main(int argc, char** argv) {
  const long millions = argc > 1 ? atol(argv[1]) : 100;
  for (int i = 0; i < 2; ++i) {
    if (fork() == 0) {
      Spin(millions, argc > 2);
      _exit(0);
    }
  }
  int failed = 0;
  for (int status = 0; wait(&status) > 0;) failed |= status;
  return failed != 0;
}
