// What a trace must hold, as the behaviours of the torture set state it. Terms, divided by commas:
//
//   CALL COUNT             so many calls of that name were made: 2, or 2+ for at least two
//   CALL=ok COUNT          of them succeeded; =ENOENT failed so; =unfinished never returned;
//                          =restarted were restarted by the kernel
//   said NAME [COUNT]      access("/say/NAME"), once where no count is given
//   signal SIGNAL COUNT    so many were delivered
//   processes N, threads N so many made a call (of a run that watched everything)
//   ends SIGNAL            the root was killed by it; without this term, it exited
//   note TEXT              the run has a note that begins so
//   blind NAME             the run has this blind spot; without this term, it has none
#ifndef SYSASSERT_SELFTEST_TORTURE_EXPECTATION_H_
#define SYSASSERT_SELFTEST_TORTURE_EXPECTATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "sysassert/record.h"
#include "sysassert/trace.h"

namespace sysassert::selftest {

class Expectation {
 public:
  // Aborts the test program on a text that is no expectation: it is a literal of ours.
  explicit Expectation(std::string_view text);

  // The calls that it names: enough to check it by.
  Watch NarrowWatch() const;
  std::vector<BlindSpot> BlindSpots() const;
  // One line for each term that does not hold; none: all do.
  std::vector<std::string> Failures(const Trace& trace) const;

 private:
  struct Term {
    std::string text;
    enum class Kind { kCall, kSaid, kSignal, kProcesses, kThreads, kEnds, kNote, kBlind } kind;
    Sysno call = Sysno::kUnknown;
    std::string value;  // what a call ended with; a saying's name; a note's head
    int number = 0;     // of a signal
    BlindSpot spot{};
    int count = 1;
    bool at_least = false;
  };
  static Term Parse(const std::string& text);
  static bool IsOf(const Term& term, const Call& call);
  static std::string Failure(const Term& term, const Trace& trace);

  std::vector<Term> terms_;
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_TORTURE_EXPECTATION_H_
