// Where the program's own main begins.
#include <gmock/gmock.h>

#include <string>

#include "session/helpers.h"
#include "thirty_two_bit.h"

namespace sysassert::selftest {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class BeginsAtMain : public testing::TestWithParam<const char*> {};

TEST_P(BeginsAtMain, AndWhatConstructorsDidIsInTheWholeRun) {
  for (const Watch& watch : {Watch{}, WatchOnly({Sysno::access})}) {
    const Trace trace = Record(Command(Program(GetParam())), watch);
    EXPECT_THAT(trace, Exited(0));
    EXPECT_THAT(Said(trace), testing::Not(testing::Contains("constructor")));
    EXPECT_THAT(Said(trace), testing::Contains("main"));
    EXPECT_EQ(SayingOf(trace.WholeRun(), "constructor").phase(), Phase::kLoading);
    EXPECT_THAT(trace.blind_spots(), IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(Linked, BeginsAtMain,
                         testing::Values("begin_dynamic", "begin_static", "begin_static_pie",
                                         "begin_no_pie", "begin_stripped", "begin_cpp"),
                         [](const testing::TestParamInfo<const char*>& linked) {
                           return std::string(linked.param);
                         });

TEST(Main, DestructorsBelongToTheProgramsOwn) {
  const Trace trace = Record(Command(Program("begin_cpp")));
  EXPECT_THAT(Said(trace), ElementsAre("main", "destructor"));
}

TEST(Main, WithoutALibraryTheRunBeginsAtTheEntryAndSaysSo) {
  const Trace trace = Record(Command(Program("no_libc")));  // weak: no failure
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("start"));
  EXPECT_TRUE(HasBlindSpot(trace, BlindSpot::kMainNotFound));
}

TEST(Main, OfAThirtyTwoBitProgramIsItsEntry) {
  SYSASSERT_NEEDS_THIRTY_TWO_BIT();
  const Trace trace = Record(Command(Program("i386")));
  EXPECT_TRUE(HasBlindSpot(trace, BlindSpot::kMainNotFound));
  EXPECT_THAT(Said(trace), ElementsAre("thirty-two"));
}

}  // namespace
}  // namespace sysassert::selftest
