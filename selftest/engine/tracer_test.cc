// The tracer's loop against a scripted kernel: interleavings, one each.
#include <gmock/gmock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/ptrace.h>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::ElementsAre, testing::IsSupersetOf, testing::Not,
    testing::UnorderedElementsAre;

// --- calls -----------------------------------------------------------------------------------

TEST_F(TracerLoop, ACallIsItsEntryAndItsExit) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::write).Exit(kRoot, 5).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 write", "exit 100 5", "end 100 exited 0"));
}

TEST_F(TracerLoop, EveryStopIsResumedToTheNextCall) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::write).Exit(kRoot, 5).End(kRoot, Exited(0));
  Run();
  EXPECT_THAT(kernel_.requests, ElementsAre("seize 100", "interrupt 100", "resume 100 to next call",
                                            "resume 100 to next call", "resume 100 to next call"));
}

// As qemu-user and gVisor do, and Linux before 5.3.
TEST_F(TracerLoop, WhereTheKernelDoesNotTellCallsNobodyRunsOnUnseen) {
  kernel_.syscall_info_refused = EIO;
  kernel_.First(kRoot).Entry(kRoot, Sysno::write).End(kRoot, KilledBy(SIGKILL));
  Run();
  EXPECT_EQ(tracer_->refused(), EIO);
  EXPECT_THAT(kernel_.requests, Contains("kill SIGKILL 100"));
}

TEST_F(TracerLoop, WhereAFilterIsNotToldNobodyRunsOnUnseen) {
  kernel_.syscall_info_refused = EPERM;
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::write).End(kRoot, KilledBy(SIGKILL));
  Run(kFiltered);
  EXPECT_EQ(tracer_->refused(), EPERM);
  EXPECT_THAT(kernel_.requests, Contains("kill SIGKILL 100"));
}

TEST_F(TracerLoop, UnderAFilterACallStopsThereAndAtItsExit) {
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::write).Exit(kRoot, 5).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered),
              ElementsAre("root 100", "entry 100 write", "exit 100 5", "end 100 exited 0"));
  EXPECT_THAT(kernel_.requests, ElementsAre("seize 100", "interrupt 100", "resume 100 to event",
                                            "resume 100 to next call", "resume 100 to event"));
}

TEST_F(TracerLoop, UnderAFilterACallWhoseExitIsOfNoInterestStopsOnce) {
  notes_.decision = {events::Decision::Kind::kPass, 0};
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::write).AtFilter(kRoot, Sysno::read);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered),
              ElementsAre("root 100", "entry 100 write", "entry 100 read", "end 100 exited 0"));
  EXPECT_THAT(kernel_.requests, Not(Contains("resume 100 to next call")));
}

TEST_F(TracerLoop, UnderFullStopsTheFiltersStopIsNoSecondCall) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::write).AtFilter(kRoot, Sysno::write).Exit(kRoot, 5);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 write", "exit 100 5", "end 100 exited 0"));
}

TEST_F(TracerLoop, ASkippedCallGetsItsErrno) {
  notes_.decision = {events::Decision::Kind::kSkip, EACCES};
  kernel_.First(kRoot).Entry(kRoot, Sysno::unlink).Exit(kRoot, -ENOSYS).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), Contains("exit 100 -13 denied"));
  EXPECT_EQ(kernel_.registers(kRoot).orig_rax, ~0ULL);
  EXPECT_EQ(static_cast<std::int64_t>(kernel_.registers(kRoot).rax), -EACCES);
}

constexpr events::Decision kRefuse = {events::Decision::Kind::kSkip, EACCES};

TEST_F(TracerLoop, WhatMustRunIsNeverSkipped) {
  notes_.decision = kRefuse;
  kernel_.First(kRoot).Entry(kRoot, Sysno::rt_sigreturn).Exit(kRoot, 7);
  kernel_.Entry(kRoot, Sysno::restart_syscall).Exit(kRoot, 8);
  kernel_.Entry(kRoot, Sysno::exit).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), IsSupersetOf({"exit 100 7", "exit 100 8"}));
  EXPECT_NE(kernel_.registers(kRoot).orig_rax, ~0ULL);
}

TEST_F(TracerLoop, UnderFullStopsACallIsSkippedAtTheFiltersStop) {
  notes_.decision = kRefuse;
  notes_.about = Sysno::unlink;
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  kernel_.Entry(kRoot, Sysno::unlink).AtFilter(kRoot, Sysno::unlink).Exit(kRoot, -ENOSYS);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 -13 denied"));
}

TEST_F(TracerLoop, WhatAnotherFilterHasAnsweredWasNotDenied) {
  notes_.decision = kRefuse;
  notes_.about = Sysno::unlink;
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).Exit(kRoot, 0);
  kernel_.Entry(kRoot, Sysno::unlink).Exit(kRoot, -ENOENT).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("exit 100 -2"));
  EXPECT_NE(kernel_.registers(kRoot).orig_rax, ~0ULL);
}

