// A policy file as it was read: every word checked, nothing bound to a run yet.
#ifndef SYSASSERT_POLICY_DOCUMENT_H_
#define SYSASSERT_POLICY_DOCUMENT_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policy/source.h"
#include "sysassert/glob.h"
#include "sysassert/policy.h"
#include "sysassert/rules.h"

namespace sysassert::policy {

// A path or name pattern as written, with its place; ${VAR} and ~ are bound for a run.
struct Written {
  std::string text;
  Spot spot;
};

struct PatternSpec {
  CallSelector calls;
  std::vector<Written> paths, as_passed, exe;  // globs
  std::optional<std::vector<Written>> addresses;
  std::vector<Condition> conditions;  // what needs no run to be known
  bool asks_content = false;          // one of them: what was written or read
  std::string text;                   // "open-write of …", for the reader
  Spot spot;
};

// A `where`: of a rule, of a file, or of both.
struct ScopeSpec {
  std::optional<PhaseScope> phase;
  std::optional<std::pair<std::string, std::string>> marks;
  enum class Process { kTree, kRoot, kChildren } process = Process::kTree;
  std::vector<Written> exe, under;  // globs
  std::string thread, thread_not;   // name globs
  std::optional<Abi> arch;
  std::string libc;  // "glibc", "musl", "none"; empty: any
  bool all_threads = false;
  std::vector<std::pair<std::string, std::string>> words;  // its keys, each with what it says

  bool empty() const { return words.empty(); }
  std::string text() const;  // in one line: "thread not io*, phase between a and b"
};
// What the file says is the default of each key that the rule does not have.
ScopeSpec Over(const ScopeSpec& of_file, const ScopeSpec& own);

// What a count was when it was last reviewed.
struct BaselineSpec {
  struct Entry {
    std::string platform;  // "x86_64-glibc"; empty: any
    std::int64_t count = 0;
    Spot spot;  // of the number
  };
  std::vector<Entry> entries;
  std::int64_t tolerance = 0;
  bool percent = false;  // the tolerance is one of the baseline, rounded down

  // The most that is no violation where the baseline is `count`.
  std::int64_t Most(std::int64_t count) const {
    return count + (percent ? count / 100 * tolerance + count % 100 * tolerance / 100 : tolerance);
  }
};

struct RuleSpec {
  enum class Kind { kAllow, kDeny, kCount, kOrder, kSequence, kLeaves } kind = Kind::kAllow;
  std::string id;
  PatternSpec pattern;  // kAllow, kDeny, kCount
  std::vector<PatternSpec> except;
  std::optional<std::int64_t> low, high;  // kCount, kLeaves: bounds that fail
  std::optional<std::int64_t> warn;       // the same: more than this warns
  BaselineSpec baseline;                  // kCount
  Sum sum = Sum::kCalls;
  std::vector<Per> per;
  PatternSpec from, until, never;  // kOrder
  std::vector<Same> same;
  bool must_end = false;
  std::vector<PatternSpec> steps;  // kSequence
  bool per_thread = false;
  ScopeSpec scope;
  bool warn_only = false;
  bool may_be_absent = false;
  int refuse_with = 0;  // kDeny in block mode: an errno; 0: the default
  std::string description;
  Spot spot;
};

// A key of `only`, or an entry of `default_deny`: nothing of these calls unless a rule allows it.
struct RestrictionSpec {
  std::string id;
  CallSelector calls;
  bool warn_only = false;
  Spot spot;
};

struct Override {
  std::string rule, reason;
  bool drop = false;
  std::optional<bool> warn_only;
  Spot spot;
};

struct File {
  std::shared_ptr<Source> source;  // spots point at it
  std::string name, description;
  std::optional<Policy::Mode> mode;  // of this file; see ModeOf
  std::map<std::string, Written> vars;
  std::map<std::string, std::vector<std::string>> sets;
  std::vector<RuleSpec> rules;
  std::vector<RestrictionSpec> restrictions;
  std::vector<Override> overrides;
  ScopeSpec where;
  std::map<std::string, PatternSpec> marks;
  int runs = 1;
  Aggregate aggregate = Aggregate::kMax;
  std::vector<std::shared_ptr<File>> bases;  // of `extends`
};

// What patterns mean, as it was looked up before a run: what the run does to the filesystem must
// not change what is asked of it.
struct RunMeanings {
  std::map<std::string, std::vector<PathGlob>> known;  // by the pattern with its variables
  bool closed = false;                                 // else what is looked up is added
};

// A file of a policy, with the overrides that reach its rules, those of the outermost file first.
struct Part {
  const File* file = nullptr;
  std::vector<Override> overrides;
};
// `file` and all that it extends, each once however often it is named, what is extended first.
std::vector<Part> PartsOf(const File& file);

// Can nothing break it, since all its rules, and those of what it extends, are allows? Such a
// policy is there to be extended.
bool OnlyAllows(const File& file);

// What the file says, or else block where one that it extends does.
Policy::Mode ModeOf(const File& file);

// Reads `source` and what it extends. Mistakes go to *diagnostics.
std::shared_ptr<File> LoadFile(std::shared_ptr<Source> source, Diagnostics* diagnostics);

// The denies, default denies and allows alone: what can be asked before the run has ended.
Result<std::vector<Rule>> CompileProhibitions(const Policy::Document& document, const Trace& run);

// The text of "stock:NAME"; nullptr if there is none of that name.
const char* StockText(std::string_view name);

}  // namespace sysassert::policy

namespace sysassert {

struct Policy::Document {
  std::shared_ptr<policy::File> file;  // null: nothing could be read
  std::vector<Diagnostic> diagnostics;
  Policy::Vars vars;
  std::string path, name;
  std::optional<Policy::Mode> mode;               // whatever the file says
  std::shared_ptr<policy::RunMeanings> meanings;  // see AsOf
};

}  // namespace sysassert

#endif  // SYSASSERT_POLICY_DOCUMENT_H_
