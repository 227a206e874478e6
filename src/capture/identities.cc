#include "capture/identities.h"

#include <fcntl.h>
#include <linux/stat.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>

namespace sysassert::capture {
namespace {

constexpr std::size_t kMostRemembered = 1 << 16;  // past that they are forgotten, and taken for one

// As the kernel says it.
FileIdentity Ask(int directory, const char* path, int flags, unsigned* mode, unsigned* links) {
  struct statx status {};
  const unsigned wanted = STATX_TYPE | STATX_INO | STATX_NLINK | STATX_BTIME;
  // Of a served filesystem, and of a network's, what the kernel knows: see served.h.
  constexpr int kAskNobody = AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC;
  if (statx(directory, path, flags | kAskNobody, wanted, &status) != 0) return {};
  if (mode != nullptr) *mode = status.stx_mode;
  if (links != nullptr) *links = status.stx_nlink;
  FileIdentity file;
  file.device = makedev(status.stx_dev_major, status.stx_dev_minor);
  file.inode = status.stx_ino;
  if ((status.stx_mask & STATX_BTIME) != 0) {
    file.birth_ns = static_cast<std::int64_t>(status.stx_btime.tv_sec) * 1'000'000'000 +
                    status.stx_btime.tv_nsec;
  }
  return file;
}

}  // namespace

FileIdentity Identities::ToldApart(FileIdentity file) const {
  if (again_.empty()) return file;
  if (const auto times = again_.find(file); times != again_.end()) file.birth_ns += times->second;
  return file;
}

FileIdentity Identities::Of(const char* path, bool follow, unsigned* mode, unsigned* links) const {
  return ToldApart(Ask(AT_FDCWD, path, follow ? 0 : AT_SYMLINK_NOFOLLOW, mode, links));
}

FileIdentity Identities::OfOpen(int fd) const {
  return ToldApart(Ask(fd, "", AT_EMPTY_PATH, nullptr, nullptr));
}

FileIdentity Identities::OfMade(const char* path, std::uint64_t missing, unsigned* mode,
                                unsigned* links) {
  const FileIdentity file = Ask(AT_FDCWD, path, 0, mode, links);
  if (!file.known()) return file;
  if (file.birth_ns > last_birth_ || made_.size() >= kMostRemembered) made_.clear();
  last_birth_ = std::max(last_birth_, file.birth_ns);
  const auto before = made_.find(file);
  if (before != made_.end() && before->second < missing) {
    if (again_.size() >= kMostRemembered) again_.clear();
    ++again_[file];
  }
  made_[file] = Now();
  return ToldApart(file);
}

}  // namespace sysassert::capture
