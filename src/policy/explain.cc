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
  if (of_only && pattern.addresses) {
    for (std::size_t i = 0; i < pattern.addresses->size(); ++i)
      what += (i == 0 ? " to " : " or ") + (*pattern.addresses)[i].text;
  }
  return what;
}

void AddPaths(const PatternSpec& pattern, std::string* text) {
  if (pattern.paths.size() <= kPathsInLine) return;
  for (const Written& path : pattern.paths) *text += "\n  path   " + path.text;
}

// "64MiB"; a number that is no whole number of a unit, as it is.
std::string AmountText(std::int64_t amount, Sum sum) {
  constexpr std::pair<const char*, std::int64_t> kUnits[] = {
      {"GiB", 1LL << 30}, {"MiB", 1LL << 20}, {"KiB", 1LL << 10}};
  for (const auto& [unit, bytes] : kUnits) {
    if (sum == Sum::kBytes && amount != 0 && amount % bytes == 0)
      return fmt::format("{}{}", amount / bytes, unit);
  }
  return std::to_string(amount);
}

std::string BoundsText(const RuleSpec& rule) {
  std::string text;
  const auto amount = [&rule](std::int64_t number) { return AmountText(number, rule.sum); };
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (rule.low && rule.high && *rule.low == *rule.high)
    add("exactly " + amount(*rule.low));
  else if (rule.low && rule.high)
    add(amount(*rule.low) + " to " + amount(*rule.high));
  else if (rule.low)
    add("at least " + amount(*rule.low));
  else if (rule.high)
    add("at most " + amount(*rule.high));
  if (rule.warn) add("a warning above " + amount(*rule.warn));
  for (const BaselineSpec::Entry& entry : rule.baseline.entries)
    add("baseline " + amount(entry.count) +
        (entry.platform.empty() ? "" : " on " + entry.platform));
  if (rule.baseline.tolerance > 0)
    add((rule.baseline.percent ? fmt::format("{}%", rule.baseline.tolerance)
                               : amount(rule.baseline.tolerance)) +
        " more are fine");
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
constexpr const char* kOnceMainBegan = "once main began";
constexpr const char* kItWarns = "\n  it warns, and fails nothing";

class Explanation {
 public:
  explicit Explanation(const SysnoSet& calls) : calls_(calls) {}

  void Add(const Part& part) {
    const File& file = *part.file;
    for (const RestrictionSpec& restriction : file.restrictions) {
      if ((restriction.calls.calls & calls_).none()) continue;
      std::string text = fmt::format("{}: nothing but what is allowed {}", restriction.id,
                                     PlaceOf(restriction.spot));
      AddScope(file, {}, kOnceMainBegan, &text);
      if (restriction.warn_only) text += kItWarns;
      AddOverrides(restriction.id, part.overrides, &text);
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
    AddScope(file, rule.scope, DefaultPhase(rule.kind), &text);
    if (!rule.description.empty()) text += "\n  about  " + rule.description;
    if (rule.refuse_with != 0)
      text += fmt::format("\n  errno  {}, in mode block", ErrnoName(rule.refuse_with));
    if (rule.warn_only) text += kItWarns;
    if (rule.may_be_absent) text += "\n  it need not have had its chance";
    AddOverrides(rule.id, overrides, &text);
    parts_.emplace_back(RankOf(rule.kind), std::move(text));
  }

  static void AddOverrides(const std::string& id, const std::vector<Override>& overrides,
                           std::string* text) {
    for (const Override& change : overrides) {
      if (change.rule != id) continue;
      *text += fmt::format("\n  {} {}: {}",
                           change.drop                        ? "dropped"
                           : change.warn_only.value_or(false) ? "made a warning"
                                                              : "made an error",
                           PlaceOf(change.spot), change.reason);
    }
  }

  static const char* DefaultPhase(RuleSpec::Kind kind) {
    switch (kind) {
      case RuleSpec::Kind::kAllow:
        return "wherever it is restricted";
      case RuleSpec::Kind::kDeny:
        return "the whole run";
      default:
        return kOnceMainBegan;
    }
  }

  // The part of the run that it is held to, and the calls of the file that are marks of it.
  static void AddScope(const File& file, const ScopeSpec& own, const char* phase,
                       std::string* text) {
    const ScopeSpec scope = Over(file.where, own);
    std::string where = scope.text();
    if (!scope.phase && !scope.marks)
      where = std::string(phase) + (where.empty() ? "" : ", " + where);
    *text += "\n  where  " + where;
    const auto& marks = scope.marks;
    for (const auto& [name, pattern] : file.marks) {
      if (marks && (name == marks->first || name == marks->second))
        *text += "\n  mark   " + name + ": " + PatternText(pattern);
    }
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
