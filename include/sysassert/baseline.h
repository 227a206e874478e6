// Baselines: how many calls a run made when somebody last looked, kept in a file beside the test.
#ifndef SYSASSERT_BASELINE_H_
#define SYSASSERT_BASELINE_H_

#include <cstdint>
#include <string>

#include "sysassert/rules.h"
#include "sysassert/trace.h"

namespace sysassert {

// How many more calls than the baseline are fine: Tolerance{3}, or Percent(5) of it, rounded down.
struct Tolerance {
  std::int64_t value = 0;
  bool percent = false;
};
constexpr Tolerance Percent(std::int64_t value) { return {value, true}; }

struct BaselineAnswer {
  bool holds = false;
  bool inconclusive = false;  // the run may have hidden calls: it holds in neither polarity
  std::string text;           // what differs, call by call, or what was written; empty if nothing
};

// Counts the calls of `pattern` in the view, and compares with what `file` has for the platform
// ("x86_64-glibc") of the program. More than the tolerance fails; fewer never does, and is said.
//
// SYSASSERT_UPDATE in the environment says what may be written: "no" (the default where CI is set),
// "new" (the default elsewhere: a baseline that is not there yet) or "all" (one that differs, too).
// Where one is missing and nothing may be written, it does not hold. A damaged file is never
// overwritten.
BaselineAnswer CompareWithBaseline(const Trace& trace, const Pattern& pattern,
                                   const std::string& file, const Tolerance& tolerance);

// The file of the baseline `name` of a test: NAME.baseline beside its source. A compiler that was
// given a relative name leaves one: it is looked for from here, and from the test program upwards.
std::string BaselineFile(const std::string& name, const std::string& source);

}  // namespace sysassert

#endif  // SYSASSERT_BASELINE_H_
