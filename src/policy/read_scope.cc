// `where`: whose calls, and which part of the run.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "policy/keys.h"
#include "policy/read.h"

namespace sysassert::policy {
namespace {

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

// A name glob of a thread.
std::string ReadThread(const Node& node, Diagnostics* diagnostics) {
  std::string name = ReadText(node, diagnostics).value_or("");
  if (node.is_scalar() && name.empty())
    diagnostics->Error(node.spot, "no thread has an empty name");
  return name;
}

std::vector<Written> ReadPrograms(const Node& node, Diagnostics* diagnostics) {
  if (node.is_list() && node.items.empty())
    diagnostics->Error(node.spot, "an empty list names no program");
  return ReadPaths(node, diagnostics);
}

}  // namespace

ScopeSpec ReadScope(const Node& node, Diagnostics* diagnostics) {
  ScopeSpec scope;
  if (!CheckKeys(node, Place::kWhere, diagnostics)) return scope;
  for (const Entry& entry : node.entries)
    scope.words.emplace_back(entry.key.text, TextOf(entry.value));
  if (const Node* process = node.Find("process")) {
    const std::string text = ReadText(*process, diagnostics).value_or("tree");
    if (text == "root")
      scope.process = ScopeSpec::Process::kRoot;
    else if (text == "children")
      scope.process = ScopeSpec::Process::kChildren;
    else if (text != "tree")
      diagnostics->Error(process->spot, "a process scope is root, children or tree");
  }
  if (const Node* exe = node.Find("exe")) scope.exe = ReadPrograms(*exe, diagnostics);
  if (const Node* under = node.Find("under")) scope.under = ReadPrograms(*under, diagnostics);
  if (const Node* thread = node.Find("thread")) {
    if (thread->is_map()) {
      CheckKeys(*thread, Place::kNegation, diagnostics);
      if (const Node* negated = thread->Find("not"))
        scope.thread_not = ReadThread(*negated, diagnostics);
    } else {
      scope.thread = ReadThread(*thread, diagnostics);
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
  if (const Node* threads = node.Find("threads");
      threads != nullptr && (phase == nullptr || phase->Find("between") == nullptr))
    diagnostics->Error(threads->spot, "'threads' belongs to a phase between two marks");
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

std::string ScopeSpec::text() const {
  std::string text;
  for (const auto& [key, value] : words) {
    if (!text.empty()) text += ", ";
    text += key + " " + value;
  }
  return text;
}

ScopeSpec Over(const ScopeSpec& of_file, const ScopeSpec& own) {
  ScopeSpec scope = of_file;
  const auto says = [&own](std::string_view key) {
    return std::any_of(own.words.begin(), own.words.end(),
                       [key](const auto& word) { return word.first == key; });
  };
  if (says("process")) scope.process = own.process;
  if (says("exe")) scope.exe = own.exe;
  if (says("under")) scope.under = own.under;
  if (says("thread")) scope.thread = own.thread, scope.thread_not = own.thread_not;
  if (says("arch")) scope.arch = own.arch;
  if (says("libc")) scope.libc = own.libc;
  if (says("phase")) {
    scope.phase = own.phase;
    scope.marks = own.marks;
    scope.all_threads = own.all_threads;
  }
  const auto is_replaced = [&](const auto& word) {
    return says(word.first) || (word.first == "threads" && says("phase"));
  };
  scope.words.erase(std::remove_if(scope.words.begin(), scope.words.end(), is_replaced),
                    scope.words.end());
  scope.words.insert(scope.words.end(), own.words.begin(), own.words.end());
  return scope;
}

}  // namespace sysassert::policy
