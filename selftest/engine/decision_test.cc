// What an observer may have the tracer do with a call, besides watching it.
#include <gmock/gmock.h>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::ElementsAre, testing::Not;
using Kind = events::Decision::Kind;

class Decision : public TracerLoop {};

TEST_F(Decision, AnswersInTheKernelsPlace) {
  notes_.decision = {Kind::kAnswer, 0, 42};
  kernel_.First(kRoot).Entry(kRoot, Sysno::read, {0, 0, 1}).Exit(kRoot, -ENOSYS);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(), Contains("exit 100 42 denied"));
  EXPECT_EQ(kernel_.registers(kRoot).rax, 42U);
}

TEST_F(Decision, SendsASignalWithTheCall) {
  notes_.decision = {Kind::kWatchExit, 0, 0, SIGUSR1};
  kernel_.First(kRoot).Entry(kRoot, Sysno::read).Exit(kRoot, 0).End(kRoot, Exited(0));
  Run();
  EXPECT_THAT(kernel_.requests, Contains("resume 100 to next call with SIGUSR1"));
}

TEST_F(Decision, KeepsACallInItsStopsForAWhile) {
  notes_.decision = {Kind::kWatchExit, 0, 0, 0, 1000, 2000};
  kernel_.now_ns = 5;
  kernel_.First(kRoot).Entry(kRoot, Sysno::read).Interrupted().Interrupted();
  kernel_.Exit(kRoot, 0).Interrupted().Interrupted().Interrupted().Interrupted().End(kRoot,
                                                                                     Exited(0));
  std::vector<std::size_t> resumed;
  at_each_stop = [&] {
    resumed.push_back(kernel_.requests.size());
    kernel_.now_ns += 600;
  };
  Run();
  EXPECT_THAT(kernel_.wakes_at, ElementsAre(1605, 1605, 1605, 4405, 4405, 4405, 4405, 4405))
      << "so that no wait sleeps through its end";
  EXPECT_EQ(resumed[2], resumed[1]) << "its time had not come";
}

TEST_F(Decision, ToDelayAThreadThatIsKilledMeanwhileEndsWithIt) {
  notes_.decision = {Kind::kWatchExit, 0, 0, 0, 1000, 0};
  kernel_.First(kRoot).Entry(kRoot, Sysno::read).End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(), Contains("end 100 killed by SIGKILL"));
}

// A seccomp stop, and nothing until the next one.
TEST_F(Decision, TakesNoExitStopWhereTheEntryIsEnough) {
  notes_.decision = {Kind::kEntryIsEnough};
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::getppid).AtFilter(kRoot, Sysno::getpid);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), ElementsAre("root 100", "entry 100 getppid", "no exit 100",
                                          "entry 100 getpid", "no exit 100", "end 100 exited 0"));
  EXPECT_THAT(kernel_.requests, Not(Contains("resume 100 to next call")));
  EXPECT_EQ(tracer_->stops(), 4U) << "its first, two entries and its end";
}

TEST_F(Decision, TellsTheExitOfThemWhereEveryCallStops) {
  notes_.decision = {Kind::kEntryIsEnough};
  kernel_.First(kRoot).Entry(kRoot, Sysno::getppid).Exit(kRoot, 7).End(kRoot, Exited(0));
  EXPECT_THAT(Run(),
              ElementsAre("root 100", "entry 100 getppid", "exit 100 7", "end 100 exited 0"));
}

// It may have the call trapped, or killed for: then it did not run.
TEST_F(Decision, WatchesTheExitOfThemBesideAFilterThatIsNotOurs) {
  notes_.decision = {Kind::kEntryIsEnough};
  kernel_.filtered = true;
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::getppid).Exit(kRoot, 7).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 7"));
}

}  // namespace
}  // namespace sysassert::engine
