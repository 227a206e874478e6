// Glob: path patterns, as policies and the matchers' Glob() write them.
#ifndef SYSASSERT_GLOB_H_
#define SYSASSERT_GLOB_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sysassert {

// A compiled pattern; immutable, cheap to match, safe to share between threads.
//
//   ?  *      within one component; they match a leading dot. `?` is one character of UTF-8, or one
//             byte that is part of none
//   **        a whole component: zero or more of them, so that `/a/**` includes `/a`
//   /a/       the directory alone: the same as `/a`
//   <num>     a whole run of digits
//   <pid>     the same, where it can be a process id (1 to 4194304)
//   <self>    `self`, `thread-self`, or the id of the process that made the call
//
// There are no braces and no brackets: lists do that, and `/usr/bin/[` exists. Slashes that repeat
// count once. A relative pattern matches relative paths only, but one that begins with `**` matches
// both. Matching takes time in proportion to pattern times path at worst; nothing is exponential.
class PathGlob {
 public:
  // A part of a pattern; in a literal one (the value of a variable) `*` is a star and nothing more.
  struct Piece {
    std::string text;
    bool literal = false;
  };
  explicit PathGlob(std::string_view pattern) : PathGlob({Piece{std::string(pattern), false}}) {}
  explicit PathGlob(const std::vector<Piece>& pieces);

  // `self_pid`: whose call it is, for <self>; 0 where it is not known. An empty path matches
  // nothing.
  bool Matches(std::string_view path, int self_pid = 0) const;

  // It has a <self>: whether it matches depends on whose call it is.
  bool depends_on_caller() const;
  // No wildcard and no placeholder: only the path itself matches.
  bool literal() const { return literal_; }
  // The whole components before the first that is not literal: "/usr/lib" of "/usr/lib/**/*.so".
  const std::string& literal_prefix() const { return prefix_; }

 private:
  enum class Kind : std::uint8_t { kByte, kCharacter, kStar, kNumber, kPid, kSelf };
  struct Token {
    Kind kind = Kind::kByte;
    char byte = 0;
  };
  struct Component {
    std::string text;           // where literal
    std::vector<Token> tokens;  // where not
    bool any_depth = false;     // `**`
    bool literal() const { return tokens.empty() && !any_depth; }
  };
  friend bool NameGlobMatches(std::string_view pattern, std::string_view name);
  static std::vector<Token> Tokens(const Piece& piece);
  static bool TokensMatch(const std::vector<Token>& tokens, std::string_view name, int self_pid);
  void AddComponent(std::vector<Token> tokens);

  std::vector<Component> components_;
  std::string prefix_;
  bool absolute_ = false;
  bool literal_ = true;
};

// PathGlob(pattern).Matches(path); keep a PathGlob where many paths are asked about.
bool GlobMatches(std::string_view pattern, std::string_view path, int self_pid = 0);

// For names that are not paths (a thread's): `?` is any character and `*` any run of them, `/`
// included.
bool NameGlobMatches(std::string_view pattern, std::string_view name);

}  // namespace sysassert

#endif  // SYSASSERT_GLOB_H_
