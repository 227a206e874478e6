#include "sysassert/glob.h"

#include <charconv>
#include <cstdint>
#include <optional>

namespace sysassert {
namespace {

constexpr std::string_view kSelf = "<self>";
constexpr std::string_view kPid = "<pid>";
constexpr std::string_view kNum = "<num>";
constexpr std::uint64_t kMaxPid = 4194304;  // PID_MAX_LIMIT of 64-bit kernels

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool IsLiteral(std::string_view component) {
  for (std::string_view special :
       {std::string_view("*"), std::string_view("?"), kSelf, kPid, kNum}) {
    if (component.find(special) != std::string_view::npos) return false;
  }
  return true;
}

// The end of the run of digits that starts at `at`; nullopt where none starts there. Only whole
// runs count: so a placeholder has one way to match, and a `*` before it needs no second guess.
std::optional<std::size_t> DigitRun(std::string_view name, std::size_t at) {
  if (at >= name.size() || !IsDigit(name[at])) return std::nullopt;
  if (at > 0 && IsDigit(name[at - 1])) return std::nullopt;
  while (at < name.size() && IsDigit(name[at])) ++at;
  return at;
}

std::optional<std::uint64_t> ParsePid(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (digits[0] == '0' || value > kMaxPid) return std::nullopt;
  return value;
}

std::optional<std::size_t> MatchPid(std::string_view name, std::size_t at, int wanted) {
  const std::optional<std::size_t> end = DigitRun(name, at);
  if (!end) return std::nullopt;
  const std::optional<std::uint64_t> pid = ParsePid(name.substr(at, *end - at));
  if (!pid || (wanted != 0 && *pid != static_cast<std::uint64_t>(wanted))) return std::nullopt;
  return end;
}

std::optional<std::size_t> MatchSelf(std::string_view name, std::size_t at, int self_pid) {
  for (std::string_view word : {std::string_view("self"), std::string_view("thread-self")}) {
    if (StartsWith(name.substr(at), word)) return at + word.size();
  }
  return self_pid > 0 ? MatchPid(name, at, self_pid) : std::nullopt;
}

// One element of a pattern that is not `*`, tried at one place.
struct Step {
  std::size_t pattern_bytes;
  std::optional<std::size_t> name_end;  // nullopt: no match there
};

Step MatchElement(std::string_view pattern, std::string_view name, std::size_t at, int self_pid) {
  if (pattern[0] == '<') {
    if (StartsWith(pattern, kNum)) return {kNum.size(), DigitRun(name, at)};
    if (StartsWith(pattern, kPid)) return {kPid.size(), MatchPid(name, at, 0)};
    if (StartsWith(pattern, kSelf)) return {kSelf.size(), MatchSelf(name, at, self_pid)};
  }
  if (at >= name.size()) return {1, std::nullopt};
  if (pattern[0] != '?' && pattern[0] != name[at]) return {1, std::nullopt};
  return {1, at + 1};
}

// The usual greedy loop: on a mismatch only the latest `*` takes one character more. That is
// enough, since what follows a star ends earlier the earlier it begins.
bool WildcardMatches(std::string_view pattern, std::string_view name, int self_pid) {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t p = 0, n = 0, after_star = kNone, star_takes_to = 0;
  while (true) {
    if (p < pattern.size() && pattern[p] == '*') {
      after_star = ++p;
      star_takes_to = n;
      if (p == pattern.size()) return true;
      continue;
    }
    if (p == pattern.size() && n == name.size()) return true;
    if (p < pattern.size()) {
      const Step step = MatchElement(pattern.substr(p), name, n, self_pid);
      if (step.name_end) {
        p += step.pattern_bytes;
        n = *step.name_end;
        continue;
      }
    }
    if (after_star == kNone || star_takes_to >= name.size()) return false;
    p = after_star;
    n = ++star_takes_to;
  }
}

// The component that starts at or after `at`; empty at the end of the path. `at` moves behind it.
std::string_view NextComponent(std::string_view path, std::size_t* at) {
  while (*at < path.size() && path[*at] == '/') ++*at;
  const std::size_t begin = *at;
  while (*at < path.size() && path[*at] != '/') ++*at;
  return path.substr(begin, *at - begin);
}

}  // namespace

PathGlob::PathGlob(std::string_view pattern) : absolute_(StartsWith(pattern, "/")) {
  std::size_t at = 0;
  for (std::string_view text = NextComponent(pattern, &at); !text.empty();
       text = NextComponent(pattern, &at)) {
    Component component{std::string(text), text == "**", IsLiteral(text)};
    if (!component.literal) {
      literal_ = false;
    } else if (literal_) {
      if (absolute_ || !prefix_.empty()) prefix_ += '/';
      prefix_ += text;
    }
    components_.push_back(std::move(component));
  }
  if (absolute_ && prefix_.empty()) prefix_ = "/";
}

bool PathGlob::ComponentMatches(const Component& component, std::string_view name, int self_pid) {
  if (component.literal) return component.text == name;
  return WildcardMatches(component.text, name, self_pid);
}

bool PathGlob::Matches(std::string_view path, int self_pid) const {
  if (path.empty()) return false;
  const bool floats = !components_.empty() && components_[0].any_depth;
  if (StartsWith(path, "/") != absolute_ && !(floats && !absolute_)) return false;
  // As in WildcardMatches, a level higher: a component is a letter, `**` is the star.
  constexpr std::size_t kNone = std::string::npos;
  std::size_t p = 0, at = 0, after_star = kNone, star_takes_to = 0;
  while (true) {
    if (p < components_.size() && components_[p].any_depth) {
      after_star = ++p;
      star_takes_to = at;
      if (p == components_.size()) return true;
      continue;
    }
    std::size_t next = at;
    const std::string_view name = NextComponent(path, &next);
    if (p == components_.size() && name.empty()) return true;
    if (p < components_.size() && !name.empty() &&
        ComponentMatches(components_[p], name, self_pid)) {
      ++p;
      at = next;
      continue;
    }
    if (after_star == kNone || NextComponent(path, &star_takes_to).empty()) return false;
    p = after_star;
    at = star_takes_to;
  }
}

bool GlobMatches(std::string_view pattern, std::string_view path, int self_pid) {
  return PathGlob(pattern).Matches(path, self_pid);
}

bool NameGlobMatches(std::string_view pattern, std::string_view name) {
  return WildcardMatches(pattern, name, 0);
}

}  // namespace sysassert
