// Record of a function: it runs in a child, and what happened to its expectations is told here.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>

#include "sanitizer.h"
#include "session/helpers.h"
#include "sysassert/mark.h"

// LeakSanitizer, which asks this at the end of a process, cannot work in one that is traced.
static bool is_exiting_child = false;
extern "C" int __lsan_is_turned_off();  // NOLINT(bugprone-reserved-identifier)
extern "C" int __lsan_is_turned_off() { return is_exiting_child ? 1 : 0; }

namespace sysassert::selftest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> NamesOf(const Trace& trace) {
  std::vector<std::string> names;
  for (Call call : trace) names.emplace_back(call.name());
  return names;
}

TEST(Lambda, OnlyItsOwnCallsAreInTheTrace) {
  const Trace trace = Record([] { close(open("/etc/passwd", O_RDONLY)); });
  EXPECT_THAT(NamesOf(trace), ElementsAre("openat", "close"));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(NamesOf(trace.WholeRun()), ElementsAre("openat", "close"));
}

TEST(Lambda, ThatDoesNothingMakesNoCall) {
  EXPECT_THAT(Record([] {}), IsEmpty());
  EXPECT_THAT(Record([] {}, WatchOnly({Sysno::openat})), IsEmpty());
}

TEST(Lambda, LeavesTheStateOfTheTestAlone) {
  int changed = 0;
  Record([&] { changed = 1; });
  EXPECT_EQ(changed, 0);
}

TEST(Lambda, ItsFailedExpectationsFailTheTestWhereTheyStand) {
  testing::TestPartResultArray results;
  {
    const testing::ScopedFakeTestPartResultReporter keep(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &results);
    Record([] { EXPECT_EQ(1, 2) << "of the child's own"; });
  }
  ASSERT_EQ(results.size(), 1);
  EXPECT_THAT(results.GetTestPartResult(0).message(), testing::HasSubstr("of the child's own"));
  EXPECT_THAT(results.GetTestPartResult(0).file_name(), testing::EndsWith("lambda_test.cc"));
  EXPECT_GT(results.GetTestPartResult(0).line_number(), 0);
}

TEST(Lambda, AnExceptionIsToldByTypeAndWords) {
  testing::TestPartResultArray results;
  Trace trace;
  {
    const testing::ScopedFakeTestPartResultReporter keep(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &results);
    trace = Record([] { throw std::out_of_range("seven"); });
  }
  ASSERT_EQ(results.size(), 1);
  EXPECT_THAT(results.GetTestPartResult(0).message(),
              testing::AllOf(testing::HasSubstr("out_of_range"), testing::HasSubstr("seven")));
  EXPECT_THAT(trace, Exited(0));
}

TEST(Lambda, ACrashIsTheStatusOfTheTraceAndNotOfTheTest) {
  const Trace trace = Record([] { std::abort(); });
  EXPECT_THAT(trace, KilledBy(SIGABRT));
}

TEST(Lambda, MayExitByItself) {
  EXPECT_THAT(Record([] { _exit(4); }), Exited(4));
  const Trace trace = Record([] { std::quick_exit(5); });
  EXPECT_THAT(trace, Exited(5));
}

// exit(3) runs what the test program registered, and its results are lost with it: the trace says
// how it ended.
TEST(Lambda, MayCallExit) {
  const Trace trace = Record([] {
    is_exiting_child = true;
    std::exit(6);
  });
  EXPECT_THAT(trace, Exited(6));
}

TEST(Lambda, ItsThreadsAndChildrenAreItsOwn) {
  const Trace trace = Record([] {
    std::thread([] { access("/say/thread", F_OK); }).join();
    const pid_t child = fork();
    if (child == 0) {
      access("/say/child", F_OK);
      _exit(0);
    }
    waitpid(child, nullptr, 0);
  });
  EXPECT_THAT(Said(trace), ElementsAre("thread", "child"));
  EXPECT_THAT(Tids(Sayings(trace)), SizeIs(2));
}

TEST(Lambda, BufferedOutputOfTheTestIsWrittenOnce) {
  testing::internal::CaptureStdout();
  std::printf("once");  // still in the buffer at the fork
  Record([] { std::printf(" from below"); });
  std::fflush(stdout);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "once from below");
}

TEST(Lambda, WithOtherThreadsInTheTestANoteSaysSo) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  std::atomic<bool> waits{false};
  std::thread other([&] {
    char byte;
    waits = true;
    EXPECT_EQ(read(ends[0], &byte, 1), 1);
  });
  // One that is still being made may hold a lock of a sanitizer's, which a fork would keep for
  // ever.
  while (!waits) std::this_thread::yield();
  const Trace trace = Record([] {});
  EXPECT_EQ(write(ends[1], "x", 1), 1);
  other.join();
  close(ends[0]);
  close(ends[1]);
  // ThreadSanitizer has a thread of its own.
  EXPECT_TRUE(HasNote(trace, kThreadSanitizer ? "3 threads" : "2 threads"));
}

TEST(Lambda, MarksAreNamedAndHidden) {
  const Trace trace = Record([] {
    SYSASSERT_MARK("before");
    access("/say/between", F_OK);
    SYSASSERT_MARK("after");
    access("/say/beyond", F_OK);
  });
  EXPECT_THAT(trace.marks(), ElementsAre("before", "after"));
  EXPECT_THAT(Said(trace), ElementsAre("between", "beyond"));
  EXPECT_THAT(trace, SizeIs(2));
  EXPECT_THAT(Said(trace.Between(Mark("before"), Mark("after"))), ElementsAre("between"));
}

}  // namespace
}  // namespace sysassert::selftest
