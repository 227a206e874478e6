// error: Watching
// A run that watches nothing answers nothing.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  (void)Watching();
}
