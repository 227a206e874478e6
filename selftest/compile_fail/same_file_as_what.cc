// error: RelatedCallSpec
// kSameFile means nothing without an opening call.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  (void)Made(sys::Fsync(kSameFile));
}
