// Children whose first stop is seen before anything says who made them: each is somebody's in the
// end, and nobody's too early.
#include <gmock/gmock.h>
#include <linux/sched.h>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::ElementsAre, testing::Not;

constexpr int kMoreThanPatience = 25;      // waits that end without an event
constexpr int kMoreThanAllPatience = 700;  // where who made it may live

class Adoption : public TracerLoop {};

TEST_F(Adoption, IsOfAChildWhoseMakerDiedInTheFork) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::fork).First(200).ParentIs(200, kRoot);
  kernel_.End(kRoot, KilledBy(SIGKILL)).End(200, Exited(3));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 fork", "birth 200 of 100",
                                 "end 100 killed by SIGKILL", "end 200 exited 3"));
}

TEST_F(Adoption, AwaitsTheMakersEventWhileItLives) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_FORK, 200).First(200).Entry(kRoot, Sysno::fork);
  // 300 is stopped, its maker's event is on the way, and meanwhile somebody else ends.
  kernel_.First(300).ParentIs(300, kRoot).End(200, Exited(0));
  kernel_.Event(kRoot, PTRACE_EVENT_FORK, 300).Exit(kRoot, 300);
  kernel_.End(300, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "birth 200 of 100", "entry 100 fork",
                                 "end 200 exited 0", "birth 300 of 100", "exit 100 300",
                                 "end 300 exited 0", "end 100 exited 0"));
}

TEST_F(Adoption, TakesNoThreadForAProcessWhenAnotherThreadEnds) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).Group(101, kRoot).First(101);
  kernel_.Entry(kRoot, Sysno::clone, {CLONE_THREAD | CLONE_VM});
  kernel_.First(102).Group(102, kRoot).ParentIs(102, 1).End(101, Exited(0));
  kernel_.Event(kRoot, PTRACE_EVENT_CLONE, 102).Exit(kRoot, 102);
  kernel_.End(102, Exited(0)).End(kRoot, Exited(0));
  const auto lines = Run();
  EXPECT_THAT(lines, Contains("birth 102/100 a thread of 100"));
  EXPECT_THAT(lines, Contains("end 102/100 exited 0"));
}

TEST_F(Adoption, OfAChildThatNobodyNamesComesAfterSomeQuietWaits) {
  kernel_.First(kRoot).First(300).ParentIs(300, 1);
  for (int i = 0; i < kMoreThanPatience; ++i) kernel_.Interrupted();
  kernel_.End(300, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(),
              ElementsAre("root 100", "birth 300 of 300", "end 300 exited 0", "end 100 exited 0"));
}

TEST_F(Adoption, OfAThreadThatNobodyNamesIsIntoItsProcess) {
  kernel_.First(kRoot).First(101).Group(101, kRoot);
  for (int i = 0; i < kMoreThanAllPatience; ++i) kernel_.Interrupted();
  kernel_.End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "birth 101/100 a thread of 100",
                                 "end 101/100 exited 0", "end 100 exited 0"));
}

TEST_F(Adoption, IsNotOfTheDead) {
  kernel_.First(kRoot).End(300, KilledBy(SIGKILL));
  for (int i = 0; i < kMoreThanPatience; ++i) kernel_.Interrupted();
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "end 100 exited 0"));
}

TEST_F(Adoption, IsOnlyOnceWhereTheMakersEventComesAfterAll) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::fork).First(200).ParentIs(200, kRoot);
  for (int i = 0; i < kMoreThanAllPatience; ++i) kernel_.Interrupted();
  kernel_.Event(kRoot, PTRACE_EVENT_FORK, 200).Exit(kRoot, 200);
  kernel_.End(200, Exited(0)).End(kRoot, Exited(0));
  const auto lines = Run();
  EXPECT_THAT(lines, Contains(testing::StartsWith("birth 200")).Times(1));
  EXPECT_THAT(lines, Contains("birth 200 of 200"));
}

// On a machine with much to do, it has to wait for a CPU before it comes to its event.
TEST_F(Adoption, AwaitsTheEventOfAMakerThatGetsNoCpu) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::fork).First(200).ParentIs(200, kRoot);
  for (int i = 0; i < kMoreThanPatience; ++i) kernel_.Interrupted();
  kernel_.Event(kRoot, PTRACE_EVENT_FORK, 200).Exit(kRoot, 200);
  kernel_.End(200, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), Contains("birth 200 of 100"));
}

TEST_F(Adoption, PutsAChildBelowAFilterToFullStops) {
  kernel_.First(kRoot).First(300).ParentIs(300, 1);  // it may have inherited more filters than ours
  for (int i = 0; i < kMoreThanPatience; ++i) kernel_.Interrupted();
  kernel_.End(300, Exited(0)).End(kRoot, Exited(0));
  Run(kFiltered);
  EXPECT_THAT(kernel_.requests, Contains("resume 300 to next call"));
  EXPECT_THAT(kernel_.requests, Not(Contains("resume 300 to event")));
}

}  // namespace
}  // namespace sysassert::engine
