#include "strace/path_cause.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <vector>

#include "capture/served.h"

namespace sysassert::strace {
namespace {

constexpr unsigned kRead = 4, kWrite = 2, kExecute = 1;

// Where the thread begins to resolve the path, for us.
std::string StartOf(int tid, int dirfd, std::string_view path) {
  if (!path.empty() && path[0] == '/') return fmt::format("/proc/{}/root/", tid);
  if (dirfd == AT_FDCWD) return fmt::format("/proc/{}/cwd/", tid);
  return fmt::format("/proc/{}/fd/{}/", tid, dirfd);
}

// Would a look at this name in its directory ask a process that serves the filesystem, and that may
// be waiting for us? Where a link leads is not looked for.
bool MayAskAServer(const std::set<std::uint64_t>& served, const std::string& directory,
                   const std::string& file) {
  struct statx link {};
  return served.count(capture::DeviceOf(directory.c_str(), true)) != 0 ||
         (statx(AT_FDCWD, file.c_str(), AT_STATX_DONT_SYNC | AT_SYMLINK_NOFOLLOW, STATX_TYPE,
                &link) == 0 &&
          S_ISLNK(link.stx_mode));
}

// The path's components one after the other.
struct Component {
  std::string path;    // up to and with it, as the thread wrote it
  std::string parent;  // up to it, without the slash; may be empty
  std::string name;
  std::string ours;  // the same file for us
  bool last = false;
};

std::vector<Component> ComponentsOf(int tid, int dirfd, std::string_view path) {
  std::vector<Component> components;
  const std::string start = StartOf(tid, dirfd, path);
  const auto served = capture::ServedFilesystems::Of(tid);
  for (std::size_t at = 0; at < path.size();) {
    if (path[at] == '/') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(path.find('/', at), path.size());
    Component component;
    component.path = path.substr(0, end);
    component.parent = path.substr(0, at > 1 ? at - 1 : at);
    component.name = path.substr(at, end - at);
    component.ours = start + component.path;
    if (!served.empty() && MayAskAServer(served, start + component.parent, component.ours))
      return {};
    components.push_back(component);
    at = end;
  }
  if (!components.empty()) components.back().last = true;
  return components;
}

bool Exists(const std::string& path) {
  struct stat status {};
  return lstat(path.c_str(), &status) == 0;
}

std::string TargetOf(const std::string& path) {
  std::array<char, PATH_MAX> target{};
  const ssize_t bytes = readlink(path.c_str(), target.data(), target.size());
  return bytes < 0 ? std::string() : std::string(target.data(), static_cast<std::size_t>(bytes));
}

std::string_view KindOf(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      return "a directory";
    case S_IFLNK:
      return "a symbolic link";
    case S_IFSOCK:
      return "a socket";
    case S_IFIFO:
      return "a FIFO";
    case S_IFCHR:
    case S_IFBLK:
      return "a device";
    default:
      return "a file";
  }
}

std::string Where(const Component& component) {
  return component.parent.empty() ? "the directory it starts in" : component.parent;
}

// Whom the kernel takes the thread for, where files are concerned.
struct Credentials {
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> groups;
};

Credentials CredentialsOf(int tid) {
  Credentials credentials;
  std::ifstream status(fmt::format("/proc/{}/status", tid));
  for (std::string line; std::getline(status, line);) {
    std::istringstream words(line);
    std::string key;
    unsigned real = 0, effective = 0, saved = 0, of_files = 0;
    words >> key;
    if (key == "Uid:" && words >> real >> effective >> saved >> of_files)
      credentials.uid = of_files;
    if (key == "Gid:" && words >> real >> effective >> saved >> of_files)
      credentials.gid = of_files;
    if (key == "Groups:")
      for (gid_t group = 0; words >> group;) credentials.groups.push_back(group);
  }
  return credentials;
}

// The class of bits that decides for the thread: 6 for the owner, 3 for the group, 0 for others.
unsigned ShiftFor(const Credentials& who, const struct stat& status) {
  if (who.uid == status.st_uid) return 6;
  const bool member = who.gid == status.st_gid || std::find(who.groups.begin(), who.groups.end(),
                                                            status.st_gid) != who.groups.end();
  return member ? 3 : 0;
}

// "secret is mode 0700 of uid 0, gid 0: the thread (uid 1000) may not search it"; empty where the
// mode allows it.
std::string Refusal(const Credentials& who, const std::string& name, const std::string& ours,
                    unsigned bits, std::string_view verb) {
  struct stat status {};
  if (stat(ours.c_str(), &status) != 0) return "";
  if ((status.st_mode >> ShiftFor(who, status) & bits) == bits) return "";
  return fmt::format("{} is mode 0{:o} of uid {}, gid {}: uid {}, gid {} may not {} it", name,
                     status.st_mode & 07777U, status.st_uid, status.st_gid, who.uid, who.gid, verb);
}

std::string Interpreter(const std::string& ours) {
  std::ifstream file(ours, std::ios::binary);
  std::string line;
  if (!std::getline(file, line) || line.rfind("#!", 0) != 0) return "";
  std::istringstream words(line.substr(2));
  std::string name;
  words >> name;
  return name;
}

}  // namespace

