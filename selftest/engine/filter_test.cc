// The seccomp program, run by an interpreter of classic BPF over every call of every ABI.
#include "engine/filter.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <climits>
#include <cstring>
#include <random>
#include <set>
#include <stdexcept>

#include "engine/filter_program.h"
#include "events/interest.h"
#include "events/markers.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

constexpr std::uint32_t kX32Bit = 0x40000000;
constexpr std::pair<Abi, std::uint32_t> kArchitectures[] = {{Abi::kX86_64, AUDIT_ARCH_X86_64},
                                                            {Abi::kI386, AUDIT_ARCH_I386}};

// What seccomp(2) does with a program: loads from seccomp_data, jumps, returns. An instruction that
// the kernel would refuse ends the test.
std::uint32_t Interpret(const std::vector<sock_filter>& program, const seccomp_data& data) {
  std::uint32_t accumulator = 0;
  for (std::size_t pc = 0; pc < program.size(); ++pc) {
    const sock_filter& one = program[pc];
    switch (one.code) {
      case BPF_LD | BPF_W | BPF_ABS:
        if (one.k + 4 > sizeof data) throw std::out_of_range("a load past seccomp_data");
        std::memcpy(&accumulator, reinterpret_cast<const char*>(&data) + one.k, 4);
        break;
      case BPF_ALU | BPF_AND | BPF_K:
        accumulator &= one.k;
        break;
      case BPF_JMP | BPF_JA:
        pc += one.k;
        break;
      case BPF_JMP | BPF_JEQ | BPF_K:
        pc += accumulator == one.k ? one.jt : one.jf;
        break;
      case BPF_JMP | BPF_JGT | BPF_K:
        pc += accumulator > one.k ? one.jt : one.jf;
        break;
      case BPF_JMP | BPF_JGE | BPF_K:
        pc += accumulator >= one.k ? one.jt : one.jf;
        break;
      case BPF_JMP | BPF_JSET | BPF_K:
        pc += (accumulator & one.k) != 0 ? one.jt : one.jf;
        break;
      case BPF_RET | BPF_K:
        return one.k;
      default:
        throw std::invalid_argument("instruction " + std::to_string(one.code));
    }
  }
  throw std::out_of_range("no return");
}

constexpr FilterMark kMark = 0x5a73;

using Args = std::array<std::uint64_t, 6>;

bool Stops(const std::vector<sock_filter>& program, std::uint32_t arch, std::uint32_t number,
           const Args& args = {}) {
  seccomp_data data{};
  data.arch = arch;
  data.nr = static_cast<int>(number);
  std::copy(args.begin(), args.end(), data.args);
  const std::uint32_t answer = Interpret(program, data);
  EXPECT_TRUE(answer == SECCOMP_RET_ALLOW || answer == (SECCOMP_RET_TRACE | kMark)) << answer;
  return answer != SECCOMP_RET_ALLOW;
}

// The kernel lets a call pass without running a filter at all where the filter needs no arguments
// to allow it (kernel/seccomp.c, seccomp_is_const_allow).
bool PassesUnasked(const std::vector<sock_filter>& program, std::uint32_t arch, int number) {
  std::uint32_t accumulator = 0;
  for (std::size_t pc = 0; pc < program.size(); ++pc) {
    const sock_filter& one = program[pc];
    if (one.code == (BPF_LD | BPF_W | BPF_ABS)) {
      if (one.k == offsetof(seccomp_data, nr))
        accumulator = static_cast<std::uint32_t>(number);
      else if (one.k == offsetof(seccomp_data, arch))
        accumulator = arch;
      else
        return false;
    } else if (one.code == (BPF_RET | BPF_K)) {
      return one.k == SECCOMP_RET_ALLOW;
    } else if (one.code == (BPF_JMP | BPF_JA)) {
      pc += one.k;
    } else {
      const bool holds = BPF_OP(one.code) == BPF_JEQ   ? accumulator == one.k
                         : BPF_OP(one.code) == BPF_JGE ? accumulator >= one.k
                                                       : accumulator > one.k;
      pc += holds ? one.jt : one.jf;
    }
  }
  return false;
}

Interest In(std::initializer_list<Sysno> calls) {
  Interest interest;
  for (const Sysno id : calls) interest.Add(id);
  return interest;
}

