// The tracer is nobody's child here: it takes nothing from the test, leaves nothing behind, and
// ends with it.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "session/helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

// Gone, or dead and not collected yet by whoever inherited it.
bool HasEnded(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string stat;
  std::getline(file, stat);
  const std::size_t name_end = stat.rfind(')');
  return name_end == std::string::npos || stat.compare(name_end + 1, 2, " Z") == 0;
}

// Waits for it with a generous bound; polls, since nobody here can wait(2) for these processes.
bool EndsSoon(pid_t pid) {
  const auto until = std::chrono::steady_clock::now() + 30s;
  while (std::chrono::steady_clock::now() < until) {
    if (HasEnded(pid)) return true;
    std::this_thread::sleep_for(2ms);
  }
  return false;
}

std::size_t OpenDescriptors() {
  const std::filesystem::directory_iterator open("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(open), end(open)));
}

TEST(Isolation, AWaitForAnyChildOnAnotherThreadTakesNothingOfOurs) {
  std::atomic<bool> over{false};
  std::atomic<int> reaped{0};
  std::thread greedy([&] {
    while (!over) {
      if (waitpid(-1, nullptr, WNOHANG) > 0) ++reaped;
      if (waitpid(-1, nullptr, WNOHANG | WUNTRACED | WCONTINUED) > 0) ++reaped;
    }
  });
  for (int i = 0; i < 20; ++i)
    EXPECT_THAT(Record(Command(Program("forks"), {"1"}), WatchOnly({Sysno::access})), Exited(0));
  over = true;
  greedy.join();
  EXPECT_EQ(reaped, 0);
}

TEST(Isolation, ARunLeavesNoChildNoDescriptorAndNoThread) {
  Record(Command(Program("forks"), {"1"}));  // what is opened once, is now
  const std::size_t before = OpenDescriptors();
  Record(Command(Program("forks"), {"1"}));
  Record([] { access("/", F_OK); });
  Observe([] { access("/", F_OK); });
  { Running running = Start(Command(Program("sleeper"))); }
  EXPECT_EQ(OpenDescriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG | __WALL), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(Isolation, NoSignalOfTheTestIsSpent) {
  static std::atomic<int> children{0};
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = [](int) { ++children; };
  sigaction(SIGCHLD, &action, &before);
  Record(Command(Program("forks"), {"2"}));
  sigaction(SIGCHLD, &before, nullptr);
  EXPECT_EQ(children, 0);
}

// The test dies as it stands, and with it the tracer and all that it launched.
TEST(Isolation, WhenTheTestIsKilledNothingLivesOn) {
  int report[2];
  ASSERT_EQ(pipe2(report, O_CLOEXEC), 0);
  const pid_t test = fork();
  ASSERT_GE(test, 0);
  if (test == 0) {
    Running running = Start(Command(Program("sleeper")));
    pid_t pids[2] = {running.pid(), 0};
    // Both processes are there when both have said so.
    for (int i = 0; i < 2; ++i) {
      auto asleep = running.TryWaitFor(
          [](const Call& call) { return call.passed_path() == "/say/asleep"; }, "asleep", 30s);
      if (!asleep.ok()) _exit(1);
      if (asleep->pid() != pids[0]) pids[1] = asleep->pid();
    }
    if (write(report[1], pids, sizeof pids) != sizeof pids) _exit(1);
    while (true) pause();
  }
  pid_t pids[2] = {0, 0};
  close(report[1]);
  const ssize_t got = read(report[0], pids, sizeof pids);
  close(report[0]);
  // The tracer: who traces the program.
  std::ifstream status("/proc/" + std::to_string(pids[0]) + "/status");
  pid_t tracer = 0;
  for (std::string key; status >> key;) {
    if (key == "TracerPid:") status >> tracer;
  }
  kill(test, SIGKILL);
  ASSERT_EQ(waitpid(test, nullptr, 0), test);
  ASSERT_EQ(got, static_cast<ssize_t>(sizeof pids));
  EXPECT_GT(tracer, 0);
  for (pid_t pid : {pids[0], pids[1], tracer}) EXPECT_TRUE(EndsSoon(pid)) << pid;
}

TEST(Isolation, WhenTheTracerIsKilledTheProgramEndsAndTheRunSaysSo) {
  Running running = Start(Command(Program("sleeper")));
  const pid_t root = running.pid();
  std::ifstream status("/proc/" + std::to_string(root) + "/status");
  pid_t tracer = 0;
  for (std::string key; status >> key;) {
    if (key == "TracerPid:") status >> tracer;
  }
  ASSERT_GT(tracer, 0);
  kill(tracer, SIGKILL);
  EXPECT_TRUE(EndsSoon(root));
  const auto waited = running.TryWaitFor([](const Call&) { return false; }, "nothing", 30s);
  ASSERT_FALSE(waited.ok());
  EXPECT_THAT(waited.error().Message(), testing::HasSubstr("tracer"));
}

TEST(Isolation, ARunningProgramEndsWithItsHandle) {
  pid_t root = 0;
  {
    Running running = Start(Command(Program("sleeper")));
    root = running.pid();
    EXPECT_FALSE(HasEnded(root));
  }
  EXPECT_TRUE(EndsSoon(root));
}

TEST(Isolation, NoTemporaryFileIsLeft) {
  const TempDirectory directory;
  setenv("TMPDIR", directory.path().c_str(), 1);
  const Trace trace = Record(Command("true"));
  unsetenv("TMPDIR");
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(Deadline, EndsTheWholeTreeAndSaysWhereEachProcessWas) {
  auto trace = TryRecord(Command(Program("sleeper")).Deadline(500ms));
  ASSERT_TRUE(trace.ok()) << trace.error().Message();
  EXPECT_THAT(*trace, KilledBy(SIGKILL));
  const auto spots = trace->blind_spots();
  ASSERT_THAT(spots, testing::SizeIs(1));
  EXPECT_EQ(spots[0].spot, BlindSpot::kLostEvents);
  EXPECT_THAT(spots[0].cause, testing::HasSubstr("500 ms"));
  EXPECT_THAT(spots[0].cause, testing::ContainsRegex("sleeper\\[[0-9]+\\] in pause.*sleeper"));
  for (const Call& call : CallsOf(*trace, Sysno::pause))
    EXPECT_EQ(call.outcome(), Outcome::kUnfinished);
}

TEST(Deadline, MayBeTurnedOff) {
  const Trace trace = Record(Command("true").Deadline(0ms));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace.blind_spots(), IsEmpty());
}

}  // namespace
}  // namespace sysassert::selftest
