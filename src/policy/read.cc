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

std::string ReadMark(const Written& mark, Diagnostics* diagnostics) {
  if (!IsMarkName(mark.text))
    diagnostics->Error(mark.spot, fmt::format("{} is no name of a mark: letters, digits and _ . - "
                                              "make one",
                                              Quote(mark.text)));
  return mark.text;
}

// {after: A}, {before: B} or {between: [A, B]}.
std::optional<std::pair<std::string, std::string>> ReadMarks(const Node& node,
                                                             Diagnostics* diagnostics) {
  if (!CheckKeys(node, Place::kMarks, diagnostics)) return std::nullopt;
  const Node *after = node.Find("after"), *before = node.Find("before"),
             *between = node.Find("between");
  if ((after != nullptr) + (before != nullptr) + (between != nullptr) != 1) {
    diagnostics->Error(node.spot,
                       "a phase by marks is {after: A}, {before: B} or {between: [A, B]}");
    return std::nullopt;
  }
  if (between != nullptr) {
    const std::vector<Written> marks = ReadList(*between, diagnostics);
    if (marks.size() == 2 && marks[0].text == marks[1].text) {
      diagnostics->Error(marks[1].spot,
                         fmt::format("nothing is between {0} and {0}: an interval begins with one "
                                     "mark and ends with another",
                                     Quote(marks[0].text)));
      return std::nullopt;
    }
    if (marks.size() == 2)
      return {{ReadMark(marks[0], diagnostics), ReadMark(marks[1], diagnostics)}};
    diagnostics->Error(between->spot, "two marks belong here: between: [begin, end]");
    return std::nullopt;
  }
  const Node& mark = after != nullptr ? *after : *before;
  const auto name = ReadText(mark, diagnostics);
  if (!name) return std::nullopt;
  ReadMark({*name, mark.spot}, diagnostics);
  return after != nullptr ? std::pair(*name, std::string()) : std::pair(std::string(), *name);
}

// A node in one line: "thread not io*, phase between a and b".
std::string TextOf(const Node& node, std::string_view joint = " or ") {
  if (node.is_scalar()) return node.text;
  std::string text;
  for (const Node& item : node.items)
    text += (text.empty() ? std::string() : std::string(joint)) + TextOf(item);
  for (const Entry& entry : node.entries) {
    const bool is_pair = entry.key.text == "between";
    text += (text.empty() ? "" : ", ") + entry.key.text + " " +
            TextOf(entry.value, is_pair ? " and " : " or ");
  }
  return text;
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
    for (const std::string& member : own->second) {
      auto calls = SelectCalls(member);
      if (calls.ok()) all = Union(all, calls.value());
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

ScopeSpec ReadScope(const Node& node, Diagnostics* diagnostics) {
  ScopeSpec scope;
  if (!CheckKeys(node, Place::kWhere, diagnostics)) return scope;
  scope.text = TextOf(node);
  if (const Node* process = node.Find("process")) {
    const std::string text = ReadText(*process, diagnostics).value_or("tree");
    if (text == "root")
      scope.process = ScopeSpec::Process::kRoot;
    else if (text == "children")
      scope.process = ScopeSpec::Process::kChildren;
    else if (text != "tree")
      diagnostics->Error(process->spot, "a process scope is root, children or tree");
  }
  if (const Node* exe = node.Find("exe")) scope.exe = ReadPaths(*exe, diagnostics);
  if (const Node* under = node.Find("under")) scope.under = ReadPaths(*under, diagnostics);
  if (const Node* thread = node.Find("thread")) {
    if (thread->is_map()) {
      CheckKeys(*thread, Place::kNegation, diagnostics);
      if (const Node* negated = thread->Find("not"))
        scope.thread_not = ReadText(*negated, diagnostics).value_or("");
    } else {
      scope.thread = ReadText(*thread, diagnostics).value_or("");
    }
  }
  if (const Node* arch = node.Find("arch")) {
    const std::string text = ReadText(*arch, diagnostics).value_or("");
    if (text == "x86_64")
      scope.arch = Abi::kX86_64;
    else if (text == "i386")
      scope.arch = Abi::kI386;
    else if (text == "x32")
      scope.arch = Abi::kX32;
    else if (text == "aarch64")
      scope.arch = Abi::kAarch64;
    else
      diagnostics->Error(
          arch->spot,
          fmt::format("unknown architecture {}; x86_64, i386, x32 and aarch64 are known",
                      Quote(text)));
  }
  if (const Node* libc = node.Find("libc")) {
    scope.libc = ReadText(*libc, diagnostics).value_or("");
    if (scope.libc != "glibc" && scope.libc != "musl" && scope.libc != "none")
      diagnostics->Error(libc->spot, "a libc is glibc, musl, or none (a static program)");
  }
  if (const Node* threads = node.Find("threads")) {
    if (threads->text != "all")
      diagnostics->Error(threads->spot,
                         "what two marks enclose is the marking thread's, or "
                         "threads: all");
    scope.all_threads = true;
  }
  const Node* phase = node.Find("phase");
  if (phase == nullptr) return scope;
  if (phase->is_scalar()) {
    if (phase->text == "main")
      scope.phase = PhaseScope::kMain;
    else if (phase->text == "loading")
      scope.phase = PhaseScope::kLoading;
    else if (phase->text == "all")
      scope.phase = PhaseScope::kAll;
    else
      diagnostics->Error(phase->spot,
                         "a phase is loading, main, all, or {after|before|between: marks}");
    return scope;
  }
  scope.marks = ReadMarks(*phase, diagnostics);
  return scope;
}

}  // namespace sysassert::policy
