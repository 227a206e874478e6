// Paths in matchers: a plain string is equality, Glob("…") and gMock's string matchers are
// explicit.
#ifndef SYSASSERT_GMOCK_PATH_H_
#define SYSASSERT_GMOCK_PATH_H_

#include <gmock/gmock.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sysassert/glob.h"
#include "sysassert/rules.h"

namespace sysassert {

// A path pattern as in policies (see glob.h). A relative one starts at the command's own directory,
// as a relative string does: Glob("*.tmp") is the temporary files right there, and only one that
// begins with `**` matches anywhere: Glob("**/*.tmp").
class Glob {
 public:
  explicit Glob(std::string pattern) : pattern_(std::move(pattern)) {}
  const std::string& pattern() const { return pattern_; }

 private:
  std::string pattern_;
};

namespace internal {

// An absolute path, `path` being relative to `start`; ".", ".." and repeated slashes are taken away
// by the letter, since nothing here asks the filesystem.
inline std::string FromStart(std::string_view path, std::string_view start) {
  std::string from(path.empty() || path.front() != '/' ? start : std::string_view());
  from.append("/").append(path);
  std::string absolute;
  std::string_view rest = from;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    rest.remove_prefix(name.size() == rest.size() ? name.size() : name.size() + 1);
    if (name == "..")
      absolute.resize(absolute.empty() ? 0 : absolute.rfind('/'));
    else if (!name.empty() && name != ".")
      absolute.append("/").append(name);
  }
  return absolute.empty() ? "/" : absolute;
}

// What of `path` lies below `directory`; empty where it does not.
inline std::string_view Below(std::string_view path, std::string_view directory) {
  if (directory == "/") directory = {};
  if (path.size() <= directory.size() || path.substr(0, directory.size()) != directory ||
      path[directory.size()] != '/')
    return {};
  return path.substr(directory.size() + 1);
}

inline bool IsPlain(std::string_view path) { return path.find("..") == std::string_view::npos; }

// What a pattern means; of a recording that is loaded, without the links of this machine, and of a
// run, without those that are younger.
class Meanings {
 public:
  explicit Meanings(const std::vector<PathGlob::Piece>& pattern)
      : written_(MeaningsOf(pattern, Links::kAsWritten)),
        now_(MeaningsOf(pattern, Links::kFollowed, &newest_ns_)) {}
  bool Match(std::string_view actual, const Call& call) const {
    const bool meant = call.recorded_here() && newest_ns_ <= call.run_began_ns();
    const std::vector<PathGlob>& globs = meant ? now_ : written_;
    return std::any_of(globs.begin(), globs.end(),
                       [&](const PathGlob& glob) { return glob.Matches(actual, call.pid()); });
  }
  bool of_path_alone() const {
    return std::none_of(now_.begin(), now_.end(),
                        [](const PathGlob& glob) { return glob.depends_on_caller(); });
  }

 private:
  std::int64_t newest_ns_ = 0;  // of the links that `now_` is by; it comes first, which sets it
  std::vector<PathGlob> written_, now_;
};

inline PathCondition EqualPath(const std::string& path) {
  PathCondition condition;
  condition.expected = "\"" + path + "\"";
  // Made absolute once where that is possible: this is asked of every call.
  const bool relative = path.empty() || path.front() != '/';
  const std::string rooted = FromStart(path, "/");
  const bool plain = IsPlain(path);
  const auto meanings =
      std::make_shared<const Meanings>(std::vector<PathGlob::Piece>{{rooted, true}});
  condition.of_path_alone = relative || meanings->of_path_alone();
  condition.matches = [path, rooted, meanings, relative, plain](std::string_view actual,
                                                                const Call& call) {
    if (actual.empty() || actual.front() != '/')  // all that is known of an unresolved one
      return FromStart(actual, call.start_directory()) == FromStart(path, call.start_directory());
    if (!relative) return actual == rooted || meanings->Match(actual, call);
    if (plain) return Below(actual, call.start_directory()) == std::string_view(rooted).substr(1);
    return actual == FromStart(path, call.start_directory());
  };
  return condition;
}

inline PathCondition GlobbedPath(const Glob& glob) {
  PathCondition condition;
  condition.expected = "Glob(\"" + glob.pattern() + "\")";
  std::string_view pattern = glob.pattern();
  const bool anywhere = !pattern.empty() && (pattern[0] == '/' || pattern.substr(0, 2) == "**");
  while (pattern.substr(0, 2) == "./") pattern.remove_prefix(2);
  const auto meanings =
      std::make_shared<const Meanings>(std::vector<PathGlob::Piece>{{std::string(pattern), false}});
  condition.of_path_alone = meanings->of_path_alone();
  condition.matches = [meanings, anywhere](std::string_view actual, const Call& call) {
    if (!anywhere && !actual.empty() && actual.front() == '/')
      actual = Below(actual, call.start_directory());
    return meanings->Match(actual, call);
  };
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

template <typename T>
inline constexpr bool kIsText =
    std::is_convertible_v<T, std::string> || std::is_convertible_v<T, std::string_view>;

}  // namespace internal

// What an assertion takes for a path. Made from a string, a Glob or a gMock matcher of strings.
class PathArg {
 public:
  PathArg(const char* path) : condition_(internal::EqualPath(path)) {}  // NOLINT(runtime/explicit)
  PathArg(const std::string& path)                                      // NOLINT(runtime/explicit)
      : condition_(internal::EqualPath(path)) {}
  PathArg(std::string_view path)  // NOLINT(runtime/explicit)
      : condition_(internal::EqualPath(std::string(path))) {}
  PathArg(const Glob& glob)  // NOLINT(runtime/explicit)
      : condition_(internal::GlobbedPath(glob)) {}
  template <typename Matcher, typename = std::enable_if_t<!internal::kIsText<Matcher>>>
  PathArg(Matcher matcher)  // NOLINT(runtime/explicit)
      : condition_(internal::MatchedPath(
            testing::SafeMatcherCast<const std::string&>(std::move(matcher)))) {
    static_assert(!std::is_arithmetic_v<Matcher>,
                  "a number is no path: a path is a string, a Glob or a matcher of strings; a "
                  "descriptor is matched by With(\"fd\", 3)");
  }

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
