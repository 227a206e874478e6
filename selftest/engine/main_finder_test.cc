// Where a program's own main begins: the traps and steps of a scripted start-up.
#include "engine/main_finder.h"

#include <gmock/gmock.h>

#include <set>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::ElementsAre, testing::IsEmpty, testing::Not, testing::Pair;

constexpr unsigned long kEntry = 0x401000, kMain = 0x402000;
constexpr unsigned long kNop = 0x90, kCall = 0xe8, kIndirectCall = 0x15ff, kSyscall = 0x050f;
constexpr unsigned long kCode64 = 0x33, kCode32 = 0x23;

class FindingMain : public TracerLoop {
 protected:
  FindingMain() {
    kernel_.entry = kEntry;
    kernel_.executable = {kMain};
    kernel_.words = {{kEntry, kNop}, {kEntry + 1, kNop}, {kEntry + 2, kCall}, {kMain, kNop}};
    registers().rip = kEntry;
    registers().cs = kCode64;
    registers().rdi = kMain;
    // A step is one byte of the program, and a breakpoint is behind it when it has trapped.
    at_each_stop = [this] {
      if (kernel_.requests.back() == "resume 100 a step") ++registers().rip;
      for (const unsigned long set : kernel_.Breakpoints()) {
        registers().rip = set + 1;
        seen_.insert(set);
      }
    };
  }
  struct user_regs_struct& registers() {
    return kernel_.registers(kRoot);
  }
  ScriptedKernel& ToItsEntry() {
    return kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_EXEC, kRoot).Trap(kRoot, SI_KERNEL);
  }
  ScriptedKernel& Steps(int steps) {
    for (int i = 0; i < steps; ++i) kernel_.Trap(kRoot, TRAP_TRACE);
    return kernel_;
  }
  std::vector<std::string> RunAndFind() { return Run(kFindingMain); }

  std::set<unsigned long> seen_;  // breakpoints
};

TEST_F(FindingMain, StepsToTheFirstCallWhoseFirstArgumentIsMain) {
  ToItsEntry();
  Steps(2).Trap(kRoot, SI_KERNEL).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(),
              ElementsAre("root 100", "exec by 100 now 100", "main 100", "end 100 exited 0"));
  EXPECT_THAT(seen_, ElementsAre(kEntry, kMain));
  EXPECT_THAT(kernel_.Breakpoints(), IsEmpty()) << "none is left in the program";
  EXPECT_EQ(kernel_.words[kMain], kNop);
  EXPECT_EQ(registers().rip, kMain) << "the instruction that it stood for is still to run";
  EXPECT_EQ(kernel_.requests.back(), "resume 100 to next call");
}

TEST_F(FindingMain, KnowsAnIndirectCall) {
  kernel_.words[kEntry] = kIndirectCall;
  ToItsEntry().Trap(kRoot, SI_KERNEL).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), Contains("main 100"));
}

TEST_F(FindingMain, SaysTheEntryWhereTheProgramMakesASystemCallFirst) {
  kernel_.words[kEntry + 1] = kSyscall;
  ToItsEntry();
  Steps(1).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), Contains("main or before 100"));
}

TEST_F(FindingMain, SaysTheEntryWhereTheArgumentIsNoCode) {
  kernel_.executable.clear();
  ToItsEntry();
  Steps(2).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), Contains("main or before 100"));
  EXPECT_THAT(kernel_.Breakpoints(), IsEmpty());
}

TEST_F(FindingMain, SaysTheEntryOf32BitCode) {
  registers().cs = kCode32;
  ToItsEntry().End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), Contains("main or before 100"));
}

TEST_F(FindingMain, StepsNotForEver) {
  for (unsigned long at = 0; at < 100; ++at) kernel_.words[kEntry + at] = kNop;
  ToItsEntry();
  Steps(64).Entry(kRoot, Sysno::read).Exit(kRoot, 0).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), Contains("main or before 100"));
  EXPECT_EQ(kernel_.requests.back(), "resume 100 to next call");
}

TEST_F(FindingMain, SaysSoAtOnceWhereTheEntryCannotBeRead) {
  kernel_.entry = 0;
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_EXEC, kRoot).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), Contains("main or before 100"));
}

