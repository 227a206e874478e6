#include "sysassert/glob.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "rules/utf8.h"

namespace sysassert {
namespace {

constexpr std::uint64_t kMaxPid = 4194304;  // PID_MAX_LIMIT of 64-bit kernels

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
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

// The component that starts at or after `at`; empty at the end of the path. `at` moves behind it.
std::string_view NextComponent(std::string_view path, std::size_t* at) {
  while (*at < path.size() && path[*at] == '/') ++*at;
  const std::size_t begin = *at;
  while (*at < path.size() && path[*at] != '/') ++*at;
  return path.substr(begin, *at - begin);
}

}  // namespace

std::vector<PathGlob::Token> PathGlob::Tokens(const Piece& piece) {
  constexpr std::pair<std::string_view, Kind> kSpecial[] = {{"*", Kind::kStar},
                                                            {"?", Kind::kCharacter},
                                                            {"<num>", Kind::kNumber},
                                                            {"<pid>", Kind::kPid},
                                                            {"<self>", Kind::kSelf}};
  std::vector<Token> tokens;
  for (std::string_view rest = piece.text; !rest.empty();) {
    Token token{Kind::kByte, rest[0]};
    std::size_t bytes = 1;
    for (const auto& [text, kind] : kSpecial) {
      if (piece.literal || !StartsWith(rest, text)) continue;
      token.kind = kind;
      bytes = text.size();
    }
    tokens.push_back(token);
    rest.remove_prefix(bytes);
  }
  return tokens;
}

PathGlob::PathGlob(const std::vector<Piece>& pieces) {
  std::vector<Token> component;
  bool first = true;
  for (const Piece& piece : pieces) {
    for (const Token& token : Tokens(piece)) {
      const bool slash = token.kind == Kind::kByte && token.byte == '/';
      if (std::exchange(first, false)) absolute_ = slash;
      if (slash) {
        AddComponent(std::exchange(component, {}));
      } else {
        component.push_back(token);
      }
    }
  }
  AddComponent(std::move(component));
  if (absolute_ && prefix_.empty()) prefix_ = "/";
}

void PathGlob::AddComponent(std::vector<Token> tokens) {
  if (tokens.empty()) return;  // slashes that repeat
  Component component;
  bool literal = true;
  for (const Token& token : tokens) {
    component.text += token.byte;
    literal = literal && token.kind == Kind::kByte;
  }
  component.any_depth =
      tokens.size() == 2 && tokens[0].kind == Kind::kStar && tokens[1].kind == Kind::kStar;
  if (!literal) {
    literal_ = false;
    if (!component.any_depth) component.tokens = std::move(tokens);
  } else if (literal_) {
    if (absolute_ || !prefix_.empty()) prefix_ += '/';
    prefix_ += component.text;
  }
  components_.push_back(std::move(component));
}

// The usual greedy loop: on a mismatch only the latest `*` takes one character more. That is
// enough, since what follows a star ends earlier the earlier it begins.
bool PathGlob::TokensMatch(const std::vector<Token>& tokens, std::string_view name, int self_pid) {
  const auto match_one = [&](const Token& token, std::size_t at) -> std::optional<std::size_t> {
    switch (token.kind) {
      case Kind::kNumber:
        return DigitRun(name, at);
      case Kind::kPid:
        return MatchPid(name, at, 0);
      case Kind::kSelf:
        return MatchSelf(name, at, self_pid);
      default:
        if (at >= name.size()) return std::nullopt;
        if (token.kind != Kind::kByte) return at + rules::CharacterLength(name, at);
        return token.byte == name[at] ? std::optional(at + 1) : std::nullopt;
    }
  };
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t p = 0, n = 0, after_star = kNone, star_takes_to = 0;
  while (true) {
    if (p < tokens.size() && tokens[p].kind == Kind::kStar) {
      after_star = ++p;
      star_takes_to = n;
      if (p == tokens.size()) return true;
      continue;
    }
    if (p == tokens.size() && n == name.size()) return true;
    const std::optional<std::size_t> next =
        p < tokens.size() ? match_one(tokens[p], n) : std::nullopt;
    if (next) {
      ++p;
      n = *next;
      continue;
    }
    if (after_star == kNone || star_takes_to >= name.size()) return false;
    p = after_star;
    star_takes_to += rules::CharacterLength(name, star_takes_to);
    n = star_takes_to;
  }
}

bool PathGlob::Matches(std::string_view path, int self_pid) const {
  if (path.empty()) return false;
  const bool floats = !components_.empty() && components_[0].any_depth;
  if (StartsWith(path, "/") != absolute_ && !(floats && !absolute_)) return false;
  // As in TokensMatch, a level higher: a component is a letter, `**` is the star.
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
    if (p < components_.size() && !name.empty()) {
      const Component& component = components_[p];
      if (component.literal() ? component.text == name
                              : TokensMatch(component.tokens, name, self_pid)) {
        ++p;
        at = next;
        continue;
      }
    }
    if (after_star == kNone || NextComponent(path, &star_takes_to).empty()) return false;
    p = after_star;
    at = star_takes_to;
  }
}

bool PathGlob::depends_on_caller() const {
  const auto is_self = [](const Token& token) { return token.kind == Kind::kSelf; };
  return std::any_of(components_.begin(), components_.end(), [&](const Component& component) {
    return std::any_of(component.tokens.begin(), component.tokens.end(), is_self);
  });
}

bool GlobMatches(std::string_view pattern, std::string_view path, int self_pid) {
  return PathGlob(pattern).Matches(path, self_pid);
}

bool NameGlobMatches(std::string_view pattern, std::string_view name) {
  return PathGlob::TokensMatch(PathGlob::Tokens({std::string(pattern), false}), name, 0);
}

}  // namespace sysassert
