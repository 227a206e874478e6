// OnlyOpens, OnlyOpensUnder, OnlyCalls, MakesNoCalls: nothing else. Each looks at the trace that it
// is given.
#ifndef SYSASSERT_GMOCK_ONLY_H_
#define SYSASSERT_GMOCK_ONLY_H_

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "sysassert/gmock/calls.h"
#include "sysassert/gmock/rule_matcher.h"

namespace sysassert {
namespace internal {

// Nothing of `family` but what `allowed` matches.
inline RuleMatcher OnlyMatcher(const char* id, const char* family,
                               const std::vector<CallSpec>& allowed, std::string description) {
  std::vector<Rule> rules;
  rules.push_back(MakeRule(id, DefaultDeny{Named(family).pattern().calls, id}, PhaseScope::kMain));
  for (const CallSpec& spec : allowed)
    rules.push_back(MakeRule(spec.pattern().text, Allow{spec.pattern(), {}}, PhaseScope::kAll));
  return {std::move(rules), std::move(description)};
}

inline RuleMatcher OnlyPaths(const char* id, const std::vector<PathArg>& paths,
                             const std::string& verb) {
  std::vector<CallSpec> allowed;
  std::string description = verb;
  for (const PathArg& path : paths) {
    description += (allowed.empty() ? " " : ", ") + path.condition().expected;
    allowed.push_back(Named("open").On(path));
  }
  if (paths.empty()) description += " nothing";
  return OnlyMatcher(id, "open", allowed, std::move(description));
}

}  // namespace internal

// Every open, one that fails included, is of one of these.
inline internal::RuleMatcher OnlyOpens(std::initializer_list<PathArg> paths) {
  return internal::OnlyPaths("OnlyOpens", paths, "opens only");
}
inline internal::RuleMatcher OnlyOpens(const std::vector<PathArg>& paths) {
  return internal::OnlyPaths("OnlyOpens", paths, "opens only");
}

// Every open is of a directory of these, or of something below it.
template <typename... Directories>
internal::RuleMatcher OnlyOpensUnder(const Directories&... directories) {
  std::vector<PathArg> paths;
  for (const std::string& directory : {std::string(directories)...}) {
    PathCondition condition;
    condition.expected = "\"" + directory + "\" or below";
    const bool absolute = !directory.empty() && directory.front() == '/';
    const auto meanings = std::make_shared<const internal::Meanings>(
        std::vector<PathGlob::Piece>{{internal::FromStart(directory, "/"), true}, {"/**", false}});
    condition.of_path_alone = !absolute || meanings->of_path_alone();
    condition.matches = [directory, absolute, meanings](std::string_view path, const Call& call) {
      const std::string top = internal::FromStart(directory, call.start_directory());
      return path == top || !internal::Below(path, top).empty() ||
             (absolute && meanings->Match(path, call));
    };
    paths.push_back(PathArg::Of(std::move(condition)));
  }
  return internal::OnlyPaths("OnlyOpensUnder", paths, "opens only");
}

// Every call is one of these; leaving (exit, exit_group) is always allowed.
inline internal::RuleMatcher OnlyCalls(std::initializer_list<CallSpec> calls) {
  std::vector<CallSpec> allowed(calls);
  std::string description = "makes only the calls";
  for (const CallSpec& spec : allowed) description += " " + spec.pattern().text + ",";
  description.back() = ' ';
  description += "and exit";
  allowed.push_back(internal::Named("exit"));
  return internal::OnlyMatcher("OnlyCalls", "@all", allowed, std::move(description));
}

inline internal::RuleMatcher MakesNoCalls() {
  return internal::OnlyMatcher("MakesNoCalls", "@all", {}, "makes no system call");
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_ONLY_H_
