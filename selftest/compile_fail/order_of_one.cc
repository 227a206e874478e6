// error: InOrder
// One call has no order.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  (void)InOrder(sys::Open());
}
