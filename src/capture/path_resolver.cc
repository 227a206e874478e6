#include "capture/path_resolver.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <vector>

namespace sysassert::capture {
namespace {

constexpr int kMostLinks = 40;  // as the kernel's MAXSYMLINKS

std::string ReadLink(const char* path) {
  char target[PATH_MAX];
  const ssize_t bytes = readlink(path, target, sizeof target);
  return bytes < 0 ? std::string() : std::string(target, static_cast<std::size_t>(bytes));
}

std::string Proc(int tid, const char* name) { return "/proc/" + std::to_string(tid) + "/" + name; }

// "/a/b" → "/a"; "/a" → "/".
std::string_view ParentOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string_view::npos ? std::string_view("/")
                                                       : path.substr(0, slash);
}

bool StartsWithDirectory(std::string_view path, std::string_view directory) {
  return path.substr(0, directory.size()) == directory &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

// Calls `visit` with each name of a path, in order.
template <typename Visit>
void ForEachName(std::string_view path, const Visit& visit) {
  while (true) {
    const std::size_t start = path.find_first_not_of('/');
    if (start == std::string_view::npos) return;
    const std::size_t end = std::min(path.find('/', start), path.size());
    visit(path.substr(start, end - start));
    path.remove_prefix(end);
  }
}

bool HasDotDot(std::string_view path) {
  bool found = false;
  ForEachName(path, [&found](std::string_view name) { found = found || name == ".."; });
  return found;
}

// "/a//b/./../c/" → "/a/c"; right where no link is on the way.
void Normalize(std::string_view path, std::string* normal) {
  normal->clear();
  ForEachName(path, [normal](std::string_view name) {
    if (name == ".") return;
    if (name == "..") {
      normal->resize(normal->empty() ? 0 : normal->rfind('/'));
      return;
    }
    *normal += '/';
    *normal += name;
  });
  if (normal->empty()) *normal = "/";
}

// An O_PATH descriptor of what `path` names; -1 and errno where there is none.
int OpenPlaceOnce(const char* path, bool follow_last, std::uint64_t resolve) {
  struct open_how how {};
  how.flags = O_PATH | O_CLOEXEC | (follow_last ? 0 : O_NOFOLLOW);
  how.resolve = resolve;
  return static_cast<int>(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how));
}

// What the kernel keeps of names in /proc/PID that are links by magic: their text is where they
// lead, not a path to walk from there.
bool IsMagicLink(std::string_view path) {
  if (!StartsWithDirectory(path, "/proc")) return false;
  const std::string_view last = path.substr(path.rfind('/') + 1);
  if (last == "exe" || last == "cwd" || last == "root") return true;
  const std::string_view parent = ParentOf(path);
  return parent.size() > 3 && parent.substr(parent.size() - 3) == "/fd";
}

}  // namespace

std::string PathResolver::WorkingDirectory(int tid) { return ReadLink(Proc(tid, "cwd").c_str()); }

std::string PathResolver::LinkOf(int tid, int fd) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/fd/%d", tid, fd);
  return ReadLink(path);
}

const PathResolver::Root& PathResolver::RootOf(int tid, int pid) {
  const auto [place, unknown] = roots_.try_emplace(pid);
  Root& root = place->second;
  if (!unknown) return root;
  root.link = ReadLink(Proc(tid, "root").c_str());
  static const std::string kOurNamespace = ReadLink("/proc/self/ns/mnt");
  static const FileIdentity kOurRoot = identities_.Of("/", true);
  root.ours = root.link == "/" && ReadLink(Proc(tid, "ns/mnt").c_str()) == kOurNamespace &&
              identities_.Of(Proc(tid, "root").c_str(), true) == kOurRoot;
  return root;
}

// First from what the kernel has in its cache, which never waits for anybody. EAGAIN: it is not
// there, and to look would be to ask whoever serves a filesystem. (EINVAL: before Linux 5.12.)
int PathResolver::OpenPlace(const char* path, bool follow_last, std::uint64_t resolve) {
  const int fd = OpenPlaceOnce(path, follow_last, resolve | RESOLVE_CACHED);
  if (fd >= 0 || (errno != EAGAIN && errno != EINVAL)) return fd;
  if (served_.Here().empty()) return OpenPlaceOnce(path, follow_last, resolve);
  errno = EAGAIN;
  return -1;
}

// Where no link is on the way, what was passed is the name already: one open tells that, and so
// does its failure where nothing is there. Right whoever asks, since it is links that lead a
// process to itself.
bool PathResolver::ResolveWithoutLinks(const std::string& full, bool follow_last) {
  const int fd = OpenPlace(full.c_str(), follow_last, RESOLVE_NO_SYMLINKS);
  if (fd >= 0) {
    resolved_.file = identities_.OfOpen(fd);
    close(fd);
  } else if (errno != ENOENT || HasDotDot(full)) {
    return false;  // behind what is missing, ".." may lead to links yet
  }
  Normalize(full, &resolved_.path);
  return true;
}

