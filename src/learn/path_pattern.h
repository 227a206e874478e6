// A path pattern in parts, before it is text: what was seen, and what stands for what was not.
#ifndef SYSASSERT_LEARN_PATH_PATTERN_H_
#define SYSASSERT_LEARN_PATH_PATTERN_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sysassert::learn {

struct Part {
  enum class Kind : std::uint8_t { kLiteral, kVariable, kAnyByte, kStar, kNumber, kPid, kSelf };
  Kind kind = Kind::kLiteral;
  std::string text;  // the bytes that were seen; of a variable as it is written: "${cwd}", "~"
  friend bool operator==(const Part& a, const Part& b) = default;
};

// What stands between two slashes. A variable has one to itself, and stands first.
using Component = std::vector<Part>;

Component Literal(std::string_view name);
void AppendTo(Component* component, Part part);  // literal parts that meet are one
bool IsLiteral(const Component& component);      // one literal part

struct PathPattern {
  bool absolute = true;  // begins with '/'; not asked where a variable stands first
  std::vector<Component> components;
  friend bool operator==(const PathPattern& a, const PathPattern& b) = default;
};

// Is every path of `literal`, which has no more than a variable besides what was seen, one of
// `pattern`?
bool Covers(const PathPattern& pattern, const PathPattern& literal);

// The components of `path` as they are; slashes that repeat count once.
PathPattern Literally(std::string_view path);

// A pattern as the policy language writes it.
struct Written {
  std::string text;
  // A byte that is no UTF-8, which YAML cannot carry, has a `?` instead.
  bool covered = false;
};

// How a literal `*`, `?`, `<` or `$` is said where the language would read it as its own.
enum class Quoting : std::uint8_t {
  kVariables,  // by the variables of QuotingVariables(), whose values are never globbed
  kCovered     // by a `?`, which any byte matches, where the policy cannot get variables
};
Written Write(const PathPattern& pattern, Quoting quoting = Quoting::kVariables);

// The variables that texts of Write() may use, each with its value; see UsedIn().
const std::map<std::string, std::string>& QuotingVariables();
// Those of them that `text` uses.
std::map<std::string, std::string> UsedIn(std::string_view text);

// `text` in one line, for a comment: what cannot be seen is a `?`.
std::string Visible(std::string_view text);

// A scalar as YAML reads it back: plain where that is safe, else in double quotes, with escapes for
// what a reader would not see. A byte that is no UTF-8 becomes a `?`.
std::string YamlScalar(std::string_view text);

}  // namespace sysassert::learn

#endif  // SYSASSERT_LEARN_PATH_PATTERN_H_
