// Sequences: steps that come one after another, gaps allowed.
#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "rules/match.h"
#include "rules/pattern_matcher.h"
#include "rules/state.h"
#include "rules/text.h"

namespace sysassert::rules {
namespace {

constexpr std::size_t kNotYet = std::numeric_limits<std::size_t>::max();

class SequenceState : public RuleState {
 public:
  SequenceState(const Rule& rule, const Sequence& sequence) : RuleState(rule), sequence_(sequence) {
    for (const Pattern& step : sequence.steps) steps_.emplace_back(step);
  }
  SysnoSet Calls() const override {
    SysnoSet calls;
    for (const Pattern& step : sequence_.steps) calls |= step.calls.calls;
    return calls;
  }

  void Observe(const Event& event) override {
    if (!event.completed()) return;
    Chain& chain = chains_[sequence_.per_thread ? event.call().tid() : 0];
    if (chain.empty()) chain.resize(sequence_.steps.size());
    // From the last step to the first, so that one call is one step. The chain that ended earliest
    // leaves most room for what follows.
    for (std::size_t i = chain.size(); i-- > 0;) {
      const std::size_t before = i == 0 ? 0 : chain[i - 1].end;
      const std::size_t end = EndOf(event);
      if (before > event.index() || end >= chain[i].end) continue;
      if (steps_[i].Matches(event)) chain[i] = {end, event.index()};
    }
  }

  void Finish(const Trace& seen, std::vector<Violation>* violations) override {
    const Chain best = Farthest();
    const std::size_t reached = Reached(best);
    holds_ = reached == sequence_.steps.size();
    if (holds_ || (reached == 0 && rule().may_be_absent)) return;
    Violation violation = Broken("the sequence was not seen");
    for (std::size_t i = 0; i < sequence_.steps.size(); ++i) {
      std::string text = sequence_.steps[i].text;
      if (i < reached) {
        violation.calls.push_back(best[i].index);
        text += ": " + CallText(seen.call(best[i].index));
      } else if (i == reached) {
        text += i == 0 ? ": not seen" : ": not seen after that";
      }
      violation.fields.emplace_back("step " + std::to_string(i + 1), std::move(text));
    }
    if (sequence_.per_thread) violation.fields.emplace_back("scope", "all in one thread");
    AddSeenElsewhere(seen, best, reached, &violation);
    violations->push_back(std::move(violation));
  }

  bool HiddenCallsMatter() const override { return !holds_; }
  bool MightMatch(const Event& event) const override {
    return std::any_of(sequence_.steps.begin(), sequence_.steps.end(),
                       [&event](const Pattern& step) { return rules::MightMatch(step, event); });
  }

 private:
  struct Step {
    std::size_t end = kNotYet;  // the earliest end of a chain up to this step
    std::size_t index = 0;      // the call that it ended with
  };
  using Chain = std::vector<Step>;

  // exit_group comes last by nature, and returns never.
  static std::size_t EndOf(const Event& event) {
    return event.call().outcome() == Outcome::kUnfinished ? kNotYet - 1
                                                          : event.record().exit_before;
  }
  static std::size_t Reached(const Chain& chain) {
    const auto missing = std::find_if(chain.begin(), chain.end(),
                                      [](const Step& step) { return step.end == kNotYet; });
    return static_cast<std::size_t>(missing - chain.begin());
  }
  Chain Farthest() const {
    Chain best;
    for (const auto& [tid, chain] : chains_) {
      if (best.empty() || Reached(chain) > Reached(best)) best = chain;
    }
    return best;
  }

  // The step that is missing: was there one at the wrong time, or one that all but was it?
  void AddSeenElsewhere(const Trace& seen, const Chain& best, std::size_t reached,
                        Violation* violation) const {
    const Pattern& missing = sequence_.steps[reached];
    const std::size_t after = reached == 0 ? 0 : best[reached - 1].index;
    for (std::size_t i = 0; i < seen.size() && reached > 0; ++i) {
      const Call call = seen[i];
      if (!sysassert::Matches(missing, call)) continue;
      const char* when = call.index() < after ? "too early" : "at the wrong time";
      if (sequence_.per_thread && call.index() > after) when = "in another thread, or too early";
      violation->fields.emplace_back("found", std::string(when) + ": " + CallText(call));
      return;
    }
    AddNearest(seen, missing, violation);
  }

  const Sequence& sequence_;
  std::vector<PatternMatcher> steps_;
  std::map<int, Chain> chains_;  // by thread, or one under 0
  bool holds_ = false;
};

}  // namespace

std::unique_ptr<RuleState> MakeSequence(const Rule& rule, const Sequence& sequence) {
  return std::make_unique<SequenceState>(rule, sequence);
}

}  // namespace sysassert::rules
