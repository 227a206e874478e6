/* Leaves an orphan behind that would never end by itself. */
#include <unistd.h>

#include "say.h"

int main(void) {
  if (fork() == 0) {
    while (1) pause();
  }
  say("root");
  return 0;
}