TEST_F(TracerLoop, ADeniedBrkAsksForTheBreakAndKeepsItsRegister) {
  notes_.decision = kRefuse;
  kernel_.registers(kRoot).rdi = 0x5000;
  kernel_.First(kRoot).Entry(kRoot, Sysno::brk, {0x5000}).Exit(kRoot, 0x4000);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(), Contains("exit 100 16384 denied"));
  EXPECT_NE(kernel_.registers(kRoot).orig_rax, ~0ULL);
  EXPECT_EQ(kernel_.registers(kRoot).rdi, 0x5000U);
}

// --- death -----------------------------------------------------------------------------------

TEST_F(TracerLoop, KilledBetweenEntryAndExitTheCallIsLeftUnfinished) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::read).End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 read", "end 100 killed by SIGKILL"));
}

TEST_F(TracerLoop, KilledInItsStopNothingHangsAndNoCallIsInvented) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::read).ButItDies().End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(), ElementsAre("root 100", "end 100 killed by SIGKILL"));
}

TEST_F(TracerLoop, KilledAtTheFiltersStop) {
  kernel_.First(kRoot).AtFilter(kRoot, Sysno::read).ButItDies().End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(kFiltered), ElementsAre("root 100", "end 100 killed by SIGKILL"));
}

TEST_F(TracerLoop, KilledInItsExecEvent) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_EXEC, kRoot).ButItDies();
  kernel_.End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(), ElementsAre("root 100", "end 100 killed by SIGKILL"));
}

TEST_F(TracerLoop, KilledInItsSignalStop) {
  kernel_.First(kRoot).Stop(kRoot, StoppedBy(SIGUSR1)).ButItDies().End(kRoot, KilledBy(SIGKILL));
  EXPECT_THAT(Run(), Contains("end 100 killed by SIGKILL"));
}

TEST_F(TracerLoop, KilledInItsForkEventTheChildIsAdopted) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_FORK, 200).ButItDies();
  kernel_.First(200).End(kRoot, KilledBy(SIGKILL)).Entry(200, Sysno::getpid).Exit(200, 200);
  kernel_.End(200, Exited(3)).Group(200, 200).ParentIs(200, 1);
  EXPECT_THAT(Run(), ElementsAre("root 100", "birth 200 of 100", "end 100 killed by SIGKILL",
                                 "entry 200 getpid", "exit 200 200", "end 200 exited 3"));
}

// --- births ----------------------------------------------------------------------------------

TEST_F(TracerLoop, TheParentsEventMayComeBeforeTheChildsFirstStop) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::fork).Event(kRoot, PTRACE_EVENT_FORK, 200);
  kernel_.First(200).Exit(kRoot, 200).End(200, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 fork", "birth 200 of 100", "exit 100 200",
                                 "end 200 exited 0", "end 100 exited 0"));
}

TEST_F(TracerLoop, OrAfterIt) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::fork).First(200);
  kernel_.Event(kRoot, PTRACE_EVENT_FORK, 200).Exit(kRoot, 200);
  kernel_.End(200, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 fork", "birth 200 of 100", "exit 100 200",
                                 "end 200 exited 0", "end 100 exited 0"));
}

TEST_F(TracerLoop, AChildMayEvenEndBeforeItsParentsEvent) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::fork).End(200, KilledBy(SIGKILL));
  kernel_.Event(kRoot, PTRACE_EVENT_FORK, 200).Exit(kRoot, 200).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 fork", "birth 200 of 100",
                                 "end 200 killed by SIGKILL", "exit 100 200", "end 100 exited 0"));
}

TEST_F(TracerLoop, AThreadBelongsToItsProcess) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::clone, {CLONE_THREAD | CLONE_VM | CLONE_FILES});
  kernel_.Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Exit(kRoot, 101);
  kernel_.Entry(101, Sysno::gettid).Exit(101, 101).End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "entry 100 clone", "birth 101/100 a thread of 100",
                                 "exit 100 101", "entry 101/100 gettid", "exit 101/100 101",
                                 "end 101/100 exited 0", "end 100 exited 0"));
}

TEST_F(TracerLoop, WhereTheCloneWasNotSeenTheKernelSaysWhoseThreadItIs) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  kernel_.End(101, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("birth 101/100 a thread of 100"));
}

TEST_F(TracerLoop, ClonesOfVforkAreProcesses) {
  kernel_.First(kRoot).Entry(kRoot, Sysno::vfork).Event(kRoot, PTRACE_EVENT_VFORK, 200).First(200);
  kernel_.Event(200, PTRACE_EVENT_EXEC, 200).Exit(kRoot, 200);
  kernel_.End(200, Exited(0)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(),
              ElementsAre("root 100", "entry 100 vfork", "birth 200 of 100", "exec by 200 now 200",
                          "exit 100 200", "end 200 exited 0", "end 100 exited 0"));
}

