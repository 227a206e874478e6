/* SIGTRAP of the program's own, by int3 and by raise(3): its handler gets both. */
#include <signal.h>

#include "say.h"

static volatile sig_atomic_t traps;

static void count(int signal) {
  (void)signal;
  ++traps;
}

int main(void) {
  signal(SIGTRAP, count);
  __asm__ volatile("int3");
  raise(SIGTRAP);
  return traps == 2 ? 0 : 1;
}
