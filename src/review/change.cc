#include "review/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "learn/evidence.h"
#include "learn/guard.h"
#include "learn/need.h"
#include "learn/path_tree.h"
#include "learn/places.h"
#include "policy/document.h"
#include "policy/only.h"
#include "policy/platform.h"
#include "review/forms.h"

namespace sysassert::review {
namespace {

using learn::Component;
using learn::Evidence;
using learn::Part;
using learn::PathPattern;

constexpr std::string_view kUnix = "unix:";

// The path, without the number of the process where that is its own.
std::string Seen(const std::string& path, const PathPattern& pattern) {
  const bool own =
      pattern.components.size() > 1 && pattern.components[1][0].kind == Part::Kind::kSelf;
  if (!own) return path;
  PathPattern seen = pattern;
  seen.components[1] = learn::Literal("self");
  std::string text;
  for (const Component& component : seen.components) text += "/" + component[0].text;
  return text;
}

class Deriver {
 public:
  Deriver(const Policy& policy, const std::vector<Trace>& runs)
      : policy_(policy),
        runs_(runs),
        directory_(DirectoryOf(policy)),
        guard_(learn::Places::Of(runs.front(), directory_)),
        platform_(policy::PlatformOf(runs.front())) {}

  Result<Pending> Run(const Verdict& verdict) {
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      auto rules = policy_.RulesFor(runs_[run]);
      if (!rules.ok()) return rules.error();
      const learn::Places places = learn::Places::Of(runs_[run], directory_);
      for (const Violation& violation : Evaluate(runs_[run], rules.value()).violations) {
        const bool broken = violation.kind == Violation::Kind::kBroken && !violation.warning;
        if (!broken || !Restricts(violation.rule)) continue;
        for (const std::size_t call : violation.calls)
          AddNeed(violation, run, places, runs_[run].call(call));
      }
    }
    ProposeDirectories();
    Take();
    AddBaselines(verdict);
    AddByHand(verdict);
    return std::move(pending_);
  }

 private:
  struct Wanted {
    Change change;
    Evidence evidence;
    std::optional<PathPattern> path;
  };

  static std::string DirectoryOf(const Policy& policy) {
    return std::filesystem::absolute(policy.path()).lexically_normal().parent_path().string();
  }

  static bool Restricts(std::string_view rule) {
    return learn::ListOf(rule).has_value() || rule.starts_with(policy::kDefaultDenyRule);
  }

  // `only` asks about addresses by list; what `default_deny` refuses says it by the call.
  static std::string ListFor(std::string_view rule, const Call& call) {
    if (const auto list = learn::ListOf(rule)) return *list;
    if (call.id() == Sysno::connect) return "connect";
    if (call.id() == Sysno::bind) return "listen";
    return "";
  }

  void AddNeed(const Violation& violation, std::size_t run, const learn::Places& places,
               const Call& call) {
    const learn::Need need = learn::NeedOf(ListFor(violation.rule, call), call);
    if (need.none()) {
      AddByHand(violation, run, "no pattern can say what this call was about: " + call.text());
      return;
    }
    const std::string& rule = violation.rule;
    for (const std::string& path : std::set<std::string>(need.paths.begin(), need.paths.end())) {
      const PathPattern pattern = places.Split(path, call.pid());
      std::vector<std::string> forms;
      for (const PathPattern& form : FormsOf(pattern, guard_)) forms.push_back(Written(form));
      AddForms(rule, "path", Seen(path, pattern), forms, run, call).path = pattern;
    }
    if (need.address.starts_with(kUnix))
      AddSocket(rule, need.address, run, places, call);
    else if (!need.address.empty())
      AddForms(rule, "addr", need.address, AddressForms(need.address), run, call);
    if (!need.pattern.empty()) Add(Change::Kind::kAllow, rule, {need.pattern}, run, call);
  }

  void AddSocket(const std::string& rule, const std::string& address, std::size_t run,
                 const learn::Places& places, const Call& call) {
    const PathPattern name =
        places.SplitSocket(std::string_view(address).substr(kUnix.size()), call.pid());
    std::vector<std::string> forms;
    for (const PathPattern& form : FormsOf(name, guard_))
      forms.push_back(std::string(kUnix) + Written(form));
    AddForms(rule, "addr", address, std::move(forms), run, call);
  }

  // An entry where the list takes it; elsewhere a rule for that call.
  Wanted& AddForms(const std::string& rule, std::string_view key, const std::string& seen,
                   std::vector<std::string> forms, std::size_t run, const Call& call) {
    if (learn::ListOf(rule)) {
      Wanted& wanted = Add(Change::Kind::kEntry, rule, std::move(forms), run, call);
      wanted.change.seen = seen;
      wanted.change.cwd = runs_[run].cwd();
      return wanted;
    }
    for (std::string& form : forms)
      form =
          fmt::format("{{call: \"exact:{}\", {}: {}}}", call.name(), key, learn::YamlScalar(form));
    return Add(Change::Kind::kAllow, rule, std::move(forms), run, call);
  }

