#include "capture/save.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>

namespace sysassert::capture {
namespace {

// A write past RLIMIT_FSIZE is to fail with EFBIG, and not to end the process by SIGXFSZ.
class FileSizeSignalHeld {
 public:
  FileSizeSignalHeld() {
    sigemptyset(&signal_);
    sigaddset(&signal_, SIGXFSZ);
    pthread_sigmask(SIG_BLOCK, &signal_, &before_);
  }
  ~FileSizeSignalHeld() {
    const timespec now{};
    if (sigismember(&before_, SIGXFSZ) == 0) {
      while (sigtimedwait(&signal_, nullptr, &now) > 0) {
      }
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  FileSizeSignalHeld(const FileSizeSignalHeld&) = delete;
  FileSizeSignalHeld& operator=(const FileSizeSignalHeld&) = delete;

 private:
  sigset_t signal_{}, before_{};
};

}  // namespace

Status Save(const Blocks& blocks, const std::string& path) {
  const FileSizeSignalHeld held;
  // The rename below would put a file in the place of a device: as root, of /dev/null.
  struct stat found {};
  if (stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode)) {
    return Error{"save recording " + path, S_ISDIR(found.st_mode) ? EISDIR : 0,
                 "it is no regular file", "name a file that is new or a recording"};
  }
  const std::string partial = path + ".partial-" + std::to_string(getpid());
  const int fd = open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0)
    return Error{"save recording " + path, errno, "", "choose a directory that can be written"};
  int refused = 0;
  for (std::uint64_t number = 0; number < blocks.size() && refused == 0; ++number) {
    const char* from = blocks.at(number);
    std::uint64_t left = number == 0 ? sizeof(FileHeader) : blocks.used(number);
    auto offset = static_cast<off_t>(number * kBlockBytes);
    while (left > 0) {
      const ssize_t written = pwrite(fd, from, left, offset);
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) {
        refused = written == 0 ? ENOSPC : errno;
        break;
      }
      from += written;
      offset += written;
      left -= static_cast<std::uint64_t>(written);
    }
    // What was read through the mapping counts as ours: given back, a recording of any size is
    // saved in little memory.
    if (number != 0) blocks.GiveBack(number);
  }
  if (refused == 0 && ftruncate(fd, static_cast<off_t>(blocks.size() * kBlockBytes)) != 0)
    refused = errno;
  if (close(fd) != 0 && refused == 0) refused = errno;
  if (refused == 0 && rename(partial.c_str(), path.c_str()) != 0) refused = errno;
  if (refused != 0) {
    unlink(partial.c_str());
    return Error{"save recording " + path, refused, "",
                 refused == EFBIG ? "raise the limit on file sizes (ulimit -f)"
                                  : "free some space, or choose another directory"};
  }
  return Unit{};
}

}  // namespace sysassert::capture
