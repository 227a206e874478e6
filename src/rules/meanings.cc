// What a pattern of paths means: the process's own part of /proc, and where a literal head leads.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sysassert/rules.h"

namespace sysassert {
namespace {

using Pieces = std::vector<PathGlob::Piece>;

constexpr int kMostLinks = 40;  // as the kernel's MAXSYMLINKS
constexpr std::string_view kProc = "/proc", kSelf = "<self>";

// A path that was walked: what it is, or what follows /proc/<self> of whoever asks.
struct Walked {
  std::string path;
  bool of_self = false;
};

// Where a birth time is not kept, the last change stands for it.
std::int64_t MadeAt(const std::string& link) {
  struct statx found {};
  if (statx(AT_FDCWD, link.c_str(), AT_SYMLINK_NOFOLLOW, STATX_BTIME | STATX_CTIME, &found) != 0)
    return 0;
  const struct statx_timestamp& made =
      (found.stx_mask & STATX_BTIME) != 0 ? found.stx_btime : found.stx_ctime;
  return made.tv_sec * 1'000'000'000 + made.tv_nsec;
}

std::string ReadLink(const std::string& path) {
  char target[PATH_MAX];
  const ssize_t bytes = readlink(path.c_str(), target, sizeof target);
  return bytes < 0 ? std::string() : std::string(target, static_cast<std::size_t>(bytes));
}

// The next name of *rest, which goes on behind it; empty at its end.
std::string TakeName(std::string* rest) {
  const std::size_t begin = std::min(rest->find_first_not_of('/'), rest->size());
  const std::size_t end = std::min(rest->find('/', begin), rest->size());
  std::string name = rest->substr(begin, end - begin);
  rest->erase(0, end);
  return name;
}

// Nullopt where links lead round in a circle. Behind /proc/<self> nothing is read: those links are
// another process's.
std::optional<Walked> Walk(std::string rest, Links links, std::int64_t* newest_ns) {
  std::string current;
  int followed = 0;
  while (true) {
    const std::string name = TakeName(&rest);
    if (name.empty()) return Walked{current.empty() ? "/" : current, false};
    if (current == kProc && (name == "self" || name == "thread-self")) return Walked{rest, true};
    if (current == kProc && (name == "mounts" || name == "net"))
      return Walked{"/" + name + rest, true};
    const std::string next = current + "/" + name;
    if (links == Links::kAsWritten) {
      current = next;
      continue;
    }
    if (name == ".") continue;
    if (name == "..") {
      current.resize(current.empty() ? 0 : current.rfind('/'));
      continue;
    }
    const std::string target = ReadLink(next);
    if (target.empty()) {
      current = next;
      continue;
    }
    if (++followed > kMostLinks) return std::nullopt;
    *newest_ns = std::max(*newest_ns, MadeAt(next));
    if (target[0] == '/') current.clear();
    rest.insert(0, target);
  }
}

// The pieces without their first `bytes`.
Pieces Behind(const Pieces& pieces, std::size_t bytes) {
  Pieces behind;
  for (const PathGlob::Piece& piece : pieces) {
    const std::size_t taken = std::min(bytes, piece.text.size());
    bytes -= taken;
    if (taken < piece.text.size()) behind.push_back({piece.text.substr(taken), piece.literal});
  }
  return behind;
}

Pieces Joined(Pieces head, const Pieces& rest) {
  head.insert(head.end(), rest.begin(), rest.end());
  return head;
}

std::string TextOf(const Pieces& pieces) {
  std::string text;
  for (const PathGlob::Piece& piece : pieces) text += piece.text;
  return text;
}

// /proc/self and /proc/thread-self are both <self>: where the kernel has the latter, too.
void AddSelf(const Pieces& rest, std::vector<PathGlob>* globs) {
  const Pieces self = {{std::string(kProc) + "/", true}, {std::string(kSelf), false}};
  globs->emplace_back(Joined(self, rest));
  if (TextOf(rest) != "/**")  // which has it already
    globs->emplace_back(Joined(Joined(self, {{"/task/<pid>", false}}), rest));
}

bool IsOfSelf(const Pieces& pattern) {
  constexpr std::string_view kHead = "/proc/<self>";
  const std::string_view first = pattern.empty() ? std::string_view() : pattern.front().text;
  return !pattern.empty() && !pattern.front().literal && first.substr(0, kHead.size()) == kHead &&
         (first.size() == kHead.size() || first[kHead.size()] == '/');
}

}  // namespace

std::vector<PathGlob> MeaningsOf(const Pieces& pattern, Links links, std::int64_t* newest_ns) {
  std::int64_t unasked = 0;
  if (newest_ns == nullptr) newest_ns = &unasked;
  *newest_ns = 0;
  std::vector<PathGlob> globs;
  if (IsOfSelf(pattern)) {
    AddSelf(Behind(pattern, kProc.size() + 1 + kSelf.size()), &globs);
    return globs;
  }
  const PathGlob itself(pattern);
  const std::string& head = itself.literal_prefix();
  const bool tells =
      head.size() > 1 && head[0] == '/' && TextOf(pattern).compare(0, head.size(), head) == 0;
  const Pieces rest = tells ? Behind(pattern, head.size()) : Pieces();
  const auto add = [&](const Walked& walked) {
    if (walked.of_self)
      AddSelf(Joined({{walked.path, true}}, rest), &globs);
    else
      globs.emplace_back(Joined({{walked.path, true}}, rest));
  };
  const auto written = tells ? Walk(head, Links::kAsWritten, newest_ns) : std::nullopt;
  if (written && written->of_self) {
    add(*written);
    return globs;
  }
  globs.push_back(itself);
  const auto real =
      tells && links == Links::kFollowed ? Walk(head, links, newest_ns) : std::nullopt;
  if (real && (real->of_self || real->path != head)) add(*real);
  return globs;
}

}  // namespace sysassert