TEST_F(TracerLoop, UntracedIsClearedFromACloneAndPutBack) {
  constexpr std::uint64_t kFlags = CLONE_VM | CLONE_UNTRACED;
  kernel_.registers(kRoot).rdi = kFlags;
  kernel_.First(kRoot).Entry(kRoot, Sysno::clone, {kFlags});
  kernel_.Event(kRoot, PTRACE_EVENT_CLONE, 200).Exit(kRoot, 200);
  kernel_.First(200).End(200, Exited(0)).End(kRoot, Exited(0));
  at_each_stop = [this, stop = 0]() mutable {
    if (++stop == 2) {
      EXPECT_EQ(kernel_.registers(kRoot).rdi, kFlags & ~std::uint64_t{CLONE_UNTRACED});
    }
  };
  Run();
  EXPECT_EQ(kernel_.registers(kRoot).rdi, kFlags);
  EXPECT_THAT(notes_.notes, ElementsAre("CLONE_UNTRACED was cleared from 1 clone, by thread 100"));
}

TEST_F(TracerLoop, OneNoteTellsOfAllClonesThatWereToBeUntraced) {
  kernel_.First(kRoot);
  for (int i = 0; i < 3; ++i) {
    kernel_.registers(kRoot).rdi = CLONE_UNTRACED;
    kernel_.Entry(kRoot, Sysno::clone, {CLONE_UNTRACED}).Exit(kRoot, -EAGAIN);
  }
  kernel_.End(kRoot, Exited(0));
  Run();
  EXPECT_THAT(notes_.notes,
              ElementsAre("CLONE_UNTRACED was cleared from 3 clones, first by thread 100"));
}

// --- exec ------------------------------------------------------------------------------------

TEST_F(TracerLoop, AnExecByAThreadEndsTheOthersWithoutAWordAndGivesItTheLeadersId) {
  kernel_.First(kRoot);
  for (const pid_t tid : {101, 102})
    kernel_.Event(kRoot, PTRACE_EVENT_CLONE, static_cast<unsigned long>(tid))
        .First(tid)
        .Group(tid, kRoot);
  kernel_.Entry(101, Sysno::execve).Event(kRoot, PTRACE_EVENT_EXEC, 101).Exit(kRoot, 0);
  kernel_.End(kRoot, Exited(0));
  const std::vector<std::string> lines = Run();
  EXPECT_THAT(lines, Contains("end 100"));
  EXPECT_THAT(lines, Contains("end 102/100"));
  EXPECT_THAT(lines, Contains("exec by 101/100 now 100"));
  EXPECT_THAT(lines, Contains("exit 100 0"));  // of the execve that 101 had entered
  EXPECT_EQ(tracer_->threads(), 0U);
}

TEST_F(TracerLoop, TheOthersEndsMayBeReportedBeforeTheExec) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  kernel_.Entry(101, Sysno::read).Entry(kRoot, Sysno::execve).End(101, Exited(0));
  kernel_.Event(kRoot, PTRACE_EVENT_EXEC, kRoot).Exit(kRoot, 0).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "birth 101/100 a thread of 100", "entry 101/100 read",
                                 "entry 100 execve", "end 101/100 exited 0", "exec by 100 now 100",
                                 "exit 100 0", "end 100 exited 0"));
}

TEST_F(TracerLoop, AnExecByAThreadWhoseBirthWasNotSeenIsItsProcesssStill) {
  kernel_.First(kRoot).Group(101, kRoot).Event(kRoot, PTRACE_EVENT_EXEC, 101).Exit(kRoot, 0);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "end 100", "birth 100 of 100", "exec by 100 now 100",
                                 "end 100 exited 0"));
}

TEST_F(TracerLoop, TheLeaderMayHaveEndedBeforeAThreadsExec) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  kernel_.Entry(101, Sysno::execve).Event(kRoot, PTRACE_EVENT_EXEC, 101).Exit(kRoot, 0);
  kernel_.End(kRoot, Exited(7));
  EXPECT_THAT(Run(), Contains("end 100 exited 7"));
}

TEST_F(TracerLoop, ACallerHeldWhenASiblingsExecEndsItIsForgotten) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  // 101 wants a filter and waits for the leader to stop; the leader's exec comes instead.
  kernel_.AtFilter(101, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER});
  kernel_.Event(kRoot, PTRACE_EVENT_EXEC, kRoot).Entry(kRoot, Sysno::brk).Exit(kRoot, 1);
  kernel_.End(kRoot, Exited(0));
  EXPECT_THAT(Run(kFiltered), Contains("end 101/100"));
  EXPECT_THAT(kernel_.requests, Not(Contains("resume 101 to next call")));
}

