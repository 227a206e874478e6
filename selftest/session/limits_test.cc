// The numbers that a run must stand.
#include <gmock/gmock.h>

#include <string>

#include "session/helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::SizeIs;

TEST(Limits, TenThousandForksInOneRun) {
  const Trace trace =
      Record(Command(Program("forks"), {"10000"}).Deadline(std::chrono::seconds(110)),
             WatchOnly({Sysno::access}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Sayings(trace), SizeIs(10001));
  EXPECT_GT(Pids(Sayings(trace)).size(), 5000U) << "pids may come again, but not all of them";
}

TEST(Limits, TwoHundredThreadsAtOnceInOneRun) {
  const Trace trace = Record(Command(Program("threads"), {"200"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Sayings(trace), SizeIs(201));
  EXPECT_THAT(Tids(Sayings(trace)), SizeIs(201));
}

TEST(Limits, ARecordingTakesNoMoreThanItsCallsAndWhatTheyPassed) {
  const TempDirectory directory;
  const Trace trace = Record(
      [] {
        for (int i = 0; i < 5000; ++i) access("/", F_OK);
      },
      WatchOnly({Sysno::access}));
  ASSERT_THAT(trace, SizeIs(5000));
  ASSERT_TRUE(trace.Save(directory / "t.satrace").ok());
  // 96 bytes a call; a path is its bytes and an index, both with a header.
  EXPECT_LT(std::filesystem::file_size(directory / "t.satrace"),
            5000 * (96 + 40) + 5 * (std::uintmax_t{256} << 10));
}

}  // namespace
}  // namespace sysassert::selftest
