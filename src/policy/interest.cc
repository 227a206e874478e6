// What must be seen of a run for a policy to be decided.
#include "events/interest.h"

#include <algorithm>
#include <utility>

#include "policy/document.h"
#include "rules/registers.h"
#include "tables/sets.h"

namespace sysassert {
namespace policy {
namespace {

// What must be seen of a run: as rules::InterestOf says of the rules, before they are bound to it.
class InterestReader {
 public:
  Interest Read(const File& file) {
    AddFile(file);
    return std::move(interest_);
  }

 private:
  void AddFile(const File& file) {
    for (const auto& base : file.bases) AddFile(*base);
    for (const RestrictionSpec& restriction : file.restrictions)
      AddNamed(restriction.calls);  // by its allows
    AddScope(file.where);
    for (const auto& [name, pattern] : file.marks) Add(pattern);
    for (const RuleSpec& rule : file.rules) {
      AddScope(rule.scope);
      if (rule.kind != RuleSpec::Kind::kAllow) AddRule(rule);  // an allow asks no call by itself
      AddDeletedOf(rule.pattern);
      for (const PatternSpec& except : rule.except) AddDeletedOf(except);
    }
  }

  void AddRule(const RuleSpec& rule) {
    if (rule.kind == RuleSpec::Kind::kLeaves) return interest_.Add(rule.pattern.calls.calls);
    if (CountsEntriesAlone(rule)) {
      Interest entries = InterestOf(Pattern{rule.pattern.calls, {}, rule.pattern.conditions, ""});
      entries.AskNoResultOf(events::CallsAnsweredAtOnce());
      interest_.Add(entries);
      return;
    }
    const bool names = !rule.same.empty() ||
                       std::find(rule.per.begin(), rule.per.end(), Per::kPath) != rule.per.end();
    for (const PatternSpec* pattern : {&rule.pattern, &rule.from, &rule.until, &rule.never}) {
      Add(*pattern);
      if (names) AddNamesOf(pattern->calls);
    }
    for (const PatternSpec& step : rule.steps) Add(step);
    for (const PatternSpec& except : rule.except) {
      if (HasPaths(except)) AddNamesOf(rule.pattern.calls);
    }
  }

  // As rules::CountsEntriesAlone, where what is bound for a run is not bound yet.
  static bool CountsEntriesAlone(const RuleSpec& rule) {
    const auto unbound = [](const PatternSpec& spec) {
      return HasPaths(spec) || !spec.exe.empty() || spec.addresses;
    };
    if (rule.kind != RuleSpec::Kind::kCount || unbound(rule.pattern) ||
        std::any_of(rule.except.begin(), rule.except.end(), unbound))
      return false;
    Count count;
    count.sum = rule.sum;
    count.per = rule.per;
    count.pattern.conditions = rule.pattern.conditions;
    for (const PatternSpec& except : rule.except)
      count.except.push_back(Pattern{except.calls, {}, except.conditions, ""});
    return rules::CountsEntriesAlone(count);
  }

  void Add(const PatternSpec& spec) {
    interest_.Add(InterestOf(Pattern{spec.calls, {}, spec.conditions, ""}));
    if (HasPaths(spec)) AddNamesOf(spec.calls);
  }
  void AddNamed(const CallSelector& calls) {
    interest_.Add(InterestOf(Pattern{calls, {}, {}, ""}));
    AddNamesOf(calls);
  }
  void AddNamesOf(const CallSelector& calls) {
    if (tables::TakeFiles(calls.calls)) interest_.FollowDescriptors();
  }
  void AddDeletedOf(const PatternSpec& spec) {
    if (InterestOf(Pattern{{}, {}, spec.conditions, ""}).looks_for_deleted())
      interest_.LookForDeleted();
  }
  static bool HasPaths(const PatternSpec& spec) {
    return !spec.paths.empty() || !spec.as_passed.empty();
  }

  // A scope that names processes or threads is in force if one of them makes a call at all, and
  // each ends with one. (Before main begins there may be none that we know.)
  void AddScope(const ScopeSpec& scope) {
    if (scope.marks) {
      for (const char* family : {"access", "stat"})
        interest_.Add(SelectCalls(family).value().calls);
    }
    const bool names_some = scope.process != ScopeSpec::Process::kTree || !scope.exe.empty() ||
                            !scope.under.empty() || !scope.thread.empty() ||
                            !scope.thread_not.empty() || scope.arch || !scope.libc.empty();
    if (!names_some) return;
    if (scope.phase == PhaseScope::kLoading) interest_.Add(Interest::Everything());
    for (const Sysno id : {Sysno::exit, Sysno::exit_group}) interest_.Add(id);
  }

  Interest interest_;
};

bool AsksContent(const File& file) {
  const auto asks = [](const PatternSpec& pattern) { return pattern.asks_content; };
  const auto rule_asks = [&asks](const RuleSpec& rule) {
    return asks(rule.pattern) || asks(rule.from) || asks(rule.until) || asks(rule.never) ||
           std::any_of(rule.steps.begin(), rule.steps.end(), asks) ||
           std::any_of(rule.except.begin(), rule.except.end(), asks);
  };
  return std::any_of(file.rules.begin(), file.rules.end(), rule_asks) ||
         std::any_of(file.bases.begin(), file.bases.end(),
                     [](const auto& base) { return AsksContent(*base); });
}

}  // namespace
}  // namespace policy

bool Policy::asks_content() const {
  return document_->file != nullptr && policy::AsksContent(*document_->file);
}

Interest Policy::interest() const {
  return document_->file != nullptr ? policy::InterestReader().Read(*document_->file) : Interest();
}

}  // namespace sysassert
