// Policy: a YAML document (version 1) compiled to rules.
#ifndef SYSASSERT_POLICY_H_
#define SYSASSERT_POLICY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sysassert/record.h"
#include "sysassert/result.h"
#include "sysassert/rules.h"

namespace sysassert {

// One mistake in a policy file.
struct Diagnostic {
  SourcePosition position;
  std::string message;  // "unknown key 'olny'; did you mean 'only'?"
  std::string line;     // the source line; empty where there is none
  int width = 1;        // of the caret
  bool warning = false;
  std::string text()
      const;  // "p.yaml:4:1: error: …" with the line and its caret; ends with a newline
};

// Immutable once loaded and cheap to copy. Variables, `~` and relative names that depend on the run
// (cwd, HOME, TMPDIR) are bound when it is compiled for a trace, so one Policy serves many runs.
class Policy {
 public:
  using Vars = std::map<std::string, std::string>;

  // `path` may be "stock:NAME". A policy that does not load is kept as its diagnostics: Check()
  // then fails with them.
  static Policy FromFile(const std::string& path, Vars vars = {});
  // `name`: what diagnostics call it. As a path it says what ${policy_dir} is: the directory that
  // it is in, or would be.
  static Policy FromString(std::string_view yaml, Vars vars = {},
                           const std::string& name = "<string>");

  bool ok() const;  // no errors; warnings may exist
  const std::vector<Diagnostic>& diagnostics() const&;
  std::vector<Diagnostic> diagnostics() && {
    return std::as_const(*this).diagnostics();
  }  // in a range-for, it lives
  const std::string& name() const;
  std::string path() const;
  std::vector<std::string> rule_ids() const;
  // The variables that it sets or names, with HOME where it has a ~; those of extended policies,
  // too. Sorted.
  std::vector<std::string> variables() const;
  // Those that have a say in one of these calls, in the order in which a verdict asks them: denies,
  // allows, what is denied by default, and the rest. Each is a sentence with its place, "no-exec:
  // deny exec (p.yaml:7:9)", and a line for each thing more: `except`, `where`, a list of paths.
  // Those of extended policies, too.
  std::vector<std::string> RulesAbout(const SysnoSet& calls) const;
  // A set of this file's own, or of one that it extends; else as the function of this name says.
  Result<CallSelector> SelectCalls(std::string_view name) const;
  std::string description() const;
  // Its rules, and those of what it extends, are allows alone: it is there to be extended, and no
  // run can break it. RulesFor() is an error.
  bool only_allows() const;

  // The rules for one run. Fails where a variable is undefined there.
  Result<std::vector<Rule>> RulesFor(const Trace& trace) const;
  // The same, with what its patterns mean by the links of this machine now, whatever a run does to
  // them: for `run`, of a command that has not begun. Fails as RulesFor() does.
  Result<Policy> AsOf(const Trace& run) const;
  // Warnings that belong to this trace: a recording is judged by names as they were, so that a
  // pattern that begins with a link of this machine may miss what the run reached through it.
  std::vector<Diagnostic> WarningsFor(const Trace& trace) const;
  Interest interest() const;  // what its rules ask about
  bool asks_content() const;  // of what calls wrote or read: see Watch::buffer_bytes
  int runs() const;           // how often `check` runs the command for it
  enum class Mode : std::uint8_t {
    kCheck,  // never alters the program
    kBlock   // what it forbids is refused: see Blocking()
  };
  Mode mode() const;
  Policy InMode(Mode mode) const;  // the same, whatever the file says of its mode
  Aggregate aggregate() const;

  struct Document;
  const Document* document() const { return document_.get(); }

 private:
  std::shared_ptr<const Document> document_;
};

// Every rule of the policy over the trace. A policy that did not load is one violation, of kind
// kInconclusive, that shows its diagnostics; so is one that asks for several runs, which one trace
// cannot answer.
Verdict Check(const Trace& trace, const Policy& policy);
// The same over several runs of one command: counts aggregate, and every other rule must hold in
// each run.
Verdict Check(const std::vector<Trace>& runs, const Policy& policy);

// What must be seen of a run that is held to these policies: the calls that they ask about and,
// where one asks about content, 4 KiB of each buffer.
Watch WatchingFor(const std::vector<Policy>& policies);

// Block mode: for Record() and Start(). Watches what the policies ask about, and refuses at its
// entry what a deny or a default deny of one in mode block forbids (not what would only warn). The
// program sees the rule's errno; by default EACCES for files, network and exec, ENOSYS for an
// `exact:` newer variant that has a fallback, else EPERM; brk(2) answers the old break. exit,
// exit_group, rt_sigreturn and restart_syscall always run. A refused call is a violation still, as
// is one that ran because only its result showed what it named. A policy that cannot be compiled
// for the run fails its start.
Watch Blocking(const std::vector<Policy>& policies);

// The names of the stock policies, sorted.
std::vector<std::string> StockPolicies();

}  // namespace sysassert

#endif  // SYSASSERT_POLICY_H_
