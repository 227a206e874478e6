// What a call costs, in what can be counted: the tracer's loop and the recorder behind it, over N
// and over 2N calls. No allocation; two waits, two questions and two resumptions; one read of
// memory at most.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <sys/ptrace.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <new>

#include "capture/recorder.h"
#include "capture/writer.h"
#include "engine/tracer.h"
#include "events/markers.h"
#include "sanitizer.h"
#include "tables/row.h"

namespace {
std::atomic<std::size_t> allocations{0};
}  // namespace

#ifndef __SANITIZE_THREAD__
// Of the whole test program; only this file looks at the count. Not inlined: g++ would see malloc's
// memory given to delete, and free's taken from new.
[[gnu::noinline]] void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(bytes);
}
[[gnu::noinline]] void* operator new(std::size_t bytes) {
  if (void* memory = operator new(bytes, std::nothrow)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace sysassert::engine {
namespace {

constexpr char kPath[] = "/etc/passwd";
constexpr unsigned long kPathAddress = 0x1000;

// What was asked of the kernel.
struct Requests {
  std::size_t waits = 0, infos = 0, resumptions = 0, reads = 0, others = 0;
};

// A tracee, which is this very process for whoever looks into /proc, that makes the same call again
// and again.
class Repeating : public Kernel, public events::MemoryReader {
 public:
  Repeating(Sysno id, const std::array<std::uint64_t, 6>& args, std::int64_t result,
            std::size_t calls)
      : number_(static_cast<std::uint64_t>(tables::NumberOf(id, Abi::kX86_64))),
        result_(result),
        left_(2 * calls) {
    std::copy(args.begin(), args.end(), args_);
  }

  Waited Wait() override {
    constexpr int kCallStop = ((SIGTRAP | 0x80) << 8) | 0x7f;
    constexpr int kFirstStop = (PTRACE_EVENT_STOP << 16) | (SIGTRAP << 8) | 0x7f;
    ++requests.waits;
    switch (step_++) {
      case 0:
        return {getpid(), kFirstStop, 0};
      case 1:  // the marker: from here on everything counts
      case 2:
        return {getpid(), kCallStop, 0};
      default:
        if (left_ > 0) {
          --left_;
          return {getpid(), kCallStop, 0};
        }
        return ended_ ? Waited{-1, 0, ECHILD} : (ended_ = true, Waited{getpid(), 0, 0});
    }
  }
  int SyscallInfo(pid_t, struct __ptrace_syscall_info* info) override {
    ++requests.infos;
    std::memset(info, 0, sizeof *info);
    info->arch = AUDIT_ARCH_X86_64;
    const bool entry = step_ % 2 == 0;
    info->op = entry ? PTRACE_SYSCALL_INFO_ENTRY : PTRACE_SYSCALL_INFO_EXIT;
    if (!entry) {
      info->exit.rval = result_;
    } else if (step_ == 2) {
      info->entry.nr = static_cast<std::uint64_t>(tables::NumberOf(Sysno::prctl, Abi::kX86_64));
      info->entry.args[0] = events::kMarkerOption;
      info->entry.args[2] = static_cast<std::uint64_t>(events::Marker::kBegin);
    } else {
      info->entry.nr = number_;
      std::copy(std::begin(args_), std::end(args_), info->entry.args);
    }
    return 0;
  }
  void Read(int, std::span<Piece> pieces) override {
    ++requests.reads;
    for (Piece& piece : pieces) {
      const auto from = static_cast<unsigned long>(piece.from);
      const std::size_t offset = from >= kPathAddress ? from - kPathAddress : sizeof kPath;
      piece.read = offset < sizeof kPath ? std::min(piece.to.size(), sizeof kPath - offset) : 0;
      std::memcpy(piece.to.data(), kPath + offset, piece.read);
    }
  }

  int Seize(pid_t, unsigned long) override { return 0; }
  int Interrupt(pid_t) override { return 0; }
  int Resume(pid_t, ResumeTo, int) override {
    ++requests.resumptions;
    return 0;
  }
  int EventMessage(pid_t, unsigned long*) override { return Another(); }
  int SignalInfo(pid_t, siginfo_t*) override { return Another(); }
  int GetRegisters(pid_t, struct user_regs_struct*) override { return Another(); }
  int SetRegisters(pid_t, const struct user_regs_struct&) override { return Another(); }
  int PeekWord(pid_t, unsigned long, unsigned long*) override { return Another(); }
  int PokeWord(pid_t, unsigned long, unsigned long) override { return Another(); }
  int Kill(pid_t, int) override { return Another(); }
  void WakeAt(std::uint64_t) override {}
  pid_t ThreadGroup(pid_t tid) override { return tid; }
  pid_t Parent(pid_t) override { return getppid(); }
  bool IsTrapped(pid_t, int) override { return false; }
  bool BringsPages(pid_t) override { return false; }
  bool IsFiltered(pid_t) override { return false; }
  bool HasEnded(pid_t) override { return false; }
  std::vector<pid_t> Threads(pid_t pid) override { return {pid}; }
  int CallInFlight(pid_t) override { return -1; }
  unsigned long EntryPoint(pid_t) override { return 0; }
  bool IsExecutable(pid_t, unsigned long) override { return false; }
  int GetAffinity(pid_t, cpu_set_t*) override { return Another(); }
  int SetAffinity(pid_t, const cpu_set_t&) override { return Another(); }
  int CurrentCpu() override { return 0; }
  CpuUse UseOf(pid_t) override { return {}; }
  void RunSoonAfterWaking() override {}
  std::uint64_t NowNs() override { return 0; }

  Requests requests;

 private:
  int Another() {
    ++requests.others;
    return ESRCH;
  }

  std::uint64_t number_, args_[6] = {};
  std::int64_t result_;
  std::size_t left_;
  int step_ = 0;
  bool ended_ = false;
};

struct CallShape {
  const char* name;
  Sysno id;
  std::array<std::uint64_t, 6> args;
  std::int64_t result;
};

struct Cost {
  std::size_t allocations = 0;
  Requests requests;
};

Cost CostOf(const CallShape& shape, std::size_t calls) {
  capture::Store store = capture::CreateUnnamedStore().value();
  Repeating tracee(shape.id, shape.args, shape.result, calls);
  auto writer = capture::Writer::Create(store).value();
  capture::Recorder::Options options;
  options.begin = capture::Recorder::Begin::kAtMarker;
  capture::Recorder recorder(*writer, tracee, options);
  Tracer tracer(tracee, recorder, {false, true, false, true});
  EXPECT_TRUE(tracer.Seize(getpid(), true).ok());
  const std::size_t before = allocations;
  tracer.Run([] {});
  const std::size_t made = allocations - before;
  EXPECT_EQ(writer->calls(), calls);
  for (const int fd : {store.memory_fd, store.disk_fd})
    if (fd >= 0) close(fd);
  return {made, tracee.requests};
}

// At their least of some runs: what others do to the machine's files and mounts meanwhile can have
// a path looked up again, and is no cost of a call.
std::size_t AllocationsOf(const CallShape& shape, std::size_t calls) {
  constexpr int kRuns = 5;
  std::size_t least = CostOf(shape, calls).allocations;
  for (int i = 1; i < kRuns; ++i) least = std::min(least, CostOf(shape, calls).allocations);
  return least;
}

class Allocations : public testing::TestWithParam<CallShape> {
 protected:
  static constexpr bool kCounted = !selftest::kThreadSanitizer;
  static constexpr char kUncounted[] = "ThreadSanitizer has an operator new of its own";
};

// So few that all of them are in one block of the recording: the list of blocks grows by doubling.
TEST_P(Allocations, AreNotMadePerCall) {
  if (!kCounted) GTEST_SKIP() << kUncounted;
  constexpr std::size_t kCalls = 1000;
  AllocationsOf(GetParam(), kCalls);  // what is made once in a program's life
  EXPECT_EQ(AllocationsOf(GetParam(), 2 * kCalls), AllocationsOf(GetParam(), kCalls));
}

TEST_P(Allocations, AreNotMadePerBlockOfTheRecording) {
  if (!kCounted) GTEST_SKIP() << kUncounted;
  constexpr std::size_t kCalls = 20'000;
  const std::size_t once = AllocationsOf(GetParam(), kCalls);
  EXPECT_LE(AllocationsOf(GetParam(), 2 * kCalls), once + 2) << "one doubling of each list";
}

TEST_P(Allocations, AndRequestsAreNoMoreThanACallNeeds) {
  constexpr std::size_t kCalls = 1000;
  const Requests once = CostOf(GetParam(), kCalls).requests;
  const Requests twice = CostOf(GetParam(), 2 * kCalls).requests;
  EXPECT_EQ(twice.waits - once.waits, 2 * kCalls);
  EXPECT_EQ(twice.infos - once.infos, 2 * kCalls);
  EXPECT_EQ(twice.resumptions - once.resumptions, 2 * kCalls);
  EXPECT_EQ(twice.others, once.others);
  EXPECT_LE(twice.reads - once.reads, kCalls);
}

INSTANTIATE_TEST_SUITE_P(
    Of, Allocations,
    testing::Values(CallShape{"getpid", Sysno::getpid, {}, 1},
                    CallShape{"write", Sysno::write, {0, kPathAddress, 8}, 8},
                    CallShape{"stat",
                              Sysno::newfstatat,
                              {static_cast<std::uint64_t>(AT_FDCWD), kPathAddress, 0, 0},
                              0},
                    CallShape{"failing_open",
                              Sysno::openat,
                              {static_cast<std::uint64_t>(AT_FDCWD), kPathAddress, O_RDONLY},
                              -ENOENT}),
    [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace sysassert::engine