std::string WhyAbsent(int tid, int dirfd, std::string_view path) {
  if (path.empty()) return "the path is empty";
  for (const Component& component : ComponentsOf(tid, dirfd, path)) {
    if (!Exists(component.ours))
      return fmt::format("there is no {} in {}", component.name, Where(component));
    struct stat status {};
    if (stat(component.ours.c_str(), &status) != 0)
      return fmt::format("{} is a symbolic link to {}, which is not there", component.path,
                         TargetOf(component.ours));
    if (!component.last) continue;
    const std::string interpreter = Interpreter(component.ours);
    if (!interpreter.empty() && !Exists(fmt::format("/proc/{}/root{}", tid, interpreter)))
      return fmt::format("{} is there, but not {}, which its first line names", component.path,
                         interpreter);
  }
  return "";
}

std::string WhyNoDirectory(int tid, int dirfd, std::string_view path) {
  for (const Component& component : ComponentsOf(tid, dirfd, path)) {
    struct stat status {};
    if (stat(component.ours.c_str(), &status) == 0 && !S_ISDIR(status.st_mode))
      return fmt::format("{} is {}, and no directory", component.path, KindOf(status.st_mode));
  }
  return "";
}

std::string WhyForbidden(int tid, int dirfd, std::string_view path, const Wanted& wanted) {
  const Credentials who = CredentialsOf(tid);
  const std::vector<Component> components = ComponentsOf(tid, dirfd, path);
  for (const Component& component : components) {
    if (component.last) break;
    std::string refusal = Refusal(who, component.path, component.ours, kExecute, "search");
    if (!refusal.empty()) return refusal;
  }
  if (components.empty()) return "";
  const Component& last = components.back();
  if (wanted.parent_write) {
    const std::string parent = last.ours.substr(0, last.ours.size() - last.name.size());
    return Refusal(who, Where(last), parent, kWrite | kExecute, "change");
  }
  const std::pair<bool, std::pair<unsigned, std::string_view>> kWants[] = {
      {wanted.read, {kRead, "read"}},
      {wanted.write, {kWrite, "write"}},
      {wanted.execute, {kExecute, "execute"}}};
  for (const auto& [wants, how] : kWants) {
    if (!wants) continue;
    std::string refusal = Refusal(who, last.path, last.ours, how.first, how.second);
    if (!refusal.empty()) return refusal;
  }
  return "";
}

std::string WhatIsThere(int tid, int dirfd, std::string_view path) {
  const std::vector<Component> components = ComponentsOf(tid, dirfd, path);
  struct stat status {};
  if (components.empty() || lstat(components.back().ours.c_str(), &status) != 0) return "";
  return fmt::format("{} is {}", path, KindOf(status.st_mode));
}

}  // namespace sysassert::strace