// One open by the kernel instead of a walk of ours: right wherever the answer does not depend on
// who asks.
bool PathResolver::OpenAndName(const std::string& path, bool follow_last, bool identify) {
  const int fd = OpenPlace(path.c_str(), follow_last, RESOLVE_NO_MAGICLINKS);
  if (fd < 0) return false;
  char link[64];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  resolved_.path = ReadLink(link);
  resolved_.file = identify ? identities_.OfOpen(fd) : FileIdentity{};
  close(fd);
  return true;
}

bool PathResolver::ResolveByKernel(int pid, const std::string& full, bool follow_last) {
  static const int kOurPid = getpid();
  auto depends_on_us = [&] {
    return pid != kOurPid &&
           StartsWithDirectory(resolved_.path, "/proc/" + std::to_string(kOurPid));
  };
  if (ResolveWithoutLinks(full, follow_last)) return true;
  if (OpenAndName(full, follow_last, true)) return !depends_on_us();
  if (errno != ENOENT) return false;
  // Nothing there: the directory that would hold it, and the name. A dangling link as the last name
  // needs the walk.
  const std::size_t slash = full.find_last_not_of('/');
  if (slash == std::string::npos) return false;
  const std::string trimmed = full.substr(0, slash + 1);
  const std::string name = trimmed.substr(trimmed.rfind('/') + 1);
  if (!served_.Here().empty()) return false;
  struct stat status {};
  if (name == "." || name == ".." || lstat(trimmed.c_str(), &status) == 0) return false;
  if (!OpenAndName(std::string(ParentOf(trimmed)), true, false) || depends_on_us()) return false;
  if (resolved_.path != "/") resolved_.path += '/';
  resolved_.path += name;
  return true;
}

const Resolved& PathResolver::Resolve(int tid, int pid, std::string_view base,
                                      std::string_view passed, bool follow_last) {
  resolved_.path.clear();
  resolved_.file = {};
  resolved_.certain = true;
  if (passed.empty() || (passed[0] != '/' && (base.empty() || base[0] != '/'))) return resolved_;
  full_.clear();
  if (passed[0] != '/') {
    full_ += base;
    full_ += '/';
  }
  full_ += passed;
  // A trailing slash follows the last link, whatever the call says.
  const bool follow = follow_last || full_.back() == '/';
  const Root& root = RootOf(tid, pid);
  if (!root.ours || !ResolveByKernel(pid, full_, follow)) Walk(tid, pid, root, full_, follow);
  return resolved_;
}

std::string PathResolver::SeenFromHere(int tid, int pid, const std::string& resolved) {
  const Root& root = RootOf(tid, pid);
  if (root.ours) return resolved;
  const bool below = root.link != "/" && StartsWithDirectory(resolved, root.link);
  return Proc(tid, "root") + resolved.substr(below ? root.link.size() : 0);
}

// Component by component, from the tracee's root: /proc/self and what leads there would name this
// process if the kernel did it for us.
void PathResolver::Walk(int tid, int pid, const Root& root, const std::string& full,
                        bool follow_last) {
  const std::string prefix = root.ours ? "" : Proc(tid, "root");
  const std::set<std::uint64_t> served = root.ours ? served_.Here() : ServedFilesystems::Of(tid);
  std::string current;  // without a final slash
  std::string rest = full;
  if (!root.ours && root.link != "/" && StartsWithDirectory(rest, root.link))
    rest.erase(0, root.link.size());  // a base as we see it
  int links = 0;
  while (!rest.empty()) {
    const std::size_t start = rest.find_first_not_of('/');
    if (start == std::string::npos) break;
    const std::size_t end = std::min(rest.find('/', start), rest.size());
    std::string name = rest.substr(start, end - start);
    rest.erase(0, end);
    if (name == ".") continue;
    if (name == "..") {
      current = current.empty() ? "" : std::string(ParentOf(current));
      if (current == "/") current.clear();
      continue;
    }
    if (current == "/proc" && name == "self") name = std::to_string(pid);
    if (current == "/proc" && name == "thread-self")
      name = std::to_string(pid) + "/task/" + std::to_string(tid);
    std::string next = current + "/" + name;
    if (!served.empty() && served.count(DeviceOf((prefix + current + "/").c_str(), true)) != 0) {
      resolved_.certain = false;
      current = next + (rest.find_first_not_of('/') == std::string::npos ? "" : rest);
      break;
    }
    const bool last = rest.find_first_not_of('/') == std::string::npos;
    const std::string target =
        last && !follow_last && rest.empty() ? "" : ReadLink((prefix + next).c_str());
    if (target.empty()) {
      current = std::move(next);
    } else if (++links > kMostLinks) {
      resolved_.path.clear();
      return;
    } else if (IsMagicLink(next)) {
      if (target[0] != '/') {  // a socket or a pipe: it has no place in the tree
        resolved_.path = target;
        resolved_.file = identities_.Of((prefix + next).c_str(), true);
        return;
      }
      current = target == "/" ? "" : target;
      if (served.empty()) continue;
      rest = current + rest;  // it may lead to one
      current.clear();
    } else {
      if (target[0] == '/') current.clear();
      rest = target + rest;
    }
  }
  if (current.empty()) current = "/";
  if (resolved_.certain) resolved_.file = identities_.Of((prefix + current).c_str(), false);
  resolved_.path =
      root.ours || root.link == "/" ? current : (root.link + (current == "/" ? "" : current));
}

}  // namespace sysassert::capture
