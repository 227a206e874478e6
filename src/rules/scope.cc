#include "rules/scope.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "capture/recording.h"
#include "session/trace_data.h"

namespace sysassert::rules {
namespace {

constexpr int kEveryThread = -1;
constexpr std::size_t kNoEnd = std::numeric_limits<std::size_t>::max();

std::string Unpaired(const std::string& mark, const std::string& begin, const std::string& end) {
  return mark == end ? "mark '" + end + "' without '" + begin + "' before it"
                     : "mark '" + begin + "' again without '" + end + "' before it";
}

// What two marks enclose is a thread's own, and every /usr/bin/test is a process of its own.
constexpr const char* kInOneThread = " in the same thread (of marks of several: 'threads: all')";

std::string NotSeen(const std::string& mark) { return "mark '" + mark + "' not seen"; }

// The program's own marks, and the calls that the scope declares to be marks, in their order.
std::vector<capture::MarkView> MarksOf(const Trace& trace, const Scope& scope) {
  std::vector<capture::MarkView> marks = trace.data()->recording().marks();
  if (scope.declared_marks == nullptr) return marks;
  const auto& [begin, end] = *scope.between_marks;
  for (const auto& [name, pattern] : *scope.declared_marks) {
    if (name != begin && name != end) continue;
    const Trace whole = trace.WholeRun();
    const auto kinds = whole.data()->recording().kinds();
    for (std::size_t i = 0; i < kinds->size(); ++i) {
      const capture::CallKind kind = (*kinds)[i];
      if (!pattern.calls.calls[static_cast<std::size_t>(kind.id())]) continue;
      if (!whole.data()->Admits(kind, i)) continue;
      const Call call = whole.call(i);
      if (Matches(pattern, call) && call.outcome() == Outcome::kReturned)
        marks.push_back({static_cast<std::uint32_t>(i), name});
    }
  }
  std::stable_sort(marks.begin(), marks.end(),
                   [](const auto& a, const auto& b) { return a.call < b.call; });
  return marks;
}

}  // namespace

MarkedIntervals::MarkedIntervals(const Trace& trace, const Scope& scope, Run run) {
  const auto& [begin, end] = *scope.between_marks;
  const capture::Recording& recording = trace.data()->recording();
  const bool by_thread = !begin.empty() && !end.empty() && !scope.marks_of_all_threads;
  std::map<int, std::size_t> open;  // by thread: the first call after the mark
  if (begin.empty()) open[kEveryThread] = 0;
  // Of marks in code each has its partner; a call that is declared to be one may come at any time.
  const auto made_in_code = [&scope](const std::string& name) {
    return !name.empty() &&
           (scope.declared_marks == nullptr || scope.declared_marks->count(name) == 0);
  };
  const bool paired = begin != end && made_in_code(begin) && made_in_code(end);
  for (const capture::MarkView& mark : MarksOf(trace, scope)) {
    const int tid =
        by_thread ? recording.thread(recording.record(mark.call).thread).tid : kEveryThread;
    const auto at = open.find(tid);
    if (at == open.end() && mark.name == begin) {
      open[tid] = mark.call + std::size_t{1};
    } else if (at != open.end() && mark.name == end) {
      intervals_.push_back({at->second, mark.call, tid});
      open.erase(at);
      if (begin.empty()) break;  // before the first of them
    } else if (paired && (mark.name == begin || mark.name == end)) {
      if (fault_.empty()) fault_ = Unpaired(std::string(mark.name), begin, end);
    }
  }
  if (by_thread && !fault_.empty()) fault_ += kInOneThread;
  unbalanced_ = !fault_.empty();
  if (run == Run::kGoesOn) {
    for (const auto& [tid, first] : open) intervals_.push_back({first, kNoEnd, tid});
  } else if (end.empty() && !open.empty()) {
    intervals_.push_back({open[kEveryThread], recording.size(), kEveryThread});
  } else if (unbalanced_) {
    return;
  } else if (!open.empty()) {  // an unbalanced pair is an error: who knows what it should hold
    unbalanced_ = !begin.empty();
    fault_ = NotSeen(end) + (begin.empty() ? "" : " after '" + begin + "'");
    if (by_thread) fault_ += kInOneThread;
  } else if (intervals_.empty()) {
    fault_ = NotSeen(begin);
  }
  std::sort(intervals_.begin(), intervals_.end(), [](const Interval& a, const Interval& b) {
    return std::pair(a.tid, a.first) < std::pair(b.tid, b.first);
  });
}

// Those of one thread follow one another: only the last that begins before the call can hold it.
bool MarkedIntervals::Hold(const Call& call) const {
  if (intervals_.empty()) return false;
  const int tid = intervals_.front().tid == kEveryThread ? kEveryThread : call.tid();
  const auto after =
      std::upper_bound(intervals_.begin(), intervals_.end(), std::pair(tid, call.index()),
                       [](const auto& at, const Interval& interval) {
                         return at < std::pair(interval.tid, interval.first);
                       });
  return after != intervals_.begin() && std::prev(after)->tid == tid &&
         call.index() < std::prev(after)->last;
}

ScopeFilter::ScopeFilter(const Trace& trace, const Scope& scope) : scope_(scope) {
  if (scope.between_marks) marks_.emplace(trace, scope);
}

bool ScopeFilter::Admits(const Call& call, bool in_view) const {
  return Names(call, in_view) && (!marks_ || marks_->Hold(call));
}

bool ScopeFilter::Names(const Call& call, bool in_view) const {
  if (scope_.phase == PhaseScope::kMain && !in_view) return false;
  if (scope_.phase == PhaseScope::kLoading && call.phase() != Phase::kLoading) return false;
  return !scope_.admits || scope_.admits(call);
}

}  // namespace sysassert::rules
