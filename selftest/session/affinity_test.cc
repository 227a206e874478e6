// A traced program shares the tracer's CPU while it stops often, and cannot tell.
#include <gtest/gtest.h>
#include <sched.h>

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
