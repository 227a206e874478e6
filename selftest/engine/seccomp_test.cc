// Filters that are not ours, and strict mode: what they answer is theirs, and what ours would make
// impossible is kept by the tracer.
#include <gmock/gmock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::ElementsAre, testing::HasSubstr, testing::Not;

class Seccomp : public TracerLoop {
 protected:
  Seccomp() { notes_.decision.kind = events::Decision::Kind::kWatchExit; }
  // The root, below our filter, has installed one of its own.
  void BeginWithItsOwnFilter() {
    kernel_.First(kRoot).AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  }
  // It has asked for strict mode.
  void BeginInStrictMode() {
    kernel_.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_STRICT}).Exit(kRoot, -ENOSYS);
  }
};

TEST_F(Seccomp, AForeignFilterFindsNoTracer) {
  kernel_.First(kRoot).AtForeignFilter(kRoot, Sysno::getppid).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Not(Contains(HasSubstr("getppid"))));
  EXPECT_EQ(kernel_.registers(kRoot).orig_rax, ~0ULL);
  EXPECT_EQ(static_cast<long>(kernel_.registers(kRoot).rax), -ENOSYS);
}

TEST_F(Seccomp, AForeignFilterMakesNoSecondCallOfOne) {
  BeginWithItsOwnFilter();
  kernel_.Entry(kRoot, Sysno::getppid).AtForeignFilter(kRoot, Sysno::getppid);
  kernel_.Exit(kRoot, -ENOSYS).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), ElementsAre("root 100", "entry 100 seccomp", "exit 100 0",
                                          "entry 100 getppid", "exit 100 -38", "end 100 exited 0"));
}

TEST_F(Seccomp, ATrappedCallIsNoResult) {
  kernel_.trapped.insert(SYS_getppid);
  BeginWithItsOwnFilter();
  kernel_.Entry(kRoot, Sysno::getppid).Exit(kRoot, SYS_getppid);  // its number, put back
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 110 trapped"));
}

TEST_F(Seccomp, AResultThatLooksLikeTheNumberIsOneWhereNobodyTraps) {
  BeginWithItsOwnFilter();
  kernel_.Entry(kRoot, Sysno::getppid).Exit(kRoot, SYS_getppid).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 110"));
}

TEST_F(Seccomp, WhoHasNoFilterOfItsOwnIsNotAskedForTraps) {
  kernel_.trapped.insert(SYS_getppid);
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::getppid).Exit(kRoot, SYS_getppid);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 110"));
}

TEST_F(Seccomp, StrictModeIsGrantedInTheKernelsPlace) {
  kernel_.First(kRoot);
  BeginInStrictMode();
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 0"));
  EXPECT_EQ(kernel_.registers(kRoot).rax, 0U);
}

TEST_F(Seccomp, StrictModeLetsReadsAndWritesRun) {
  kernel_.First(kRoot);
  BeginInStrictMode();
  kernel_.Entry(kRoot, Sysno::write).Exit(kRoot, 1).Entry(kRoot, Sysno::exit);
  kernel_.End(kRoot, Exited(0));
  Run(kFiltered);
  EXPECT_THAT(kernel_.requests, Not(Contains(HasSubstr("kill"))));
}

TEST_F(Seccomp, StrictModeKillsForAnyOtherCall) {
  kernel_.First(kRoot);
  BeginInStrictMode();
  kernel_.Entry(kRoot, Sysno::getppid).End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(kFiltered), Contains("entry 100 getppid"));
  EXPECT_THAT(kernel_.requests, Contains("kill SIGKILL 100"));
}

TEST_F(Seccomp, StrictModeEndsAThreadAlone) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  BeginInStrictMode();
  kernel_.Entry(kRoot, Sysno::getppid).End(kRoot, Exited(0)).End(101, Exited(0));
  Run(kFiltered);
  EXPECT_THAT(kernel_.requests, Not(Contains(HasSubstr("kill"))));
  EXPECT_EQ(kernel_.registers(kRoot).orig_rax, static_cast<unsigned long>(SYS_exit));
}

TEST_F(Seccomp, StrictModeIsTheKernelsToRefuseBelowAFilterOfItsOwn) {
  BeginWithItsOwnFilter();
  kernel_.Entry(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_STRICT}).Exit(kRoot, -EINVAL);
  kernel_.Entry(kRoot, Sysno::getppid).Exit(kRoot, 1).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 -22"));
}

}  // namespace
}  // namespace sysassert::engine