Interest InPart() {
  Interest interest;
  interest.Add(Sysno::openat, {ArgumentTest::HasAny(2, O_ACCMODE | O_CREAT | O_TRUNC),
                               ArgumentTest::HasAll(2, O_TMPFILE)});
  interest.Add(Sysno::open, {ArgumentTest::HasAny(1, O_ACCMODE)});
  interest.Add(Sysno::socket, {{0, UINT32_MAX, AF_UNIX + 1, AF_NETLINK - 1},
                               {0, UINT32_MAX, AF_NETLINK + 1, UINT32_MAX}});
  interest.Add(Sysno::write, {ArgumentTest::Is(0, 1), ArgumentTest::Is(0, 2)});
  interest.Add(Sysno::fcntl, {ArgumentTest::Is(1, F_DUPFD), {0, UINT32_MAX, 0, 2}});
  interest.Add(Sysno::mmap, {ArgumentTest::HasAny(2, 4)});
  interest.Add(Sysno::unlinkat, {ArgumentTest::HasNone(2, AT_REMOVEDIR)});
  interest.Add(Sysno::pwrite64, {ArgumentTest::Is(3, 7)});
  return interest;
}

Interest EveryOther() {
  Interest interest;
  for (std::size_t i = 0; i < kSysnoCount; i += 2) interest.Add(static_cast<Sysno>(i));
  return interest;
}

struct Interesting {
  const char* name;
  Interest interest;
};
void PrintTo(const Interesting& interesting, std::ostream* out) { *out << interesting.name; }

class Filter : public testing::TestWithParam<Interesting> {
 protected:
  const Interest stops_ = events::StopsOf(GetParam().interest);
  const std::vector<sock_filter> program_ = CompileFilter(GetParam().interest, kMark);
};

// What decides about a call is written once more here, without a tree.
TEST_P(Filter, StopsWhatIsOfInterestAndTheFloorAndNothingElse) {
  EXPECT_LE(program_.size(), std::size_t{BPF_MAXINSNS});
  std::mt19937_64 random(7);
  const std::uint64_t values[] = {0,
                                  1,
                                  2,
                                  3,
                                  7,
                                  15,
                                  16,
                                  17,
                                  64,
                                  512,
                                  577,
                                  O_TMPFILE,
                                  O_DIRECTORY,
                                  PR_SET_NAME,
                                  PR_SET_SECCOMP,
                                  events::kMarkerOption,
                                  CLONE_UNTRACED,
                                  CLONE_VM,
                                  1ULL << 32U,
                                  (7ULL << 32U) + 1,
                                  UINT64_MAX};
  for (const auto& [abi, arch] : kArchitectures) {
    for (int number = 0; number < 600; ++number) {
      const Sysno id = tables::FromNumber(abi, number);
      for (int i = 0; i < 40; ++i) {
        Args args{};
        for (std::uint64_t& arg : args) arg = values[random() % std::size(values)];
        EXPECT_EQ(Stops(program_, arch, static_cast<std::uint32_t>(number), args),
                  events::Wants(stops_, id, abi, args.data()))
            << tables::NameOf(id) << ' ' << number << " on " << arch;
      }
    }
  }
}

TEST_P(Filter, StopsEveryCallByAnAbiThatHasNoNamesHere) {
  for (std::uint32_t number = 0; number < 600; ++number)
    EXPECT_TRUE(Stops(program_, AUDIT_ARCH_X86_64, kX32Bit + number)) << number;
  EXPECT_TRUE(Stops(program_, AUDIT_ARCH_X86_64, INT_MAX)) << "the last of x32";
  EXPECT_TRUE(Stops(program_, AUDIT_ARCH_X86_64, UINT32_MAX - 1));
  EXPECT_TRUE(Stops(program_, AUDIT_ARCH_AARCH64, 0)) << "an architecture that no x86 has";
}

TEST(FilterMark, IsDrawnForEachRun) {
  std::set<FilterMark> drawn;
  for (int i = 0; i < 64; ++i) drawn.insert(DrawFilterMark());
  EXPECT_GT(drawn.size(), 32U);
}

TEST_P(Filter, TakesANumberInNoTableForOneCallMore) {
  const bool wanted = stops_.Wants(Sysno::kUnknown);
  EXPECT_EQ(Stops(program_, AUDIT_ARCH_X86_64, kX32Bit - 1), wanted);
  // The number of a call that a tracer has skipped, which a program may ask for, too.
  EXPECT_EQ(Stops(program_, AUDIT_ARCH_X86_64, UINT32_MAX), wanted);
  EXPECT_EQ(Stops(program_, AUDIT_ARCH_I386, UINT32_MAX), wanted);
}

