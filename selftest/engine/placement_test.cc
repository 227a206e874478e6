// Who stands on the tracer's CPU, and when; scripted, so that no clock decides.
#include "engine/placement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/sched.h>

#include <map>

#include "scripted_kernel.h"
#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::SizeIs;

constexpr pid_t kThread = 100, kOther = 101, kThird = 102;

constexpr std::uint64_t kTickNs = 5'000'000;

class Placing : public testing::Test {
 protected:
  Placing() {
    kernel_.masks = {{0, {0, 1, 2}}, {kThread, {0, 1, 3}}, {kOther, {0, 1}}, {kThird, {0, 1, 2}}};
    placement_.Begin();
  }
  void StopAndGoOn(pid_t tid, Place* place, std::uint64_t after_ns) {
    kernel_.now_ns += after_ns;
    placement_.OnStop(tid, place);
    placement_.OnResume(place);
  }
  // One tick, in which a thread ran for this part of the time and waited for a CPU for that.
  struct Share {
    double ran = 0, waited = 0;
  };
  void Tick(const std::map<pid_t, Share>& shares) {
    kernel_.now_ns += kTickNs;
    for (const auto& [tid, share] : shares) {
      kernel_.uses[tid].ran_ns += static_cast<std::uint64_t>(share.ran * kTickNs);
      kernel_.uses[tid].waited_ns += static_cast<std::uint64_t>(share.waited * kTickNs);
    }
    placement_.Tick([this](const auto& look) {
      look(kThread, &place_);
      look(kOther, &other_);
      look(kThird, &third_);
    });
  }
  // Everyone is in the midst of calls: it does not run on.
  void Stops(int of_thread, int of_other = 0, int of_third = 0) {
    for (int i = 0; i < of_thread; ++i) StopAndGoOn(kThread, &place_, 1000);
    for (int i = 0; i < of_other; ++i) StopAndGoOn(kOther, &other_, 1000);
    for (int i = 0; i < of_third; ++i) StopAndGoOn(kThird, &third_, 1000);
  }

  selftest::ScriptedKernel kernel_;
  Placement placement_{kernel_};
  Place place_, other_, third_;
};

TEST_F(Placing, TheTracerStaysWhereItIs) { EXPECT_THAT(kernel_.masks[0], ElementsAre(1)); }

TEST_F(Placing, NothingIsToBeRemarkedWhereAllGoesAsMeant) {
  placement_.Join(kThread, &place_);
  placement_.Part(kThread, &place_);
  EXPECT_THAT(placement_.remarks(), IsEmpty());
}

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
  EXPECT_EQ(placement_.moved(), 0U);
  EXPECT_THAT(placement_.remarks(), ElementsAre(HasSubstr("may not run on CPU 1")));
  placement_.Join(kThread, &place_);
  EXPECT_THAT(placement_.remarks(), SizeIs(1)) << "said once";
}

TEST_F(Placing, OnceGivenUpEverybodyIsLetGoAndNobodyJoins) {
  placement_.Join(kThread, &place_);
  placement_.GiveUp();
  Tick({{kThread, {0, 0}}});
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 1, 3));
  Stops(0, 100);
  EXPECT_EQ(placement_.moved(), 0U);
}

TEST_F(Placing, AThreadThatComputesWithoutAStopIsParted) {
  placement_.Join(kThread, &place_);
  placement_.OnResume(&place_);
  Tick({{kThread, {0.9, 0}}});
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(1)) << "it may have been resumed just before";
  Tick({{kThread, {0.9, 0}}});
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 1, 3));
}

TEST_F(Placing, AThreadThatWaitsIsNot) {
  placement_.Join(kThread, &place_);
  placement_.OnResume(&place_);
  kernel_.uses[kThread].ran_ns = 1;
  for (int i = 0; i < 10; ++i) Tick({{kThread, {0, 0}}});
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(1)) << "what it makes next begins here, too";
}

