#include "policy/unquoted.h"

#include <algorithm>

namespace sysassert::policy {
namespace {

// What begins as an anchor, a tag or a directive does: @file, **/x, ?name.
std::optional<Unquoted> IndicatorAt(std::string_view line, std::size_t byte) {
  // The mark stands at the character, or behind it where an alias's name went wrong.
  for (const std::size_t at : {byte, byte - 1}) {
    if (at < line.size() && std::string_view("@*`%?").find(line[at]) != std::string_view::npos)
      return Unquoted{at, line.substr(at, PlainWidth(line.substr(at)))};
  }
  return std::nullopt;
}

// A text that a bracket or brace inside it ends: [/etc/${X}/a], [::1]:443.
std::optional<Unquoted> BracketedAt(std::string_view line, std::size_t byte) {
  if (byte == 0 || byte >= line.size()) return std::nullopt;
  const bool brace =
      line[byte] == '{' && std::string_view(" [{,").find(line[byte - 1]) == std::string_view::npos;
  const bool bracket = line[byte] == ':' && line[byte - 1] == ']';
  if (!brace && !bracket) return std::nullopt;
  const std::size_t before = line.find_last_of(brace ? " [,\"'" : " ", byte);
  const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
  int open = 0;
  std::size_t end = byte;
  for (; end < line.size() && line[end] != ' ' && line[end] != ']'; ++end) {
    if (line[end] == '{') ++open;
    if (open == 0 && (line[end] == ',' || line[end] == '}')) break;
    if (line[end] == '}') --open;
  }
  return Unquoted{first, line.substr(first, end - first)};
}

// A colon and a space in a plain text: "note: see this: that".
std::optional<Unquoted> ColonIn(std::string_view line, std::string_view message) {
  const std::size_t key = line.find(": ");
  if (message != "illegal map value" || key == std::string_view::npos) return std::nullopt;
  const std::size_t first = line.find_first_not_of(' ', key + 1);
  if (first == std::string_view::npos ||
      std::string_view("\"'[{").find(line[first]) != std::string_view::npos)
    return std::nullopt;
  const std::size_t last = line.find_last_not_of(" \r");
  return Unquoted{first, line.substr(first, last + 1 - first)};
}

}  // namespace

std::size_t PlainWidth(std::string_view line) {
  std::size_t width = 0;
  while (width < line.size() &&
         std::string_view(" ,]}").find(line[width]) == std::string_view::npos) {
    ++width;
  }
  return std::max<std::size_t>(1, width);
}

std::optional<Unquoted> FindUnquoted(std::string_view line, std::size_t byte,
                                     std::string_view message) {
  if (auto found = IndicatorAt(line, byte)) return found;
  if (auto found = BracketedAt(line, byte)) return found;
  return ColonIn(line, message);
}

}  // namespace sysassert::policy
