// On the machine's own kernel: real programs are run again and again, and whoever the first event
// of a run is about is killed in that stop, then whoever the second is about, and so on. Each time
// the others go on, everyone's end is told, and nobody is left. (death_test.cc has the moments
// between two requests, of a kernel that is scripted.)
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <vector>

#include "engine/kernel.h"
#include "engine/launch.h"
#include "engine/tracer.h"
#include "notes.h"

namespace sysassert::engine {
namespace {

// Kills the process that its event of this number is about, from 0.
class Killer : public selftest::Notes {
 public:
  explicit Killer(int number) : left_(number) {}
  bool killed() const { return left_ < 0; }

  void OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
               const events::Birth& birth) override {
    Notes::OnBirth(parent, child, birth);
    Count(parent.pid);
    Count(child.pid);
  }
  void OnExec(const events::ThreadIds& former, const events::ThreadIds& now) override {
    Notes::OnExec(former, now);
    Count(now.pid);
  }
  void OnMain(const events::ThreadIds& thread, bool exact) override {
    Notes::OnMain(thread, exact);
    Count(thread.pid);
  }
  events::Decision OnEntry(const events::ThreadIds& thread, const events::Entry& entry) override {
    Notes::OnEntry(thread, entry);
    Count(thread.pid);
    return {events::Decision::Kind::kWatchExit, 0};
  }
  void OnExit(const events::ThreadIds& thread, const events::Exit& exit) override {
    Notes::OnExit(thread, exit);
    Count(thread.pid);
  }
  void OnSignal(const events::ThreadIds& thread, const Signal& signal) override {
    Notes::OnSignal(thread, signal);
    Count(thread.pid);
  }
  void OnGroupStop(const events::ThreadIds& thread, int signal) override {
    Notes::OnGroupStop(thread, signal);
    Count(thread.pid);
  }

 private:
  void Count(int pid) {
    if (left_-- == 0) kill(pid, SIGKILL);
  }
  int left_;
};

struct Victim {
  const char* name;  // of a program of selftest/programs
  std::vector<std::string> arguments;
};
void PrintTo(const Victim& victim, std::ostream* out) { *out << victim.name; }

class KilledAtEachStop : public testing::TestWithParam<Victim> {
 protected:
  // In a process of its own, whose children are the tracees alone: 0 if all went well and somebody
  // was killed, 1 if the run was over before, else a failure.
  static int TraceAndKillAt(int number) {
    LaunchSpec spec;
    spec.program = std::string(SYSASSERT_PROGRAMS) + "/" + GetParam().name;
    spec.arguments = GetParam().arguments;
    spec.arguments.insert(spec.arguments.begin(), spec.program);
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (int& fd : spec.stdio) fd = null;
    auto launched = Launch(spec);
    if (!launched.ok()) return 2;
    Killer killer(number);
    Tracer tracer(RealKernel(), killer, {false, true, true, true});
    if (!tracer.Seize(launched->pid(), true).ok()) return 3;
    launched->OpenGate();
    tracer.Run([] {});
    killer.ExpectEveryoneEnded();
    if (HasFailure()) return 4;
    if (tracer.threads() != 0 || !tracer.root_ended()) return 5;
    if (waitpid(-1, nullptr, __WALL | WNOHANG) != -1 || errno != ECHILD) return 6;
    return killer.killed() ? 0 : 1;
  }
};

TEST_P(KilledAtEachStop, NobodyIsLeftAndEveryEndIsTold) {
  constexpr unsigned kSeconds = 30;  // of one run, at most: then it hangs
  int number = 0;
  for (int said = 0; said == 0; ++number) {
    const pid_t tracing = fork();
    if (tracing == 0) {
      alarm(kSeconds);
      _exit(TraceAndKillAt(number));
    }
    int status = 0;
    ASSERT_EQ(waitpid(tracing, &status, 0), tracing);
    ASSERT_TRUE(WIFEXITED(status))
        << "killed at event " << number << ": signal " << WTERMSIG(status);
    said = WEXITSTATUS(status);
    ASSERT_LE(said, 1) << "killed at event " << number;
  }
  EXPECT_GT(number, 30) << "there was hardly anything to be killed at";
}

INSTANTIATE_TEST_SUITE_P(In, KilledAtEachStop,
                         testing::Values(Victim{"forks", {"2"}}, Victim{"vfork_exec", {}},
                                         Victim{"threads", {"3"}}, Victim{"exec_thread", {}},
                                         Victim{"leader_exits", {}}, Victim{"untraced_clone", {}}),
                         [](const auto& named) { return std::string(named.param.name); });

}  // namespace
}  // namespace sysassert::engine
