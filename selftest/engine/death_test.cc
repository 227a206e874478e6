// A tracee may be killed at any moment, so also between two requests about the same stop. Every
// scenario here is run again and again, with a death before its first request, its second, and so
// on: each time the others go on, everyone's end is told, and nothing is made up.
#include <gmock/gmock.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <unistd.h>

#include "capture/recorder.h"
#include "capture/recording.h"
#include "capture/writer.h"
#include "events/markers.h"
#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::Contains, testing::Not, testing::StartsWith;
using DecisionKind = events::Decision::Kind;

struct Scenario {
  const char* name;
  void (*script)(ScriptedKernel&);
  TracerOptions options = kUnfiltered;
  events::Decision decision = {};
};

void Calls(ScriptedKernel& kernel) {
  kernel.First(kRoot).Entry(kRoot, Sysno::read).Exit(kRoot, 1).Entry(kRoot, Sysno::write);
  kernel.Exit(kRoot, 1).Entry(kRoot, Sysno::exit_group).End(kRoot, Exited(0));
}

void FilteredCalls(ScriptedKernel& kernel) {
  kernel.First(kRoot).AtFilter(kRoot, Sysno::read).Exit(kRoot, 1).AtFilter(kRoot, Sysno::write);
  kernel.Exit(kRoot, 1).End(kRoot, Exited(0));
}

void SkippedCalls(ScriptedKernel& kernel) {
  kernel.First(kRoot).Entry(kRoot, Sysno::unlink).Exit(kRoot, -ENOSYS).End(kRoot, Exited(0));
}

void SignalsAndStops(ScriptedKernel& kernel) {
  kernel.First(kRoot).Stop(kRoot, StoppedBy(SIGUSR1)).Stop(kRoot, StoppedBy(SIGSTOP));
  kernel.Stop(kRoot, EventStop(PTRACE_EVENT_STOP, SIGSTOP)).First(kRoot);
  kernel.Stop(kRoot, StoppedBy(SIGCONT)).End(kRoot, Exited(0));
}

void AFork(ScriptedKernel& kernel) {
  kernel.ParentIs(200, kRoot).First(kRoot).Entry(kRoot, Sysno::fork);
  kernel.Event(kRoot, PTRACE_EVENT_FORK, 200).First(200).Exit(kRoot, 200);
  kernel.Entry(200, Sysno::execve).Event(200, PTRACE_EVENT_EXEC, 200).Exit(200, 0);
  kernel.End(200, Exited(0)).End(kRoot, Exited(0));
}

void AForkWhoseChildIsFaster(ScriptedKernel& kernel) {
  kernel.ParentIs(200, kRoot).First(kRoot).Entry(kRoot, Sysno::fork).First(200);
  kernel.Event(kRoot, PTRACE_EVENT_FORK, 200).Exit(kRoot, 200).Entry(200, Sysno::getpid);
  kernel.Exit(200, 200).End(200, Exited(0)).End(kRoot, Exited(0));
}

void AVfork(ScriptedKernel& kernel) {
  kernel.ParentIs(200, kRoot).First(kRoot).Entry(kRoot, Sysno::vfork);
  kernel.Event(kRoot, PTRACE_EVENT_VFORK, 200).First(200).Entry(200, Sysno::execve);
  kernel.Event(200, PTRACE_EVENT_EXEC, 200).Exit(200, 0).Exit(kRoot, 200);
  kernel.End(200, Exited(0)).End(kRoot, Exited(0));
}

void AnUntracedClone(ScriptedKernel& kernel) {
  kernel.ParentIs(200, kRoot).First(kRoot).Entry(kRoot, Sysno::clone, {CLONE_UNTRACED});
  kernel.Event(kRoot, PTRACE_EVENT_CLONE, 200).First(200).Exit(kRoot, 200);
  kernel.End(200, Exited(0)).End(kRoot, Exited(0));
}

void AnUntracedClone3(ScriptedKernel& kernel) {
  constexpr unsigned long kArguments = 0x1000;
  kernel.words[kArguments] = CLONE_UNTRACED;
  kernel.ParentIs(200, kRoot).First(kRoot).Entry(kRoot, Sysno::clone3, {kArguments, 88});
  kernel.Event(kRoot, PTRACE_EVENT_CLONE, 200).First(200).Exit(kRoot, 200);
  kernel.End(200, Exited(0)).End(kRoot, Exited(0));
}

void AThread(ScriptedKernel& kernel) {
  kernel.Group(101, kRoot).First(kRoot).Event(kRoot, PTRACE_EVENT_CLONE, 101).First(101);
}

void ThreadsAndTheirOwnFilter(ScriptedKernel& kernel) {
  AThread(kernel);
  kernel.AtFilter(kRoot, Sysno::seccomp, {SECCOMP_SET_MODE_FILTER}).First(101).Exit(kRoot, 0);
  kernel.Entry(101, Sysno::getppid).Exit(101, -EPERM).End(101, Exited(0)).End(kRoot, Exited(0));
}

void AnExecByAThread(ScriptedKernel& kernel) {
  AThread(kernel);
  kernel.Entry(kRoot, Sysno::read).Entry(101, Sysno::execve);
  kernel.Event(kRoot, PTRACE_EVENT_EXEC, 101).Exit(kRoot, 0).End(kRoot, Exited(0));
}

void FindingMain(ScriptedKernel& kernel) {
  constexpr unsigned long kEntry = 0x401000;
  kernel.entry = kEntry;
  kernel.registers(kRoot).rip = kEntry + 1;  // the breakpoint has been run
  kernel.registers(kRoot).cs = 0x33;
  kernel.registers(kRoot).rdi = 0x402000;
  kernel.executable = {0x402000};
  kernel.words = {{kEntry, 0xe8}, {0x402000, 0x90}};  // call, nop
  kernel.First(kRoot).Event(kRoot, PTRACE_EVENT_EXEC, kRoot).Trap(kRoot, SI_KERNEL);
  kernel.Entry(kRoot, Sysno::read).Exit(kRoot, 0).End(kRoot, Exited(0));
}

