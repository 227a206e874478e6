// Random torture programs in parallel under one tracer: nothing leaks, and nobody is left behind,
// whenever the tracer is killed. SYSASSERT_SOAK_SECONDS makes it long (1800 for a release).
#include <gmock/gmock.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>

#include "sanitizer.h"
#include "sysassert/gmock.h"
#include "sysassert/record.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using namespace std::chrono_literals;

std::string SoakSeconds() {
  const char* wanted = std::getenv("SYSASSERT_SOAK_SECONDS");
  return wanted != nullptr ? wanted : "4";
}

Watch WatchingSayings() {
  SysnoSet calls;
  calls.set(static_cast<std::size_t>(Sysno::access));
  return WatchingCalls(calls);
}

Command Soak(const TempDirectory& directory, const std::string& seconds, int seed) {
  return Command(SYSASSERT_PROGRAMS "/torture", {"soak"})
      .Cwd(directory.path())
      .Env("TORTURE_SECONDS", seconds)
      .Env("TORTURE_SEED", std::to_string(seed))
      .Accept(BlindSpot::kIoUring)
      .Accept(BlindSpot::kX32Calls)
      .Deadline(std::chrono::seconds(std::stoi(seconds) + 120));
}

// A field of /proc/PID/status, in its own unit; -1 where the process is gone.
long Field(pid_t pid, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string key; status >> key; status.ignore(4096, '\n')) {
    long value = -1;
    if (key == name && status >> value) return value;
  }
  return -1;
}

long Descriptors(pid_t pid) {
  std::error_code gone;
  long count = 0;
  for ([[maybe_unused]] const auto& one :
       std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/fd", gone))
    ++count;
  return count;
}

// Whoever is orphaned meanwhile is ours: a stopped one that nobody lets go would stay for ever.
class Reaper {
 public:
  Reaper() { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
  ~Reaper() { prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0); }
  Reaper(const Reaper&) = delete;
  Reaper& operator=(const Reaper&) = delete;

  static bool AllEnd() {
    const auto until = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < until) {
      const pid_t pid = waitpid(-1, nullptr, __WALL | WNOHANG);
      if (pid < 0 && errno == ECHILD) return true;
      if (pid == 0) std::this_thread::sleep_for(2ms);
    }
    return false;
  }
};

TEST(Soak, LeaksNoDescriptorAndNoMemoryOfTheTracer) {
  const Reaper reaper;
  const TempDirectory directory;
  Running run = Start(Soak(directory, SoakSeconds(), 1), WatchingSayings());
  const pid_t tracer = static_cast<pid_t>(Field(run.pid(), "TracerPid:"));
  ASSERT_GT(tracer, 0);
  long first_descriptors = 0;
  long most_descriptors = 0;
  long most_memory = 0;
  while (true) {  // while it runs: samples
    const auto waited = run.TryWaitFor(
        [](const Call& call) { return call.passed_path() == "/say/soaked"; }, "its end", 200ms);
    if (waited.ok() || waited.error().error_number != ETIMEDOUT) break;
    const long descriptors = Descriptors(tracer);
    if (first_descriptors == 0) first_descriptors = descriptors;
    most_descriptors = std::max(most_descriptors, descriptors);
    most_memory = std::max(most_memory, Field(tracer, "RssAnon:"));
  }
  const Trace trace = run.Wait();
  EXPECT_THAT(trace, Exited(0)) << trace.std_out();
  EXPECT_LE(most_descriptors, first_descriptors + 8) << "of the tracer, at any sample";
  if (!kAddressSanitizer && !kThreadSanitizer) {
    EXPECT_LE(most_memory, 64 * 1024) << "kB of the tracer, at any sample";
  }
  EXPECT_TRUE(Reaper::AllEnd());
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
  std::cout << trace.std_err() << "tracer: " << most_descriptors << " descriptors, " << most_memory
            << " kB\n";
}

// Killed after so many births, so at very different moments: in stops, with children in the making.
class KilledTracer : public testing::TestWithParam<int> {};

TEST_P(KilledTracer, LeavesNobodyBehind) {
  const Reaper reaper;
  const TempDirectory directory;
  Running run = Start(Soak(directory, "30", 100 + GetParam()), WatchingSayings());
  const pid_t root = run.pid();
  const pid_t tracer = static_cast<pid_t>(Field(root, "TracerPid:"));
  ASSERT_GT(tracer, 0);
  for (int i = 0; i < GetParam(); ++i) {
    if (!run.TryWaitFor([](const Call&) { return true; }, "any call", 30s).ok()) break;
  }
  ASSERT_EQ(kill(tracer, SIGKILL), 0);
  EXPECT_TRUE(Reaper::AllEnd()) << "a process of the run is left, stopped or not";
  // What it had seen is there, and says that it is cut.
  const auto waited = run.TryWaitFor([](const Call&) { return false; }, "nothing", 30s);
  ASSERT_FALSE(waited.ok());
  EXPECT_THAT(waited.error().Message(), testing::HasSubstr("tracer ended first"));
}
INSTANTIATE_TEST_SUITE_P(AtManyMoments, KilledTracer,
                         testing::Values(0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144));

}  // namespace
}  // namespace sysassert::selftest
