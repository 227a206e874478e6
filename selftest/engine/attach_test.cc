// Attaching to what is there already, and letting it go as it was.
#include <gmock/gmock.h>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::ElementsAre, testing::Not;

constexpr std::uint64_t kLong = 2'000'000'000;  // nanoseconds; nobody is waited for so long

class Attach : public TracerLoop {
 protected:
  // Serves the script with the process attached; `when` is called at each stop.
  std::vector<std::string> RunAttached(const std::function<void()>& when = {},
                                       bool every_thread = true) {
    TracerOptions options;
    options.find_main = false;
    options.other_children = true;
    tracer_.emplace(kernel_, notes_, options);
    EXPECT_TRUE(tracer_->Attach(kRoot, every_thread).ok());
    tracer_->Run([&] {
      if (when) when();
    });
    kernel_.ExpectNobodyStopped();
    notes_.ExpectEveryoneEnded();
    return notes_.lines;
  }
  void Thread(pid_t tid) { kernel_.Group(tid, kRoot); }
};

TEST_F(Attach, SeizesEveryThreadOfTheProcess) {
  Thread(101);
  kernel_.Lists(kRoot, {{kRoot, 101}}).First(kRoot).First(101);
  kernel_.End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(RunAttached(), ElementsAre("attach 100", "attach 101/100", "end 101/100 exited 0",
                                         "end 100 exited 0"));
  EXPECT_EQ(kernel_.seized_with & PTRACE_O_EXITKILL, 0U) << "it outlives its tracer";
}

TEST_F(Attach, OfOneThreadLeavesTheOthersAlone) {
  Thread(101);
  kernel_.Lists(kRoot, {{kRoot, 101}}).First(kRoot).End(kRoot, Exited(0));
  EXPECT_THAT(RunAttached({}, false), ElementsAre("attach 100", "end 100 exited 0"));
}

TEST_F(Attach, LooksAgainUntilNobodyIsNew) {
  Thread(101);
  Thread(102);
  kernel_.Lists(kRoot, {{kRoot, 101}, {kRoot, 101, 102}, {kRoot, 101, 102}});
  kernel_.First(kRoot).First(101).First(102);
  kernel_.End(101, Exited(0)).End(102, Exited(0)).End(kRoot, Exited(0));
  const auto lines = RunAttached();
  EXPECT_THAT(lines, Contains("attach 101/100"));
  EXPECT_THAT(lines, Contains("attach 102/100"));
}

// A clone(2) that was under way at the seizure makes a thread that the kernel does not seize.
TEST_F(Attach, LooksOnceMoreWhenAllHaveStopped) {
  Thread(101);
  kernel_.Lists(kRoot, {{kRoot}, {kRoot, 101}}).First(kRoot).First(101);
  kernel_.End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(RunAttached(), ElementsAre("attach 100", "attach 101/100", "end 101/100 exited 0",
                                         "end 100 exited 0"));
}

TEST_F(Attach, LeavesToItsMakerAThreadThatTheKernelHasSeized) {
  Thread(101);
  kernel_.Lists(kRoot, {{kRoot, 101}}).IsTraced(101);
  kernel_.First(101).First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101);
  kernel_.End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(RunAttached(), ElementsAre("attach 100", "birth 101/100 a thread of 100",
                                         "end 101/100 exited 0", "end 100 exited 0"));
}

TEST_F(Attach, OfAStoppedProcessKeepsItStopped) {
  kernel_.Lists(kRoot, {{kRoot}}).Stop(kRoot, EventStop(PTRACE_EVENT_STOP, SIGTSTP));
  kernel_.Stop(kRoot, EventStop(PTRACE_EVENT_STOP)).End(kRoot, Exited(0));
  EXPECT_THAT(RunAttached(), ElementsAre("attach 100", "stop 100 SIGTSTP", "end 100 exited 0"));
  EXPECT_THAT(kernel_.requests, Contains("resume 100 listening"));
}

TEST_F(Attach, IsRefusedWhereAnotherTracerIs) {
  kernel_.Lists(kRoot, {{kRoot}}).IsTraced(kRoot);
  Tracer tracer(kernel_, notes_, {});
  const Status attached = tracer.Attach(kRoot, true);
  ASSERT_FALSE(attached.ok());
  EXPECT_EQ(attached.error().error_number, EPERM);
  EXPECT_EQ(tracer.threads(), 0U);
}

class Detach : public Attach {
 protected:
  // Lets go once the process has been seen to stop.
  std::vector<std::string> RunAndDetach() {
    return RunAttached([this] { tracer_->Detach(); });
  }
};

TEST_F(Detach, LetsARunningProcessGoAtItsNextStop) {
  kernel_.Lists(kRoot, {{kRoot}}).First(kRoot).First(kRoot);
  EXPECT_THAT(RunAndDetach(), ElementsAre("attach 100", "detach 100"));
  EXPECT_EQ(kernel_.requests.back(), "resume 100 detached");
}

TEST_F(Detach, DeliversTheSignalThatWasOnItsWay) {
  kernel_.Lists(kRoot, {{kRoot}}).First(kRoot).Stop(kRoot, StoppedBy(SIGUSR1));
  RunAndDetach();
  EXPECT_EQ(kernel_.requests.back(), "resume 100 detached with SIGUSR1");
}

TEST_F(Detach, LeavesAGroupStopAsItIs) {
  kernel_.Lists(kRoot, {{kRoot}}).First(kRoot).Stop(kRoot, EventStop(PTRACE_EVENT_STOP, SIGSTOP));
  RunAndDetach();
  EXPECT_EQ(kernel_.requests.back(), "resume 100 detached");
}

TEST_F(Detach, LetsGoWhomNobodyHasNamedYet) {
  kernel_.Lists(kRoot, {{kRoot}}).First(200).First(kRoot).First(300).First(kRoot);
  const auto lines = RunAttached([this] {
    if (kernel_.requests.back() == "resume 100 to next call") tracer_->Detach();
  });
  EXPECT_THAT(lines, ElementsAre("attach 100", "detach 100"));
  EXPECT_THAT(kernel_.requests, Contains("resume 200 detached"));
  EXPECT_THAT(kernel_.requests, Contains("resume 300 detached"));
}

// A vfork(2) keeps its caller from stopping until the child is another program, or gone.
TEST_F(Detach, GivesUpOnOneThatCannotStop) {
  kernel_.Lists(kRoot, {{kRoot}}).First(kRoot).Interrupted();
  EXPECT_THAT(RunAttached([this] {
                tracer_->Detach();
                kernel_.now_ns += kLong;
              }),
              ElementsAre("attach 100", "detach 100"));
  EXPECT_NE(kernel_.requests.back(), "resume 100 detached") << "it is not in a stop";
}

TEST_F(Detach, PutsBackTheFlagsOfACloneInFlight) {
  constexpr std::uint64_t kFlags = 0x00800000 | SIGCHLD;  // CLONE_UNTRACED
  kernel_.Lists(kRoot, {{kRoot}}).First(kRoot);
  kernel_.registers(kRoot).rdi = kFlags;
  kernel_.Entry(kRoot, Sysno::clone, {kFlags}).Exit(kRoot, 200);
  RunAttached([this] {
    if (notes_.lines.back() == "entry 100 clone") tracer_->Detach();
  });
  EXPECT_EQ(kernel_.registers(kRoot).rdi, kFlags);
}

}  // namespace
}  // namespace sysassert::engine
