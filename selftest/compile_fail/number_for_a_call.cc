// error: Sysno
// A bare number is another call on every architecture.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  (void)Syscall(2);
}
