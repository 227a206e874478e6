// A static object's constructor works before main.
#include "say.h"

namespace {
struct Eager {
  Eager() { say("constructor"); }
  ~Eager() { say("destructor"); }
} eager;
}  // namespace

int main() { say("main"); }
