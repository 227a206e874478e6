// error: a number is no path
// A descriptor is no path.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  (void)sys::Open(3);
}
