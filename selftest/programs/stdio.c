/* Copies its input to its output, and its count to its errors. */
#include "say.h"

int main(void) {
  char byte;
  int count = 0;
  for (; read(STDIN_FILENO, &byte, 1) == 1; ++count) {
    if (write(STDOUT_FILENO, &byte, 1) != 1) return 1;
  }
  dprintf(STDERR_FILENO, "%d bytes\n", count);
  return 0;
}
