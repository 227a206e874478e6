#include "policy/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/socket.h>

#include "policy/source.h"
#include "rules/suggest.h"

namespace sysassert::policy {
namespace {

struct KindWord {
  std::string_view word;
  FdKind kind;
};
constexpr KindWord kKinds[] = {
    {"file", FdKind::kFile},       {"dir", FdKind::kDirectory},     {"pipe", FdKind::kPipe},
    {"socket", FdKind::kSocket},   {"tty", FdKind::kTty},           {"device", FdKind::kDevice},
    {"memfd", FdKind::kMemfd},     {"epoll", FdKind::kEpoll},       {"eventfd", FdKind::kEventfd},
    {"timerfd", FdKind::kTimerfd}, {"signalfd", FdKind::kSignalfd}, {"inotify", FdKind::kInotify},
    {"pidfd", FdKind::kPidfd},     {"io_uring", FdKind::kIoUring},
};

struct FamilyWord {
  std::string_view word;
  int family;
};
constexpr FamilyWord kFamilies[] = {
    {"unix", AF_UNIX},     {"inet", AF_INET},   {"inet6", AF_INET6},   {"netlink", AF_NETLINK},
    {"packet", AF_PACKET}, {"vsock", AF_VSOCK}, {"unspec", AF_UNSPEC},
};

std::string Unknown(std::string_view what, std::string_view word,
                    const std::vector<std::string_view>& known) {
  const std::string meant = rules::DidYouMean(word, known);
  return fmt::format("unknown {} {}{}", what, Quote(word),
                     meant.empty() ? fmt::format("; known are {}", fmt::join(known, ", ")) : meant);
}

}  // namespace

std::string_view WordOf(FdKind kind) {
  for (const KindWord& known : kKinds) {
    if (known.kind == kind) return known.word;
  }
  return "";
}

std::optional<FdKind> FdKindOf(std::string_view word) {
  for (const KindWord& known : kKinds) {
    if (known.word == word) return known.kind;
  }
  return std::nullopt;
}

std::string_view WordOfFamily(int family) {
  for (const FamilyWord& known : kFamilies) {
    if (known.family == family) return known.word;
  }
  return "";
}

std::optional<int> FamilyOf(std::string_view word) {
  for (const FamilyWord& known : kFamilies) {
    if (known.word == word) return known.family;
  }
  return std::nullopt;
}

std::vector<std::string_view> DescriptorWords() {
  std::vector<std::string_view> words;
  for (const KindWord& known : kKinds) words.push_back(known.word);
  words.emplace_back("deleted");  // of any kind
  return words;
}

std::vector<std::string_view> FamilyWords() {
  std::vector<std::string_view> words;
  for (const FamilyWord& known : kFamilies) words.push_back(known.word);
  return words;
}

std::string NoDescriptorWord(std::string_view word) {
  return Unknown("kind of descriptor", word, DescriptorWords());
}
std::string NoFamilyWord(std::string_view word) {
  return Unknown("address family", word, FamilyWords());
}

}  // namespace sysassert::policy
