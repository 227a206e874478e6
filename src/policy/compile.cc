// The rules of a policy, for one run.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "policy/bind.h"
#include "policy/document.h"
#include "policy/platform.h"

namespace sysassert {
namespace policy {
namespace {

class Compiler {
 public:
  enum class Of { kEverything, kProhibitions };
  Compiler(const Policy::Document& document, const Trace& trace, Of of = Of::kEverything)
      : document_(document),
        trace_(trace),
        binder_(document, trace),
        of_(of),
        blocks_(document.mode.value_or(ModeOf(*document.file)) == Policy::Mode::kBlock) {}

  std::vector<Diagnostic> TakeWarnings() { return binder_.TakeWarnings(); }

  Result<std::vector<Rule>> Run() {
    for (const Part& part : PartsOf(*document_.file)) AddFile(*part.file, part.overrides);
    if (binder_.mistake()) return *binder_.mistake();
    return std::move(rules_);
  }

 private:
  static const Override* Find(const std::vector<Override>& overrides, const std::string& id) {
    for (const Override& change : overrides) {
      if (change.rule == id) return &change;
    }
    return nullptr;
  }

  void AddFile(const File& file, const std::vector<Override>& overrides) {
    for (const RestrictionSpec& restriction : file.restrictions) {
      const Override* change = Find(overrides, restriction.id);
      if (change != nullptr && change->drop) continue;
      Rule rule;
      rule.id = restriction.id;
      rule.warn_only =
          change != nullptr && change->warn_only ? *change->warn_only : restriction.warn_only;
      rule.body = DefaultDeny{restriction.calls, restriction.id};
      rule.scope = binder_.ScopeOf(file, {}, PhaseScope::kMain);
      rule.blocks = blocks_;
      // Kept where there was nothing to forbid; not where the file is about what never was there.
      rule.may_be_absent = file.where.empty();
      rule.position = restriction.spot.position();
      rules_.push_back(std::move(rule));
    }
    for (const RuleSpec& spec : file.rules) {
      const Override* change = Find(overrides, spec.id);
      if (change != nullptr && change->drop) continue;
      AddRule(file, spec, change);
    }
  }

  void AddRule(const File& file, const RuleSpec& spec, const Override* change) {
    const bool allow = spec.kind == RuleSpec::Kind::kAllow;
    const bool deny = spec.kind == RuleSpec::Kind::kDeny;
    if (of_ == Of::kProhibitions && !allow && !deny) return;
    Rule rule;
    rule.id = spec.id;
    rule.position = spec.spot.position();
    rule.warn_only = change != nullptr && change->warn_only ? *change->warn_only : spec.warn_only;
    // An allow of a scope of its own must have been in force; of no other, it need not be needed.
    rule.may_be_absent = spec.may_be_absent || (allow && spec.scope.empty());
    rule.blocks = deny && blocks_;
    rule.refuse_with = spec.refuse_with;
    // An allow that names no phase has that of what it is an exception to.
    rule.scope =
        binder_.ScopeOf(file, spec.scope, deny || allow ? PhaseScope::kAll : PhaseScope::kMain);
    switch (spec.kind) {
      case RuleSpec::Kind::kAllow:
        rule.body =
            Allow{binder_.PatternOf(file, spec.pattern), binder_.PatternsOf(file, spec.except)};
        break;
      case RuleSpec::Kind::kDeny:
        rule.body =
            Deny{binder_.PatternOf(file, spec.pattern), binder_.PatternsOf(file, spec.except)};
        break;
      case RuleSpec::Kind::kOrder:
        rule.body = Order{binder_.PatternOf(file, spec.from),
                          binder_.PatternOf(file, spec.until),
                          binder_.PatternOf(file, spec.never),
                          spec.same,
                          spec.same,
                          spec.must_end};
        break;
      case RuleSpec::Kind::kSequence:
        rule.body = Sequence{binder_.PatternsOf(file, spec.steps), spec.per_thread};
        break;
      case RuleSpec::Kind::kCount:
      case RuleSpec::Kind::kLeaves:
        return AddCount(file, spec, rule);
    }
    rules_.push_back(std::move(rule));
  }

