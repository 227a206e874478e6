// The one pass over a trace: every call goes to the rules that ask about it, in whose scope it is.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "capture/recording.h"
#include "rules/blind.h"
#include "rules/match.h"
#include "rules/registers.h"
#include "rules/scope.h"
#include "rules/state.h"
#include "rules/text.h"
#include "session/trace_data.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert {
namespace rules {

Violation RuleState::Broken(std::string title) const {
  Violation violation;
  violation.rule = rule_.id;
  violation.title = std::move(title);
  violation.position = rule_.position;
  violation.warning = rule_.warn_only;
  return violation;
}

namespace {

std::unique_ptr<RuleState> StateOf(const Rule& rule, const std::vector<Rule>& rules,
                                   Allows* allows) {
  if (const auto* deny = std::get_if<Deny>(&rule.body)) return MakeDeny(rule, *deny, *allows);
  if (const auto* deny = std::get_if<DefaultDeny>(&rule.body))
    return MakeDefaultDeny(rule, *deny, rules, allows);
  if (const auto* leaves = std::get_if<Leaves>(&rule.body)) return MakeLeaves(rule, *leaves);
  if (const auto* count = std::get_if<Count>(&rule.body)) return MakeCount(rule, *count);
  if (const auto* order = std::get_if<Order>(&rule.body)) return MakeOrder(rule, *order);
  if (const auto* sequence = std::get_if<Sequence>(&rule.body))
    return MakeSequence(rule, *sequence);
  return MakeAllow(rule);
}

bool AsksWhatMayBeUnknown(const Rule& rule) {
  bool may_be = false;
  ForEachPattern(rule,
                 [&may_be](const Pattern& pattern) { may_be = may_be || MayBeUnknown(pattern); });
  return may_be;
}

// Is that what is not known of this call?
bool AsksWhetherDeleted(const Rule& rule, const Call& call) {
  bool asks = false;
  ForEachPattern(rule, [&](const Pattern& pattern) {
    for (const Condition& condition : pattern.conditions)
      asks = asks || (condition.of_deleted && condition.unknown && condition.unknown(call));
  });
  return asks;
}

// One rule on its way through the trace.
struct Evaluated {
  Evaluated(const Trace& trace, std::unique_ptr<RuleState> rule_state)
      : state(std::move(rule_state)),
        scope(trace, state->rule().scope),
        may_be_unknown(AsksWhatMayBeUnknown(state->rule())) {}

  void Observe(const Event& event, bool in_view) {
    if (!scope.Admits(event.call(), in_view)) return;
    selected_any = true;
    state->Observe(event);
    if (!hidden && (may_be_unknown || event.hides_arguments()) && state->MightMatch(event))
      hidden = event.index();
  }

  std::unique_ptr<RuleState> state;
  ScopeFilter scope;
  bool may_be_unknown;
  bool selected_any = false;
  std::optional<std::size_t> hidden;  // the first call that might match: see MightMatch
};

class Evaluation {
 public:
  Evaluation(const Trace& trace, const std::vector<Rule>& rules)
      : trace_(trace),
        whole_(trace.WholeRun()),
        rules_(rules),
        allows_(rules,
                [this](const Rule& rule, const Call& call) { return IsInForce(rule, call); }) {}

  Verdict Run() {
    NameRules();
    if (!trace_.valid()) return Invalid();
    for (const Rule& rule : rules_) {
      if (std::holds_alternative<Allow>(rule.body) && rule.may_be_absent) continue;
      evaluated_.emplace_back(trace_, StateOf(rule, rules_, &allows_));
    }
    Pass();
    if (const auto& recording = trace_.data()->run->recording; recording->size() > 0)
      anyone_.emplace(recording, 0);
    for (Evaluated& evaluated : evaluated_) Judge(evaluated);
    verdict_.unused_allows = allows_.Unused();
    return std::move(verdict_);
  }

 private:
  // A rule of a policy may be several here (a bound that warns and one that fails): its id is one.
  void NameRules() {
    std::set<std::string_view> named;
    for (const Rule& rule : rules_) {
      if (named.insert(rule.id).second) verdict_.rules.push_back(rule.id);
    }
  }

