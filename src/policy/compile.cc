// A policy for one run: variables bound, globs compiled, scopes made tests of a call.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <utility>

#include "capture/recording.h"
#include "policy/document.h"
#include "policy/platform.h"
#include "policy/thread_scope.h"
#include "policy/variables.h"
#include "session/run_environment.h"
#include "session/trace_data.h"
#include "tables/sets.h"

namespace sysassert {
namespace policy {
namespace {

using Globs = std::shared_ptr<const std::vector<PathGlob>>;

class Compiler {
 public:
  enum class Of { kEverything, kProhibitions };
  Compiler(const Policy::Document& document, const Trace& trace, Of of = Of::kEverything)
      : document_(document),
        trace_(trace),
        of_(of),
        blocks_(document.mode.value_or(document.file->mode) == Policy::Mode::kBlock) {}

  Result<std::vector<Rule>> Run() {
    AddFile(*document_.file, document_.file->overrides);
    if (mistake_) return *mistake_;
    return std::move(rules_);
  }

 private:
  Lookup LookupIn(const File& file) {
    return [this, &file](std::string_view name) -> std::optional<std::string> {
      const std::string key(name);
      if (const auto given = document_.vars.find(key); given != document_.vars.end())
        return given->second;
      if (const auto own = file.vars.find(key); own != file.vars.end())
        return ValueOf(file, own->second, key);
      if (name == "policy_dir") return file.source->directory();
      if (name == "cwd") return trace_.cwd();
      if (name == "HOME" && !trace_.home().empty()) return trace_.home();
      return VariableOf(trace_, name);
    };
  }

  // A variable may be made of built-ins and the environment; not of itself.
  std::optional<std::string> ValueOf(const File& file, const Written& written,
                                     const std::string& name) {
    const Lookup lookup = [this, &file,
                           &name](std::string_view inner) -> std::optional<std::string> {
      if (inner == name) return std::nullopt;
      return LookupIn(file)(inner);
    };
    if (++depth_ > 16) return std::nullopt;
    const auto pieces = Expand(written.text, lookup, &inner_mistake_);
    --depth_;
    if (!pieces) return std::nullopt;
    std::string value;
    for (const PathGlob::Piece& piece : *pieces) value += piece.text;
    return value;
  }

  Globs GlobsOf(const File& file, const std::vector<Written>& patterns) {
    auto globs = std::make_shared<std::vector<PathGlob>>();
    for (const Written& pattern : patterns) {
      std::string mistake;
      const auto pieces = Expand(pattern.text, LookupIn(file), &mistake);
      if (!pieces) {
        Refuse(pattern.spot, mistake);
        continue;
      }
      globs->emplace_back(*pieces);
      if (const auto real = WithRealPrefix(*pieces, globs->back().literal_prefix()))
        globs->emplace_back(*real);
    }
    return globs;
  }

  // The pattern with the files that its literal head names now: /bin is /usr/bin on most machines.
  // Nullopt where it names itself, and for a recording, whose machine may have been another.
  std::optional<std::vector<PathGlob::Piece>> WithRealPrefix(
      const std::vector<PathGlob::Piece>& pieces, const std::string& prefix) const {
    if (!trace_.valid() || !trace_.data()->recording().live() || prefix.size() < 2)
      return std::nullopt;
    const std::string real = RealPath(prefix);
    std::string written;
    for (const PathGlob::Piece& piece : pieces) written += piece.text;
    if (real == prefix || written.compare(0, prefix.size(), prefix) != 0) return std::nullopt;
    std::vector<PathGlob::Piece> all = {{real, true}};
    std::size_t left = prefix.size();  // of the head, still to be taken off
    for (const PathGlob::Piece& piece : pieces) {
      const std::size_t taken = std::min(left, piece.text.size());
      left -= taken;
      if (taken < piece.text.size()) all.push_back({piece.text.substr(taken), piece.literal});
    }
    return all;
  }

  void Refuse(const Spot& spot, const std::string& message) {
    if (mistake_) return;
    const SourcePosition position = spot.position();
    mistake_ = Error{fmt::format("{}:{}:{}", position.file, position.line, position.column), 0,
                     message, ""};
  }

  Pattern PatternOf(const File& file, const PatternSpec& spec) {
    Pattern pattern;
    pattern.calls = spec.calls;
    pattern.conditions = spec.conditions;
    pattern.text = spec.text;
    AddPaths(file, spec.paths, PathCondition::Subject::kResolved, &pattern);
    AddPaths(file, spec.as_passed, PathCondition::Subject::kAsPassed, &pattern);
    if (!spec.exe.empty()) {
      const Globs globs = GlobsOf(file, spec.exe);
      pattern.conditions.push_back(
          {"exe", "the program", [globs](const Call& call, std::string* actual) {
             // Of an exec: what it runs, the interpreter of a script included. Of any other call:
             // who makes it.
             const std::string_view runs = call.program_run();
             const std::string_view asked =
                 call.id() == Sysno::execve || call.id() == Sysno::execveat ? call.path()
                                                                            : call.process().exe;
             if (actual != nullptr) *actual = std::string(runs.empty() ? asked : runs);
             return std::any_of(globs->begin(), globs->end(), [&](const PathGlob& glob) {
               return glob.Matches(asked, call.pid()) ||
                      (!runs.empty() && glob.Matches(runs, call.pid()));
             });
           }});
    }
    return pattern;
  }

