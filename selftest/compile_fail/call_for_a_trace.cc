// error: Trace
// A trace is no call: Made, Never or Contains say how it is meant.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  EXPECT_THAT(Trace(), sys::Open());
}
