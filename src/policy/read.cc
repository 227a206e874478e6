#include "policy/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "policy/keys.h"
#include "policy/variables.h"
#include "rules/suggest.h"

namespace sysassert::policy {
namespace {

bool IsOctal(std::string_view text) { return text.size() > 1 && text[0] == '0' && text[1] != 'x'; }

// "USER" of /tmp/$USER/x, which is the name of a directory here; empty: there is none.
std::string_view ShellVariableIn(std::string_view pattern) {
  const auto is_of_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  for (std::size_t at = pattern.find('$'); at != pattern.npos; at = pattern.find('$', at + 1)) {
    std::size_t end = at + 1;
    while (end < pattern.size() && is_of_name(pattern[end])) ++end;
    if (end > at + 1) return pattern.substr(at + 1, end - at - 1);
  }
  return {};
}

}  // namespace

bool IsName(std::string_view name) {
  if (name.empty() || name[0] < 'a' || name[0] > 'z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

std::vector<Written> ReadPaths(const Node& node, Diagnostics* diagnostics) {
  std::vector<Written> paths = ReadList(node, diagnostics);
  for (const Written& path : paths) {
    if (const std::string mistake = MistakeIn(path.text); !mistake.empty())
      diagnostics->Error(path.spot, mistake);
    else if (const std::string_view name = ShellVariableIn(path.text); !name.empty())
      diagnostics->Warn(path.spot, fmt::format("'${0}' is taken as it is written; a variable is "
                                               "${{{0}}}",
                                               name));
  }
  return paths;
}

bool IsMarkName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '.' || c == '-';
         });
}

std::optional<std::string> ReadText(const Node& node, Diagnostics* diagnostics) {
  if (node.is_scalar()) return node.text;
  diagnostics->Error(node.spot, "a text belongs here");
  return std::nullopt;
}

std::optional<bool> ReadBool(const Node& node, Diagnostics* diagnostics) {
  if (node.is_scalar() && !node.quoted && (node.text == "true" || node.text == "false"))
    return node.text == "true";
  diagnostics->Error(node.spot, "true or false belongs here");
  return std::nullopt;
}

std::optional<std::int64_t> NumberIn(std::string_view text) {
  struct Unit {
    std::string_view suffix;
    std::int64_t factor;
  };
  static constexpr Unit kUnits[] = {{"KiB", 1LL << 10}, {"MiB", 1LL << 20}, {"GiB", 1LL << 30}};
  std::int64_t factor = 1;
  for (const Unit& unit : kUnits) {
    if (text.size() > unit.suffix.size() &&
        text.substr(text.size() - unit.suffix.size()) == unit.suffix) {
      text.remove_suffix(unit.suffix.size());
      factor = unit.factor;
      break;
    }
  }
  if (IsOctal(text)) return std::nullopt;
  int base = 10;
  if (text.substr(0, 2) == "0x") {
    base = 16;
    text.remove_prefix(2);
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  std::int64_t scaled = 0;
  if (error != std::errc() || end != text.data() + text.size() || text.empty() ||
      __builtin_mul_overflow(number, factor, &scaled)) {
    return std::nullopt;
  }
  return scaled;
}

std::optional<std::int64_t> ReadNumber(const Node& node, Diagnostics* diagnostics) {
  if (!node.is_scalar()) {
    diagnostics->Error(node.spot, "a number belongs here");
    return std::nullopt;
  }
  const auto number = NumberIn(node.text);
  if (!number && IsOctal(node.text)) {
    diagnostics->Error(node.spot, fmt::format("{} begins with 0: YAML readers differ on whether "
                                              "that is octal; write it in decimal, or 0x…",
                                              Quote(node.text)));
  } else if (!number) {
    diagnostics->Error(
        node.spot,
        fmt::format("{} is no number; 4096, 0x1000, 4KiB, MiB and GiB are", Quote(node.text)));
  }
  return number;
}

std::vector<Written> ReadList(const Node& node, Diagnostics* diagnostics) {
  std::vector<Written> list;
  if (node.is_scalar()) {
    list.push_back({node.text, node.spot});
  } else if (node.is_list()) {
    for (const Node& item : node.items) {
      if (item.is_scalar())
        list.push_back({item.text, item.spot});
      else
        diagnostics->Error(item.spot, "a text belongs here");
    }
  } else {
    diagnostics->Error(node.spot, "a text, or a list of texts, belongs here");
  }
  return list;
}

std::optional<bool> ReadSeverity(const Node& node, Diagnostics* diagnostics) {
  if (node.is_scalar() && (node.text == "error" || node.text == "warn")) return node.text == "warn";
  diagnostics->Error(node.spot, "a severity is error or warn");
  return std::nullopt;
}

std::optional<CallSelector> ReadCalls(const Written& name, const File& file,
                                      Diagnostics* diagnostics) {
  if (const auto own = file.sets.find(name.text); own != file.sets.end()) {
    CallSelector all;
    // What is wrong with a member was said where the set is made.
    Diagnostics said;
    for (const std::string& member : own->second) {
      if (const auto calls = ReadCalls({member, name.spot}, file, &said)) all = Union(all, *calls);
    }
    all.text = name.text;
    return all;
  }
  auto calls = SelectCalls(name.text);
  if (calls.ok()) return std::move(calls).value();
  std::string hint = calls.error().remedy;
  const bool is_set = !name.text.empty() && name.text[0] == '@';
  if (is_set) {
    std::vector<std::string_view> own;
    for (const auto& [set, members] : file.sets) own.push_back(set);
    if (const std::string_view nearest = rules::Nearest(name.text, own); !nearest.empty())
      hint = "did you mean '" + std::string(nearest) + "'?";
  }
  diagnostics->Error(
      name.spot, fmt::format("unknown {} {}; {}", is_set ? "set" : "call", Quote(name.text), hint));
  return std::nullopt;
}

}  // namespace sysassert::policy