TEST_F(Placing, WhereTheKernelDoesNotTellWhoRunsOneThatDoesNotStopIsParted) {
  placement_.Join(kThread, &place_);
  placement_.OnResume(&place_);
  Tick({});
  Tick({});
  EXPECT_EQ(place_.stand, Stand::kOwn);
}

TEST_F(Placing, OneThatStopsMeanwhileIsNot) {
  placement_.Join(kThread, &place_);
  for (int i = 0; i < 10; ++i) {
    Stops(1);
    Tick({{kThread, {0.9, 0}}});
  }
  EXPECT_EQ(place_.stand, Stand::kTogether);
}

TEST_F(Placing, OfTwoThatComputeTheOneThatStopsMoreStays) {
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  Stops(3, 5);
  Tick({{kThread, {0.4, 0.5}}, {kOther, {0.5, 0.4}}});
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 3)) << "its own CPUs, without the tracer's";
  EXPECT_THAT(kernel_.masks[kOther], ElementsAre(1));
  EXPECT_EQ(placement_.moved(), 2U);
}

TEST_F(Placing, TwoThatMakeCallsAndHardlyComputeStay) {
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  Stops(300, 300);  // the CPU is the tracer's most of the time
  Tick({{kThread, {0.1, 0.6}}, {kOther, {0.1, 0.6}}});
  EXPECT_EQ(place_.stand, Stand::kTogether);
  EXPECT_EQ(other_.stand, Stand::kTogether);
}

TEST_F(Placing, OneThatComputesBesideOneThatWaitsStays) {
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  Stops(1);
  Tick({{kThread, {0.9, 0}}, {kOther, {0.01, 0.01}}});
  EXPECT_EQ(place_.stand, Stand::kTogether);
  EXPECT_EQ(other_.stand, Stand::kTogether);
}

TEST_F(Placing, WhoHasNoOtherCpuIsNotPutAside) {
  kernel_.masks[kOther] = {1};
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  Stops(5, 3);
  Tick({{kThread, {0.5, 0.4}}, {kOther, {0.4, 0.5}}});
  EXPECT_THAT(kernel_.masks[kOther], ElementsAre(1));
}

TEST_F(Placing, WhoStandsAsideComesBackOnceThereIsRoom) {
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  Stops(3, 5);
  Tick({{kThread, {0.4, 0.5}}, {kOther, {0.5, 0.4}}});
  ASSERT_EQ(place_.stand, Stand::kAside);
  Stops(3, 5);
  Tick({{kThread, {0.9, 0}}, {kOther, {0.9, 0}}});
  EXPECT_EQ(place_.stand, Stand::kAside) << "the tracer's CPU is full";
  Stops(3, 0);
  Tick({{kThread, {0.9, 0}}, {kOther, {0, 0}}});
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 1, 3));
  Stops(20);
  EXPECT_EQ(place_.stand, Stand::kTogether);
}

TEST_F(Placing, NobodyJoinsWhereTheTracersCpuIsFull) {
  placement_.Join(kThread, &place_);
  Stops(1);
  Tick({{kThread, {0.9, 0}}});
  Stops(0, 100);
  EXPECT_EQ(other_.stand, Stand::kOwn);
}

// The machine's own balance is better than two rooms, one of them for a single thread.
TEST_F(Placing, MoreThatComputeThanThereAreCpusAreAllParted) {
  kernel_.masks[0] = {0, 1};
  placement_.Begin();
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  placement_.Join(kThird, &third_);
  Stops(1, 2, 3);
  Tick({{kThread, {0.3, 0.6}}, {kOther, {0.3, 0.6}}, {kThird, {0.3, 0.6}}});
  EXPECT_EQ(placement_.moved(), 0U);
  EXPECT_THAT(kernel_.masks[kThird], ElementsAre(0, 1, 2));
  Stops(100);
  EXPECT_EQ(place_.stand, Stand::kOwn) << "for a while";
}

