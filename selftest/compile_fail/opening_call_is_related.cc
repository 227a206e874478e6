// error: RelatedCallSpec
// The opening call is what the others are compared with.
#include <sysassert/gmock.h>

void Misuse() {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  (void)NeverBetween(sys::Write(kSameFile), sys::Fsync(kSameFile), sys::Rename(kSameFile));
}
