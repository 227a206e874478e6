// Threads, processes and their ends: what semantics.md's table of them asks.
#include <gmock/gmock.h>

#include <csignal>
#include <string>
#include <vector>

#include "session/helpers.h"

namespace sysassert::selftest {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class Processes : public BothWays {};
SYSASSERT_BOTH_WAYS(Processes);

TEST_P(Processes, EveryThreadIsFollowed) {
  const Trace trace = Record(Command(Program("threads"), {"5"}), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const std::vector<Call> said = Sayings(trace);
  ASSERT_THAT(said, SizeIs(6));
  EXPECT_THAT(Tids(said), SizeIs(6));
  EXPECT_THAT(Pids(said), SizeIs(1));
}

TEST_P(Processes, EveryForkIsFollowedAndNamesItsParent) {
  const Trace trace = Record(Command(Program("forks"), {"3"}), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("child", "child", "child", "parent"));
  const std::vector<Call> said = Sayings(trace);
  ASSERT_THAT(said, SizeIs(4));
  const int root = said[3].pid();
  EXPECT_TRUE(said[3].process().root);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(said[i].process().parent_pid, root);
    EXPECT_FALSE(said[i].process().root);
    EXPECT_EQ(said[i].phase(), Phase::kMain);
  }
}

TEST_P(Processes, AVforkedChildExecsBeforeItsParentGoesOn) {
  const Trace trace = Record(Command(Program("vfork_exec")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), UnorderedElementsAre("parent", "execed"));
  const std::vector<Call> execs = CallsOf(trace, Sysno::execve);
  ASSERT_THAT(execs, SizeIs(1));
  EXPECT_TRUE(execs[0].succeeded()) << execs[0].text();
  EXPECT_LT(execs[0].index(), SayingOf(trace, "parent").index());
  EXPECT_EQ(execs[0].pid(), SayingOf(trace, "execed").pid());
}

TEST_P(Processes, SharersOfADescriptorTableSeeEachOthersDescriptors) {
  const Trace trace = Record(Command(Program("clone_shares")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_FALSE(reads.empty());
  const Call read = reads.back();
  EXPECT_EQ(read.path(), "/etc/passwd");
  EXPECT_FALSE(read.descriptor().inherited) << "another process of this run opened it";
  const std::vector<Call> opens = CallsOf(trace, Sysno::openat);
  ASSERT_THAT(opens, SizeIs(1));
  EXPECT_NE(opens[0].pid(), read.pid());
  if (!GetParam()) {  // a filter that leaves dup(2) and its kin out keeps no descriptions
    EXPECT_EQ(opens[0].opened().description, read.descriptor().description);
  }
}

TEST_P(Processes, Clone3IsFollowed) {
  const Trace trace = Record(Command(Program("clone3_fork")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), UnorderedElementsAre("child", "parent"));
  EXPECT_THAT(Pids(Sayings(trace)), SizeIs(2));
}

TEST_P(Processes, UntracedClonesAreTracedAndFindTheirFlagAgain) {
  for (const char* program : {"untraced_clone", "untraced_clone3"}) {
    const Trace trace = Record(Command(Program(program)), Tracing());
    EXPECT_THAT(trace, Exited(0)) << program;
    EXPECT_THAT(Said(trace), ElementsAre("child")) << program;
    EXPECT_TRUE(HasNote(trace, "CLONE_UNTRACED was cleared from 1 clone, by thread")) << program;
    EXPECT_THAT(trace.blind_spots(), testing::IsEmpty()) << program;
    // What the program asked for is what is recorded.
    std::vector<Call> clones = CallsOf(trace, program[14] == '3' ? Sysno::clone3 : Sysno::clone);
    ASSERT_FALSE(clones.empty());
    EXPECT_TRUE(clones.front().succeeded()) << clones.front().text();
    EXPECT_TRUE(program[14] == '3' || clones.front().HasFlag("CLONE_UNTRACED"));
  }
}

TEST_P(Processes, AnExecKeepsThePidAndChangesTheProgram) {
  const Trace trace = Record(Command(Program("exec_self")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("before", "execed"));
  EXPECT_THAT(Pids(Sayings(trace)), SizeIs(1));
  // What was closed on exec left its number to another file.
  std::vector<Call> opens = CallsOf(trace, Sysno::openat);
  ASSERT_THAT(opens, SizeIs(2));
  EXPECT_EQ(opens[0].opened().number, opens[1].opened().number);
  EXPECT_EQ(opens[1].opened().path, "/etc/group");
  EXPECT_NE(opens[0].opened().description, opens[1].opened().description);
}

TEST_P(Processes, AnExecedProgramLoadsAgainBeforeItsMain) {
  const Trace trace = Record(Command(Program("exec_self")), Tracing());
  bool execed = false;
  int loading = 0;
  for (Call call : trace.WholeRun()) {
    if (call.id() == Sysno::execve && call.phase() == Phase::kMain) execed = true;
    if (execed && call.phase() == Phase::kLoading) ++loading;
  }
  EXPECT_TRUE(execed);
  EXPECT_GT(loading, 0) << "the loader's calls of the second program are no part of its main";
}

TEST_P(Processes, AnExecByAThreadEndsTheOthersAndTakesTheLeadersId) {
  const Trace trace = Record(Command(Program("exec_thread")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  const Call execed = SayingOf(trace, "execed");
  EXPECT_EQ(execed.tid(), execed.pid());
  EXPECT_EQ(execed.process().root, true);
  const std::vector<Call> execs = CallsOf(trace, Sysno::execve);
  ASSERT_THAT(execs, SizeIs(1));
  EXPECT_NE(execs[0].tid(), execs[0].pid()) << "made by a thread that is not the leader";
  EXPECT_TRUE(execs[0].succeeded()) << execs[0].text();
  EXPECT_EQ(execs[0].pid(), execed.pid());
  // What the vanished threads were in never returned.
  const std::vector<Call> pauses = CallsOf(trace, Sysno::pause);
  ASSERT_THAT(pauses, SizeIs(1));
  EXPECT_EQ(pauses[0].outcome(), Outcome::kUnfinished);
  EXPECT_FALSE(pauses[0].succeeded());
  EXPECT_FALSE(pauses[0].failed());
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  const bool reader_unfinished = std::any_of(reads.begin(), reads.end(), [](const Call& call) {
    return call.outcome() == Outcome::kUnfinished;
  });
  EXPECT_TRUE(reader_unfinished);
}

TEST_P(Processes, ADaemonIsFollowedPastTheEndOfTheRoot) {
  const Trace trace = Record(Command(Program("daemon")), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("root", "daemon"));
  EXPECT_FALSE(SayingOf(trace, "daemon").process().root);
}

TEST_P(Processes, WithoutWaitingForOrphansTheyEndWithTheRoot) {
  const Trace trace = Record(Command(Program("lasting_orphan")).WaitForOrphans(false), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("root"));
}

TEST_P(Processes, AThreadLivesOnAfterItsLeader) {
  const Trace trace = Record(Command(Program("leader_exits")), Tracing());
  EXPECT_THAT(trace, Exited(5));
  const Call alone = SayingOf(trace, "alone");
  EXPECT_NE(alone.tid(), alone.pid());
}

TEST_P(Processes, ACallCutOffByAKillIsUnfinished) {
  const Trace trace = Record(Command(Program("killed_mid_call")), Tracing());
  EXPECT_THAT(trace, KilledBy(SIGKILL));
  const std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_FALSE(reads.empty());
  int unfinished = 0;
  for (const Call& call : reads) {
    if (call.outcome() != Outcome::kUnfinished) continue;
    ++unfinished;
    EXPECT_NE(call.tid(), call.pid());
    EXPECT_FALSE(call.succeeded());
    EXPECT_EQ(call.exit_before(), UINT32_MAX);
  }
  EXPECT_EQ(unfinished, 1);
  const std::vector<Call> kills = CallsOf(trace, Sysno::kill);
  ASSERT_THAT(kills, SizeIs(1));
  EXPECT_EQ(kills[0].outcome(), Outcome::kUnfinished) << kills[0].text();
}

// Whoever is killed at whatever moment of a fork: the run ends, with everyone else's calls.
TEST_P(Processes, DeathAtAnyMomentOfAForkEndsNoRunEarlyAndHoldsNoneUp) {
  const Trace trace = Record(Command(Program("storm"), {"25"}), Tracing());
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(Said(trace), ElementsAre("over"));
}

}  // namespace
}  // namespace sysassert::selftest
