// Observe: code in this process is traced, and its state is kept.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

#include "session/helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Observe, KeepsTheStateThatTheCodeMade) {
  int fd = -1;
  const Trace trace = Observe([&] { fd = open("/etc/passwd", O_RDONLY); });
  EXPECT_GE(fd, 0);
  char byte = 0;
  EXPECT_EQ(read(fd, &byte, 1), 1) << "the descriptor is ours";
  close(fd);
  ASSERT_THAT(trace, SizeIs(1));
  EXPECT_EQ(trace[0].path(), "/etc/passwd");
  EXPECT_EQ(trace[0].pid(), getpid());
}

TEST(Observe, OfNothingSeesNothing) {
  for (int i = 0; i < 10; ++i) EXPECT_THAT(Observe([] {}), IsEmpty());
}

TEST(Observe, ExceptionsPassThrough) {
  EXPECT_THROW(Observe([] { throw std::runtime_error("through"); }), std::runtime_error);
  EXPECT_THAT(Observe([] {}), IsEmpty()) << "nobody traces us any more";
}

TEST(Observe, ThreadsThatTheCodeMakesAreSeen) {
  const Trace trace = Observe([] { std::thread([] { access("/say/thread", F_OK); }).join(); });
  EXPECT_THAT(Said(trace), ElementsAre("thread"));
  EXPECT_NE(Sayings(trace)[0].tid(), getpid());
}

// A thread that outlives the observation goes on, untraced.
TEST(Observe, ThreadsThatLiveOnAreReleased) {
  std::atomic<bool> over{false};
  std::atomic<int> turns{0};
  std::thread lasting;
  Observe([&] {
    lasting = std::thread([&] {
      while (!over) {
        access("/say/turn", F_OK);
        ++turns;
      }
    });
  });
  const int at_the_end = turns;
  while (turns < at_the_end + 1000) std::this_thread::yield();
  over = true;
  lasting.join();
}

TEST(Observe, WorkOfOtherThreadsIsANamedBlindSpot) {
  std::atomic<bool> runs{false}, over{false};
  std::thread other([&] {
    runs = true;
    while (!over) std::this_thread::yield();
  });
  // One that is still being made may hold a lock of a sanitizer's, which a fork would keep for
  // ever.
  while (!runs) std::this_thread::yield();
  const Trace trace = Observe([] { access("/say/seen", F_OK); });
  over = true;
  other.join();
  EXPECT_THAT(Said(trace), ElementsAre("seen"));
  EXPECT_TRUE(HasBlindSpot(trace, BlindSpot::kOtherThreads));
  const TempDirectory directory;
  ASSERT_TRUE(trace.Save(directory / "t.satrace").ok());
  EXPECT_TRUE(HasBlindSpot(Trace::Load(directory / "t.satrace").value(), BlindSpot::kOtherThreads));
}

TEST(Observe, FromAThreadThatIsNotTheFirst) {
  Trace trace;
  std::thread([&] { trace = Observe([] { access("/say/seen", F_OK); }); }).join();
  EXPECT_THAT(Said(trace), ElementsAre("seen"));
}

TEST(Observe, ManyTimesInOneProcess) {
  for (int i = 0; i < 30; ++i) {
    const Trace trace = Observe([] { access("/say/again", F_OK); });
    ASSERT_THAT(Said(trace), ElementsAre("again")) << i;
  }
}

}  // namespace
}  // namespace sysassert::selftest
