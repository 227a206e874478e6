// Fails on purpose: what a reader sees when a program forgets a sync. `./dev demo` runs it, and a
// test holds its words.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

using namespace sysassert;
namespace sys = sysassert::calls;

TEST(LogWriter, SyncsBeforeRename) {
  Trace trace = Record(Command("logwriter").Args({"--bug=no-sync", "app.log"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Never(Calls("@network")));
  EXPECT_THAT(trace, NeverBetween(sys::Write("app.log.tmp"), sys::Fsync(kSameFile),
                                  sys::Rename(kSameFile)));
}
