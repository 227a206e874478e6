// The one pass over a trace: every call goes to the rules that ask about it, in whose scope it is.
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "capture/recording.h"
#include "rules/state.h"
#include "session/trace_data.h"
#include "tables/row.h"

namespace sysassert {
namespace rules {

bool InScope(const Scope& scope, const Call& call) { return !scope.admits || scope.admits(call); }

bool Excepted(const std::vector<Pattern>& except, const Call& call) {
  return std::any_of(except.begin(), except.end(),
                     [&call](const Pattern& pattern) { return Matches(pattern, call); });
}

Violation RuleState::Broken(std::string title) const {
  Violation violation;
  violation.rule = rule_.id;
  violation.title = std::move(title);
  violation.position = rule_.position;
  violation.warning = rule_.warn_only;
  return violation;
}

namespace {

// The intervals between two marks, each of the thread that made them; an empty name is the start or
// the end of the run.
class MarkedIntervals {
 public:
  MarkedIntervals(const Trace& trace, const std::pair<std::string, std::string>& names) {
    const capture::Recording& recording = trace.data()->recording();
    std::optional<Interval> open;
    if (names.first.empty()) open = Interval{0, recording.size(), -1};
    for (const capture::MarkView& mark : recording.marks()) {
      if (mark.name == names.first && !open) {
        open = Interval{mark.call + std::size_t{1}, recording.size(),
                        recording.thread(recording.record(mark.call).thread).tid};
      } else if (!names.second.empty() && mark.name == names.second && open) {
        open->last = mark.call;
        intervals_.push_back(*std::exchange(open, std::nullopt));
      }
    }
    if (open && names.second.empty()) intervals_.push_back(*open);
    if (intervals_.empty()) missing_ = open ? names.second : names.first;
  }
  bool Hold(const Call& call) const {
    return std::any_of(intervals_.begin(), intervals_.end(), [&call](const Interval& interval) {
      return call.index() >= interval.first && call.index() < interval.last &&
             (interval.tid < 0 || interval.tid == call.tid());
    });
  }
  const std::string& missing() const {
    return missing_;
  }  // the mark that was not seen; empty while all is well

 private:
  struct Interval {
    std::size_t first, last;
    int tid;
  };
  std::vector<Interval> intervals_;
  std::string missing_;
};

struct Evaluated {
  std::unique_ptr<RuleState> state;
  std::optional<MarkedIntervals> marks;
  bool selected_any = false;  // a call was in its scope

  bool Selects(const Call& call, bool in_view) {
    const Scope& scope = state->rule().scope;
    if (scope.phase == PhaseScope::kMain && !in_view) return false;
    if (scope.phase == PhaseScope::kLoading && call.phase() != Phase::kLoading) return false;
    if (marks && !marks->Hold(call)) return false;
    if (!InScope(scope, call)) return false;
    selected_any = true;
    return true;
  }
};

std::unique_ptr<RuleState> StateOf(const Rule& rule, const std::vector<Rule>& rules) {
  if (const auto* deny = std::get_if<Deny>(&rule.body)) return MakeDeny(rule, *deny);
  if (const auto* deny = std::get_if<DefaultDeny>(&rule.body))
    return MakeDefaultDeny(rule, *deny, rules);
  if (const auto* count = std::get_if<Count>(&rule.body)) return MakeCount(rule, *count);
  if (const auto* order = std::get_if<Order>(&rule.body)) return MakeOrder(rule, *order);
  if (const auto* sequence = std::get_if<Sequence>(&rule.body))
    return MakeSequence(rule, *sequence);
  return nullptr;
}

class Evaluation {
 public:
  Evaluation(const Trace& trace, const std::vector<Rule>& rules)
      : trace_(trace), whole_(trace.WholeRun()), rules_(rules) {}

  Verdict Run() {
    for (const Rule& rule : rules_) verdict_.rules.push_back(rule.id);
    if (!trace_.valid()) return Invalid();
    for (const Rule& rule : rules_) {
      Evaluated evaluated;
      evaluated.state = StateOf(rule, rules_);
      if (evaluated.state == nullptr) continue;
      if (rule.scope.between_marks) evaluated.marks.emplace(trace_, *rule.scope.between_marks);
      evaluated_.push_back(std::move(evaluated));
    }
    Pass();
    for (Evaluated& evaluated : evaluated_) Judge(evaluated);
    return std::move(verdict_);
  }

 private:
  Verdict Invalid() {
    Violation violation;
    violation.kind = Violation::Kind::kInconclusive;
    violation.rule = rules_.empty() ? "trace" : rules_.front().id;
    violation.title = "there is no trace to judge";
    violation.fields.emplace_back("cause", trace_.error().Message());
    verdict_.violations.push_back(std::move(violation));
    return std::move(verdict_);
  }

