// The rule objects that policies and gMock matchers both compile to, and the one evaluator over
// them. Plain values: no OS, no YAML, no gMock. Catch2 or doctest users call Check() and print the
// violations.
#ifndef SYSASSERT_RULES_H_
#define SYSASSERT_RULES_H_

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sysassert/call.h"
#include "sysassert/glob.h"
#include "sysassert/interest.h"
#include "sysassert/trace.h"

namespace sysassert {

// Which calls a pattern is about. A family may split one kernel call by its arguments
// ("open-write"): `admits` decides.
struct CallSelector {
  std::string text;  // as written: "open", "@network", "exact:openat2"
  SysnoSet calls;
  std::function<bool(const Call&)> admits;  // null: every call of `calls`
  // Of calls that are admitted only where one of these holds of their registers.
  std::map<Sysno, ArgumentTests> registers;
  bool Matches(const Call& call) const {
    return calls[static_cast<std::size_t>(call.id())] && (!admits || admits(call));
  }
};
// "open", "open-write", "@sync", "exact:openat2", "openat2", "?name"; an unknown one is an Error
// whose remedy is "did you mean".
Result<CallSelector> SelectCalls(std::string_view name);
CallSelector SelectCall(Sysno id);  // that kernel call alone
CallSelector Union(const CallSelector& a, const CallSelector& b);

// Of what a call has several of (paths, addresses): one must match; every one, as for an allow; or
// one by either of its names, resolved or as passed, as for a deny.
enum class Quantifier : std::uint8_t { kAny, kEvery, kEitherName };

// One thing asked of a call besides which call it is.
struct Condition {
  std::string key;       // "result", "flags", "addr": the word a failure uses
  std::string expected;  // "ENOENT", "has O_CREAT"
  // True if it holds; else *actual says what was there. `actual` may be null.
  std::function<bool(const Call&, std::string* actual)> holds;
  // True where it cannot be told, since what it asks about was not recorded. Null: it always can.
  std::function<bool(const Call&)> unknown;
  // It can hold of a call of this kind only where one of these does; none, or null: registers do
  // not tell.
  std::function<ArgumentTests(Sysno)> registers;
  // The same as `holds`, of what a call may have several of. Null: that says it.
  std::function<bool(const Call&, Quantifier)> holds_for;
  bool of_registers_alone = false;  // what a call is given in registers decides it, and no result
  bool of_deleted = false;          // Descriptor::deleted: see Interest::LookForDeleted()
};
// For Condition::registers: a call that has one of these flags, all of them, or none.
enum class Flags : std::uint8_t { kAny, kAll, kNone };
ArgumentTests FlagTests(Sysno id, const std::vector<std::string>& names, Flags how);
// The same, of an argument by the kernel's name for it that is one of these numbers.
ArgumentTests NumberTests(Sysno id, std::string_view argument,
                          const std::vector<std::int64_t>& numbers,
                          std::uint64_t mask = UINT64_MAX);
// The bytes that a call wrote or read; `holds` is asked of those that were recorded. Unknown where
// it does not hold and there were more.
Condition ContentCondition(std::string expected, std::function<bool(std::string_view)> holds);

// `matches` is asked of "127.0.0.1:9", of "[::1]:443" or, with the path that the name of a socket
// of AF_UNIX leads to, of "unix:/run/x"; of a deny, of the name as passed, too. `or_none`: a call
// that names no address is meant, too.
Condition AddressCondition(std::string expected,
                           std::function<bool(std::string_view address, const Call&)> matches,
                           bool or_none = false);

// An exec that hands on a descriptor above the standard streams that the run itself opened
// (`wanted`), or none. Unknown where the new program did not show what it has.
Condition LeaksCondition(bool wanted);

struct SourcePosition {
  std::string file;
  int line = 0, column = 0;
};  // one-based; line 0: none

// Asked of a path of a call. A call with two paths (rename, link) satisfies a deny or count by
// either, an allow only by both.
struct PathCondition {
  std::string expected;
  std::function<bool(std::string_view path, const Call&)> matches;
  enum class Subject : std::uint8_t { kResolved, kAsPassed } subject = Subject::kResolved;
  SourcePosition position;     // of a policy
  bool of_path_alone = false;  // `matches` asks the call for nothing but its start_directory()
  // `expected` with its variables, to tell how like a path is to it; empty: as it is.
  std::string spelled;
  const std::string& compared() const { return spelled.empty() ? expected : spelled; }
};

// ANDs its parts; `paths` are ORed among themselves (empty: any path, or none).
struct Pattern {
  CallSelector calls;
  std::vector<PathCondition> paths;
  std::vector<Condition> conditions;
  std::string text;  // as a reader would say it: `open of "/etc/app.conf" failing with ENOENT`
};

bool Matches(const Pattern& pattern, const Call& call, Quantifier paths = Quantifier::kAny);

// How far a call is from a pattern: the conditions that do not hold, in the reader's words.
struct Miss {
  std::size_t index = 0;                 // Call::index()
  int satisfied = 0;                     // parts that hold
  std::vector<std::string> differences;  // "path is \"/etc/b.conf\", expected \"/etc/app.conf\""
};

// What differs between a call of the pattern's selector and the pattern; none where it matches.
Miss Compare(const Pattern& pattern, const Call& call);

// What must be seen of a run for the pattern to be asked about it: by call and, where registers
// tell, by argument.
Interest InterestOf(const Pattern& pattern);
// Why the calls of the run of `call` cannot tell whether it made one like the pattern, or none:
// "the run did not watch connect, bind", "io-uring: …". Empty where they can.
std::string WhyInconclusive(const Call& call, const Pattern& pattern);
std::string_view ErrnoName(int error_number);  // "ENOENT"; empty if unknown
// What a pattern of paths means. Always: the pattern itself; what it says of /proc/self,
// /proc/thread-self and of what leads there (/proc/mounts, /proc/net) it says of <self>, of the
// process that makes the call. On this machine now, besides: what its literal head names by its
// links, "/usr/bin/*" of "/bin/*" and "/proc/<self>/mounts" of "/etc/mtab"; what does not exist
// stays as it is written.
enum class Links : std::uint8_t { kAsWritten, kFollowed };
// `*newest_ns`, if asked for: when the newest of the links that were followed was made
// (CLOCK_REALTIME); 0: none was. One that a run made itself says nothing of what a pattern meant.
std::vector<PathGlob> MeaningsOf(const std::vector<PathGlob::Piece>& pattern, Links links,
                                 std::int64_t* newest_ns = nullptr);

enum class PhaseScope : std::uint8_t { kMain, kLoading, kAll };
enum class Same : std::uint8_t { kFile, kDirectory, kFd, kThread, kProcess };

// Which part of the run a rule is held to. Defaults differ by rule kind: kAll for deny, kMain for
// the rest.
struct Scope {
  PhaseScope phase = PhaseScope::kMain;
  std::optional<std::pair<std::string, std::string>>
      between_marks;                  // empty name: from the start, to the end
  bool marks_of_all_threads = false;  // else what two marks enclose is the marking thread's alone
  std::shared_ptr<const std::map<std::string, Pattern>> declared_marks;  // calls that are marks too
  std::function<bool(const Call&)>
      admits;        // further scopes: process, exe, under, thread, arch; null: all
  std::string text;  // for "never in force": "phase main, thread io*"
};

struct Deny {
  Pattern pattern;
  std::vector<Pattern> except;
};
struct Allow {
  Pattern pattern;
  std::vector<Pattern> except;
};
struct DefaultDeny {
  CallSelector calls;
  std::string what;
};  // nothing of these unless an Allow matches; what: "only.write"
enum class Sum : std::uint8_t { kCalls, kBytes };  // bytes: that the calls moved
enum class Per : std::uint8_t { kCall, kPath, kProcess, kThread, kResult };
struct Count {
  Pattern pattern;
  std::vector<Pattern> except;
  std::function<bool(std::int64_t)> accepts;
  std::string expected;    // "exactly 3", "at most 40", "is <= 40"
  bool needs_one = false;  // an exact or minimum count ≥ 1
  Sum sum = Sum::kCalls;
  std::vector<Per> per;                  // each combination that is seen is counted by itself
  std::optional<std::int64_t> baseline;  // drift from it is reported, be it accepted or not
};
struct Leaves {     // how many files were made in the scope and are still there at its end
  Pattern pattern;  // its paths
  std::function<bool(std::int64_t)> accepts;
  std::string expected;
};
struct Order {  // after a `from`, until an `until`, never a `never`
  Pattern from, until, never;
  std::vector<Same> until_same, never_same;  // as in the opening event
  bool must_end = false;
};
struct Sequence {
  std::vector<Pattern> steps;
  bool per_thread = false;
};

using RuleBody = std::variant<Deny, Allow, DefaultDeny, Count, Order, Sequence, Leaves>;

struct Rule {
  std::string id;
  RuleBody body;
  Scope scope;
  bool warn_only = false;
  bool may_be_absent = false;
  bool blocks = false;  // what it forbids is refused at its entry: see Blocking() in policy.h
  int refuse_with = 0;  // an errno; 0: what the call would say of a lack of permission
  SourcePosition position;
};

// One broken rule, in the parts that every report format shows.
struct Violation {
  enum class Kind : std::uint8_t { kBroken, kInconclusive, kNeverInForce } kind = Kind::kBroken;
  std::string rule;                 // its id
  std::string title;                // "forbidden file access"
  std::optional<std::size_t> call;  // Call::index() of the offender
  std::vector<std::size_t> calls;   // all offenders, in order; the first ten are listed
  std::vector<std::pair<std::string, std::string>>
      fields;               // label → text, in the order to print: path, process, because…
  std::size_t repeats = 0;  // further offenders like the first
  std::size_t run = 0;      // of several, which one's trace `call` and `calls` are of; from 0
  SourcePosition position;
  bool warning = false;
};

// What a count came to.
struct Measurement {
  std::string rule;
  std::int64_t value = 0;
  std::optional<std::int64_t> baseline;
  SourcePosition position;
};

// An allow, or one path of it, that no call of the run needed.
struct UnusedAllow {
  std::string rule;
  std::string path;  // as written; empty where the allow has none
  SourcePosition position;
};

struct Verdict {
  std::vector<Violation> violations;       // in the order of the rules
  std::vector<std::string> rules;          // every id that was evaluated, once, so that passes show
  std::vector<Measurement> measurements;   // of every count that was judged
  std::vector<UnusedAllow> unused_allows;  // in the order of the rules
  bool ok() const;                         // nothing but warnings
};

// Evaluates every rule over `trace` in one pass. Pure. A scope of phase kMain is the trace as it is
// given; kLoading and kAll look at `trace.WholeRun()`, which is held to the same view (a thread, a
// process, between marks).
Verdict Evaluate(const Trace& trace, const std::vector<Rule>& rules);

// Which of several runs a count is judged by: the one with the most, or the (lower) median.
enum class Aggregate : std::uint8_t { kMax, kMedian };
// The verdicts of the same rules over several runs, as one. A rule that counts is judged by one
// run; any other must hold in each, and the first that it does not hold in is reported.
Verdict Combine(const std::vector<Verdict>& runs, Aggregate aggregate);

// The whole block a reader sees, as policy-language.md shows it; ends with a newline. `trace` as it
// was evaluated.
std::string Format(const Violation& violation, const Trace& trace);

// The calls nearest to a pattern in the trace, best first; at most `limit`.
std::vector<Miss> NearestMisses(const Trace& trace, const Pattern& pattern, std::size_t limit = 3);

}  // namespace sysassert

#endif  // SYSASSERT_RULES_H_
