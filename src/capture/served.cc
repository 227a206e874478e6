#include "capture/served.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

namespace sysassert::capture {
namespace {

std::string ReadAll(int fd) {
  std::string text;
  char piece[4096];
  lseek(fd, 0, SEEK_SET);
  for (ssize_t got; (got = read(fd, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(got));
  return text;
}

int OpenMounts(const std::string& thread) {
  return open(("/proc/" + thread + "/mountinfo").c_str(), O_RDONLY | O_CLOEXEC);
}

// "36 35 0:31 / /mnt rw shared:1 - fuse.sshfs host: rw": the device is the third field, the type
// stands behind a lone dash (proc_pid_mountinfo(5)). Names there have no blanks: they are escaped.
std::set<std::uint64_t> ServedIn(std::string_view mounts) {
  std::set<std::uint64_t> devices;
  while (!mounts.empty()) {
    const std::string line(mounts.substr(0, mounts.find('\n')));
    mounts.remove_prefix(std::min(mounts.size(), line.size() + 1));
    unsigned major_number = 0, minor_number = 0;
    const std::size_t dash = line.find(" - ");
    if (dash == std::string::npos || !std::string_view(line).substr(dash + 3).starts_with("fuse"))
      continue;
    const std::string_view type = std::string_view(line).substr(dash + 3, line.find(' ', dash + 3));
    if (type.starts_with("fusectl")) continue;  // the kernel's own
    if (std::sscanf(line.c_str(), "%*u %*u %u:%u", &major_number, &minor_number) == 2)
      devices.insert(makedev(major_number, minor_number));
  }
  return devices;
}

}  // namespace

ServedFilesystems::~ServedFilesystems() {
  if (mounts_ >= 0) close(mounts_);
}

const std::set<std::uint64_t>& ServedFilesystems::Here() {
  if (mounts_ >= 0) {
    pollfd changed{mounts_, POLLPRI, 0};
    if (poll(&changed, 1, 0) == 0) return here_;
  } else {
    mounts_ = OpenMounts("self");
  }
  if (mounts_ >= 0) here_ = ServedIn(ReadAll(mounts_));
  return here_;
}

std::set<std::uint64_t> ServedFilesystems::Of(pid_t tid) {
  const int mounts = OpenMounts(std::to_string(tid));
  if (mounts < 0) return {};
  std::set<std::uint64_t> devices = ServedIn(ReadAll(mounts));
  close(mounts);
  return devices;
}

std::uint64_t DeviceOf(const char* path, bool follow) {
  struct statx file {};
  const int flags = AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
  if (statx(AT_FDCWD, path, flags, STATX_TYPE, &file) != 0) return 0;
  return makedev(file.stx_dev_major, file.stx_dev_minor);
}

bool RunsServedProgram(pid_t tid) {
  const std::set<std::uint64_t> served = ServedFilesystems::Of(tid);
  if (served.empty()) return false;
  const std::string exe = "/proc/" + std::to_string(tid) + "/exe";  // a jump, and no walk
  return served.count(DeviceOf(exe.c_str(), true)) != 0;
}

}  // namespace sysassert::capture
