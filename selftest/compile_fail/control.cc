// What the others misuse, used right: this one compiles.
#include <sysassert/gmock.h>

void Use(const sysassert::Trace& trace) {
  using namespace sysassert;
  namespace sys = sysassert::calls;
  EXPECT_THAT(trace, Made(sys::Fsync()));
  EXPECT_THAT(trace, NeverBetween(sys::Write(), sys::Fsync(kSameFile), sys::Rename(kSameFile)));
  EXPECT_THAT(Call(), sys::Open());
  EXPECT_THAT(trace, Never(sys::Open("x").Failing(2)));
  EXPECT_THAT(trace, InOrder(sys::Open(), Syscall(Sysno::close)));
  (void)Watching(sys::Open());
}
