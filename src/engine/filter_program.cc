#include "engine/filter_program.h"

#include <linux/seccomp.h>

#include <algorithm>
#include <cstddef>
#include <span>

namespace sysassert::engine {
namespace {

// Where an instruction stands, counted from the end: jumps of classic BPF lead forward only, so the
// program is written from its end to its beginning, and every target is there before its jump.
using Label = std::size_t;

class Assembler {
 public:
  explicit Assembler(FilterMark mark) : stop_action_(SECCOMP_RET_TRACE | mark) {}

  std::vector<sock_filter> Take() {
    std::reverse(reversed_.begin(), reversed_.end());
    return std::move(reversed_);
  }

  // The answer as a place to jump to. A return that is near enough serves again.
  Label Allow() { return Return(SECCOMP_RET_ALLOW, &allow_); }
  Label Stop() { return Return(stop_action_, &stop_); }

  // `compare` is a BPF_JEQ and the like.
  Label Jump(std::uint16_t compare, std::uint32_t k, Label if_true, Label if_false) {
    if_true = WithinReach(if_true);
    if_false = WithinReach(if_false);
    if_true = WithinReach(if_true);  // it is one further now
    return Add({static_cast<std::uint16_t>(BPF_JMP | compare | BPF_K), Distance(if_true),
                Distance(if_false), k});
  }
  // Both fall through to what was written last.
  Label Load(std::size_t offset) {
    return Add({BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(offset)});
  }
  Label Mask(std::uint32_t bits) { return Add({BPF_ALU | BPF_AND | BPF_K, 0, 0, bits}); }
  // Goes on at `target`, which need not be what was written last.
  Label GoTo(Label target) {
    if (target + 1 == reversed_.size()) return target;
    const auto distance = static_cast<std::uint32_t>(reversed_.size() - target - 1);
    return Add({BPF_JMP | BPF_JA, 0, 0, distance});
  }

 private:
  static constexpr std::size_t kReach = 255;  // of a conditional jump

  Label Add(const sock_filter& instruction) {
    reversed_.push_back(instruction);
    return reversed_.size() - 1;
  }
  std::uint8_t Distance(Label target) const {
    return static_cast<std::uint8_t>(reversed_.size() - target - 1);
  }
  Label WithinReach(Label target) {
    return reversed_.size() - target - 1 <= kReach - 1 ? target : GoTo(target);
  }
  Label Return(std::uint32_t action, Label* last) {
    const bool there = *last != kNone && reversed_.size() - *last <= kReach - 1;
    if (!there) *last = Add({BPF_RET | BPF_K, 0, 0, action});
    return *last;
  }

  static constexpr Label kNone = SIZE_MAX;
  const std::uint32_t stop_action_;
  std::vector<sock_filter> reversed_;
  Label allow_ = kNone, stop_ = kNone;
};

// One test of the argument in the accumulator, or of what a mask leaves of it.
Label AssembleComparison(Assembler* to, const ArgumentTest& test, Label otherwise) {
  if (test.low == test.high) return to->Jump(BPF_JEQ, test.low, to->Stop(), otherwise);
  const bool bounded = test.high != UINT32_MAX;
  Label at = bounded ? to->Jump(BPF_JGT, test.high, otherwise, to->Stop()) : to->Stop();
  if (test.low == 0) return at;
  return to->Jump(BPF_JGE, test.low, at, otherwise);
}

// Stops where a test holds, and allows the rest.
Label AssembleTests(Assembler* to, const ArgumentTests& tests) {
  Label next = to->Allow();
  for (auto test = tests.rbegin(); test != tests.rend(); ++test) {
    const bool masked = test->mask != UINT32_MAX;
    if (masked && test->low == 1 && test->high == UINT32_MAX) {
      next = to->Jump(BPF_JSET, test->mask, to->Stop(), next);
    } else {
      const Label compare = AssembleComparison(to, *test, next);
      next = to->GoTo(compare);
      if (masked) next = to->Mask(test->mask);
    }
    // The lower half of a little-endian register. It is there yet if the test before loaded it.
    const bool loaded = test + 1 != tests.rend() && (test + 1)->argument == test->argument &&
                        ((test + 1)->mask == UINT32_MAX ||
                         ((test + 1)->low == 1 && (test + 1)->high == UINT32_MAX));
    if (!loaded) {
      next = to->GoTo(next);
      next = to->Load(offsetof(seccomp_data, args) + 8 * std::size_t{test->argument});
    }
  }
  return next;
}

Label AssembleAnswer(Assembler* to, const Answer& answer) {
  switch (answer.kind) {
    case Answer::Kind::kAllow:
      return to->Allow();
    case Answer::Kind::kStop:
      return to->Stop();
    case Answer::Kind::kAsk:
      return AssembleTests(to, *answer.tests);
  }
  return to->Stop();
}

// A balanced tree: as many comparisons for each number as its depth.
Label AssembleRanges(Assembler* to, std::span<const NumberRange> ranges) {
  if (ranges.size() == 1) return AssembleAnswer(to, ranges.front().answer);
  const std::size_t middle = ranges.size() / 2;
  const Label right = AssembleRanges(to, ranges.subspan(middle));
  const Label left = AssembleRanges(to, ranges.first(middle));
  return to->Jump(BPF_JGE, ranges[middle].first, right, left);
}

}  // namespace

std::vector<sock_filter> AssembleFilter(const std::vector<ArchitectureAnswers>& architectures,
                                        FilterMark mark) {
  Assembler to(mark);
  Label next = to.Stop();
  for (auto one = architectures.rbegin(); one != architectures.rend(); ++one) {
    to.GoTo(AssembleRanges(&to, one->ranges));
    const Label numbers = to.Load(offsetof(seccomp_data, nr));
    next = to.Jump(BPF_JEQ, one->audit_arch, numbers, next);
  }
  to.Load(offsetof(seccomp_data, arch));
  return to.Take();
}

}  // namespace sysassert::engine
