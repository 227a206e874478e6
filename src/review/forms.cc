#include "review/forms.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "learn/places.h"

namespace sysassert::review {
namespace {

using learn::Component;
using learn::Part;
using learn::PathPattern;

PathPattern WithName(const PathPattern& pattern, Component name) {
  PathPattern other = pattern;
  other.components.back() = std::move(name);
  return other;
}

// "report-17.txt" as "report-<num>.txt".
Component Numbered(const std::string& name) {
  Component component;
  for (std::size_t at = 0; at < name.size();) {
    const bool digit = name[at] >= '0' && name[at] <= '9';
    const std::size_t end = std::min(
        digit ? name.find_first_not_of("0123456789", at) : name.find_first_of("0123456789", at),
        name.size());
    learn::AppendTo(&component, {digit ? Part::Kind::kNumber : Part::Kind::kLiteral,
                                 digit ? "" : name.substr(at, end - at)});
    at = end;
  }
  return component;
}

bool AreAlphanumeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0; });
}

// "a1b2" has more than one run of digits, and of letters, in one word: nobody counts like that.
bool IsTangled(const std::string& name) {
  int digits = 0, letters = 0;
  char before = '-';
  for (const char c : name) {
    const auto kind = [](unsigned char x) {
      return std::isdigit(x) ? '0' : std::isalpha(x) ? 'a' : '-';
    };
    const char now = kind(static_cast<unsigned char>(c));
    if (now == '-') digits = letters = 0;
    if (now != before) {
      digits += now == '0' ? 1 : 0;
      letters += now == 'a' ? 1 : 0;
    }
    if (digits > 1 && letters > 1) return true;
    before = now;
  }
  return false;
}

// How much of a name stands before what mkstemp(3) or tempfile appended to it: "report-" of
// "report-b449hu38", "tmp" of "tmpH4pM1o". 0: nothing looks appended.
std::size_t StemOf(std::string_view name) {
  constexpr std::size_t kAppended = 6;  // characters, at least
  constexpr std::string_view kUsual = "tmp";
  const std::string_view behind = name.substr(std::min(kUsual.size(), name.size()));
  const bool usual = name.starts_with(kUsual) && behind.find_first_of("-.") == behind.npos;
  const std::size_t stem = usual ? kUsual.size() : name.find_last_of("-_.") + 1;
  if (stem < 2 || name.size() - stem < kAppended) return 0;
  return usual || AreAlphanumeric(name.substr(stem)) ? stem : 0;
}

// "b449hu38", "Xy32hQ": letters beside digits, or both cases, where a word would have one.
bool LooksDrawn(std::string_view text) {
  const auto any = [text](int (*is)(int)) {
    return std::any_of(text.begin(), text.end(), [is](unsigned char c) { return is(c) != 0; });
  };
  const bool capitals_inside = std::any_of(text.begin() + 1, text.end(),
                                           [](unsigned char c) { return std::isupper(c) != 0; });
  return any(std::isalpha) && (any(std::isdigit) || (capitals_inside && any(std::islower)));
}

Component WithStar(std::string_view stem) {
  return {{Part::Kind::kLiteral, std::string(stem)}, {Part::Kind::kStar, ""}};
}

// "out/report-b449hu38" as "out/report-*", wherever it is.
std::optional<PathPattern> AnyDrawnOf(const PathPattern& path, const std::string& name) {
  const std::size_t stem = StemOf(name);
  if (stem == 0 || !LooksDrawn(std::string_view(name).substr(stem))) return std::nullopt;
  return WithName(path, WithStar(std::string_view(name).substr(0, stem)));
}

// "report-b449hu38" in the temporary directory as "report-*".
std::optional<PathPattern> AnyTemporaryOf(const PathPattern& path) {
  const Component temporary = {{Part::Kind::kVariable, std::string(learn::kTemporaryPlace)}};
  if (path.components.size() < 2 || path.components[0] != temporary ||
      !learn::IsLiteral(path.components[1]))
    return std::nullopt;
  const std::string& name = path.components[1][0].text;
  const std::size_t stem = StemOf(name);
  if (stem == 0) return std::nullopt;
  PathPattern any = path;
  any.components[1] = WithStar(std::string_view(name).substr(0, stem));
  return any;
}

}  // namespace

std::string Written(const PathPattern& pattern) {
  return learn::Write(pattern, learn::Quoting::kCovered).text;
}

std::vector<PathPattern> FormsOf(const PathPattern& path, const learn::Guard& guard) {
  std::vector<PathPattern> forms = {path};
  if (path.components.empty() || !learn::IsLiteral(path.components.back())) return forms;
  const std::string& name = path.components.back()[0].text;
  if (const auto temporary = AnyTemporaryOf(path)) {
    if (guard.Permits(*temporary)) forms.push_back(*temporary);
  } else if (const auto drawn = AnyDrawnOf(path, name)) {
    if (guard.Permits(*drawn)) forms.push_back(*drawn);
  } else if (name.find_first_of("0123456789") != name.npos && !IsTangled(name)) {
    const PathPattern numbered = WithName(path, Numbered(name));
    if (guard.Permits(numbered)) forms.push_back(numbered);
  }
  const PathPattern any = WithName(path, {{Part::Kind::kStar, ""}});
  if (guard.Permits(any)) forms.push_back(any);
  return forms;
}

std::vector<std::string> AddressForms(const std::string& address) {
  std::vector<std::string> forms = {address};
  if (const std::size_t colon = address.rfind(':'); colon != address.npos)
    forms.push_back(address.substr(0, colon) + ":*");
  return forms;
}

}  // namespace sysassert::review
