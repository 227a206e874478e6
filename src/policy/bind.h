// What a policy wrote, bound to one run: variables have their values, globs are compiled, and a
// scope is a test of a call.
#ifndef SYSASSERT_POLICY_BIND_H_
#define SYSASSERT_POLICY_BIND_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/document.h"
#include "policy/variables.h"
#include "sysassert/glob.h"
#include "sysassert/trace.h"

namespace sysassert::policy {

// Of `document` and `run`, which must both outlive it; what it returns may outlive all three.
class Binder {
 public:
  using Globs = std::shared_ptr<const std::vector<PathGlob>>;

  Binder(const Policy::Document& document, const Trace& run) : document_(document), run_(run) {}

  // Each spec is one of `file`, whose variables and scope are meant.
  Pattern PatternOf(const File& file, const PatternSpec& spec);
  std::vector<Pattern> PatternsOf(const File& file, const std::vector<PatternSpec>& specs);
  // A rule's own scope over its file's, which is its default. `phase` where neither says.
  Scope ScopeOf(const File& file, const ScopeSpec& own, PhaseScope phase);

  // The first thing that could not be bound: an undefined variable, say.
  const std::optional<Error>& mistake() const { return mistake_; }
  std::vector<Diagnostic> TakeWarnings() { return warnings_.Take(); }

 private:
  Lookup LookupIn(const File& file);
  // A variable may be made of built-ins and the environment; not of itself.
  std::optional<std::string> ValueOf(const File& file, const Written& written,
                                     const std::string& name);
  Globs GlobsOf(const File& file, const std::vector<Written>& patterns);
  // With the values of its variables; empty where one has none.
  std::string Spelled(const File& file, const Written& pattern);
  // The bytes of a name, which may be relative: it means nothing but itself.
  Globs AsPassed(const File& file, const Written& pattern);
  std::vector<PathGlob> MeaningsOfPattern(const Written& pattern,
                                          const std::vector<PathGlob::Piece>& pieces);
  // What is wrong with a pattern now that it has its variables; empty if nothing is.
  std::string MistakeIn(const std::vector<PathGlob::Piece>& pieces) const;
  // The run was made by this process: of a recording, the machine may have been another.
  bool IsHere() const;
  void AddAddresses(const File& file, const PatternSpec& spec, Pattern* pattern);
  void AddPaths(const File& file, const std::vector<Written>& paths, PathCondition::Subject subject,
                Pattern* pattern);
  std::shared_ptr<const std::map<std::string, Pattern>> MarksOf(const File& file);
  std::vector<std::function<bool(const Call&)>> TestsOf(const File& file, const ScopeSpec& scope);
  void Refuse(const Spot& spot, const std::string& message);
  // Of a recording: would this pattern mean more in a run of this machine?
  void WarnOfLinks(const Written& pattern, const std::vector<PathGlob::Piece>& pieces);

  const Policy::Document& document_;
  const Trace& run_;
  std::optional<Error> mistake_;
  Diagnostics warnings_;
  std::vector<std::string> binding_;  // the variables of the file that are being bound
  std::string inner_mistake_;         // of the last of them that could not be
};

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_BIND_H_
