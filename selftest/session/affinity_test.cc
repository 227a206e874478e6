// A traced program shares the tracer's CPU while it stops often, and cannot tell.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

#include "helpers.h"
#include "sysassert/gmock.h"

namespace sysassert {
namespace {

std::string SaidAlone(const std::string& program) {
  std::string said;
  FILE* pipe = popen(program.c_str(), "r");
  char buffer[4096];
  while (std::size_t got = fread(buffer, 1, sizeof buffer, pipe)) said.append(buffer, got);
  EXPECT_EQ(pclose(pipe), 0);
  return said;
}

class Affinity : public testing::TestWithParam<bool> {};

TEST_P(Affinity, IsWhatItWouldBeAlone) {
  const std::string program = SYSASSERT_PROGRAMS "/affinity";
  const Trace trace = GetParam() ? Record(Command(program), selftest::WatchOnly({Sysno::getppid}))
                                 : Record(Command(program));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_EQ(trace.std_out(), SaidAlone(program));
}

TEST_P(Affinity, OfALambdaIsTheTestsOwn) {
  cpu_set_t ours;
  ASSERT_EQ(sched_getaffinity(0, sizeof ours, &ours), 0);
  const Trace trace = Record([&ours] {
    for (int i = 0; i < 100; ++i) getppid();
    cpu_set_t seen;
    EXPECT_EQ(sched_getaffinity(0, sizeof seen, &seen), 0);
    EXPECT_TRUE(CPU_EQUAL(&ours, &seen));
  });
  EXPECT_THAT(trace, Exited(0));
}

// They are moved about meanwhile: see engine/placement.h. So is what one of them makes.
TEST(AffinityOfTwoThatCompute, IsTheirOwn) {
  cpu_set_t ours;
  ASSERT_EQ(sched_getaffinity(0, sizeof ours, &ours), 0);
  const auto sees_ours = [&ours] {
    cpu_set_t seen;
    return sched_getaffinity(0, sizeof seen, &seen) == 0 && CPU_EQUAL(&ours, &seen);
  };
  const auto compute_and_call = [] {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(60);
    while (std::chrono::steady_clock::now() < end) {
      for (volatile int step = 0; step < 10'000;) step = step + 1;
      getppid();
    }
  };
  const Trace trace = Record([&] {
    for (int i = 0; i < 2; ++i) {
      if (fork() != 0) continue;
      compute_and_call();
      if (const pid_t child = fork(); child != 0) {
        int status = 1;
        waitpid(child, &status, 0);
        _exit(status == 0 && sees_ours() ? 0 : 1);
      }
      _exit(sees_ours() ? 0 : 1);
    }
    for (int status = 1; wait(&status) > 0;) EXPECT_EQ(status, 0);
  });
  EXPECT_THAT(trace, Exited(0));
}

INSTANTIATE_TEST_SUITE_P(Stops, Affinity, testing::Bool(),
                         [](const auto& named) { return named.param ? "Filtered" : "FullStops"; });

TEST(AffinityOfTheTest, IsLeftAlone) {
  cpu_set_t before, after;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_THAT(Record(Command("true")), Exited(0));
  Observe([] {
    for (int i = 0; i < 100; ++i) getppid();
  });
  ASSERT_EQ(sched_getaffinity(0, sizeof after, &after), 0);
  EXPECT_TRUE(CPU_EQUAL(&before, &after));
}

}  // namespace
}  // namespace sysassert