TEST_F(FindingMain, GoesOnWhereASignalCameBetweenTheSteps) {
  constexpr unsigned long kNextWord = kEntry + sizeof(unsigned long);
  for (unsigned long at = kEntry; at < kNextWord; ++at) kernel_.words[at] = kNop;
  kernel_.words[kNextWord] = kCall;
  ToItsEntry();
  Steps(7).Stop(kRoot, StoppedBy(SIGALRM)).Trap(kRoot, SI_KERNEL);  // it is back from the handler
  kernel_.Trap(kRoot, SI_KERNEL).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), ElementsAre("root 100", "exec by 100 now 100", "signal 100 SIGALRM",
                                        "main 100", "end 100 exited 0"));
  EXPECT_THAT(kernel_.requests, Contains("resume 100 to next call with SIGALRM"));
  EXPECT_THAT(seen_, ElementsAre(kEntry, kNextWord, kMain));
  EXPECT_THAT(kernel_.Breakpoints(), IsEmpty()) << "none is left in the program";
}

TEST_F(FindingMain, CountsStepsAndNoSignals) {
  constexpr unsigned long kNextWord = kEntry + sizeof(unsigned long);
  for (unsigned long at = kEntry; at <= kNextWord; ++at) kernel_.words[at] = kNop;
  kernel_.words[kNextWord + 1] = kCall;
  ToItsEntry();
  Steps(7);
  int signals = 200;
  for (int i = 0; i < signals; ++i) kernel_.Stop(kRoot, StoppedBy(SIGWINCH)).Trap(kRoot, SI_KERNEL);
  Steps(1).Trap(kRoot, SI_KERNEL).End(kRoot, Exited(0));
  // Each comes before the step that was asked for.
  at_each_stop = [this, &signals, move = at_each_stop] {
    move();
    const bool stepped = kernel_.Breakpoints().empty() && registers().rip == kNextWord + 1;
    if (stepped && --signals > 0) registers().rip = kNextWord;
  };
  EXPECT_THAT(RunAndFind(), Contains("main 100"));
  EXPECT_EQ(signals, 0);
  EXPECT_THAT(kernel_.Breakpoints(), IsEmpty()) << "none is left in the program";
}

TEST_F(FindingMain, SaysTheEntryWhereASignalCameAndNoBreakpointCanBeSet) {
  ToItsEntry();
  Steps(1).Stop(kRoot, StoppedBy(SIGALRM)).End(kRoot, Exited(0));
  at_each_stop = [this, move = at_each_stop] {
    move();
    if (registers().rip == kEntry + 2) registers().rip = 0;
  };
  EXPECT_THAT(RunAndFind(), ElementsAre("root 100", "exec by 100 now 100", "main or before 100",
                                        "signal 100 SIGALRM", "end 100 exited 0"));
}

TEST_F(FindingMain, LeavesTheProgramItsOwnTraps) {
  ToItsEntry();
  Steps(2).Trap(kRoot, TRAP_BRKPT).Trap(kRoot, SI_KERNEL).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), ElementsAre("root 100", "exec by 100 now 100", "signal 100 SIGTRAP",
                                        "main 100", "end 100 exited 0"));
  EXPECT_THAT(kernel_.requests, Contains("resume 100 to next call with SIGTRAP").Times(1));
}

TEST_F(FindingMain, LeavesTheProgramABreakpointThatIsElsewhere) {
  ToItsEntry();
  Steps(2).Trap(kRoot, SI_KERNEL).End(kRoot, Exited(0));
  at_each_stop = [this, move = at_each_stop] {
    move();
    if (kernel_.Breakpoints().count(kMain) != 0) registers().rip = kMain + 8;
  };
  EXPECT_THAT(RunAndFind(), Contains("signal 100 SIGTRAP"));
}

TEST_F(FindingMain, SaysTheEntryWhereNoBreakpointCanBeSet) {
  kernel_.words.clear();
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_EXEC, kRoot).End(kRoot, Exited(0));
  EXPECT_THAT(RunAndFind(), Contains("main or before 100"));
}

TEST_F(FindingMain, IsForAChildOfAConstructorToo) {
  ToItsEntry();
  Steps(2).Entry(kRoot, Sysno::fork).Event(kRoot, PTRACE_EVENT_FORK, 200).First(200);
  kernel_.Exit(kRoot, 200).Trap(200, SI_KERNEL).End(200, Exited(0)).End(kRoot, Exited(0));
  kernel_.registers(200).rip = kMain + 1;  // fork has copied the breakpoint
  EXPECT_THAT(RunAndFind(), Contains("main 200"));
  EXPECT_EQ(kernel_.registers(200).rip, kMain);
}

TEST_F(FindingMain, IsNotTriedWhereNobodyAsked) {
  kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_EXEC, kRoot).End(kRoot, Exited(0));
  Run();
  EXPECT_THAT(kernel_.requests, Not(Contains("resume 100 a step")));
  EXPECT_THAT(kernel_.Breakpoints(), IsEmpty());
}

}  // namespace
}  // namespace sysassert::engine