TEST_F(Placing, ManyQuickStopsBringAThreadBack) {
  for (int i = 0; i < 20; ++i) StopAndGoOn(kThread, &place_, 150'000);
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(1));
}

TEST_F(Placing, SlowStopsDoNot) {
  placement_.OnResume(&place_);
  for (int i = 0; i < 100; ++i) StopAndGoOn(kThread, &place_, 2'000'000);
  EXPECT_EQ(place_.stand, Stand::kOwn);
}

TEST_F(Placing, AChildInheritsWhatItsMakerWouldHaveHad) {
  placement_.Join(kThread, &place_);
  kernel_.masks[kOther] = {1};  // as fork left it
  placement_.Born(kThread, place_, kOther, &other_);
  placement_.Part(kOther, &other_);
  EXPECT_THAT(kernel_.masks[kOther], ElementsAre(0, 1, 3));
}

// It is parted between the kernel's copy of its mask and what is heard of the child.
TEST_F(Placing, AChildOfOneThatWasPartedMeanwhileInheritsTheSame) {
  placement_.Join(kThread, &place_);
  placement_.Part(kThread, &place_);
  for (const std::set<int>& left : {std::set<int>{1}, std::set<int>{0, 3}}) {
    kernel_.masks[kOther] = left;
    placement_.Born(kThread, place_, kOther, &other_);
    EXPECT_THAT(kernel_.masks[kOther], ElementsAre(0, 1, 3));
  }
  kernel_.masks[kOther] = {0};  // of the program's own making
  placement_.Born(kThread, place_, kOther, &other_);
  EXPECT_THAT(kernel_.masks[kOther], ElementsAre(0));
}

TEST_F(Placing, AChildOfOneAsideIsAsideAndOneBornWhereItIsFullIsParted) {
  placement_.Join(kThread, &place_);
  placement_.Join(kOther, &other_);
  Stops(3, 5);
  Tick({{kThread, {0.4, 0.5}}, {kOther, {0.5, 0.4}}});
  placement_.Born(kThread, place_, kThird, &third_);
  EXPECT_EQ(third_.stand, Stand::kAside);
  placement_.Gone(third_);
  third_ = Place();
  kernel_.masks[kThird] = {1};  // as fork left it
  placement_.Born(kOther, other_, kThird, &third_);
  EXPECT_THAT(kernel_.masks[kThird], ElementsAre(0, 1));
}

TEST_F(Placing, TheDeadAreNotCounted) {
  placement_.Join(kThread, &place_);
  placement_.Gone(place_);
  EXPECT_EQ(placement_.moved(), 0U);
}

// EINVAL: no CPU of the mask is there any more, or in the cpuset.
TEST_F(Placing, AThreadIsAloneAgainWhereItsMaskIsNoLongerTaken) {
  placement_.Join(kThread, &place_);
  kernel_.affinity_refused = EINVAL;
  placement_.Part(kThread, &place_);
  EXPECT_EQ(place_.stand, Stand::kOwn);
  EXPECT_EQ(placement_.moved(), 0U);
  EXPECT_THAT(placement_.remarks(),
              ElementsAre(AllOf(HasSubstr("own mask is there any more"), HasSubstr("EINVAL"))));
}

TEST_F(Placing, WhoCannotBeMovedStaysApart) {
  kernel_.affinity_refused = EINVAL;
  placement_.Join(kThread, &place_);
  EXPECT_EQ(place_.stand, Stand::kOwn);
  EXPECT_THAT(kernel_.masks[kThread], ElementsAre(0, 1, 3));
  EXPECT_THAT(placement_.remarks(), ElementsAre(HasSubstr("could not be moved (EINVAL)")));
}

