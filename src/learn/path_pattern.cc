#include "learn/path_pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "policy/source.h"
#include "rules/utf8.h"
#include "sysassert/glob.h"

namespace sysassert::learn {
namespace {

constexpr std::string_view kPlaceholders[] = {"<num>", "<pid>", "<self>"};

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// The variable for a byte that the language would read as its own; empty for any other.
std::string_view QuotedBy(std::string_view rest) {
  if (rest[0] == '*') return "star";
  if (rest[0] == '?') return "question_mark";
  if (StartsWith(rest, "${")) return "dollar";
  const bool placeholder =
      std::any_of(std::begin(kPlaceholders), std::end(kPlaceholders),
                  [rest](std::string_view word) { return StartsWith(rest, word); });
  return placeholder ? "less_than" : "";
}

// Of a character of at most three bytes, as all that are invisible here have.
unsigned CodePointOf(std::string_view character) {
  constexpr unsigned kBits = 6, kMask = 0x3f;
  unsigned point = static_cast<unsigned char>(character[0]);
  if (character.size() > 1) point &= kMask >> (character.size() - 1);
  for (std::size_t i = 1; i < character.size(); ++i)
    point = (point << kBits) | (static_cast<unsigned char>(character[i]) & kMask);
  return point;
}

// Control characters, and what has no width or turns the order of others around.
bool IsInvisible(std::string_view character) {
  const auto byte = [character](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
  if (character.size() == 2) return byte(0) == 0xc2 && (byte(1) < 0xa0 || byte(1) == 0xad);
  if (character.size() != 3) return false;
  if (byte(0) == 0xef) return byte(1) == 0xbb && byte(2) == 0xbf;
  if (byte(0) != 0xe2) return false;
  return (byte(1) == 0x80 && (byte(2) < 0x90 || (byte(2) >= 0xa8 && byte(2) <= 0xae))) ||
         (byte(1) == 0x81 && byte(2) >= 0xa0 && byte(2) <= 0xaf);
}

// The characters of a text in turn, as globs count them; some may be no UTF-8.
class Characters {
 public:
  explicit Characters(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  std::string_view current() const { return rest_.substr(0, rules::CharacterLength(rest_, 0)); }
  bool is_text() const { return policy::FindInvalidUtf8(current()) == std::string_view::npos; }
  bool visible() const { return is_text() && !IsInvisible(current()); }
  void Next() { rest_.remove_prefix(current().size()); }

 private:
  std::string_view rest_;
};

// A character as it stands in double quotes. What is no UTF-8 YAML cannot carry.
std::string Escaped(const Characters& at) {
  const std::string_view character = at.current();
  if (!at.is_text()) return "?";
  if (character == "\n") return "\\n";
  if (character == "\t") return "\\t";
  if (character == "\"" || character == "\\") return "\\" + std::string(character);
  if (at.visible()) return std::string(character);
  return fmt::format("\\u{:04x}", CodePointOf(character));
}

void WriteLiteral(std::string_view text, Quoting quoting, Written* written) {
  for (Characters at(text); !at.done(); at.Next()) {
    const std::string_view variable = QuotedBy(at.rest());
    if (at.is_text() && variable.empty()) {
      written->text += at.current();
    } else if (at.is_text() && quoting == Quoting::kVariables) {
      written->text += "${" + std::string(variable) + "}";
    } else {
      written->text += '?';
      written->covered = true;
    }
  }
}

}  // namespace

namespace {

std::string_view WordOf(Part::Kind kind) {
  switch (kind) {
    case Part::Kind::kAnyByte:
      return "?";
    case Part::Kind::kStar:
      return "*";
    case Part::Kind::kNumber:
      return "<num>";
    case Part::Kind::kPid:
      return "<pid>";
    case Part::Kind::kSelf:
      return "<self>";
    default:
      return "";
  }
}

bool Matches(const Component& component, const std::string& name) {
  std::vector<PathGlob::Piece> pieces;
  for (const Part& part : component) {
    const bool literal = part.kind == Part::Kind::kLiteral;
    pieces.push_back({literal ? part.text : std::string(WordOf(part.kind)), literal});
  }
  return PathGlob(pieces).Matches(name);
}

}  // namespace

bool Covers(const PathPattern& pattern, const PathPattern& literal) {
  return pattern.absolute == literal.absolute &&
         std::equal(
             pattern.components.begin(), pattern.components.end(), literal.components.begin(),
             literal.components.end(), [](const Component& component, const Component& seen) {
               return component == seen || (IsLiteral(seen) && Matches(component, seen[0].text));
             });
}

Component Literal(std::string_view name) { return {Part{Part::Kind::kLiteral, std::string(name)}}; }

void AppendTo(Component* component, Part part) {
  const bool joins = part.kind == Part::Kind::kLiteral && !component->empty() &&
                     component->back().kind == Part::Kind::kLiteral;
  if (joins)
    component->back().text += part.text;
  else
    component->push_back(std::move(part));
}

bool IsLiteral(const Component& component) {
  return component.size() == 1 && component[0].kind == Part::Kind::kLiteral;
}

PathPattern Literally(std::string_view path) {
  PathPattern pattern;
  pattern.absolute = StartsWith(path, "/");
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) pattern.components.push_back(Literal(path.substr(0, end)));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return pattern;
}

Written Write(const PathPattern& pattern, Quoting quoting) {
  Written written;
  bool slash = pattern.absolute;
  for (const Component& component : pattern.components) {
    const bool variable = !component.empty() && component[0].kind == Part::Kind::kVariable;
    if (slash && !variable) written.text += '/';
    slash = true;
    for (const Part& part : component) {
      switch (part.kind) {
        case Part::Kind::kLiteral:
          WriteLiteral(part.text, quoting, &written);
          break;
        case Part::Kind::kVariable:
          written.text += part.text;
          break;
        default:
          written.text += WordOf(part.kind);
      }
    }
  }
  if (written.text.empty()) written.text = "/";
  return written;
}

const std::map<std::string, std::string>& QuotingVariables() {
  static const auto& variables = *new std::map<std::string, std::string>{
      {"star", "*"}, {"question_mark", "?"}, {"less_than", "<"}, {"dollar", "$"}};
  return variables;
}

std::map<std::string, std::string> UsedIn(std::string_view text) {
  std::map<std::string, std::string> used;
  for (const auto& [name, value] : QuotingVariables()) {
    if (text.find("${" + name + "}") != std::string_view::npos) used.emplace(name, value);
  }
  return used;
}

std::string Visible(std::string_view text) {
  std::string line;
  for (Characters at(text); !at.done(); at.Next())
    line += at.visible() ? at.current() : std::string_view("?");
  return line;
}

std::string YamlScalar(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+").find(c) != std::string_view::npos;
  };
  if (StartsWith(text, "/") && std::all_of(text.begin(), text.end(), plain))
    return std::string(text);
  std::string quoted = "\"";
  for (Characters at(text); !at.done(); at.Next()) quoted += Escaped(at);
  return quoted + '"';
}

}  // namespace sysassert::learn
