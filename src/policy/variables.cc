#include "policy/variables.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "policy/source.h"
#include "rules/suggest.h"

namespace sysassert::policy {
namespace {

bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// One "${…}" at the head of `text`: its name, its default, and its length.
struct Reference {
  std::string_view name;
  std::optional<std::string_view> fallback;
  std::size_t length = 0;
};

std::optional<Reference> ParseReference(std::string_view text, std::string* mistake) {
  const std::size_t end = text.find('}');
  if (end == std::string_view::npos) {
    *mistake = "'${' without its '}'";
    return std::nullopt;
  }
  Reference reference;
  reference.length = end + 1;
  const std::string_view inside = text.substr(2, end - 2);
  const std::size_t dash = inside.find(":-");
  reference.name = inside.substr(0, dash);
  if (dash != std::string_view::npos) reference.fallback = inside.substr(dash + 2);
  for (char c : reference.name) {
    if (!IsNameByte(c)) reference.name = {};
    if (reference.name.empty()) break;
  }
  if (reference.name.empty()) {
    *mistake = "'${" + std::string(inside) + "}' is no variable; write ${NAME} or ${NAME:-default}";
    return std::nullopt;
  }
  return reference;
}

// A word in angle brackets that is no placeholder, and a "." or ".." that no name is compared with.
std::string MistakeInNames(std::string_view pattern) {
  constexpr std::string_view kPlaceholders[] = {"<self>", "<pid>", "<num>"};
  for (std::size_t at = pattern.find('<'); at != std::string_view::npos;
       at = pattern.find('<', at + 1)) {
    std::size_t end = at + 1;
    while (end < pattern.size() && pattern[end] >= 'a' && pattern[end] <= 'z') ++end;
    if (end == at + 1 || end == pattern.size() || pattern[end] != '>') continue;
    const std::string_view word = pattern.substr(at, end + 1 - at);
    if (std::find(std::begin(kPlaceholders), std::end(kPlaceholders), word) ==
        std::end(kPlaceholders)) {
      const std::vector<std::string_view> known(std::begin(kPlaceholders), std::end(kPlaceholders));
      const std::string meant = rules::DidYouMean(word, known);
      return fmt::format(
          "no placeholder {}{}", Quote(word),
          meant.empty() ? "; in the name of a file, write ? for each bracket" : meant);
    }
  }
  for (std::string_view rest = pattern; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    if (name != "**" && name.find("**") != std::string_view::npos)
      return fmt::format(
          "'**' is a whole component, and {} has it beside other text; write * for "
          "any text of a name, or /** for all that is below",
          Quote(name));
  }
  const std::size_t glob = pattern.find_first_of("*?");
  if (glob == std::string_view::npos) return "";
  std::string_view rest = pattern.substr(glob);
  while (!rest.empty()) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    const std::string_view name = rest.substr(0, rest.find('/'));
    if (name == "." || name == "..")
      return fmt::format("{} behind a pattern; it is compared with paths, and they have none",
                         Quote(name));
  }
  return "";
}

}  // namespace

std::optional<std::vector<PathGlob::Piece>> Expand(std::string_view text, const Lookup& lookup,
                                                   std::string* mistake) {
  std::vector<PathGlob::Piece> pieces;
  if (!text.empty() && text[0] == '~') {
    if (text.size() > 1 && text[1] != '/') {
      *mistake = "~ stands for HOME; the home of another user is not looked up";
      return std::nullopt;
    }
    const auto home = lookup("HOME");
    if (!home || home->empty()) {
      *mistake = "~ is HOME in the environment of the command, which has none";
      return std::nullopt;
    }
    pieces.push_back({*home, true});
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    const std::size_t start = text.find("${");
    if (start != 0) {
      pieces.push_back({std::string(text.substr(0, start)), false});
      if (start == std::string_view::npos) break;
      text.remove_prefix(start);
    }
    const auto reference = ParseReference(text, mistake);
    if (!reference) return std::nullopt;
    std::optional<std::string> value = lookup(reference->name);
    if ((!value || value->empty()) && reference->fallback)
      value = std::string(*reference->fallback);
    if (!value || value->empty()) {
      *mistake = "the variable '" + std::string(reference->name) + "' is " +
                 (value ? "empty" : "undefined") + "; ${" + std::string(reference->name) +
                 ":-default} gives one, and so does --var";
      return std::nullopt;
    }
    text.remove_prefix(reference->length);
    // "${TMPDIR}/x", where TMPDIR is "/tmp/".
    if (!text.empty() && text[0] == '/') {
      while (!value->empty() && value->back() == '/') value->pop_back();
    }
    pieces.push_back({*std::move(value), true});
  }
  return pieces;
}

std::string MistakeIn(std::string_view pattern) {
  if (pattern.empty()) return "an empty pattern";
  if (pattern[0] != '/' && pattern[0] != '~' && pattern.substr(0, 2) != "${" &&
      pattern.substr(0, 2) != "**") {
    return "a relative pattern; write \"${cwd}/" + std::string(pattern) + "\" or \"${policy_dir}/" +
           std::string(pattern) + "\"";
  }
  return MistakeInVariables(pattern);
}

std::set<std::string> VariablesIn(std::string_view text) {
  std::set<std::string> names;
  if (text.find('~') != std::string_view::npos) names.insert("HOME");
  for (std::size_t at = text.find("${"); at != std::string_view::npos;
       at = text.find("${", at + 2)) {
    std::string ignored;
    if (const auto reference = ParseReference(text.substr(at), &ignored))
      names.emplace(reference->name);
  }
  return names;
}

std::string MistakeInVariables(std::string_view pattern) {
  std::string mistake = MistakeInNames(pattern);
  if (!mistake.empty()) return mistake;
  const Lookup anything = [](std::string_view) { return std::optional<std::string>("x"); };
  Expand(pattern, anything, &mistake);
  return mistake;
}

}  // namespace sysassert::policy
