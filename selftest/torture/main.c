/* torture NAME: one behaviour, by its name. */
#define FAMILY "main"
#include "torture.h"

int main(int argc, char** argv) {
  MUST(readlink("/proc/self/exe", torture_path, sizeof torture_path - 1) > 0);
  setvbuf(stdout, NULL, _IONBF, 0); /* what is forked or killed prints once */
  for (const struct behaviour* const* at = __start_behaviours; argc == 2 && at != __stop_behaviours;
       ++at) {
    if (strcmp((*at)->name, argv[1]) == 0) return (*at)->run();
  }
  fprintf(stderr, "usage: torture NAME\n");
  return 2;
}
