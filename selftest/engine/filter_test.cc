// The seccomp program, run by an interpreter of classic BPF over every call of every ABI.
#include "engine/filter.h"

#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <algorithm>
#include <climits>
#include <cstring>

#include "events/markers.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

constexpr std::uint32_t kX32Bit = 0x40000000;

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
      case BPF_RET | BPF_K:
        return one.k;
      default:
        throw std::invalid_argument("instruction " + std::to_string(one.code));
    }
  }
  throw std::out_of_range("no return");
}

bool Stops(const std::vector<sock_filter>& program, std::uint32_t arch, int number,
           std::uint64_t first_argument = 0) {
  seccomp_data data{};
  data.arch = arch;
  data.nr = number;
  data.args[0] = first_argument;
  const std::uint32_t answer = Interpret(program, data);
  EXPECT_TRUE(answer == SECCOMP_RET_ALLOW || (answer & 0x7fff0000U) == SECCOMP_RET_TRACE);
  return answer != SECCOMP_RET_ALLOW;
}

bool IsFloor(Sysno id) {
  return std::find(std::begin(events::kFloor), std::end(events::kFloor), id) !=
         std::end(events::kFloor);
}

events::Interest In(std::initializer_list<Sysno> calls) {
  events::Interest interest;
  interest.everything = false;
  for (const Sysno id : calls) interest.calls[static_cast<std::size_t>(id)] = true;
  return interest;
}

struct Interesting {
  const char* name;
  events::Interest interest;
};
void PrintTo(const Interesting& interesting, std::ostream* out) { *out << interesting.name; }

class Filter : public testing::TestWithParam<Interesting> {
 protected:
  static const events::Interest& Wanted() { return GetParam().interest; }
};

TEST_P(Filter, StopsWhatIsOfInterestAndTheFloorAndNothingElse) {
  const auto program = CompileFilter(Wanted());
  ASSERT_TRUE(program.ok());
  EXPECT_LE(program->size(), std::size_t{BPF_MAXINSNS});
  for (int number = 0; number < 600; ++number) {
    const Sysno id = tables::FromNumber(Abi::kX86_64, number);
    const bool wanted = id != Sysno::kUnknown && (Wanted().Wants(id) || IsFloor(id));
    EXPECT_EQ(Stops(*program, AUDIT_ARCH_X86_64, number), wanted) << tables::NameOf(id) << number;
  }
}

TEST_P(Filter, StopsEveryCallByAnotherAbi) {
  const auto program = CompileFilter(Wanted());
  ASSERT_TRUE(program.ok());
  for (int number = 0; number < 600; ++number) {
    EXPECT_TRUE(Stops(*program, AUDIT_ARCH_I386, number)) << number;
    EXPECT_TRUE(Stops(*program, AUDIT_ARCH_X86_64, static_cast<int>(kX32Bit) + number)) << number;
  }
  EXPECT_TRUE(Stops(*program, AUDIT_ARCH_X86_64, INT_MAX)) << "the last of x32";
  EXPECT_TRUE(Stops(*program, AUDIT_ARCH_AARCH64, 0)) << "an architecture that no x86 has";
}

TEST_P(Filter, LetsNumbersThatNoCallHasPass) {
  const auto program = CompileFilter(Wanted());
  ASSERT_TRUE(program.ok());
  // -1 is a call that a tracer has skipped.
  for (const int number : {-1, static_cast<int>(kX32Bit) - 1})
    EXPECT_FALSE(Stops(*program, AUDIT_ARCH_X86_64, number)) << number;
}

TEST_P(Filter, StopsThePartOfTheFloorThatAnArgumentDecides) {
  const auto program = CompileFilter(Wanted());
  ASSERT_TRUE(program.ok());
  const int prctl = tables::NumberOf(Sysno::prctl, Abi::kX86_64);
  for (const std::uint64_t option : {std::uint64_t{PR_SET_SECCOMP}, std::uint64_t{PR_SET_NAME},
                                     std::uint64_t{events::kMarkerOption}})
    EXPECT_TRUE(Stops(*program, AUDIT_ARCH_X86_64, prctl, option)) << option;
  EXPECT_EQ(Stops(*program, AUDIT_ARCH_X86_64, prctl, PR_GET_DUMPABLE),
            Wanted().Wants(Sysno::prctl));
  // It is an int: prctl(2) looks at no more of the register.
  EXPECT_TRUE(Stops(*program, AUDIT_ARCH_X86_64, prctl, (1ULL << 63U) | PR_SET_SECCOMP));
  const int clone = tables::NumberOf(Sysno::clone, Abi::kX86_64);
  EXPECT_TRUE(Stops(*program, AUDIT_ARCH_X86_64, clone, CLONE_VM | CLONE_UNTRACED));
  EXPECT_EQ(Stops(*program, AUDIT_ARCH_X86_64, clone, CLONE_VM), Wanted().Wants(Sysno::clone));
}

INSTANTIATE_TEST_SUITE_P(
    Of, Filter,
    testing::Values(Interesting{"Everything", {}}, Interesting{"Nothing", In({})},
                    Interesting{"OneCall", In({Sysno::getpid})},
                    Interesting{"SomeCalls", In({Sysno::openat, Sysno::write, Sysno::read})},
                    Interesting{"WhatAnArgumentDecides", In({Sysno::prctl, Sysno::clone})},
                    Interesting{"TheFloorItself", In({Sysno::seccomp, Sysno::execve})},
                    Interesting{"ASet",
                                In({Sysno::socket, Sysno::connect, Sysno::bind, Sysno::sendto})}),
    [](const auto& named) { return std::string(named.param.name); });

}  // namespace
}  // namespace sysassert::engine
