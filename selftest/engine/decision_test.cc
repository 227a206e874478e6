// What an observer may have the tracer do with a call, besides watching it.
#include <gmock/gmock.h>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::ElementsAre, testing::HasSubstr;
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

}  // namespace
}  // namespace sysassert::engine
