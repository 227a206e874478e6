#include "learn/guard.h"

#include <algorithm>
#include <string>
#include <utility>

#include "learn/generalise.h"
#include "policy/document.h"
#include "sysassert/policy.h"

namespace sysassert::learn {
namespace {

bool IsAnyDepth(const Component& component) {
  return component.size() == 2 && component[0].kind == Part::Kind::kStar &&
         component[0] == component[1];
}

// A component in single characters. What stands for several is a star.
constexpr int kManyLetters = -1, kAnyLetter = -2;
std::vector<int> Letters(const Component& component) {
  std::vector<int> letters;
  for (const Part& part : component) {
    if (part.kind == Part::Kind::kLiteral) {
      for (char c : part.text) letters.push_back(static_cast<unsigned char>(c));
    } else {
      letters.push_back(part.kind == Part::Kind::kAnyByte ? kAnyLetter : kManyLetters);
    }
  }
  return letters;
}

// Do two sequences with stars, which stand for any number of others, have one in common? `star(x)`,
// `meet(x, y)`. A table of suffixes against suffixes.
template <typename Sequence, typename Star, typename Meet>
bool Overlap(const Sequence& a, const Sequence& b, const Star& star, const Meet& meet) {
  std::vector<std::vector<char>> yes(a.size() + 1, std::vector<char>(b.size() + 1, 0));
  for (std::size_t i = a.size() + 1; i-- > 0;) {
    for (std::size_t j = b.size() + 1; j-- > 0;) {
      const bool star_a = i < a.size() && star(a[i]), star_b = j < b.size() && star(b[j]);
      bool holds = i == a.size() && j == b.size();
      if (star_a) holds = holds || yes[i + 1][j] || (j < b.size() && yes[i][j + 1]);
      if (star_b) holds = holds || yes[i][j + 1] || (i < a.size() && yes[i + 1][j]);
      if (!star_a && !star_b && i < a.size() && j < b.size())
        holds = meet(a[i], b[j]) && yes[i + 1][j + 1];
      yes[i][j] = holds ? 1 : 0;
    }
  }
  return yes[0][0] != 0;
}

bool ComponentsMayOverlap(const Component& a, const Component& b) {
  return Overlap(
      Letters(a), Letters(b), [](int letter) { return letter == kManyLetters; },
      [](int x, int y) { return x == y || x == kAnyLetter || y == kAnyLetter; });
}

// Every name of HOME, or of a directory in it, said by ~: below a variable that is nearer it is the
// project's own.
bool IsCloseToHome(const PathPattern& pattern) {
  static const Component kHome = {{Part::Kind::kVariable, "~"}};
  const auto& components = pattern.components;
  if (components.empty() || components[0] != kHome) return false;
  const std::size_t close = std::min<std::size_t>(components.size(), 3);
  return std::any_of(components.begin() + 1,
                     components.begin() + static_cast<std::ptrdiff_t>(close), IsWide);
}

// Of abstract sockets, which are no files: "@*".
bool IsEveryName(const PathPattern& pattern) {
  return std::all_of(pattern.components.begin(), pattern.components.end(),
                     [](const Component& component) {
                       return std::all_of(component.begin(), component.end(), [](const Part& part) {
                         return part.kind == Part::Kind::kLiteral ? part.text == "@"
                                                                  : part.kind != Part::Kind::kSelf;
                       });
                     });
}

// Right below the temporary directory, which is close to the root, random names are at home:
// Python's tempfile makes such a one to see whether it can.
bool IsTemporary(const PathPattern& pattern, const Component& component) {
  static const Component kTemporary = {{Part::Kind::kVariable, std::string(kTemporaryPlace)}};
  const bool random = component.size() >= kRandomCharacters &&
                      std::all_of(component.begin(), component.end(), [](const Part& part) {
                        return part.kind == Part::Kind::kAnyByte;
                      });
  return random && pattern.components.size() >= 2 && pattern.components[0] == kTemporary &&
         pattern.components[1] == component;
}

}  // namespace

PathPattern ParsePattern(std::string_view text) {
  static constexpr std::pair<std::string_view, Part::Kind> kSpecial[] = {
      {"*", Part::Kind::kStar},
      {"?", Part::Kind::kAnyByte},
      {"<num>", Part::Kind::kNumber},
      {"<pid>", Part::Kind::kPid},
      {"<self>", Part::Kind::kSelf}};
  PathPattern pattern = Literally(text);
  for (Component& component : pattern.components) {
    Component parts;
    for (std::string_view rest = component[0].text; !rest.empty();) {
      Part part{Part::Kind::kLiteral, std::string(rest.substr(0, 1))};
      std::size_t size = 1;
      for (const auto& [word, kind] : kSpecial) {
        if (!rest.starts_with(word)) continue;
        part = {kind, ""};
        size = word.size();
      }
      AppendTo(&parts, std::move(part));
      rest.remove_prefix(size);
    }
    component = std::move(parts);
  }
  return pattern;
}

bool MayOverlap(const PathPattern& a, const PathPattern& b) {
  return Overlap(a.components, b.components, IsAnyDepth, ComponentsMayOverlap);
}

Guard::Guard(const Places& places) : places_(places) {
  const std::string home = places.DirectoryOf("~");
  home_ = Literally(home);
  const Policy policy = Policy::FromFile("stock:no-secrets");
  for (const policy::RuleSpec& rule : policy.document()->file->rules) {
    for (const policy::Written& path : rule.pattern.paths) {
      const bool below_home = path.text.starts_with('~');
      if (below_home && home.empty()) continue;
      secrets_.push_back(ParsePattern(below_home ? home + path.text.substr(1) : path.text));
    }
  }
}

PathPattern Guard::Expanded(const PathPattern& pattern) const {
  PathPattern expanded = pattern;
  auto& components = expanded.components;
  if (components.empty() || components[0].empty() || components[0][0].kind != Part::Kind::kVariable)
    return expanded;
  const PathPattern head = Literally(places_.DirectoryOf(components[0][0].text));
  components.erase(components.begin());
  components.insert(components.begin(), head.components.begin(), head.components.end());
  expanded.absolute = true;
  return expanded;
}

bool Guard::Permits(const PathPattern& pattern) const {
  if (IsCloseToHome(pattern)) return false;
  const PathPattern path = Expanded(pattern);
  if (!path.absolute) return !IsEveryName(path);
  for (std::size_t i = 0; i < path.components.size(); ++i) {
    const Component& component = path.components[i];
    if (IsLiteral(component) || component[0].kind == Part::Kind::kSelf) continue;
    const bool wide = IsWide(component);
    if (i == 0) return false;
    if (!wide || IsTemporary(pattern, component)) continue;
    const auto end = path.components.begin() + static_cast<std::ptrdiff_t>(i);
    const std::vector<Component> parent(path.components.begin(), end);
    const bool holds_home = parent.size() <= home_.components.size() &&
                            std::equal(parent.begin(), parent.end(), home_.components.begin());
    if (parent.size() < 2 || holds_home) return false;
  }
  return !IsSecret(pattern);
}

bool Guard::IsSecret(const PathPattern& pattern) const {
  const PathPattern path = Expanded(pattern);
  return std::any_of(secrets_.begin(), secrets_.end(),
                     [&path](const PathPattern& secret) { return MayOverlap(path, secret); });
}

}  // namespace sysassert::learn
