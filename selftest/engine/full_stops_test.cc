// Before a filter of the program's own takes effect, every thread that it will reach stops at every
// call. Whoever cannot stop any more holds nobody up.
#include <gmock/gmock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <algorithm>

#include "events/markers.h"
#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::Not;

constexpr std::uint64_t kUpperHalf = 0xdead'0000'0000'0000;

class FullStops : public TracerLoop {
 protected:
  // The root has a thread, 101, and both run below our filter.
  void BeginWithAThread() {
    kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  }
};

TEST_F(FullStops, BeginForEveryThreadBeforeTheFilterIsThere) {
  BeginWithAThread();
  kernel_.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.First(101);  // the answer to our interrupt: only now may the call run
  kernel_.Exit(kRoot, 0).Entry(101, Sysno::getppid).Exit(101, -EPERM);
  kernel_.End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("entry 101/100 getppid"));
  const auto at = [this](const std::string& request) {
    return std::find(kernel_.requests.begin(), kernel_.requests.end(), request);
  };
  EXPECT_LT(at("interrupt 101"), at("resume 101 to next call"));
  EXPECT_LT(at("resume 101 to next call"), at("resume 100 to next call"));
}

TEST_F(FullStops, BeginWithPrctlToo) {
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::prctl, {PR_SET_SECCOMP, SECCOMP_MODE_FILTER});
  kernel_.Exit(kRoot, 0).Entry(kRoot, Sysno::getppid).Exit(kRoot, -EPERM).End(kRoot, Exited(0));
  Run(kFiltered);
  EXPECT_EQ(kernel_.requests.back(), "resume 100 to next call");
}

TEST_F(FullStops, AreNotEscapedByTheUpperHalfOfAnInt) {
  for (const Sysno id : {Sysno::prctl, Sysno::seccomp}) {
    const std::uint64_t installs = id == Sysno::prctl ? PR_SET_SECCOMP : SECCOMP_SET_MODE_FILTER;
    ScriptedKernel kernel;
    Notes notes;
    kernel.First(kRoot).AtFilter(kRoot, id, {kUpperHalf | installs}).Exit(kRoot, 0);
    kernel.Entry(kRoot, Sysno::getppid).Exit(kRoot, -EPERM).End(kRoot, Exited(0));
    Tracer tracer(kernel, notes, kFiltered);
    ASSERT_TRUE(tracer.Seize(kRoot, true).ok());
    tracer.Run([] {});
    EXPECT_EQ(kernel.requests.back(), "resume 100 to next call");
  }
}

TEST_F(FullStops, AreNotBegunByAQuestion) {
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::seccomp, {SECCOMP_GET_ACTION_AVAIL});
  kernel_.Exit(kRoot, 0).End(kRoot, Exited(0));
  Run(kFiltered);
  EXPECT_EQ(kernel_.requests.back(), "resume 100 to event");
}

TEST_F(FullStops, AreInheritedByAChild) {
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  kernel_.Event(kRoot, PTRACE_EVENT_FORK, 200).First(200).End(200, Exited(0));
  kernel_.End(kRoot, Exited(0));
  Run(kFiltered);
  EXPECT_THAT(kernel_.requests, Contains("resume 200 to next call"));
}

TEST_F(FullStops, AreNotForOtherProcesses) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_FORK, 200).First(200);
  kernel_.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  kernel_.AtFilter(200, Sysno::write).Exit(200, 1).End(200, Exited(0)).End(kRoot, Exited(0));
  Run(kFiltered);
  EXPECT_THAT(kernel_.requests, Not(Contains("interrupt 200")));
  EXPECT_THAT(kernel_.requests, Contains("resume 200 to event").Times(2));
}

TEST_F(FullStops, AwaitNobodyWhoDiesInsteadOfStopping) {
  BeginWithAThread();
  kernel_.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.End(101, Exited(0)).Exit(kRoot, 0).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 0"));
}

