// One rule of a policy: its effect, its bounds, its scope.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "policy/keys.h"
#include "policy/only.h"
#include "policy/possible.h"
#include "policy/read.h"
#include "tables/row.h"

namespace sysassert::policy {
namespace {

constexpr std::string_view kArchitectures[] = {"x86_64", "i386", "x32", "aarch64"};
constexpr std::string_view kLibcs[] = {"glibc", "musl", "none"};

class RuleReader {
 public:
  RuleReader(const File& file, bool warn_only, Diagnostics* diagnostics)
      : file_(file), warn_only_(warn_only), diagnostics_(*diagnostics) {}

  RuleSpec Read(const Node& node) {
    RuleSpec rule;
    rule.spot = node.spot;
    rule.warn_only = warn_only_;
    const Node* id = node.Find("id");
    if (id == nullptr)
      diagnostics_.Error(node.spot, "a rule without an id; every rule needs its own");
    else if (const auto text = ReadText(*id, &diagnostics_)) {
      if (!IsName(*text)) diagnostics_.Error(id->spot, "an id is [a-z][a-z0-9.-]*");
      if (text->rfind(kOnlyRule, 0) == 0 || text->rfind(kDefaultDenyRule, 0) == 0)
        diagnostics_.Error(
            id->spot, fmt::format("{} is what reports call a key of the file; an id of its own "
                                  "is needed",
                                  Quote(*text)));
      rule.id = *text;
      rule.spot = id->spot;
    }
    if (const Node* description = node.Find("description"))
      rule.description = ReadText(*description, &diagnostics_).value_or("");
    if (const Node* severity = node.Find("severity"))
      rule.warn_only = ReadSeverity(*severity, &diagnostics_).value_or(false);
    if (const Node* absent = node.Find("may_be_absent"))
      rule.may_be_absent = ReadBool(*absent, &diagnostics_).value_or(false);
    if (const Node* where = node.Find("where")) rule.scope = ReadScope(*where, &diagnostics_);
    if (const Node* except = node.Find("except")) {
      if (except->is_list()) {
        for (const Node& item : except->items)
          rule.except.push_back(ReadPattern(item, file_, &diagnostics_));
      } else {
        rule.except.push_back(ReadPattern(*except, file_, &diagnostics_));
      }
    }
    ReadEffect(node, &rule);
    if (const Node* error = node.Find("errno")) ReadErrno(*error, &rule);
    ReadCounting(node, &rule);
    ReadBounds(node, &rule);
    return rule;
  }

 private:
  void ReadEffect(const Node& node, RuleSpec* rule) {
    struct Effect {
      const char* key;
      RuleSpec::Kind kind;
    };
    static constexpr Effect kEffects[] = {
        {"allow", RuleSpec::Kind::kAllow},       {"deny", RuleSpec::Kind::kDeny},
        {"count", RuleSpec::Kind::kCount},       {"order", RuleSpec::Kind::kOrder},
        {"sequence", RuleSpec::Kind::kSequence}, {"leaves", RuleSpec::Kind::kLeaves}};
    int effects = 0;
    for (const Effect& effect : kEffects) {
      const Node* what = node.Find(effect.key);
      if (what == nullptr) continue;
      if (++effects == 2)
        diagnostics_.Error(what->spot, "a rule has one effect: make two rules of it");
      rule->kind = effect.kind;
      if (effect.kind == RuleSpec::Kind::kOrder)
        ReadOrder(*what, rule);
      else if (effect.kind == RuleSpec::Kind::kSequence)
        ReadSequence(*what, rule);
      else if (effect.kind == RuleSpec::Kind::kLeaves)
        ReadLeaves(*what, rule);
      else
        rule->pattern = ReadPattern(*what, file_, &diagnostics_);
    }
    const bool is_known =
        std::all_of(node.entries.begin(), node.entries.end(),
                    [](const Entry& entry) { return KnowsKey(Place::kRule, entry.key.text); });
    if (effects == 0 && is_known)  // else it may be the key that is misspelt
      diagnostics_.Error(
          rule->spot,
          "a rule with no effect; give it allow, deny, count, order, sequence or leaves");
  }

  void ReadErrno(const Node& node, RuleSpec* rule) {
    if (rule->kind != RuleSpec::Kind::kDeny)
      return diagnostics_.Error(node.spot, "'errno' belongs to a deny: what mode block answers");
    rule->refuse_with = tables::ErrnoFromName(node.text).value_or(0);
    if (rule->refuse_with == 0)
      diagnostics_.Error(node.spot, "the name of an errno belongs here: EACCES, ENOENT");
  }