  void AddPaths(const File& file, const std::vector<Written>& paths, PathCondition::Subject subject,
                Pattern* pattern) {
    for (const Written& path : paths) {
      const Globs globs = GlobsOf(file, {path});
      const bool of_path_alone = path.text.find("<self>") == std::string::npos;
      pattern->paths.push_back({"\"" + path.text + "\"",
                                [globs](std::string_view actual, const Call& call) {
                                  return std::any_of(globs->begin(), globs->end(),
                                                     [&](const PathGlob& glob) {
                                                       return glob.Matches(actual, call.pid());
                                                     });
                                },
                                subject, path.spot.position(), of_path_alone});
    }
  }

  std::vector<Pattern> PatternsOf(const File& file, const std::vector<PatternSpec>& specs) {
    std::vector<Pattern> patterns;
    patterns.reserve(specs.size());
    for (const PatternSpec& spec : specs) patterns.push_back(PatternOf(file, spec));
    return patterns;
  }

  // A rule's own scope within its file's: each test of both must hold.
  Scope ScopeOf(const File& file, const ScopeSpec& own, PhaseScope phase) {
    Scope scope;
    scope.phase = own.phase ? *own.phase : file.where.phase.value_or(phase);
    scope.between_marks = own.marks ? own.marks : file.where.marks;
    if (scope.between_marks) scope.phase = PhaseScope::kAll;
    scope.marks_of_all_threads = own.marks ? own.all_threads : file.where.all_threads;
    if (scope.between_marks && !file.marks.empty()) scope.declared_marks = MarksOf(file);
    scope.text = own.text.empty() ? file.where.text : own.text;
    std::vector<std::function<bool(const Call&)>> tests;
    AddTests(file, file.where, &tests);
    AddTests(file, own, &tests);
    const bool by_thread = !own.thread.empty() || !own.thread_not.empty() ||
                           !file.where.thread.empty() || !file.where.thread_not.empty();
    if (by_thread && scope.phase == PhaseScope::kMain) tests.push_back(IsNamed());
    if (!tests.empty()) {
      scope.admits = [tests](const Call& call) {
        return std::all_of(tests.begin(), tests.end(),
                           [&call](const auto& test) { return test(call); });
      };
    }
    return scope;
  }

  std::shared_ptr<const std::map<std::string, Pattern>> MarksOf(const File& file) {
    auto marks = std::make_shared<std::map<std::string, Pattern>>();
    for (const auto& [name, spec] : file.marks) marks->emplace(name, PatternOf(file, spec));
    return marks;
  }

  void AddTests(const File& file, const ScopeSpec& scope,
                std::vector<std::function<bool(const Call&)>>* tests) {
    if (scope.process != ScopeSpec::Process::kTree) {
      const bool root = scope.process == ScopeSpec::Process::kRoot;
      tests->push_back([root](const Call& call) { return call.process().root == root; });
    }
    if (!scope.exe.empty()) {
      const Globs globs = GlobsOf(file, scope.exe);
      tests->push_back([globs](const Call& call) {
        return std::any_of(globs->begin(), globs->end(), [&](const PathGlob& glob) {
          return glob.Matches(call.process().exe, call.pid());
        });
      });
    }
    if (!scope.under.empty()) tests->push_back(UnderTest(GlobsOf(file, scope.under)));
    if (!scope.thread.empty())
      tests->push_back([glob = scope.thread](const Call& call) { return ThreadIs(call, glob); });
    if (!scope.thread_not.empty())
      tests->push_back(
          [glob = scope.thread_not](const Call& call) { return !ThreadIs(call, glob); });
    if (!scope.libc.empty())
      tests->push_back(
          [libc = scope.libc](const Call& call) { return LibcOf(call.process().loader) == libc; });
    if (scope.arch)
      tests->push_back([arch = *scope.arch](const Call& call) { return call.abi() == arch; });
  }

