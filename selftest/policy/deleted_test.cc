// Files whose name is gone while they are open: the answer is the same whatever else is watched.
// Real runs.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "policy_helpers.h"
#include "sysassert/record.h"
#include "temp_directory.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FakeCall;
using selftest::FieldOf;
using selftest::Holds;
using selftest::Loaded;
using selftest::RuleOnly;
using selftest::TempDirectory;
using selftest::TraceBuilder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const char* const kDenied = "deny: {call: write, fd_kind: deleted}";

class Deleted : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::current_path(directory_.path()); }
  void TearDown() override { std::filesystem::current_path("/"); }

  static void WriteThenDeleteThenWrite() {
    const int fd = open("f", O_WRONLY | O_CREAT, 0600);
    EXPECT_EQ(write(fd, "a", 1), 1);
    unlink("f");
    EXPECT_EQ(write(fd, "b", 1), 1);
    close(fd);
  }
  static void WriteWhatIsThere() {
    const int fd = open("f", O_WRONLY | O_CREAT, 0600);
    EXPECT_EQ(write(fd, "a", 1), 1);
    close(fd);
  }

  TempDirectory directory_;
};

TEST_F(Deleted, IsAsOfTheCallWhateverElseIsWatched) {
  const std::string other = "  - {id: other, deny: {call: open, path: /nowhere}}\n";
  for (const std::string& rule :
       {std::string("deny: {call: write, fd_kind: deleted}"),
        std::string("deny: {call: write, fd_kind: deleted, path: \"${cwd}/*\"}")}) {
    for (const std::string& more : {std::string(), other}) {
      const Policy policy = Loaded("rules:\n  - {id: r, " + rule + "}\n" + more);
      Watch everything = WatchingFor({policy});
      everything.interest.Add(Interest::Everything());
      for (const Watch& watch : {WatchingFor({policy}), everything}) {
        const Trace gone = Record(WriteThenDeleteThenWrite, watch);
        const Verdict verdict = Check(gone, policy);
        ASSERT_EQ(verdict.violations.size(), 1U) << rule << more;
        EXPECT_EQ(verdict.violations[0].kind, Violation::Kind::kBroken);
        EXPECT_EQ(verdict.violations[0].calls.size(), 1U) << "the second write alone";
        EXPECT_THAT(Broken(Record(WriteWhatIsThere, watch), policy), IsEmpty()) << rule << more;
      }
    }
  }
}

TEST_F(Deleted, KeepsTheNameItWasOpenedBy) {
  const Policy policy = RuleOnly("deny: {call: write, fd_kind: deleted, path: \"${cwd}/first\"}");
  const Trace trace = Record(
      [] {
        const int fd = open("first", O_WRONLY | O_CREAT, 0600);
        rename("first", "second");
        unlink("second");
        EXPECT_EQ(write(fd, "b", 1), 1);
        close(fd);
      },
      WatchingFor({policy}));
  EXPECT_FALSE(Holds(trace, policy));
}

TEST_F(Deleted, AFileWithAnotherNameIsNot) {
  const Policy policy = RuleOnly(kDenied);
  const Trace trace = Record(
      [] {
        const int fd = open("f", O_WRONLY | O_CREAT, 0600);
        EXPECT_EQ(link("f", "g"), 0);
        unlink("f");
        EXPECT_EQ(write(fd, "b", 1), 1);
        close(fd);
      },
      WatchingFor({policy}));
  EXPECT_TRUE(Holds(trace, policy));
}

// A recording of everything is not of that: to look at each call costs.
TEST_F(Deleted, IsInconclusiveWhereItWasNotAsked) {
  for (const Trace& trace : {Record(WriteThenDeleteThenWrite), Record(WriteWhatIsThere)}) {
    const Verdict verdict = Check(trace, RuleOnly(kDenied));
    ASSERT_EQ(verdict.violations.size(), 1U);
    EXPECT_EQ(verdict.violations[0].kind, Violation::Kind::kInconclusive);
    EXPECT_THAT(FieldOf(verdict.violations[0], "cause"),
                HasSubstr("whether its file was deleted by then was not asked of call "));
    EXPECT_THAT(Broken(trace, RuleOnly("count: {call: write, fd_kind: deleted}, min: 1")),
                testing::Contains(HasSubstr("inconclusive")));
    EXPECT_THAT(Broken(trace, RuleOnly("deny: {call: write, fd_kind: pipe}")), IsEmpty());
  }
}

TEST_F(Deleted, IsKnownOfWhatHasNoName) {
  const FakeCall pipe = FakeCall(Sysno::write).Fd(0, 3, "pipe:[7]", 7, FdKind::kPipe).Returns(1);
  const FakeCall file = FakeCall(Sysno::write).Fd(0, 3, "/w/f", 7).Returns(1);
  EXPECT_TRUE(Holds(TraceBuilder().Add(FakeCall(pipe).NotLookedForDeleted()).Build(), kDenied));
  EXPECT_TRUE(Holds(TraceBuilder().Add(file).Build(), kDenied));
  EXPECT_THAT(
      Broken(TraceBuilder().Add(FakeCall(file).NotLookedForDeleted()).Build(), RuleOnly(kDenied)),
      ElementsAre(HasSubstr("inconclusive")));
}

}  // namespace
}  // namespace sysassert