  void ReadOrder(const Node& node, RuleSpec* rule) {
    if (!CheckKeys(node, Place::kOrder, &diagnostics_)) return;
    const Node* never = node.Find("never");
    if (const Node* must_end = node.Find("must_end"))
      rule->must_end = ReadBool(*must_end, &diagnostics_).value_or(false);
    for (const auto& [key, pattern] :
         {std::pair<const char*, PatternSpec*>{"from", &rule->from}, {"until", &rule->until}}) {
      if (const Node* part = node.Find(key))
        *pattern = ReadPattern(*part, file_, &diagnostics_);
      else
        diagnostics_.Error(node.spot, fmt::format("an order needs '{}'", key));
    }
    if (never != nullptr)
      rule->never = ReadPattern(*never, file_, &diagnostics_);
    else if (!rule->must_end)
      diagnostics_.Error(node.spot, "an order needs 'never', or 'must_end: true'");
    const Node* same = node.Find("same");
    if (same == nullptr) return;
    static const std::map<std::string, Same> kWays = {{"file", Same::kFile},
                                                      {"dir", Same::kDirectory},
                                                      {"fd", Same::kFd},
                                                      {"thread", Same::kThread},
                                                      {"process", Same::kProcess}};
    for (const Written& way : ReadList(*same, &diagnostics_)) {
      if (const auto found = kWays.find(way.text); found != kWays.end())
        rule->same.push_back(found->second);
      else
        diagnostics_.Error(way.spot, "the same is file, dir, fd, thread or process");
    }
  }

  void ReadSequence(const Node& node, RuleSpec* rule) {
    if (!node.is_list() || node.items.size() < 2)
      return diagnostics_.Error(node.spot, "a sequence is a list of at least two patterns");
    for (const Node& item : node.items)
      rule->steps.push_back(ReadPattern(item, file_, &diagnostics_));
  }

  void ReadLeaves(const Node& node, RuleSpec* rule) {
    if (!CheckKeys(node, Place::kLeaves, &diagnostics_)) return;
    PatternSpec& pattern = rule->pattern;
    pattern.spot = node.spot;
    pattern.calls = Union(Union(SelectCalls("open").value(), SelectCalls("@fs-write").value()),
                          SelectCalls("bind").value());
    pattern.text = "files made and left";
    if (const Node* paths = node.Find("path")) {
      pattern.paths = ReadPaths(*paths, &diagnostics_);
      for (std::size_t i = 0; i < pattern.paths.size(); ++i)
        pattern.text += (i == 0 ? " in " : " or ") + pattern.paths[i].text;
    }
  }

  // `of`, `per`, `baseline` and `tolerance` of a count.
  void ReadCounting(const Node& node, RuleSpec* rule) {
    for (const char* key : {"of", "per", "baseline", "tolerance"}) {
      if (node.Find(key) != nullptr && rule->kind != RuleSpec::Kind::kCount &&
          !(rule->kind == RuleSpec::Kind::kSequence && std::string_view(key) == "per"))
        diagnostics_.Error(node.Find(key)->spot, fmt::format("'{}' belongs to a count", key));
    }
    if (const Node* of = node.Find("of")) {
      if (of->text == "bytes") {
        rule->sum = Sum::kBytes;
        if (!MovesBytes(rule->pattern.calls))
          diagnostics_.Error(of->spot,
                             fmt::format("no call of {} moves bytes", rule->pattern.calls.text));
      } else if (of->text != "calls")
        diagnostics_.Error(of->spot, "a count is of calls or of bytes");
    }
    if (const Node* per = node.Find("per")) ReadPer(*per, rule);
    if (const Node* baseline = node.Find("baseline")) ReadBaseline(*baseline, &rule->baseline);
    if (const Node* tolerance = node.Find("tolerance")) {
      if (node.Find("baseline") == nullptr)
        diagnostics_.Error(tolerance->spot, "a tolerance belongs to a baseline");
      std::string_view text = tolerance->text;
      rule->baseline.percent = !text.empty() && text.back() == '%';
      if (rule->baseline.percent) text.remove_suffix(1);
      const auto number = NumberIn(text);
      if (!number || *number < 0)
        diagnostics_.Error(tolerance->spot, "a tolerance is a number or a percentage: 3 or 5%");
      rule->baseline.tolerance = number.value_or(0);
    }
  }