  Verdict Invalid() {
    Violation violation;
    violation.kind = Violation::Kind::kInconclusive;
    violation.rule = rules_.empty() ? "trace" : rules_.front().id;
    violation.title = "there is no trace to judge";
    Error error = trace_.error();
    const std::string remedy = std::exchange(error.remedy, "");
    violation.fields.emplace_back("cause", error.Message());
    if (!remedy.empty()) violation.fields.emplace_back("remedy", remedy);
    verdict_.violations.push_back(std::move(violation));
    return std::move(verdict_);
  }

  using Asking = std::array<std::vector<Evaluated*>, kSysnoCount>;  // by call
  static constexpr std::size_t kBatch = 32;
  using Batch = std::vector<std::size_t>;

  // Calls that no rule asks about cost two bytes each.
  void Pass() {
    Asking asking;
    for (Evaluated& evaluated : evaluated_) {
      const SysnoSet calls = evaluated.state->Calls();
      for (std::size_t id = 0; id < kSysnoCount; ++id) {
        if (calls[id]) asking[id].push_back(&evaluated);
      }
    }
    const capture::Recording& recording = trace_.data()->recording();
    const auto kinds = recording.kinds();
    if (kinds->empty()) return;
    PathNumbers numbers;
    Call call = trace_.call(0);
    Event event(call, &numbers);
    Batch batch;
    for (std::size_t next = 0; next < kinds->size();) {
      next = Fill(*kinds, asking, next, &batch);
      for (const std::size_t index : batch) recording.PrefetchItems(index);
      for (const std::size_t index : batch) {
        const capture::CallKind kind = (*kinds)[index];
        call.MoveTo(index);
        event.Moved(kind.id());
        for (Evaluated* evaluated : asking[static_cast<std::size_t>(kind.id())])
          evaluated->Observe(event, IsInView(kind));
      }
    }
    for (Evaluated& evaluated : evaluated_) {
      if (evaluated.scope.narrow() && !evaluated.selected_any) LookForAny(*kinds, &evaluated);
    }
  }

  // The next calls that a rule asks about, from `next` on; the result is where to go on. Their
  // memory is on its way.
  std::size_t Fill(const capture::CallKinds& kinds, const Asking& asking, std::size_t next,
                   Batch* batch) const {
    const capture::Recording& recording = trace_.data()->recording();
    batch->clear();
    for (; next < kinds.size() && batch->size() < kBatch; ++next) {
      if (asking[static_cast<std::size_t>(kinds[next].id())].empty() ||
          !whole_.data()->Admits(kinds[next], next))
        continue;
      recording.PrefetchRecord(next);
      batch->push_back(next);
    }
    return next;
  }

  // Of a call of the whole run: is it in the trace that was given?
  bool IsInView(capture::CallKind kind) const {
    return trace_.data()->whole_run || kind.main_phase();
  }

  bool IsInForce(const Rule& rule, const Call& call) {
    const auto [scope, is_new] = scopes_.try_emplace(&rule, trace_, rule.scope);
    return scope->second.Admits(call, trace_.data()->whole_run || call.phase() == Phase::kMain);
  }

  // For a scope that may select nothing: did it select a call, of whatever kind?
  void LookForAny(const capture::CallKinds& kinds, Evaluated* evaluated) const {
    Call call = trace_.call(0);
    for (std::size_t i = 0; i < kinds.size() && !evaluated->selected_any; ++i) {
      call.MoveTo(i);
      evaluated->selected_any =
          whole_.data()->Admits(kinds[i], i) && evaluated->scope.Names(call, IsInView(kinds[i]));
    }
  }

  void Judge(Evaluated& evaluated) {
    const Rule& rule = evaluated.state->rule();
    const std::string fault = evaluated.scope.fault();
    if (evaluated.scope.unbalanced() || (!fault.empty() && !rule.may_be_absent))
      return NeverInForce(rule, "never in force: " + fault);
    if (evaluated.scope.narrow() && !evaluated.selected_any) {
      if (rule.may_be_absent) return;
      return NeverInForce(rule, "never in force: no call in its scope" +
                                    (rule.scope.text.empty() ? "" : ", " + rule.scope.text));
    }
    // What was not watched is not judged: an answer would hold in neither polarity.
    if (LooksBeyondTheInterest(*evaluated.state)) return;
    const std::size_t before = verdict_.violations.size();
    evaluated.state->Finish(rule.scope.phase == PhaseScope::kMain ? trace_ : whole_,
                            &verdict_.violations);
    if (const auto value = evaluated.state->Measured()) {
      const auto* count = std::get_if<Count>(&rule.body);
      verdict_.measurements.push_back(
          {rule.id, *value, count != nullptr ? count->baseline : std::nullopt, rule.position});
    }
    LookForBlindSpots(evaluated, verdict_.violations.size() == before);
  }