// --- signals and stops -----------------------------------------------------------------------

TEST_F(TracerLoop, ASignalIsDeliveredOnce) {
  kernel_.First(kRoot).Stop(kRoot, StoppedBy(SIGUSR1)).Entry(kRoot, Sysno::rt_sigreturn);
  kernel_.Exit(kRoot, 0).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), Contains("signal 100 SIGUSR1"));
  EXPECT_THAT(kernel_.requests, Contains("resume 100 to next call with SIGUSR1").Times(1));
}

TEST_F(TracerLoop, AGroupStopIsListenedTo) {
  kernel_.First(kRoot).Stop(kRoot, StoppedBy(SIGSTOP));
  kernel_.Stop(kRoot, EventStop(PTRACE_EVENT_STOP, SIGSTOP)).First(kRoot);
  kernel_.Stop(kRoot, StoppedBy(SIGCONT)).End(kRoot, Exited(0));
  EXPECT_THAT(Run(), ElementsAre("root 100", "signal 100 SIGSTOP", "stop 100 SIGSTOP",
                                 "signal 100 SIGCONT", "end 100 exited 0"));
  EXPECT_THAT(kernel_.requests,
              ElementsAre("seize 100", "interrupt 100", "resume 100 to next call",
                          "resume 100 to next call with SIGSTOP", "resume 100 listening",
                          "resume 100 to next call", "resume 100 to next call with SIGCONT"));
}

TEST_F(TracerLoop, ALeaderThatEndsBeforeItsThreadsIsTheirsStill) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  // The kernel reports the leader's end last, whoever is the first to end.
  kernel_.Entry(101, Sysno::write).Exit(101, 1).End(101, Exited(0)).End(kRoot, Exited(5));
  EXPECT_THAT(Run(), Contains("end 100 exited 5"));
  EXPECT_TRUE(tracer_->root_ended());
  EXPECT_EQ(tracer_->root_status(), Exited(5));
}

// --- the end ---------------------------------------------------------------------------------

TEST_F(TracerLoop, KillAllKillsWhoIsThereAndWhoComes) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_FORK, 200).First(200).First(300);
  kernel_.End(300, KilledBy(SIGKILL)).End(200, KilledBy(SIGKILL)).End(kRoot, KilledBy(SIGKILL));
  at_each_stop = [this, done = false]() mutable {
    if (!std::exchange(done, true)) tracer_->KillAll();
  };
  Run();
  for (const char* kill : {"kill SIGKILL 100", "kill SIGKILL 200", "kill SIGKILL 300"})
    EXPECT_THAT(kernel_.requests, Contains(kill));
}

TEST_F(TracerLoop, WithoutOrphansTheRootsEndEndsTheRun) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_FORK, 200).First(200).End(kRoot, Exited(0));
  kernel_.End(200, KilledBy(SIGKILL));
  Run({false, true, false, false});
  EXPECT_THAT(kernel_.requests, Contains("kill SIGKILL 200"));
}

TEST_F(TracerLoop, WhereThereAreOtherChildrenTheLastTraceesEndIsTheEnd) {
  // A child whose maker died in the fork is one of them, though nobody has named it yet.
  kernel_.First(kRoot).First(200).ParentIs(200, kRoot).End(kRoot, KilledBy(SIGKILL));
  kernel_.End(200, Exited(0)).End(900, Exited(0));
  TracerOptions options = kUnfiltered;
  options.other_children = true;
  tracer_.emplace(kernel_, notes_, options);
  ASSERT_TRUE(tracer_->Seize(kRoot, true).ok());
  tracer_->Run([] {});
  EXPECT_EQ(notes_.lines.back(), "end 200 exited 0");
  EXPECT_EQ(kernel_.Wait().tid, 900) << "whose end is for others to wait for";
}

TEST_F(TracerLoop, OnlyWhatWeLaunchedDiesWithUs) {
  for (const bool launched : {true, false}) {
    ScriptedKernel kernel;
    Notes notes;
    Tracer tracer(kernel, notes, kUnfiltered);
    ASSERT_TRUE(tracer.Seize(kRoot, launched).ok());
    EXPECT_EQ((kernel.seized_with & PTRACE_O_EXITKILL) != 0, launched);
  }
}

TEST_F(TracerLoop, AnObservationEndsByReleasingEveryThread) {
  notes_.decision = {events::Decision::Kind::kDetach, 0};
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101).Group(101, kRoot);
  kernel_.Entry(kRoot, Sysno::prctl).Exit(kRoot, 0).First(101);
  Run();
  EXPECT_THAT(kernel_.requests, Contains("resume 100 detached"));
  EXPECT_THAT(kernel_.requests, Contains("resume 101 detached"));
  EXPECT_EQ(tracer_->threads(), 0U);
}

}  // namespace
}  // namespace sysassert::engine
