// Which part of a run a rule is held to: phase, marks, and whatever else its scope admits.
#ifndef SYSASSERT_RULES_SCOPE_H_
#define SYSASSERT_RULES_SCOPE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sysassert/rules.h"

namespace sysassert::rules {

// The intervals between two marks. An empty name is the start or the end of the run. Between two
// named marks an interval belongs to the thread that made them, unless the scope takes all threads;
// before or after one mark it is everybody's.
class MarkedIntervals {
 public:
  enum class Run { kIsOver, kGoesOn };  // in one that goes on, what is open holds now
  MarkedIntervals(const Trace& trace, const Scope& scope, Run run = Run::kIsOver);
  bool Hold(const Call& call) const;
  // Why there is no interval, or one without an end: "mark 'b' not seen after 'a'". Empty while all
  // is well.
  const std::string& fault() const { return fault_; }
  bool unbalanced() const { return unbalanced_; }  // one without an end

 private:
  struct Interval {
    std::size_t first, last;  // of calls, half-open
    int tid;                  // negative: every thread
  };
  std::vector<Interval> intervals_;
  std::string fault_;
  bool unbalanced_ = false;
};

// A rule's scope over one trace.
class ScopeFilter {
 public:
  ScopeFilter(const Trace& trace, const Scope& scope);
  // `in_view`: the call is in the trace that was given.
  bool Admits(const Call& call, bool in_view) const;
  // It asks whose the calls are, so that it may select nothing: nobody it names was there.
  bool narrow() const { return scope_.admits != nullptr; }
  // Whoever makes this call is one whom the scope names, be it between its marks or not.
  bool Names(const Call& call, bool in_view) const;
  std::string fault() const { return marks_ ? marks_->fault() : ""; }
  bool unbalanced() const { return marks_ && marks_->unbalanced(); }

 private:
  const Scope& scope_;
  std::optional<MarkedIntervals> marks_;
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_SCOPE_H_