void AnObservation(ScriptedKernel& kernel) {
  AThread(kernel);
  kernel.Entry(kRoot, Sysno::prctl).Exit(kRoot, 0).First(101);
}

void PrintTo(const Scenario& scenario, std::ostream* out) { *out << scenario.name; }

class EveryDeath : public testing::TestWithParam<Scenario> {
 protected:
  // False where the scenario was over before that request was made.
  static bool RunAndKillAt(int request) {
    ScriptedKernel kernel;
    Notes notes;
    notes.decision = GetParam().decision;
    GetParam().script(kernel);
    Tracer tracer(kernel, notes, GetParam().options);
    EXPECT_TRUE(tracer.Seize(kRoot, true).ok());
    kernel.KillAtRequest(request);
    tracer.Run([] {});
    SCOPED_TRACE("killed at request " + std::to_string(request) + ": " + kernel.killed_at());
    kernel.ExpectNobodyStopped();
    notes.ExpectEveryoneEnded();
    EXPECT_EQ(tracer.threads(), 0U);
    EXPECT_THAT(notes.lines, Not(Contains(StartsWith("blind spot"))));
    return !kernel.killed_at().empty();
  }
};

TEST_P(EveryDeath, LeavesNobodyBehind) {
  int request = 0;
  while (RunAndKillAt(request)) {
    ASSERT_FALSE(HasFailure());
    ASSERT_LT(++request, 1000) << "the scenario does not end";
  }
  EXPECT_GT(request, 2) << "nothing was asked in this scenario";
}

INSTANTIATE_TEST_SUITE_P(
    In, EveryDeath,
    testing::Values(
        Scenario{"Calls", Calls}, Scenario{"FilteredCalls", FilteredCalls, kFiltered},
        Scenario{"SkippedCalls", SkippedCalls, kUnfiltered, {DecisionKind::kSkip, EACCES}},
        Scenario{"SignalsAndStops", SignalsAndStops}, Scenario{"AFork", AFork},
        Scenario{"AForkWhoseChildIsFaster", AForkWhoseChildIsFaster}, Scenario{"AVfork", AVfork},
        Scenario{"AnUntracedClone", AnUntracedClone},
        Scenario{"AnUntracedClone3", AnUntracedClone3},
        Scenario{"ThreadsAndTheirOwnFilter", ThreadsAndTheirOwnFilter, kFiltered},
        Scenario{"AnExecByAThread", AnExecByAThread},
        Scenario{"FindingMain", FindingMain, kFindingMain},
        Scenario{"AnObservation", AnObservation, kUnfiltered, {DecisionKind::kDetach, 0}}),
    [](const auto& named) { return std::string(named.param.name); });

// Nothing that a call names can be read.
class NoMemory : public events::MemoryReader {
 public:
  void Read(int, std::span<Piece> pieces) override {
    for (Piece& piece : pieces) piece.read = 0;
  }
};

// The two descriptors of a recording of a test's own.
class ScratchStore {
 public:
  ScratchStore() : store_(capture::CreateUnnamedStore().value()) {}
  ~ScratchStore() {
    for (const int fd : {store_.memory_fd, store_.disk_fd})
      if (fd >= 0) close(fd);
  }
  ScratchStore(const ScratchStore&) = delete;
  ScratchStore& operator=(const ScratchStore&) = delete;
  const capture::Store& store() const { return store_; }

 private:
  capture::Store store_;
};

// In the recording: a call is finished only where its exit was seen.
TEST(ADeathInACall, IsRecordedAsAnUnfinishedCall) {
  int unfinished = 0, finished = 0;
  for (int request = 0; request < 100; ++request) {
    const ScratchStore scratch;
    NoMemory memory;
    ScriptedKernel kernel;
    auto writer = capture::Writer::Create(scratch.store()).value();
    capture::Recorder::Options options;
    options.begin = capture::Recorder::Begin::kAtMarker;
    capture::Recorder recorder(*writer, memory, options);
    Tracer tracer(kernel, recorder, kUnfiltered);
    kernel.First(kRoot).Entry(
        kRoot, Sysno::prctl,
        {events::kMarkerOption, 0, static_cast<std::uint64_t>(events::Marker::kBegin)});
    kernel.Exit(kRoot, -EINVAL).Entry(kRoot, Sysno::getppid).Exit(kRoot, 1);
    kernel.End(kRoot, Exited(0));
    ASSERT_TRUE(tracer.Seize(kRoot, true).ok());
    kernel.KillAtRequest(request);
    tracer.Run([] {});
    recorder.Finish();
    const auto recording =
        capture::Recording::Open(scratch.store().memory_fd, scratch.store().disk_fd).value();
    ASSERT_TRUE(recording->Refresh().ok());
    if (kernel.killed_at().empty()) break;
    SCOPED_TRACE("killed at request " + std::to_string(request) + ": " + kernel.killed_at());
    ASSERT_LE(recording->size(), 1U);
    EXPECT_EQ(recording->exits().size(), 1U);
    if (recording->size() == 0) continue;
    const capture::CallRecord& call = recording->record(0);
    if ((call.flags & capture::kFinished) != 0) {
      EXPECT_EQ(call.result, 1);
      ++finished;
    } else {
      ++unfinished;
    }
  }
  EXPECT_EQ(unfinished, 2) << "killed as it is let into the call, and as its exit is looked at";
  EXPECT_EQ(finished, 1) << "killed as it is let go on";
}

}  // namespace
}  // namespace sysassert::engine