TEST_F(FullStops, HoldTwoCallersForTheSame) {
  BeginWithAThread();
  kernel_.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.AtFilter(101, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.Exit(kRoot, 0).Exit(101, 0).End(101, Exited(0)).End(kRoot, Exited(0));
  const auto lines = Run(kFiltered);
  EXPECT_THAT(lines, Contains("exit 100 0"));
  EXPECT_THAT(lines, Contains("exit 101/100 0"));
}

TEST_F(FullStops, DoNotAwaitALeaderThatHasEnded) {
  BeginWithAThread();
  kernel_.EndsUnreported(kRoot).AtFilter(101, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.Exit(101, 0).End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 101/100 0"));
}

TEST_F(FullStops, AwaitALeaderThatIsEndingNoLongerThanItTakes) {
  BeginWithAThread();
  kernel_.AtFilter(101, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Interrupted().Interrupted();
  kernel_.Exit(101, 0).End(101, Exited(0)).End(kRoot, Exited(0));
  at_each_stop = [this, stop = 0]() mutable {
    const bool resumed = testing::Value(kernel_.requests, Contains("resume 101 to next call"));
    if (++stop == 5) {
      EXPECT_FALSE(resumed) << "the leader may still run";
      kernel_.EndsUnreported(kRoot);
    }
    if (stop == 6) {
      EXPECT_TRUE(resumed);
    }
  };
  EXPECT_THAT(Run(kFiltered), Contains("exit 101/100 0"));
}

TEST_F(FullStops, LetACallerThatIsKilledWhileItIsHeldExit) {
  BeginWithAThread();
  kernel_.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.Stop(kRoot, EventStop(PTRACE_EVENT_EXIT)).Stop(101, EventStop(PTRACE_EVENT_EXIT));
  kernel_.End(101, KilledBy(SIGKILL)).End(kRoot, KilledBy(SIGKILL));
  TracerOptions options = kFiltered;
  options.exit_stops = true;
  EXPECT_THAT(Run(options), Contains("exiting 100"));
}

TEST_F(FullStops, LetACallerThatIsKilledWhileItIsHeldGo) {
  BeginWithAThread();
  kernel_.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.End(101, KilledBy(SIGKILL)).End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(kFiltered), Contains("end 100 killed by SIGKILL"));
}

// Our own filter is installed by the child that we launch, and the kernel may refuse it.
constexpr TracerOptions AwaitingFilter() {
  TracerOptions options = kFiltered;
  options.await_filter = true;
  return options;
}

TEST_F(FullStops, LastUntilOurFilterIsThere) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  kernel_.AtFilter(kRoot, Sysno::getppid).Exit(kRoot, 1).End(kRoot, Exited(0));
  Run(AwaitingFilter());
  EXPECT_THAT(kernel_.requests, Contains("resume 100 to next call"));
  EXPECT_EQ(kernel_.requests.back(), "resume 100 to event");
}

TEST_F(FullStops, GoOnWhereOurFilterIsRefused) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, -EPERM);
  kernel_.Event(kRoot, PTRACE_EVENT_EXEC, kRoot);
  // A filter of the program's own is not ours.
  kernel_.Entry(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  kernel_.Entry(kRoot, Sysno::getppid).Exit(kRoot, 1).End(kRoot, Exited(0));
  EXPECT_THAT(Run(AwaitingFilter()), Contains("entry 100 getppid"));
  EXPECT_THAT(kernel_.requests, Not(Contains("resume 100 to event")));
}

TEST_F(FullStops, OfALambdaGoOnTooWhereOurFilterIsRefused) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, -ENOSYS);
  kernel_.Entry(kRoot, Sysno::prctl, {events::kMarkerOption}).Exit(kRoot, -EINVAL);
  kernel_.Entry(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  kernel_.End(kRoot, Exited(0));
  Run(AwaitingFilter());
  EXPECT_THAT(kernel_.requests, Not(Contains("resume 100 to event")));
}

}  // namespace
}  // namespace sysassert::engine