TEST(PlacingWhereTheKernelRefuses, DoesNothing) {
  selftest::ScriptedKernel kernel;
  kernel.masks = {{0, {0, 1}}, {kThread, {0, 1}}};
  kernel.affinity_refused = EINVAL;
  Placement placement(kernel);
  placement.Begin();
  EXPECT_FALSE(placement.active());
  EXPECT_THAT(placement.remarks(), ElementsAre(HasSubstr("could not be kept on CPU 1 (EINVAL)")));
}

TEST(PlacingWhereTheMaskIsNotTold, DoesNothing) {
  selftest::ScriptedKernel kernel;  // it knows no mask of the tracer's
  Placement placement(kernel);
  placement.Begin();
  EXPECT_FALSE(placement.active());
  EXPECT_THAT(placement.remarks(),
              ElementsAre(HasSubstr("does not tell where the tracer may run")));
}

TEST(PlacingOnOneCpu, DoesNothing) {
  selftest::ScriptedKernel kernel;
  kernel.masks = {{0, {1}}, {kThread, {1}}};
  Placement placement(kernel);
  placement.Begin();
  EXPECT_FALSE(placement.active());
  Place place;
  placement.Join(kThread, &place);
  EXPECT_EQ(placement.moved(), 0U);
  EXPECT_THAT(placement.remarks(), ElementsAre(HasSubstr("one CPU")));
}

// What a thread asks for that moves the others, too: a script for the whole tracer.
class PlacedRun : public selftest::TracerLoop {
 protected:
  PlacedRun() { kernel_.masks = {{0, {0, 1}}, {selftest::kRoot, {0, 1}}}; }
  // The root makes this call, and then a hundred others.
  void Calls(Sysno id, std::initializer_list<std::uint64_t> args) {
    kernel_.First(selftest::kRoot).Entry(selftest::kRoot, id, args).Exit(selftest::kRoot, 0);
    for (int i = 0; i < 100; ++i)
      kernel_.Entry(selftest::kRoot, Sysno::getppid).Exit(selftest::kRoot, 1);
    kernel_.End(selftest::kRoot, selftest::Exited(0));
    Run();
  }
};

TEST_F(PlacedRun, StandsTogetherBesideAnyOtherCall) {
  Calls(Sysno::getpid, {});
  EXPECT_THAT(kernel_.masks[selftest::kRoot], ElementsAre(1));
  EXPECT_THAT(tracer_->placement_remarks(), IsEmpty());
}

TEST_F(PlacedRun, IsLeftToTheKernelOnceAThreadAsksForARealTimeClass) {
  Calls(Sysno::sched_setscheduler, {0, SCHED_FIFO | SCHED_RESET_ON_FORK});
  EXPECT_THAT(kernel_.masks[selftest::kRoot], ElementsAre(0, 1));
  EXPECT_THAT(tracer_->placement_remarks(), ElementsAre(HasSubstr("real-time class")));
}

TEST_F(PlacedRun, IsLeftToTheKernelForADeadlineToo) {
  constexpr std::uint64_t kAttributes = 0x1000, kBytes = 48;
  kernel_.words[kAttributes] = std::uint64_t{SCHED_DEADLINE} << 32U | kBytes;
  Calls(Sysno::sched_setattr, {0, kAttributes, 0});
  EXPECT_THAT(kernel_.masks[selftest::kRoot], ElementsAre(0, 1));
}

TEST_F(PlacedRun, StaysTogetherWhereTheClassIsNoRealTimeOne) {
  Calls(Sysno::sched_setscheduler, {0, SCHED_BATCH});
  EXPECT_THAT(kernel_.masks[selftest::kRoot], ElementsAre(1));
}

TEST_F(PlacedRun, IsLetGoForAnAffinityThatIsSetAndJoinsAgain) {
  Calls(Sysno::sched_setaffinity, {0, 128, 0});
  EXPECT_THAT(kernel_.masks[selftest::kRoot], ElementsAre(1));
  EXPECT_THAT(tracer_->placement_remarks(), ElementsAre(HasSubstr("sets an affinity")));
}

}  // namespace
}  // namespace sysassert::engine