  // What a bound accepts, in the reader's words too.
  struct Bound {
    std::optional<std::int64_t> low, high;
    std::string note;  // behind the words
    bool Accepts(std::int64_t n) const { return n >= low.value_or(0) && (!high || n <= *high); }
    std::string text() const {
      const std::string bound = low && high ? (*low == *high ? fmt::format("exactly {}", *low)
                                                             : fmt::format("{} to {}", *low, *high))
                                : low       ? fmt::format("at least {}", *low)
                                            : fmt::format("at most {}", high.value_or(0));
      return bound + note;
    }
  };

  void AddCount(const File& file, const RuleSpec& spec, const Rule& like) {
    if (spec.low || spec.high) AddBound(file, spec, like, {spec.low, spec.high, ""}, false);
    if (spec.warn) AddBound(file, spec, like, {std::nullopt, spec.warn, ""}, true);
    if (!spec.baseline.entries.empty()) AddBaseline(file, spec, like);
  }

  void AddBound(const File& file, const RuleSpec& spec, Rule rule, const Bound& bound, bool warn) {
    const auto accepts = [bound](std::int64_t n) { return bound.Accepts(n); };
    rule.warn_only = rule.warn_only || warn;
    if (spec.kind == RuleSpec::Kind::kLeaves) {
      rule.body = Leaves{binder_.PatternOf(file, spec.pattern), accepts, bound.text()};
    } else {
      Count count;
      count.pattern = binder_.PatternOf(file, spec.pattern);
      count.except = binder_.PatternsOf(file, spec.except);
      count.accepts = accepts;
      count.expected = bound.text();
      count.needs_one = bound.low.value_or(0) > 0;
      count.sum = spec.sum;
      count.per = spec.per;
      rule.body = std::move(count);
    }
    rules_.push_back(std::move(rule));
  }

  // Fewer than a baseline never fails, and is reported.
  void AddBaseline(const File& file, const RuleSpec& spec, const Rule& like) {
    const std::string platform = PlatformOf(trace_);
    const auto& entries = spec.baseline.entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
      return entry.platform.empty() || entry.platform == platform;
    });
    if (found == entries.end()) {
      AddBound(file, spec, like, {}, false);
      auto& count = std::get<Count>(rules_.back().body);
      count.accepts = [](std::int64_t) { return false; };
      count.expected = fmt::format("a baseline for {}, and there is none", platform);
      return;
    }
    const std::string tolerance = spec.baseline.tolerance == 0
                                      ? ""
                                      : fmt::format(", tolerance {}{}", spec.baseline.tolerance,
                                                    spec.baseline.percent ? "%" : "");
    AddBound(file, spec, like,
             {std::nullopt, spec.baseline.Most(found->count),
              fmt::format(" (baseline {}{})", found->count, tolerance)},
             false);
    std::get<Count>(rules_.back().body).baseline = found->count;
  }

  const Policy::Document& document_;
  const Trace& trace_;
  Binder binder_;
  const Of of_;
  const bool blocks_;
  std::vector<Rule> rules_;
};

}  // namespace

Result<std::vector<Rule>> CompileProhibitions(const Policy::Document& document, const Trace& run) {
  return Compiler(document, run, Compiler::Of::kProhibitions).Run();
}

}  // namespace policy

Result<std::vector<Rule>> Policy::RulesFor(const Trace& trace) const {
  if (!ok() || document_->file == nullptr)
    return Error{"compile " + name(), 0, "the policy did not load", "see its diagnostics"};
  if (only_allows())
    return Error{"judge by " + name(), 0, "all its rules are allows: no run can break it",
                 "restrict what they allow, by 'only' or 'default_deny', or extend it by a policy "
                 "that does"};
  return policy::Compiler(*document_, trace).Run();
}

Result<Policy> Policy::AsOf(const Trace& run) const {
  auto document = std::make_shared<Document>(*document_);
  document->meanings = std::make_shared<policy::RunMeanings>();
  Policy policy = *this;
  policy.document_ = document;
  if (const auto rules = policy.RulesFor(run); !rules.ok()) return rules.error();
  document->meanings->closed = true;
  return policy;
}

std::vector<Diagnostic> Policy::WarningsFor(const Trace& trace) const {
  if (!ok() || document_->file == nullptr) return {};
  policy::Compiler compiler(*document_, trace);
  (void)compiler.Run();
  return compiler.TakeWarnings();
}

}  // namespace sysassert
