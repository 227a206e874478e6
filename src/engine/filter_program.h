// FilterProgram: a seccomp program, laid out by hand as a decision tree over call numbers. Ranges
// of numbers with one answer are one leaf, so that it is shorter than a comparison for each call
// (docs/decisions/0008-filter.md has the figures).
#ifndef SYSASSERT_ENGINE_FILTER_PROGRAM_H_
#define SYSASSERT_ENGINE_FILTER_PROGRAM_H_

#include <linux/filter.h>

#include <cstdint>
#include <vector>

#include "sysassert/interest.h"

namespace sysassert::engine {

// What our filter says to its tracer with every stop, drawn for each run. One that says something
// else is the tracee's own, and asks for a tracer of its own.
using FilterMark = std::uint16_t;

// What becomes of a call.
struct Answer {
  enum class Kind : std::uint8_t { kAllow, kStop, kAsk } kind = Kind::kAllow;
  const ArgumentTests* tests = nullptr;  // kAsk: stops where one of them holds
  bool operator==(const Answer& other) const {
    return kind == other.kind &&
           (tests == other.tests ||
            (tests != nullptr && other.tests != nullptr && *tests == *other.tests));
  }
};

// The answers for all numbers of an architecture: each from `first` up to where the next begins.
// The first one begins at 0, and they ascend.
struct NumberRange {
  std::uint32_t first = 0;
  Answer answer;
};
struct ArchitectureAnswers {
  std::uint32_t audit_arch = 0;
  std::vector<NumberRange> ranges;
};

// Calls by an architecture that is not listed stop. Each stop says `mark`.
std::vector<sock_filter> AssembleFilter(const std::vector<ArchitectureAnswers>& architectures,
                                        FilterMark mark);

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_FILTER_PROGRAM_H_
