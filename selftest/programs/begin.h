/* A constructor's work comes before main's. */
#include "say.h"

__attribute__((constructor)) static void construct(void) { say("constructor"); }

int main(void) {
  say("main");
  return 0;
}
