// error: Call
// Counts are of a trace.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  EXPECT_THAT(Call(), Made(sys::Open()));
}
