// What a policy says, in sentences.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "policy/document.h"
#include "policy/only.h"

namespace sysassert {
namespace policy {
namespace {

constexpr std::size_t kPathsInLine = 2;

std::string PlaceOf(const Spot& spot) {
  const SourcePosition at = spot.position();
  return fmt::format("({}:{}:{})", at.file, at.line, at.column);
}

// "open of /etc/a or /etc/b"; where there are more paths than that, each in a line of its own.
std::string PatternText(const PatternSpec& pattern) {
  const bool of_only = pattern.text.rfind(kOnlyRule, 0) == 0;
  std::string what = of_only ? pattern.text.substr(kOnlyRule.size()) : pattern.text;
  if (pattern.paths.size() <= kPathsInLine) {
    for (std::size_t i = 0; of_only && i < pattern.paths.size(); ++i)
      what += (i == 0 ? " of " : " or ") + pattern.paths[i].text;
  } else {
    std::string in_line;
    for (std::size_t i = 0; i < pattern.paths.size(); ++i)
      in_line += (i == 0 ? " of " : " or ") + pattern.paths[i].text;
    if (const std::size_t at = what.find(in_line); at != std::string::npos)
      what.erase(at, in_line.size());
    what += fmt::format(" of one of {} paths", pattern.paths.size());
  }
  if (of_only) {
    for (const Condition& condition : pattern.conditions)
      what += " to " + condition.expected;  // the addresses
  }
  return what;
}

void AddPaths(const PatternSpec& pattern, std::string* text) {
  if (pattern.paths.size() <= kPathsInLine) return;
  for (const Written& path : pattern.paths) *text += "\n  path   " + path.text;
}

std::string BoundsText(const RuleSpec& rule) {
  std::string text;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (rule.low && rule.high && *rule.low == *rule.high)
    add(fmt::format("exactly {}", *rule.low));
  else if (rule.low && rule.high)
    add(fmt::format("{} to {}", *rule.low, *rule.high));
  else if (rule.low)
    add(fmt::format("at least {}", *rule.low));
  else if (rule.high)
    add(fmt::format("at most {}", *rule.high));
  if (rule.warn) add(fmt::format("a warning above {}", *rule.warn));
  for (const BaselineSpec::Entry& entry : rule.baseline.entries)
    add(fmt::format("baseline {}{}", entry.count,
                    entry.platform.empty() ? "" : " on " + entry.platform));
  if (rule.baseline.tolerance > 0)
    add(fmt::format("{}{} more are fine", rule.baseline.tolerance,
                    rule.baseline.percent ? "%" : ""));
  return text;
}

std::string PerText(const std::vector<Per>& per) {
  static constexpr const char* kWords[] = {"call", "path", "process", "thread", "result"};
  std::string text;
  for (const Per each : per)
    text += std::string(text.empty() ? ", for each " : " and ") + kWords[static_cast<int>(each)];
  return text;
}

std::string SameText(const std::vector<Same>& same) {
  static constexpr const char* kWords[] = {"file", "dir", "fd", "thread", "process"};
  std::string text;
  for (const Same each : same)
    text += std::string(text.empty() ? ", of the same " : " and ") + kWords[static_cast<int>(each)];
  return text;
}

std::string EffectText(const RuleSpec& rule) {
  using Kind = RuleSpec::Kind;
  switch (rule.kind) {
    case Kind::kAllow:
      return "allow " + PatternText(rule.pattern);
    case Kind::kDeny:
      return "deny " + PatternText(rule.pattern);
    case Kind::kCount:
      return fmt::format("count {}{}{}: {}", rule.sum == Sum::kBytes ? "bytes of " : "",
                         PatternText(rule.pattern), PerText(rule.per), BoundsText(rule));
    case Kind::kLeaves:
      return fmt::format("{}: {}", PatternText(rule.pattern), BoundsText(rule));
    case Kind::kOrder:
      return fmt::format("after {}{}{}{}{}", PatternText(rule.from),
                         rule.until.text.empty() ? "" : ", until " + PatternText(rule.until),
                         rule.never.text.empty() ? "" : ", never " + PatternText(rule.never),
                         SameText(rule.same), rule.must_end ? "; it must end" : "");
    case Kind::kSequence: {
      std::string text;
      for (const PatternSpec& step : rule.steps)
        text += (text.empty() ? "" : ", then ") + PatternText(step);
      return text + (rule.per_thread ? ", in one thread" : "");
    }
  }
  return "";
}

// In the order in which a verdict asks them.
int RankOf(RuleSpec::Kind kind) {
  return kind == RuleSpec::Kind::kDeny ? 0 : kind == RuleSpec::Kind::kAllow ? 1 : 3;
}
constexpr int kRankOfRestrictions = 2;

class Explanation {
 public:
  explicit Explanation(const SysnoSet& calls) : calls_(calls) {}

