/* Two processes that sleep until they are killed. */
#include <unistd.h>

#include "say.h"

int main(void) {
  if (fork() == 0) say("child");
  say("asleep");
  while (1) pause();
}
