// GoogleTest's side of Record: what happens in the forked child counts in the test.
#include <gtest/gtest-spi.h>
#include <sysassert/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace sysassert::selftest {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::TestPartResult;

// What a statement reports, kept instead of counted.
std::vector<TestPartResult> ResultsOf(const std::function<void()>& statement) {
  testing::TestPartResultArray results;
  {
    const testing::ScopedFakeTestPartResultReporter keep(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    statement();
  }
  std::vector<TestPartResult> kept;
  for (int i = 0; i < results.size(); ++i) kept.push_back(results.GetTestPartResult(i));
  return kept;
}

std::vector<TestPartResult> ResultsOfRecording(const std::function<void()>& body) {
  return ResultsOf([&body] { Record(body); });
}

TEST(Lambda, AFailureOfTheChildHasItsFileAndLine) {
  constexpr int kLine = __LINE__ + 1;
  const auto results = ResultsOfRecording([] { EXPECT_EQ(1, 2) << "said in the child"; });
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].type(), TestPartResult::kNonFatalFailure);
  EXPECT_THAT(std::string(results[0].file_name()), EndsWith("googletest_test.cc"));
  EXPECT_EQ(results[0].line_number(), kLine);
  EXPECT_THAT(std::string(results[0].message()), HasSubstr("said in the child"));
}

void AssertAndGoOn() { ASSERT_TRUE(false) << "an assertion of the child"; }

TEST(Lambda, EveryFailureComesBackInOrder) {
  const auto results = ResultsOfRecording([] {
    EXPECT_TRUE(false) << "the first";
    AssertAndGoOn();
    SUCCEED();
  });
  ASSERT_EQ(results.size(), 2U);
  EXPECT_THAT(std::string(results[0].message()), HasSubstr("the first"));
  EXPECT_TRUE(results[1].fatally_failed());
}

TEST(Lambda, AnExceptionComesBackWithItsTypeAndWords) {
  const auto results = ResultsOfRecording([] { throw std::out_of_range("no such key"); });
  ASSERT_EQ(results.size(), 1U);
  EXPECT_TRUE(results[0].fatally_failed());
  EXPECT_THAT(std::string(results[0].message()), HasSubstr("std::out_of_range: no such key"));
}

TEST(Lambda, AnythingMayBeThrown) {
  const auto results = ResultsOfRecording([] { throw 7; });
  ASSERT_EQ(results.size(), 1U);
  EXPECT_THAT(std::string(results[0].message()), HasSubstr("threw int"));
}

TEST(Lambda, ANoteOfTheChildMayHoldAnyBytes) {
  const std::string bytes("a\0b\n\xff 7 7 7", 11);
  const auto results = ResultsOfRecording([&bytes] { ADD_FAILURE() << bytes << "end"; });
  ASSERT_EQ(results.size(), 1U);
  EXPECT_THAT(std::string(results[0].message()), EndsWith("7 7end"));
}

TEST(Lambda, WhatHoldsReportsNothing) {
  EXPECT_EQ(ResultsOfRecording([] { EXPECT_TRUE(true); }).size(), 0U);
}

TEST(Failure, OfRecordStandsAtTheCall) {
  constexpr int kLine = __LINE__ + 1;
  const auto results = ResultsOf([] { Record(Command("/no/such/program")); });
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].line_number(), kLine);
  EXPECT_THAT(std::string(results[0].message()), HasSubstr("/no/such/program"));
}

// Below another tracer no process can be traced: there, a subject of this program shows what the
// macro does.
TEST(Unavailable, DISABLED_Subject) {
  SYSASSERT_REQUIRE_TRACING();
  FAIL() << "went on";
}

Trace RunSubject(const std::string& choice) {
  return Record(
      Command(std::filesystem::read_symlink("/proc/self/exe").string())
          .Args({"--gtest_filter=Unavailable.DISABLED_Subject", "--gtest_also_run_disabled_tests"})
          .Env("SYSASSERT_UNAVAILABLE", choice));
}

TEST(Unavailable, FailsWithTheRemedy) {
  const Trace trace = RunSubject("fail");
  EXPECT_THAT(trace, Exited(1));
  EXPECT_THAT(trace.std_out(), HasSubstr("cannot trace here: "));
  EXPECT_THAT(trace.std_out(), Not(HasSubstr("went on")));
}

TEST(Unavailable, SkipsWhereThatWasChosen) {
  const Trace trace = RunSubject("skip");
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace.std_out(), HasSubstr("[  SKIPPED ]"));
  EXPECT_THAT(trace.std_out(), HasSubstr("cannot trace here: "));
}

}  // namespace
}  // namespace sysassert::selftest
