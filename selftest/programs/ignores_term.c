/* A server that does not take SIGTERM for an answer. */
#include <signal.h>

#include "say.h"

int main(void) {
  signal(SIGTERM, SIG_IGN);
  say("ready");
  while (1) pause();
}
