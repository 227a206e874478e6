/* flood N: writes N MiB to standard output. */
#include <string.h>

#include "say.h"

int main(int argc, char** argv) {
  static char block[1 << 20];
  memset(block, 'x', sizeof block);
  for (int i = 0; argc > 1 && i < atoi(argv[1]); ++i) {
    for (size_t done = 0; done < sizeof block;) {
      const ssize_t written = write(STDOUT_FILENO, block + done, sizeof block - done);
      if (written <= 0) return 1;
      done += (size_t)written;
    }
  }
  say("flooded");
  return 0;
}
