// Who stands on the tracer's CPU, and when; scripted, so that no clock decides.
#include "engine/placement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scripted_kernel.h"

namespace sysassert::engine {
namespace {

using testing::ElementsAre;

constexpr pid_t kThread = 100, kOther = 101;

class Placing : public testing::Test {
 protected:
  Placing() {
    kernel_.masks = {{0, {0, 1, 2}}, {kThread, {0, 1, 3}}, {kOther, {0, 1}}};
    placement_.Begin();
  }
  void StopAndGoOn(pid_t tid, Place* place, std::uint64_t after_ns) {
    kernel_.now_ns += after_ns;
    placement_.OnStop(tid, place);
    placement_.OnResume(place);
  }
  void Tick() {
    placement_.Tick([this](const auto& part) {
      part(kThread, &place_);
      part(kOther, &other_);
    });
  }

  selftest::ScriptedKernel kernel_;
  Placement placement_{kernel_};
  Place place_, other_;
};

TEST_F(Placing, TheTracerStaysWhereItIs) { EXPECT_THAT(kernel_.masks[0], ElementsAre(1)); }

TEST_F(Placing, WhoJoinsStandsThereAndWhoPartsIsWhereItWas) {
  placement_.Join(kThread, &place_);
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(1));
  placement_.Part(kThread, &place_);
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 1, 3));
}

TEST_F(Placing, AThreadThatMayNotRunThereIsNotMoved) {
  kernel_.masks[kThread] = {2, 3};
  placement_.Join(kThread, &place_);
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(2, 3));
  EXPECT_EQ(placement_.together(), 0U);
}

TEST_F(Placing, AThreadThatRunsOnWithoutAStopIsParted) {
  placement_.Join(kThread, &place_);
  placement_.OnResume(&place_);
  Tick();
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(1)) << "it may have been resumed just before";
  Tick();
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 1, 3));
}

TEST_F(Placing, OneThatStopsMeanwhileIsNot) {
  placement_.Join(kThread, &place_);
  for (int i = 0; i < 10; ++i) {
    StopAndGoOn(kThread, &place_, 1000);
    Tick();
  }
  EXPECT_TRUE(place_.together);
}

TEST_F(Placing, TwoThatComputeAndStopNowAndThenAreParted) {
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  for (int tick = 0; tick < 2; ++tick) {
    for (int stop = 0; stop < 4; ++stop) {
      StopAndGoOn(kThread, &place_, 1'000'000);
      StopAndGoOn(kOther, &other_, 1'000'000);
    }
    Tick();
  }
  EXPECT_FALSE(place_.together);
  EXPECT_FALSE(other_.together);
}

TEST_F(Placing, OneThatComputesBesideOneThatWaitsOrIsBusyWithCallsIsNot) {
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  const auto stops_of_other = [this](int stops) {
    for (int stop = 0; stop < stops; ++stop) StopAndGoOn(kOther, &other_, 1000);
  };
  for (const int stops : {500, 500, 500, 0}) {  // calls and calls, and then a wait
    stops_of_other(stops);
    for (int stop = 0; stop < 4; ++stop) StopAndGoOn(kThread, &place_, 1'000'000);
    Tick();
  }
  EXPECT_TRUE(place_.together);
}

TEST_F(Placing, ManyQuickStopsBringAThreadBack) {
  for (int i = 0; i < 20; ++i) StopAndGoOn(kThread, &place_, 150'000);
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(1));
}

TEST_F(Placing, SlowStopsDoNot) {
  placement_.OnResume(&place_);
  for (int i = 0; i < 100; ++i) StopAndGoOn(kThread, &place_, 2'000'000);
  EXPECT_FALSE(place_.together);
}

TEST_F(Placing, AChildInheritsWhatItsMakerWouldHaveHad) {
  placement_.Join(kThread, &place_);
  kernel_.masks[kOther] = {1};  // as fork left it
  placement_.Born(place_, &other_);
  placement_.Part(kOther, &other_);
  EXPECT_THAT(kernel_.masks[kOther], ElementsAre(0, 1, 3));
}

TEST_F(Placing, TheDeadAreNotCounted) {
  placement_.Join(kThread, &place_);
  placement_.Gone(place_);
  EXPECT_EQ(placement_.together(), 0U);
}

// EINVAL: no CPU of the mask is there any more, or in the cpuset.
TEST_F(Placing, AThreadIsAloneAgainWhereItsMaskIsNoLongerTaken) {
  placement_.Join(kThread, &place_);
  kernel_.affinity_refused = EINVAL;
  placement_.Part(kThread, &place_);
  EXPECT_FALSE(place_.together);
  EXPECT_EQ(placement_.together(), 0U);
}

TEST_F(Placing, WhoCannotBeMovedStaysApart) {
  kernel_.affinity_refused = EINVAL;
  placement_.Join(kThread, &place_);
  EXPECT_FALSE(place_.together);
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 1, 3));
}

TEST(PlacingWhereTheKernelRefuses, DoesNothing) {
  selftest::ScriptedKernel kernel;
  kernel.masks = {{0, {0, 1}}, {kThread, {0, 1}}};
  kernel.affinity_refused = EINVAL;
  Placement placement(kernel);
  placement.Begin();
  EXPECT_FALSE(placement.active());
}

TEST(PlacingOnOneCpu, DoesNothing) {
  selftest::ScriptedKernel kernel;
  kernel.masks = {{0, {1}}, {kThread, {1}}};
  Placement placement(kernel);
  placement.Begin();
  EXPECT_FALSE(placement.active());
  Place place;
  placement.Join(kThread, &place);
  EXPECT_EQ(placement.together(), 0U);
}

}  // namespace
}  // namespace sysassert::engine
