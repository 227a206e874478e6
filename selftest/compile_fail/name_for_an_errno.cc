// error: text is no error number
// errno is a number.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  (void)sys::Open().Failing("ENOENT");
}
