#include "policy/variables.h"

#include <utility>

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
    pieces.push_back({*std::move(value), true});
    text.remove_prefix(reference->length);
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
  std::string mistake;
  const Lookup anything = [](std::string_view) { return std::optional<std::string>("x"); };
  Expand(pattern, anything, &mistake);
  return mistake;
}

}  // namespace sysassert::policy
