// Paths in matchers: a plain string is equality, Glob("…") and gMock's string matchers are
// explicit.
#ifndef SYSASSERT_GMOCK_PATH_H_
#define SYSASSERT_GMOCK_PATH_H_

#include <gmock/gmock.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "sysassert/glob.h"
#include "sysassert/rules.h"

namespace sysassert {

// A path pattern as in policies (see glob.h). A relative one starts at the command's own cwd; one
// that begins with `**` matches anywhere.
class Glob {
 public:
  explicit Glob(std::string pattern) : pattern_(std::move(pattern)) {}
  const std::string& pattern() const { return pattern_; }

 private:
  std::string pattern_;
};

namespace internal {

// A relative name, from the directory where the command was started; "." and ".." in it are not
// walked.
inline std::string FromStart(std::string_view path, std::string_view start) {
  if (!path.empty() && path[0] == '/') return std::string(path);
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  std::string absolute(start);
  if (!absolute.empty() && absolute.back() != '/') absolute += '/';
  return absolute + std::string(path);
}

inline PathCondition EqualPath(const std::string& path) {
  PathCondition condition;
  condition.expected = "\"" + path + "\"";
  condition.matches = [path](std::string_view actual, const Call& call) {
    return actual == FromStart(path, call.start_directory());
  };
  return condition;
}

inline PathCondition GlobbedPath(const Glob& glob) {
  PathCondition condition;
  condition.expected = "Glob(\"" + glob.pattern() + "\")";
  const std::string& pattern = glob.pattern();
  const bool anywhere = !pattern.empty() && (pattern[0] == '/' || pattern.substr(0, 2) == "**");
  if (anywhere) {
    auto compiled = std::make_shared<PathGlob>(pattern);
    condition.matches = [compiled](std::string_view actual, const Call& call) {
      return compiled->Matches(actual, call.pid());
    };
  } else {
    condition.matches = [pattern](std::string_view actual, const Call& call) {
      // The start directory is literal: a star in its name is no wildcard.
      const PathGlob compiled({PathGlob::Piece{std::string(call.start_directory()) + "/", true},
                               PathGlob::Piece{pattern, false}});
      return compiled.Matches(actual, call.pid());
    };
  }
  return condition;
}

inline PathCondition MatchedPath(testing::Matcher<const std::string&> matcher) {
  PathCondition condition;
  condition.expected = "a path that " + testing::DescribeMatcher<const std::string&>(matcher);
  condition.matches = [matcher](std::string_view actual, const Call& /*call*/) {
    return matcher.Matches(std::string(actual));
  };
  return condition;
}

}  // namespace internal

// What an assertion takes for a path. Made from a string, a Glob or a gMock matcher of strings.
class PathArg {
 public:
  PathArg(const char* path) : condition_(internal::EqualPath(path)) {}  // NOLINT(runtime/explicit)
  PathArg(const std::string& path)
      : condition_(internal::EqualPath(path)) {}  // NOLINT(runtime/explicit)
  PathArg(std::string_view path)
      : condition_(internal::EqualPath(std::string(path))) {}  // NOLINT(runtime/explicit)
  PathArg(const Glob& glob)
      : condition_(internal::GlobbedPath(glob)) {}  // NOLINT(runtime/explicit)
  template <typename Matcher,
            typename = std::enable_if_t<!std::is_convertible_v<Matcher, std::string> &&
                                        !std::is_convertible_v<Matcher, std::string_view>>>
  PathArg(Matcher matcher)  // NOLINT(runtime/explicit)
      : condition_(internal::MatchedPath(
            testing::SafeMatcherCast<const std::string&>(std::move(matcher)))) {}

  // A test of one's own.
  static PathArg Of(PathCondition condition) {
    PathArg path("");
    path.condition_ = std::move(condition);
    return path;
  }

  const PathCondition& condition() const { return condition_; }

 private:
  PathCondition condition_;
};

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_PATH_H_
