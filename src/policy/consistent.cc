#include "policy/consistent.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/socket.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "policy/address.h"
#include "policy/words.h"
#include "tables/row.h"

namespace sysassert::policy {
namespace {

// The words of a scalar, or of a list.
std::vector<std::string_view> WordsOf(const Node* node) {
  std::vector<std::string_view> words;
  if (node == nullptr) return words;
  if (!node->is_list()) words.emplace_back(node->text);
  for (const Node& item : node->items) words.emplace_back(item.text);
  return words;
}

bool IsIn(std::string_view word, const std::vector<std::string_view>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// {all: [O_CREAT], none: [O_CREAT]}
void RequireFlags(const Node& tests, Diagnostics* diagnostics) {
  const Node* none = tests.Find("none");
  if (none == nullptr) return;
  const auto excluded = WordsOf(none);
  const auto is_excluded = [&excluded](std::string_view flag) { return IsIn(flag, excluded); };
  const auto all = WordsOf(tests.Find("all")), any = WordsOf(tests.Find("any"));
  const auto wanted = std::find_if(all.begin(), all.end(), is_excluded);
  if (wanted != all.end())
    diagnostics->Error(none->spot, fmt::format("{} is in 'all', too: no flags meet both", *wanted));
  else if (!any.empty() && std::all_of(any.begin(), any.end(), is_excluded))
    diagnostics->Error(none->spot, "all of 'any' are in 'none', too: no flags meet both");
}

// Are all results that it asks for an errno?
bool AsksForFailures(const Node& node) {
  const auto results = WordsOf(node.Find("result"));
  return !results.empty() && std::all_of(results.begin(), results.end(), [](std::string_view word) {
    return tables::ErrnoFromName(word).has_value();
  });
}

// A call that fails has made no descriptor.
void RequireDescriptor(const Node& node, Diagnostics* diagnostics) {
  const Node* cloexec = node.Find("cloexec");
  if (cloexec != nullptr && AsksForFailures(node))
    diagnostics->Error(cloexec->spot, "a call that fails makes no descriptor: see its 'result'");
}

// {cloexec: false, flags: {all: [O_CLOEXEC]}}
void RequireCloexec(const Node& node, Diagnostics* diagnostics) {
  const Node *cloexec = node.Find("cloexec"), *flags = node.Find("flags");
  if (cloexec == nullptr || cloexec->text != "false" || flags == nullptr) return;
  constexpr std::string_view kCloexec = "_CLOEXEC";
  for (const std::string_view flag : WordsOf(flags->Find("all"))) {
    if (flag.size() > kCloexec.size() && flag.substr(flag.size() - kCloexec.size()) == kCloexec)
      diagnostics->Error(cloexec->spot, fmt::format("{} is in 'flags': no call does both", flag));
  }
}

// {fd_kind: socket, path: /a}: these have no place among files, and their names begin with their
// kind: "socket:[812]", "anon_inode:[eventpoll]".
void RequireKindWithPath(const Node& node, Diagnostics* diagnostics) {
  const Node *kinds = node.Find("fd_kind"), *paths = node.Find("path");
  if (kinds == nullptr || paths == nullptr) return;
  const auto has_no_place = [](std::string_view word) {
    const auto kind = FdKindOf(word);
    return kind == FdKind::kSocket || kind == FdKind::kEpoll || kind == FdKind::kEventfd ||
           kind == FdKind::kTimerfd || kind == FdKind::kSignalfd || kind == FdKind::kInotify ||
           kind == FdKind::kPidfd || kind == FdKind::kIoUring;
  };
  const auto words = WordsOf(kinds);
  if (!words.empty() && std::all_of(words.begin(), words.end(), has_no_place))
    diagnostics->Error(paths->spot, fmt::format("no {} has a path", fmt::join(words, " or ")));
}

// How a file is opened is one of O_RDONLY, O_WRONLY and O_RDWR; open-read is the first, and makes
// nothing.
void RequireOpening(const Node& node, Diagnostics* diagnostics) {
  const Node* flags = node.Find("flags");
  if (flags == nullptr) return;
  const auto all = WordsOf(flags->Find("all")), any = WordsOf(flags->Find("any"));
  if (IsIn("O_WRONLY", all) && IsIn("O_RDWR", all))
    diagnostics->Error(flags->spot, "no open has both O_WRONLY and O_RDWR");
  if (WordsOf(node.Find("call")) != std::vector<std::string_view>{"open-read"}) return;
  const auto writes = [](std::string_view flag) {
    return IsIn(flag, {"O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_TMPFILE"});
  };
  const auto wanted = std::find_if(all.begin(), all.end(), writes);
  if (wanted != all.end())
    diagnostics->Error(flags->spot, fmt::format("no open-read has {}", *wanted));
  else if (!any.empty() && std::all_of(any.begin(), any.end(), writes))
    diagnostics->Error(flags->spot, "no open-read has one of these");
}

// An exec that fails leaves everything as it was.
void RequireLeaks(const Node& node, Diagnostics* diagnostics) {
  const Node* leaks = node.Find("leaks");
  if (leaks != nullptr && leaks->text == "true" && AsksForFailures(node))
    diagnostics->Error(leaks->spot, "an exec that fails hands nothing on: see its 'result'");
}

// The families that a set is about; empty: any.
std::vector<int> FamiliesOf(const Node& node) {
  const auto calls = WordsOf(node.Find("call"));
  if (calls == std::vector<std::string_view>{"@network"}) return {AF_INET, AF_INET6, AF_PACKET};
  if (calls == std::vector<std::string_view>{"@unix"}) return {AF_UNIX};
  return {};
}

void RequireSet(const Node& node, Diagnostics* diagnostics) {
  const std::vector<int> reached = FamiliesOf(node);
  if (reached.empty()) return;
  const bool unix = reached.front() == AF_UNIX;
  const Node *family = node.Find("family"), *addresses = node.Find("addr");
  const auto refuse = [&](const Node& at, std::string_view what) {
    diagnostics->Error(at.spot, fmt::format("no call of {} {}{}", unix ? "@unix" : "@network", what,
                                            unix ? "" : "; those of AF_UNIX are @unix"));
  };
  const auto words = WordsOf(family);
  const auto is_other = [unix](std::string_view word) {
    const auto number = FamilyOf(word);
    return number && (unix ? *number != AF_UNIX : *number == AF_UNIX || *number == AF_NETLINK);
  };
  if (!words.empty() && std::all_of(words.begin(), words.end(), is_other))
    refuse(*family, "is of this family");
  const auto texts = WordsOf(addresses);
  const auto is_elsewhere = [&reached](std::string_view text) {
    std::string ignored;
    const auto pattern = AddressPattern::Parse(text, &ignored);
    return pattern && std::none_of(reached.begin(), reached.end(),
                                   [&pattern](int one) { return pattern->CanBeOf(one); });
  };
  if (!texts.empty() && std::all_of(texts.begin(), texts.end(), is_elsewhere))
    refuse(*addresses, "has such an address");
}

void RequireFamily(const Node& node, Diagnostics* diagnostics) {
  const Node *family = node.Find("family"), *addresses = node.Find("addr");
  if (family == nullptr || addresses == nullptr) return;
  for (const std::string_view address : WordsOf(addresses)) {
    std::string ignored;
    const auto pattern = AddressPattern::Parse(address, &ignored);
    if (!pattern) return;  // said elsewhere, or "none"
    for (const std::string_view word : WordsOf(family)) {
      const auto number = FamilyOf(word);
      if (!number || pattern->CanBeOf(*number)) return;
    }
  }
  diagnostics->Error(addresses->spot, fmt::format("no such address is of the family {}",
                                                  fmt::join(WordsOf(family), " or ")));
}

}  // namespace

void RequireConsistent(const Node& node, Diagnostics* diagnostics) {
  if (const Node* arguments = node.Find("args")) {
    for (const Entry& argument : arguments->entries) RequireFlags(argument.value, diagnostics);
  }
  if (const Node* flags = node.Find("flags")) RequireFlags(*flags, diagnostics);
  RequireDescriptor(node, diagnostics);
  RequireCloexec(node, diagnostics);
  RequireOpening(node, diagnostics);
  RequireLeaks(node, diagnostics);
  RequireKindWithPath(node, diagnostics);
  RequireSet(node, diagnostics);
  RequireFamily(node, diagnostics);
}

}  // namespace sysassert::policy
