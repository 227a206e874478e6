// MatchesBaseline: what it writes, when it may, and what it says.
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <sstream>

#include "sysassert/gmock.h"
#include "temp_directory.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::FakeCall;
using selftest::TraceBuilder;
using testing::HasSubstr, testing::Not;

Trace Made(int reads, int writes = 0) {
  TraceBuilder builder;
  for (int i = 0; i < reads; ++i) builder.Add(FakeCall(Sysno::read).Fd(0, 3, "/w/a").Returns(1));
  for (int i = 0; i < writes; ++i) builder.Add(FakeCall(Sysno::write).Fd(0, 3, "/w/a").Returns(1));
  return builder.Build();
}

class Baselines : public testing::Test {
 protected:
  Baselines() { Update("new"); }
  ~Baselines() override { unsetenv("SYSASSERT_UPDATE"); }
  static void Update(const char* mode) { setenv("SYSASSERT_UPDATE", mode, 1); }

  std::string Kept() const {
    std::ostringstream text;
    text << std::ifstream(file_).rdbuf();
    return text.str();
  }
  internal::BaselineMatcher Matcher() const {
    return MatchesBaseline("io", Calls("@fd")).In(file_);
  }
  std::string Explained(const Trace& trace, const internal::BaselineMatcher& matcher) const {
    testing::StringMatchResultListener said;
    EXPECT_FALSE(testing::ExplainMatchResult(matcher, trace, &said));
    return said.str();
  }

  selftest::TempDirectory directory_;
  std::string file_ = directory_ / "io.baseline";
};

TEST_F(Baselines, AreWrittenWhereThereIsNone) {
  EXPECT_THAT(Made(3, 2), Matcher());
  EXPECT_THAT(Kept(), HasSubstr("x86_64-none read 3\nx86_64-none write 2\n"));
  EXPECT_THAT(Made(3, 2), Matcher());
}

TEST_F(Baselines, MoreFailsAndSaysWhichCall) {
  EXPECT_THAT(Made(3, 2), Matcher());
  const std::string said = Explained(Made(3, 4), Matcher());
  EXPECT_THAT(said, HasSubstr("7 calls, baseline 5 (+2)"));
  EXPECT_THAT(said, HasSubstr("write                     2 → 4      (+2)"));
  EXPECT_THAT(said, Not(HasSubstr("read ")));
  EXPECT_THAT(said, HasSubstr("SYSASSERT_UPDATE=all"));
}

TEST_F(Baselines, FewerNeverFails) {
  EXPECT_THAT(Made(3), Matcher());
  EXPECT_THAT(Made(1), Matcher());
  EXPECT_THAT(Kept(), HasSubstr("read 3"));
}

TEST_F(Baselines, ATolerance) {
  EXPECT_THAT(Made(40), Matcher());
  EXPECT_THAT(Made(42), Matcher().Within(Percent(5)));
  EXPECT_THAT(Made(43), Not(Matcher().Within(Percent(5))));
  EXPECT_THAT(Made(43), Matcher().Within(3));
}

TEST_F(Baselines, AllWritesAnew) {
  EXPECT_THAT(Made(3), Matcher());
  Update("all");
  EXPECT_THAT(Made(9), Matcher());
  EXPECT_THAT(Kept(), HasSubstr("read 9"));
}

TEST_F(Baselines, NoWritesNothing) {
  Update("no");
  EXPECT_THAT(Explained(Made(3), Matcher()), HasSubstr("there is no baseline for x86_64-none"));
  EXPECT_EQ(Kept(), "");
}

TEST_F(Baselines, NoIsTheDefaultWhereCiIsSet) {
  unsetenv("SYSASSERT_UPDATE");
  const char* ci = getenv("CI");
  const std::string before = ci != nullptr ? ci : "";
  setenv("CI", "true", 1);
  EXPECT_THAT(Made(3), Not(Matcher()));
  EXPECT_EQ(Kept(), "");
  ci != nullptr ? setenv("CI", before.c_str(), 1) : unsetenv("CI");
}

TEST_F(Baselines, OfOtherPlatformsAreKept) {
  std::ofstream(file_) << "# a comment\naarch64-musl read 7\n";
  EXPECT_THAT(Made(3), Matcher());
  EXPECT_THAT(Kept(), HasSubstr("aarch64-musl read 7\nx86_64-none read 3\n"));
}

TEST_F(Baselines, ADamagedFileIsNamedAndNotOverwritten) {
  Update("all");
  std::ofstream(file_) << "x86_64-none read many\n";
  EXPECT_THAT(Explained(Made(3), Matcher()), HasSubstr("line 1 is no 'PLATFORM CALL COUNT'"));
  EXPECT_EQ(Kept(), "x86_64-none read many\n");
}

TEST_F(Baselines, AModeThatIsNoneIsSaid) {
  Update("yes");
  EXPECT_THAT(Explained(Made(3), Matcher()), HasSubstr("SYSASSERT_UPDATE is 'yes'"));
}

TEST_F(Baselines, ARunThatMayHideCallsWritesNothingAndFailsBothWays) {
  TraceBuilder builder;
  builder.Add(FakeCall(Sysno::read).Fd(0, 3, "/w/a").Returns(1));
  builder.BlindSpot(BlindSpot::kIoUring, "a ring");
  const Trace trace = builder.Build();
  EXPECT_NONFATAL_FAILURE(testing::Matcher<Trace>(Matcher()).Matches(trace), "inconclusive");
  EXPECT_NONFATAL_FAILURE(testing::Matcher<Trace>(Not(Matcher())).Matches(trace), "inconclusive");
  EXPECT_EQ(Kept(), "");
}

TEST(BaselineFiles, LieBesideTheTest) {
  EXPECT_EQ(BaselineFile("startup", "/src/app_test.cc"), "/src/startup.baseline");
  const std::string here = BaselineFile("startup", __FILE__);
  EXPECT_EQ(here, SYSASSERT_SOURCE "/selftest/matchers/startup.baseline");
}

}  // namespace
}  // namespace sysassert