  Wanted& Add(Change::Kind kind, const std::string& rule, std::vector<std::string> forms,
              std::size_t run, const Call& call) {
    Wanted& wanted = wanted_[{rule, forms.front()}];
    wanted.change.kind = kind;
    wanted.change.rule = rule;
    wanted.change.command = learn::Visible(runs_[run].command());
    wanted.change.forms = std::move(forms);
    wanted.evidence.Add(run, call);
    return wanted;
  }

  // Of many files of one directory, all read, the directory is proposed; see learn::kSiblings.
  void ProposeDirectories() {
    std::map<std::string, std::vector<Wanted*>> directories;
    for (auto& [key, wanted] : wanted_) {
      const bool read = wanted.change.rule == std::string(policy::kOnlyRule) + "read";
      if (read && wanted.path && wanted.change.forms.back().ends_with("/*"))
        directories[wanted.change.forms.back()].push_back(&wanted);
    }
    for (auto& [directory, files] : directories) {
      if (files.size() < learn::kSiblings) continue;
      for (Wanted* file : files) file->change.form = file->change.forms.size() - 1;
    }
  }

  void Take() {
    for (auto& [key, wanted] : wanted_) {
      wanted.change.evidence = wanted.evidence.Text(runs_.size());
      if (wanted.path && guard_.IsSecret(*wanted.path))
        wanted.change.evidence += fmt::format("; {}", learn::kIsSecret);
      pending_.changes.push_back(std::move(wanted.change));
    }
  }

  // Of a count that has baselines, but none for this platform.
  bool LacksBaseline(const Measurement& count) const {
    const auto& rules = policy_.document()->file->rules;
    return !count.baseline &&
           std::any_of(rules.begin(), rules.end(), [&](const policy::RuleSpec& rule) {
             const auto& entries = rule.baseline.entries;
             return rule.id == count.rule && !entries.empty() &&
                    std::none_of(entries.begin(), entries.end(), [&](const auto& entry) {
                      return entry.platform.empty() || entry.platform == platform_;
                    });
           });
  }

  // Of those that are broken: what counted less may be another command's baseline. Of a rule that
  // counts several things by themselves, the most decides.
  void AddBaselines(const Verdict& verdict) {
    std::map<std::string, Measurement> most;
    for (const Measurement& count : verdict.measurements) {
      const bool broken =
          std::any_of(verdict.violations.begin(), verdict.violations.end(),
                      [&](const Violation& violation) { return violation.rule == count.rule; });
      if (!LacksBaseline(count) && (!broken || !count.baseline)) continue;
      const auto [known, added] = most.emplace(count.rule, count);
      if (!added && count.value > known->second.value) known->second = count;
    }
    for (const auto& [rule, count] : most) {
      Change change;
      change.kind = Change::Kind::kBaseline;
      change.rule = rule;
      change.platform = platform_;
      change.count = count.value;
      change.evidence = count.baseline
                            ? fmt::format("counted {}, baseline {} ({:+})", count.value,
                                          *count.baseline, count.value - *count.baseline)
                            : fmt::format("counted {}, no baseline for {}", count.value, platform_);
      change.command = learn::Visible(runs_.front().command());
      pending_.changes.push_back(std::move(change));
    }
  }

  void AddByHand(const Verdict& verdict) {
    for (const Violation& violation : verdict.violations) {
      if (violation.warning || violation.kind == Violation::Kind::kInconclusive) continue;
      const bool taken =
          std::any_of(pending_.changes.begin(), pending_.changes.end(),
                      [&](const Change& change) { return change.rule == violation.rule; });
      if (taken || Restricts(violation.rule)) continue;
      std::string what = violation.title;
      if (violation.call) what += ": " + runs_[violation.run].call(*violation.call).text();
      AddByHand(violation, violation.run, what);
    }
  }

  void AddByHand(const Violation& violation, std::size_t run, const std::string& what) {
    const SourcePosition& at = violation.position;
    pending_.by_hand.push_back({violation.rule, learn::Visible(what),
                                learn::Visible(fmt::format("{}:{}", at.file, at.line)),
                                learn::Visible(runs_[run].command())});
  }

  const Policy& policy_;
  const std::vector<Trace>& runs_;
  const std::string directory_;
  const learn::Guard guard_;
  const std::string platform_;
  std::map<std::pair<std::string, std::string>, Wanted> wanted_;  // by rule and narrowest form
  Pending pending_;
};

}  // namespace

Result<Pending> PendingOf(const Policy& policy, const std::vector<Trace>& runs,
                          const Verdict& verdict) {
  return Deriver(policy, runs).Run(verdict);
}

}  // namespace sysassert::review