  void Pass() {
    std::array<std::vector<Evaluated*>, kSysnoCount> asking;
    std::vector<Evaluated*>
        scoped;  // those whose scope may select nothing: every call is shown to them
    for (Evaluated& evaluated : evaluated_) {
      const SysnoSet calls = evaluated.state->Calls();
      for (std::size_t id = 0; id < kSysnoCount; ++id) {
        if (calls[id]) asking[id].push_back(&evaluated);
      }
      const Scope& scope = evaluated.state->rule().scope;
      if (scope.admits || scope.between_marks) scoped.push_back(&evaluated);
    }
    const auto& whole = whole_.data()->selection();
    const auto& view = trace_.data()->selection();
    const std::size_t calls = whole.size();
    if (calls == 0) return;
    Call call = whole_.call(whole.at(0));
    std::size_t next_in_view = 0;
    for (std::size_t i = 0; i < calls; ++i) {
      call.MoveTo(whole.at(i));
      while (next_in_view < view.size() && view.at(next_in_view) < call.index()) ++next_in_view;
      const bool in_view = next_in_view < view.size() && view.at(next_in_view) == call.index();
      for (Evaluated* evaluated : asking[static_cast<std::size_t>(call.id())]) {
        if (evaluated->Selects(call, in_view)) evaluated->state->Observe(call);
      }
      for (Evaluated* evaluated : scoped) {
        if (!evaluated->selected_any) evaluated->Selects(call, in_view);
      }
    }
  }

  void Judge(Evaluated& evaluated) {
    const Rule& rule = evaluated.state->rule();
    const bool scoped = rule.scope.admits || evaluated.marks;
    if (scoped && !evaluated.selected_any && !rule.may_be_absent) return NeverInForce(evaluated);
    const std::size_t before = verdict_.violations.size();
    evaluated.state->Finish(rule.scope.phase == PhaseScope::kMain ? trace_ : whole_,
                            &verdict_.violations);
    if (verdict_.violations.size() == before) LookForBlindness(*evaluated.state);
  }

  void NeverInForce(const Evaluated& evaluated) {
    Violation violation;
    violation.kind = Violation::Kind::kNeverInForce;
    Describe(evaluated.state->rule(), &violation);
    const std::string missing = evaluated.marks ? evaluated.marks->missing() : "";
    violation.title = missing.empty() ? "never in force: no call in its scope, " +
                                            evaluated.state->rule().scope.text
                                      : "never in force: mark '" + missing + "' not seen";
    verdict_.violations.push_back(std::move(violation));
  }

  static void Describe(const Rule& rule, Violation* violation) {
    violation->rule = rule.id;
    violation->position = rule.position;
    violation->warning = rule.warn_only;
  }

  void Inconclusive(const Rule& rule, const std::string& cause, const std::string& remedy) {
    Violation violation;
    violation.kind = Violation::Kind::kInconclusive;
    Describe(rule, &violation);
    violation.title = "inconclusive: the run may hide what the rule is about";
    violation.fields.emplace_back("cause", cause);
    if (!remedy.empty()) violation.fields.emplace_back("remedy", remedy);
    verdict_.violations.push_back(std::move(violation));
  }

  // The rule holds over what was seen. Was everything seen that it asks about?
  void LookForBlindness(const RuleState& state) {
    const Rule& rule = state.rule();
    const SysnoSet calls = state.Calls();
    for (std::size_t id = 0; id < kSysnoCount && !trace_.watched_everything(); ++id) {
      if (!calls[id] || trace_.watched(static_cast<Sysno>(id))) continue;
      return Inconclusive(
          rule, "the run did not watch " + std::string(tables::NameOf(static_cast<Sysno>(id))),
          "watch it: Watching(…) with this call, or no Watching at all");
    }
    if (!state.HiddenCallsMatter()) return;
    for (const BlindSpotReport& spot : blind_spots()) {
      if (spot.accepted || IsWeak(spot.spot)) continue;
      return Inconclusive(rule, std::string(NameOf(spot.spot)) + ": " + spot.cause, spot.remedy);
    }
  }

  const std::vector<BlindSpotReport>& blind_spots() {
    if (!blind_spots_) blind_spots_ = trace_.blind_spots();
    return *blind_spots_;
  }

  const Trace& trace_;
  Trace whole_;
  const std::vector<Rule>& rules_;
  std::vector<Evaluated> evaluated_;
  std::optional<std::vector<BlindSpotReport>> blind_spots_;
  Verdict verdict_;
};

}  // namespace
}  // namespace rules

bool Verdict::ok() const {
  return std::all_of(violations.begin(), violations.end(),
                     [](const Violation& violation) { return violation.warning; });
}

Verdict Evaluate(const Trace& trace, const std::vector<Rule>& rules) {
  return rules::Evaluation(trace, rules).Run();
}

}  // namespace sysassert