TEST_P(Filter, IsNotRunAtAllForWhatIsOfNoInterest) {
  for (int number = 0; number < 600; ++number) {
    if (stops_.Wants(tables::FromNumber(Abi::kX86_64, number))) continue;
    EXPECT_TRUE(PassesUnasked(program_, AUDIT_ARCH_X86_64, number)) << number;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, Filter,
    testing::Values(Interesting{"Everything", Interest::Everything()},
                    Interesting{"Nothing", In({})}, Interesting{"OneCall", In({Sysno::getpid})},
                    Interesting{"SomeCalls", In({Sysno::openat, Sysno::write, Sysno::read})},
                    Interesting{"WhatAnArgumentDecides", In({Sysno::prctl, Sysno::clone})},
                    Interesting{"TheFloorItself", In({Sysno::seccomp, Sysno::execve})},
                    Interesting{"ASet",
                                In({Sysno::socket, Sysno::connect, Sysno::bind, Sysno::sendto})},
                    Interesting{"PartsOfCalls", InPart()}, Interesting{"EveryOther", EveryOther()}),
    [](const auto& named) { return std::string(named.param.name); });

// The floor is what it is for: see events/interest.h.
TEST(FilterFloor, HoldsWhatWouldBlindUs) {
  const std::vector<sock_filter> program = CompileFilter(Interest(), kMark);
  for (const Sysno id : {Sysno::seccomp, Sysno::clone3, Sysno::execve, Sysno::execveat,
                         Sysno::io_uring_setup, Sysno::chroot, Sysno::rt_sigreturn,
                         Sysno::restart_syscall, Sysno::sched_setaffinity, Sysno::sched_setattr}) {
    for (const auto& [abi, arch] : kArchitectures) {
      const int number = tables::NumberOf(id, abi);
      EXPECT_TRUE(Stops(program, arch, static_cast<std::uint32_t>(number))) << tables::NameOf(id);
    }
  }
  const auto prctl = static_cast<std::uint32_t>(tables::NumberOf(Sysno::prctl, Abi::kX86_64));
  for (const std::uint64_t option : {std::uint64_t{PR_SET_SECCOMP}, std::uint64_t{PR_SET_NAME},
                                     std::uint64_t{events::kMarkerOption}})
    EXPECT_TRUE(Stops(program, AUDIT_ARCH_X86_64, prctl, {option})) << option;
  EXPECT_FALSE(Stops(program, AUDIT_ARCH_X86_64, prctl, {PR_GET_DUMPABLE}));
  // It is an int: prctl(2) looks at no more of the register.
  EXPECT_TRUE(Stops(program, AUDIT_ARCH_X86_64, prctl, {(1ULL << 63U) | PR_SET_SECCOMP}));
  const auto scheduler =
      static_cast<std::uint32_t>(tables::NumberOf(Sysno::sched_setscheduler, Abi::kX86_64));
  for (const std::uint64_t real_time : {SCHED_FIFO, SCHED_RR, SCHED_FIFO | SCHED_RESET_ON_FORK})
    EXPECT_TRUE(Stops(program, AUDIT_ARCH_X86_64, scheduler, {0, real_time}));
  EXPECT_FALSE(Stops(program, AUDIT_ARCH_X86_64, scheduler, {0, SCHED_BATCH}));
  const auto clone = static_cast<std::uint32_t>(tables::NumberOf(Sysno::clone, Abi::kX86_64));
  EXPECT_TRUE(Stops(program, AUDIT_ARCH_X86_64, clone, {CLONE_VM | CLONE_UNTRACED}));
  EXPECT_FALSE(Stops(program, AUDIT_ARCH_X86_64, clone, {CLONE_VM}));
}

// Farther than a conditional jump reaches.
TEST(FilterProgram, JumpsOverAnyDistance) {
  std::vector<ArgumentTests> tests(400);
  std::vector<NumberRange> ranges;
  for (std::uint32_t i = 0; i < 400; ++i) {
    tests[i] = {ArgumentTest::Is(0, i), {1, 0xff00U, i << 8U, i << 8U}};
    ranges.push_back({i, {Answer::Kind::kAsk, &tests[i]}});
  }
  const auto program =
      AssembleFilter({{AUDIT_ARCH_X86_64, ranges}, {AUDIT_ARCH_I386, ranges}}, kMark);
  for (const auto& [abi, arch] : kArchitectures) {
    for (std::uint32_t i = 0; i < 400; ++i) {
      EXPECT_TRUE(Stops(program, arch, i, {i, 0xffff})) << i;
      EXPECT_EQ(Stops(program, arch, i, {i + 1, i << 8U}), i < 256) << i;
      EXPECT_FALSE(Stops(program, arch, i, {i + 1, (i + 1) << 8U})) << i;
    }
  }
}

}  // namespace
}  // namespace sysassert::engine
