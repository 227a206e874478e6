/* Says it is ready, works once for every SIGUSR1, and ends well on SIGTERM. */
#include <signal.h>

#include "say.h"

int main(void) {
  sigset_t wanted;
  sigemptyset(&wanted);
  sigaddset(&wanted, SIGUSR1);
  sigaddset(&wanted, SIGTERM);
  sigprocmask(SIG_BLOCK, &wanted, NULL);
  say("ready");
  int signal = 0;
  while (sigwait(&wanted, &signal) == 0 && signal == SIGUSR1) say("worked");
  say("ended");
  return 0;
}