  static Violation About(const Rule& rule, Violation::Kind kind, std::string title) {
    Violation violation;
    violation.kind = kind;
    violation.rule = rule.id;
    violation.title = std::move(title);
    violation.position = rule.position;
    violation.warning = rule.warn_only;
    return violation;
  }

  void NeverInForce(const Rule& rule, std::string title) {
    verdict_.violations.push_back(About(rule, Violation::Kind::kNeverInForce, std::move(title)));
  }

  void Inconclusive(const Rule& rule, std::string title, const std::string& cause,
                    const std::string& remedy) {
    Violation violation = About(rule, Violation::Kind::kInconclusive, std::move(title));
    violation.fields.emplace_back("cause", cause);
    if (!remedy.empty()) violation.fields.emplace_back("remedy", remedy);
    verdict_.violations.push_back(std::move(violation));
  }

  bool LooksBeyondTheInterest(const RuleState& state) {
    if (trace_.watched_everything() || std::holds_alternative<Allow>(state.rule().body))
      return false;
    const std::string missing =
        NotWatchedText(trace_.data()->recording(), InterestOf(state.rule()));
    if (missing.empty()) return false;
    Inconclusive(state.rule(), "inconclusive: asks about calls that were not watched",
                 "the run did not watch " + missing,
                 "watch them too: Watching(…), or no Watching at all");
    return true;
  }

  void LookForBlindSpots(const Evaluated& evaluated, bool holds) {
    const RuleState& state = *evaluated.state;
    const bool unreadable =
        evaluated.hidden && Event(trace_.call(*evaluated.hidden)).hides_arguments();
    const char* title = holds ? "inconclusive: the run may hide what the rule forbids"
                              : "inconclusive: the run may hide what the rule asks for";
    for (const BlindSpotReport& spot : blind_spots()) {
      const bool hides_it = Hides(spot, state, unreadable);
      if (spot.accepted || !hides_it || !state.HiddenCallsMatter()) continue;
      std::string cause = std::string(NameOf(spot.spot)) + ": " + spot.cause;
      if (spot.spot == BlindSpot::kUnreadableArguments)
        cause =
            "the arguments of " + CallText(trace_.call(*evaluated.hidden)) + " could not be read";
      return Inconclusive(state.rule(), title, cause, spot.remedy);
    }
    if (evaluated.hidden && !unreadable && state.HiddenCallsMatter()) {
      const Call hidden = trace_.call(*evaluated.hidden);
      if (AsksWhetherDeleted(state.rule(), hidden)) {
        Inconclusive(state.rule(), title,
                     "whether its file was deleted by then was not asked of " + CallText(hidden),
                     "run it under the policy: check without --trace, or WatchingFor({policy})");
        return;
      }
      Inconclusive(
          state.rule(), title,
          "of the bytes of " + CallText(trace_.call(*evaluated.hidden)) + ", too few were recorded",
          "record more of each buffer: --string-limit N, or Watch::buffer_bytes; those "
          "of vectors (writev, sendmsg) are not recorded");
    }
  }

  bool Hides(const BlindSpotReport& report, const RuleState& state, bool unreadable) const {
    switch (report.spot) {
      case BlindSpot::kUnreadableArguments:
        return unreadable;
      case BlindSpot::kMainNotReached:
        return state.rule().scope.phase == PhaseScope::kMain;
      case BlindSpot::kMainNotFound:  // loading may have gone on after the ELF entry
        return state.rule().scope.phase == PhaseScope::kLoading;
      default:
        return HidesFrom(report, state.rule(), anyone_ ? &*anyone_ : nullptr);
    }
  }

  const std::vector<BlindSpotReport>& blind_spots() {
    if (blind_spots_) return *blind_spots_;
    blind_spots_ = trace_.blind_spots();
    if (const auto vdso = VdsoSpotOf(trace_.data()->recording())) blind_spots_->push_back(*vdso);
    return *blind_spots_;
  }

  const Trace& trace_;
  Trace whole_;
  const std::vector<Rule>& rules_;
  Allows allows_;
  std::map<const Rule*, ScopeFilter> scopes_;  // of allows
  std::vector<Evaluated> evaluated_;
  std::optional<Call> anyone_;  // of the run
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