  void ReadPer(const Node& node, RuleSpec* rule) {
    static const std::map<std::string, Per> kKinds = {{"call", Per::kCall},
                                                      {"path", Per::kPath},
                                                      {"process", Per::kProcess},
                                                      {"thread", Per::kThread},
                                                      {"result", Per::kResult}};
    for (const Written& kind : ReadList(node, &diagnostics_)) {
      const auto found = kKinds.find(kind.text);
      if (rule->kind == RuleSpec::Kind::kSequence) {
        rule->per_thread = kind.text == "thread";
        if (!rule->per_thread) diagnostics_.Error(kind.spot, "a sequence is per thread, or whole");
      } else if (found != kKinds.end()) {
        rule->per.push_back(found->second);
      } else {
        diagnostics_.Error(kind.spot, "a count is per call, path, process, thread or result");
      }
    }
  }

  void ReadBaseline(const Node& node, BaselineSpec* baseline) {
    const auto add = [&](const std::string& platform, const Node& count) {
      const auto number = ReadNumber(count, &diagnostics_);
      if (number && *number < 0) diagnostics_.Error(count.spot, "a count is never negative");
      baseline->entries.push_back({platform, number.value_or(0), count.spot});
    };
    if (!node.is_map()) return add("", node);
    for (const Entry& entry : node.entries) {
      const std::string& platform = entry.key.text;
      const std::size_t dash = platform.find('-');
      const auto has = [](const auto& words, std::string_view word) {
        return std::find(std::begin(words), std::end(words), word) != std::end(words);
      };
      const bool known = dash != std::string::npos &&
                         has(kArchitectures, platform.substr(0, dash)) &&
                         has(kLibcs, platform.substr(dash + 1));
      if (!known)
        diagnostics_.Error(entry.key.spot,
                           "a baseline is a number, or a map by platform: "
                           "{x86_64-glibc: 41, x86_64-musl: 30}");
      add(platform, entry.value);
    }
  }

  void ReadBounds(const Node& node, RuleSpec* rule) {
    int bounds = 0;
    const Node* last = nullptr;
    for (const char* key : {"exactly", "min", "max", "between", "warn"}) {
      const Node* bound = node.Find(key);
      if (bound == nullptr) continue;
      ++bounds;
      last = bound;
      if (rule->kind != RuleSpec::Kind::kCount && rule->kind != RuleSpec::Kind::kLeaves) {
        diagnostics_.Error(bound->spot, fmt::format("'{}' belongs to a count", key));
        continue;
      }
      if (std::string_view(key) == "between") {
        if (!bound->is_list() || bound->items.size() != 2) {
          diagnostics_.Error(bound->spot, "two numbers belong here: between: [2, 4]");
          continue;
        }
        rule->low = ReadNumber(bound->items[0], &diagnostics_);
        rule->high = ReadNumber(bound->items[1], &diagnostics_);
      } else if (const auto number = ReadNumber(*bound, &diagnostics_)) {
        if (*number < 0) diagnostics_.Error(bound->spot, "a count is never negative");
        if (std::string_view(key) == "exactly") rule->low = rule->high = number;
        if (std::string_view(key) == "min") rule->low = number;
        if (std::string_view(key) == "max") rule->high = number;
        if (std::string_view(key) == "warn") rule->warn = number;
      }
    }
    const bool counts =
        rule->kind == RuleSpec::Kind::kCount || rule->kind == RuleSpec::Kind::kLeaves;
    if (counts && bounds == 0 && node.Find("baseline") == nullptr) {
      diagnostics_.Error(rule->spot,
                         "a count with no effect; give it exactly, min, max, between, "
                         "warn or baseline");
    }
    for (const char* other : {"min", "max", "between"}) {
      if (node.Find("exactly") != nullptr && node.Find(other) != nullptr)
        diagnostics_.Error(node.Find(other)->spot,
                           fmt::format("'exactly' leaves nothing for '{}' to say", other));
    }
    if (rule->low && rule->high && *rule->low > *rule->high)
      diagnostics_.Error(last->spot,
                         "a count that nothing meets: its minimum is above its maximum");
  }

  const File& file_;
  const bool warn_only_;
  Diagnostics& diagnostics_;
};

}  // namespace

RuleSpec ReadRule(const Node& node, const File& file, bool warn_only, Diagnostics* diagnostics) {
  return RuleReader(file, warn_only, diagnostics).Read(node);
}

}  // namespace sysassert::policy
