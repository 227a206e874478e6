// What two runs did differently, and what they only seem to.
#include "report/difference.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/random.h>

#include <cerrno>
#include <string>
#include <string_view>

#include "report_helpers.h"

namespace sysassert::report {
namespace {

using selftest::FakeCall;
using selftest::OpenOf;
using selftest::TraceBuilder;
using testing::HasSubstr, testing::Not;

constexpr std::string_view kSame = "the runs do not differ\n";

TraceBuilder::Run InDirectory(const std::string& cwd, const std::string& environment = "") {
  TraceBuilder::Run run;
  run.cwd = cwd;
  run.environment = environment;
  return run;
}

Trace Opening(const std::string& path, const TraceBuilder::Run& run = {}) {
  return TraceBuilder(run).Add(OpenOf(path)).Build();
}

std::string Between(const Trace& a, const Trace& b) { return Compare(a, b).text; }

TEST(Difference, LeavesOutTheDirectoryOfTheRun) {
  EXPECT_EQ(Between(Opening("/a/out", InDirectory("/a")), Opening("/b/out", InDirectory("/b"))),
            kSame);
}

TEST(Difference, LeavesOutTemporaryNames) {
  EXPECT_EQ(Between(Opening("/tmp/ccX1y.s"), Opening("/tmp/ccQ7z.s")), kSame);
  EXPECT_EQ(Between(Opening("/tmp/ccX1y/a"), Opening("/tmp/ccQ7z/a")), kSame);
  EXPECT_THAT(Between(Opening("/tmp/ccX1y.s"), Opening("/tmp/ccQ7z.o")), HasSubstr("paths\n"));
}

TEST(Difference, LeavesOutARandomPartBehindADot) {
  EXPECT_EQ(Between(Opening("/tmp/tmp.32h5vQ9kXz"), Opening("/tmp/tmp.a0Bq7LmWc1")), kSame);
  EXPECT_EQ(Between(Opening("/tmp/tmp.32h5vQ9kXz/a"), Opening("/tmp/tmp.a0Bq7LmWc1/a")), kSame);
  EXPECT_EQ(Between(Opening("/tmp/x1.sqlite3"), Opening("/tmp/y2.sqlite3")), kSame);
  const Trace both = TraceBuilder().Add(OpenOf("/tmp/x1.socket")).Add(OpenOf("/tmp/x2")).Build();
  const Trace none = TraceBuilder().Add(OpenOf("/tmp/y1.socket")).Build();
  EXPECT_THAT(Between(both, none), HasSubstr("paths\n  - /tmp/x2\n"));
}

TEST(Difference, LeavesOutTemporaryNamesBelowTmpdir) {
  const auto run = InDirectory("/w", "TMPDIR=/scratch/");
  EXPECT_EQ(Between(Opening("/scratch/x1", run), Opening("/scratch/y2", run)), kSame);
  EXPECT_NE(Between(Opening("/scratch/x1"), Opening("/scratch/y2")), kSame);
}

// Where its memory lies is random, and what it hashes: the same program may take a piece more.
TEST(Difference, LeavesOutOnePieceOfItsOwnMemoryForEachProgramThatRan) {
  constexpr int kFlags = 3;
  const FakeCall anonymous = FakeCall(Sysno::mmap).Flags(kFlags, MAP_PRIVATE | MAP_ANONYMOUS);
  for (const FakeCall& piece : {FakeCall(Sysno::brk), anonymous, FakeCall(Sysno::munmap)}) {
    const auto taking = [&piece](int times, bool child = false) {
      TraceBuilder builder;
      if (child) builder.Thread(200, 200, "/usr/bin/cc1", "cc1", 0);
      for (int i = 0; i < times; ++i) builder.Add(piece);
      return builder.Build();
    };
    const auto name = std::string(taking(1)[0].name()) + " ";
    EXPECT_EQ(Between(taking(3), taking(4)), kSame);
    EXPECT_EQ(Between(taking(4), taking(3)), kSame);
    EXPECT_THAT(Between(taking(3), taking(5)), HasSubstr(name));
    EXPECT_EQ(Between(taking(3, true), taking(5, true)), kSame);
    EXPECT_THAT(Between(taking(3, true), taking(5)), HasSubstr(name));
  }
}

TEST(Difference, HasEachMappingOfAFile) {
  const auto mapping = [](int files, int pieces) {
    constexpr int kFlags = 3;
    TraceBuilder builder;
    for (int i = 0; i < files; ++i) builder.Add(FakeCall(Sysno::mmap).Flags(kFlags, MAP_PRIVATE));
    for (int i = 0; i < pieces; ++i)
      builder.Add(FakeCall(Sysno::mmap).Flags(kFlags, MAP_PRIVATE | MAP_ANONYMOUS));
    return builder.Build();
  };
  EXPECT_THAT(Between(mapping(1, 1), mapping(2, 1)), HasSubstr("mmap "));
  EXPECT_THAT(Between(mapping(1, 2), mapping(2, 1)), HasSubstr("mmap "));
}

// glibc asks the kernel for one where the clock's would be unfair.
TEST(Difference, LeavesOutNumbersThatWereDrawnForATemporaryName) {
  const auto drawing = [](int times, std::uint64_t bytes, unsigned flags, int creates) {
    TraceBuilder builder;
    for (int i = 0; i < times; ++i)
      builder.Add(FakeCall(Sysno::getrandom).Arg(1, bytes).Arg(2, flags).Returns(8));
    return builder.Add(OpenOf("/tmp/cc1", O_RDWR | creates)).Build();
  };
  constexpr int kNew = O_CREAT | O_EXCL;
  EXPECT_EQ(Between(drawing(0, 8, GRND_NONBLOCK, kNew), drawing(2, 8, GRND_NONBLOCK, kNew)), kSame);
  EXPECT_NE(Between(drawing(0, 8, GRND_NONBLOCK, 0), drawing(1, 8, GRND_NONBLOCK, 0)), kSame);
  EXPECT_NE(Between(drawing(0, 16, GRND_NONBLOCK, kNew), drawing(1, 16, GRND_NONBLOCK, kNew)),
            kSame);
  EXPECT_NE(Between(drawing(0, 8, 0, kNew), drawing(1, 8, 0, kNew)), kSame);
}

TEST(Difference, ANameInTheTemporaryDirectoryThatBothRunsHaveIsNoTemporaryOne) {
  const Trace one = Opening("/tmp/input");
  const Trace two = TraceBuilder().Add(OpenOf("/tmp/input")).Add(OpenOf("/tmp/other")).Build();
  const std::string text = Between(one, two);
  EXPECT_THAT(text, HasSubstr("paths\n  + /tmp/other\n"));
  EXPECT_THAT(text, Not(HasSubstr("/tmp/input\n")));
}

TEST(Difference, LeavesOutProcessIdsAndNumbersOfTerminals) {
  EXPECT_EQ(Between(Opening("/proc/812/stat"), Opening("/proc/977/stat")), kSame);
  EXPECT_EQ(Between(Opening("/proc/self/task/812/stat"), Opening("/proc/self/task/977/stat")),
            kSame);
  EXPECT_EQ(Between(Opening("/dev/pts/3"), Opening("/dev/pts/4")), kSame);
  EXPECT_NE(Between(Opening("/proc/812/stat"), Opening("/proc/812/maps")), kSame);
}

TEST(Difference, LeavesOutWhereMemoryLies) {
  const auto mapping = [](std::uint64_t at) {
    return TraceBuilder()
        .Add(FakeCall(Sysno::mmap).Arg(1, 4096).Returns(static_cast<std::int64_t>(at)))
        .Build();
  };
  EXPECT_EQ(Between(mapping(0x7f1200000000), mapping(0x7f3400000000)), kSame);
}

TEST(Difference, ShowsWhatPathsCameAndWentAsTheyWere) {
  const std::string text =
      Between(Opening("/etc/old", InDirectory("/a")), Opening("/b/new", InDirectory("/b")));
  EXPECT_THAT(text, HasSubstr("paths\n  - /etc/old\n  + /b/new\n"));
  EXPECT_THAT(text, HasSubstr("first divergence\n  -      0 openat("));
}

TEST(Difference, ShowsAnErrorThatIsNew) {
  const Trace refused = TraceBuilder().Add(OpenOf("/etc/x").Fails(EACCES)).Build();
  const std::string text = Between(Opening("/etc/x"), refused);
  EXPECT_THAT(text, HasSubstr("errors\n  openat EACCES"));
  EXPECT_THAT(text, HasSubstr("0 → 1"));
}

TEST(Difference, ShowsHowEachEndedAndWhatWasCalledHowOften) {
  const Trace one = TraceBuilder().Add(FakeCall(Sysno::getppid)).Build(0);
  const Trace two =
      TraceBuilder().Add(FakeCall(Sysno::getppid)).Add(FakeCall(Sysno::getppid)).Build(3);
  const std::string text = Between(one, two);
  EXPECT_THAT(text, HasSubstr("end\n  - exited with 0\n  + exited with 3\n"));
  EXPECT_THAT(text, HasSubstr("calls\n  getppid                       1 → 2      (+1)\n"));
  EXPECT_THAT(text, HasSubstr("first divergence\n         0 getppid() = 0\n  - (it ends here)\n"));
}

Trace WithAChildThatOpens(const std::string& path, bool child_first) {
  TraceBuilder builder;
  const std::uint32_t child = builder.Thread(200, 200, "/usr/bin/child", "child", 0);
  const FakeCall of_child = OpenOf(path).In(child), of_parent = OpenOf("/etc/parent");
  if (child_first) return builder.Add(of_child).Add(of_parent).Build();
  return builder.Add(of_parent).Add(of_child).Build();
}

TEST(Difference, TheSchedulersOrderIsNone) {
  EXPECT_EQ(Between(WithAChildThatOpens("/x", true), WithAChildThatOpens("/x", false)), kSame);
}

TEST(Difference, FindsWhereAChildParts) {
  EXPECT_THAT(Between(WithAChildThatOpens("/x", false), WithAChildThatOpens("/y", true)),
              HasSubstr("first divergence, in child\n  -      1 openat(AT_FDCWD, \"/x\""));
}

TEST(Difference, OfCountsAlone) {
  const CallTable before{{{"read", 3}, {"open", 1}}, {}};
  const CallTable after{{{"read", 5}, {"open", 1}}, {{"open", 1}}};
  EXPECT_EQ(Compare(before, before).text, "the counts do not differ\n");
  EXPECT_FALSE(Compare(before, before).any);
  const Difference difference = Compare(before, after);
  EXPECT_TRUE(difference.any);
  EXPECT_EQ(difference.text,
            "calls\n  read                          3 → 5      (+2)\n"
            "errors\n  open                          0 → 1      (+1)\n");
}

TEST(CallTable, IsReadFromWhatStracePrints) {
  const auto table = ReadCallTable(
      "hello, said the program\n"
      "% time     seconds  usecs/call     calls    errors syscall\n"
      "------ ----------- ----------- --------- --------- ----------------\n"
      " 60.00    0.000300          30        10         2 openat\n"
      " 40.00    0.000200          40         5           read\n"
      "------ ----------- ----------- --------- --------- ----------------\n"
      "100.00    0.000500          33        15         2 total\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->calls, (std::map<std::string, std::int64_t>{{"openat", 10}, {"read", 5}}));
  EXPECT_EQ(table->failed, (std::map<std::string, std::int64_t>{{"openat", 2}}));
}

TEST(CallTable, HasItsColumnsInAnyOrderAndOneTableForEachAbi) {
  const auto table = ReadCallTable(
      "System call usage summary for 64 bit mode:\n"
      "syscall              calls\n"
      "---------------- ---------\n"
      "read                     5\n"
      "---------------- ---------\n"
      "total                    5\n"
      "System call usage summary for 32 bit mode:\n"
      "syscall              calls\n"
      "---------------- ---------\n"
      "read                     2\n"
      "---------------- ---------\n"
      "total                    2\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(table->calls, (std::map<std::string, std::int64_t>{{"read", 7}}));
}

TEST(CallTable, IsNoneWhereThereAreNoCountsOfCalls) {
  EXPECT_FALSE(ReadCallTable(""));
  EXPECT_FALSE(ReadCallTable("name: policy\n---\nrules: []\n"));
  EXPECT_FALSE(ReadCallTable("seconds syscall\n------- -------\n"));
}

TEST(CallTable, OfARecordingCountsAsStraceDoes) {
  const Trace run = TraceBuilder().Add(OpenOf("/a")).Add(OpenOf("/b").Fails(ENOENT)).Build();
  EXPECT_EQ(TableOf(run).calls.at("openat"), 2);
  EXPECT_EQ(TableOf(run).failed.at("openat"), 1);
}

}  // namespace
}  // namespace sysassert::report