  void Add(const Part& part) {
    const File& file = *part.file;
    for (const RestrictionSpec& restriction : file.restrictions) {
      if ((restriction.calls.calls & calls_).none()) continue;
      std::string text = fmt::format("{}: nothing but what is allowed {}", restriction.id,
                                     PlaceOf(restriction.spot));
      AddScope(file, {}, false, &text);
      parts_.emplace_back(kRankOfRestrictions, std::move(text));
    }
    for (const RuleSpec& rule : file.rules) {
      if ((CallsOf(rule) & calls_).any()) AddRule(file, rule, part.overrides);
    }
  }

  std::vector<std::string> Take() {
    std::stable_sort(parts_.begin(), parts_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> texts;
    texts.reserve(parts_.size());
    for (auto& [rank, text] : parts_) texts.push_back(std::move(text));
    return texts;
  }

 private:
  static SysnoSet CallsOf(const RuleSpec& rule) {
    SysnoSet calls = rule.pattern.calls.calls;
    for (const PatternSpec* pattern : {&rule.from, &rule.until, &rule.never})
      calls |= pattern->calls.calls;
    for (const PatternSpec& step : rule.steps) calls |= step.calls.calls;
    return calls;
  }

  void AddRule(const File& file, const RuleSpec& rule, const std::vector<Override>& overrides) {
    std::string text = fmt::format("{}: {} {}", rule.id, EffectText(rule), PlaceOf(rule.spot));
    AddPaths(rule.pattern, &text);
    for (const PatternSpec& except : rule.except) text += "\n  except " + except.text;
    AddScope(file, rule.scope, rule.kind == RuleSpec::Kind::kDeny, &text);
    if (rule.warn_only) text += "\n  it warns, and fails nothing";
    if (rule.may_be_absent) text += "\n  it need not have had its chance";
    for (const Override& change : overrides) {
      if (change.rule != rule.id) continue;
      text += fmt::format("\n  {} {}: {}",
                          change.drop                        ? "dropped"
                          : change.warn_only.value_or(false) ? "made a warning"
                                                             : "made an error",
                          PlaceOf(change.spot), change.reason);
    }
    parts_.emplace_back(RankOf(rule.kind), std::move(text));
  }

  // The part of the run that it is held to.
  static void AddScope(const File& file, const ScopeSpec& own, bool is_deny, std::string* text) {
    std::string where = file.where.text;
    if (!own.text.empty()) where += (where.empty() ? "" : ", ") + own.text;
    const bool says_phase = own.phase || own.marks || file.where.phase || file.where.marks;
    if (!says_phase)
      where = (is_deny ? "the whole run" : "once main began") + (where.empty() ? "" : ", " + where);
    *text += "\n  where  " + where;
  }

  const SysnoSet& calls_;
  std::vector<std::pair<int, std::string>> parts_;
};

}  // namespace
}  // namespace policy

std::vector<std::string> Policy::RulesAbout(const SysnoSet& calls) const {
  policy::Explanation explanation(calls);
  if (document_->file != nullptr) {
    for (const policy::Part& part : policy::PartsOf(*document_->file)) explanation.Add(part);
  }
  return explanation.Take();
}

std::string Policy::description() const {
  return document_->file == nullptr ? "" : document_->file->description;
}

}  // namespace sysassert