  // The processes that ran such a program, and their descendants. Threads are looked at as they
  // come: a run may still go on.
  std::function<bool(const Call&)> UnderTest(const Globs& globs) {
    auto under = std::make_shared<std::vector<bool>>();
    return [under, globs](const Call& call) {
      const capture::Recording& recording = *call.recording();
      for (auto i = static_cast<std::uint32_t>(under->size()); i < recording.thread_count(); ++i) {
        const capture::ThreadView thread = recording.thread(i);
        const bool runs_it = std::any_of(globs->begin(), globs->end(), [&](const PathGlob& glob) {
          return glob.Matches(thread.exe, thread.pid);
        });
        under->push_back(runs_it || (thread.parent_thread < i && (*under)[thread.parent_thread]));
      }
      const std::uint32_t thread = recording.record(call.index()).thread;
      return thread < under->size() && (*under)[thread];
    };
  }

  static const Override* Find(const std::vector<Override>& overrides, const std::string& id) {
    for (const Override& change : overrides) {
      if (change.rule == id) return &change;
    }
    return nullptr;
  }

  void AddFile(const File& file, const std::vector<Override>& overrides) {
    for (const auto& base : file.bases) {
      std::vector<Override> all = base->overrides;
      all.insert(all.end(), overrides.begin(), overrides.end());
      AddFile(*base, all);
    }
    for (const RestrictionSpec& restriction : file.restrictions) {
      Rule rule;
      rule.id = restriction.id;
      rule.body = DefaultDeny{restriction.calls, restriction.id};
      rule.scope = ScopeOf(file, {}, PhaseScope::kMain);
      rule.blocks = blocks_;
      rule.may_be_absent = true;  // a prohibition that had nothing to forbid is kept
      rule.position = restriction.spot.position();
      rules_.push_back(std::move(rule));
    }
    for (const RuleSpec& spec : file.rules) {
      const bool own = &file == document_.file.get();
      const Override* change = own ? nullptr : Find(overrides, spec.id);
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
    rule.may_be_absent = spec.may_be_absent;
    rule.blocks = deny && blocks_;
    rule.refuse_with = spec.refuse_with;
    rule.scope = ScopeOf(file, spec.scope, deny ? PhaseScope::kAll : PhaseScope::kMain);
    switch (spec.kind) {
      case RuleSpec::Kind::kAllow:
        rule.body = Allow{PatternOf(file, spec.pattern), PatternsOf(file, spec.except)};
        break;
      case RuleSpec::Kind::kDeny:
        rule.body = Deny{PatternOf(file, spec.pattern), PatternsOf(file, spec.except)};
        break;
      case RuleSpec::Kind::kOrder:
        rule.body = Order{PatternOf(file, spec.from),
                          PatternOf(file, spec.until),
                          PatternOf(file, spec.never),
                          spec.same,
                          spec.same,
                          spec.must_end};
        break;
      case RuleSpec::Kind::kSequence:
        rule.body = Sequence{PatternsOf(file, spec.steps), spec.per_thread};
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
      rule.body = Leaves{PatternOf(file, spec.pattern), accepts, bound.text()};
    } else {
      Count count;
      count.pattern = PatternOf(file, spec.pattern);
      count.except = PatternsOf(file, spec.except);
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
    const std::int64_t slack = spec.baseline.percent
                                   ? found->count / 100 * spec.baseline.tolerance +
                                         found->count % 100 * spec.baseline.tolerance / 100
                                   : spec.baseline.tolerance;
    const std::string tolerance = spec.baseline.tolerance == 0
                                      ? ""
                                      : fmt::format(", tolerance {}{}", spec.baseline.tolerance,
                                                    spec.baseline.percent ? "%" : "");
    AddBound(file, spec, like,
             {std::nullopt, found->count + slack,
              fmt::format(" (baseline {}{})", found->count, tolerance)},
             false);
    std::get<Count>(rules_.back().body).baseline = found->count;
  }

  const Policy::Document& document_;
  const Trace& trace_;
  const Of of_;
  const bool blocks_;
  std::vector<Rule> rules_;
  std::optional<Error> mistake_;
  std::string inner_mistake_;
  int depth_ = 0;
};

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
      if (rule.kind != RuleSpec::Kind::kAllow) AddRule(rule);  // an allow asks nothing by itself
    }
  }

  void AddRule(const RuleSpec& rule) {
    if (rule.kind == RuleSpec::Kind::kLeaves) return interest_.Add(rule.pattern.calls.calls);
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

Result<std::vector<Rule>> CompileProhibitions(const Policy::Document& document, const Trace& run) {
  return Compiler(document, run, Compiler::Of::kProhibitions).Run();
}

}  // namespace policy

Result<std::vector<Rule>> Policy::RulesFor(const Trace& trace) const {
  if (!ok() || document_->file == nullptr)
    return Error{"compile " + name(), 0, "the policy did not load", "see its diagnostics"};
  return policy::Compiler(*document_, trace).Run();
}

bool Policy::asks_content() const {
  return document_->file != nullptr && policy::AsksContent(*document_->file);
}

Interest Policy::interest() const {
  return document_->file != nullptr ? policy::InterestReader().Read(*document_->file) : Interest();
}

}  // namespace sysassert
