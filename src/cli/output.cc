#include "cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "cli/failure.h"

namespace sysassert::cli {
namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

Failure CannotWrite(const std::string& name, int error_number) {
  const std::string remedy = error_number == ENOSPC || error_number == EDQUOT
                                 ? "make room, or write it elsewhere"
                                 : "choose another place for it";
  const std::string cause =
      error_number == ELOOP ? "a symbolic link that was not there before is not followed" : "";
  return FailureOf(kUsage, {"write " + name, error_number, cause, remedy});
}

// Returns 0, or the errno of the write that failed.
int WriteAll(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Names of the kernel's for what is open already, whose links nobody can plant.
bool IsDevice(const std::string& path) {
  return path.starts_with("/dev/") || path.starts_with("/proc/");
}

// `how`: O_TRUNC, O_APPEND or O_EXCL.
void WriteTo(const std::string& path, int how, std::string_view text) {
  struct stat found {};
  const bool existed = stat(path.c_str(), &found) == 0;
  const int follow = IsDevice(path) ? 0 : O_NOFOLLOW;
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | how | follow | O_CLOEXEC, 0666);
  if (fd < 0) throw CannotWrite(path, errno);
  int error_number = WriteAll(fd, text);
  // close() is where some filesystems (NFS) first say that the disk is full.
  if (close(fd) != 0 && error_number == 0 && errno != EINTR) error_number = errno;
  if (error_number == 0) return;
  if (!existed) unlink(path.c_str());
  throw CannotWrite(path, error_number);
}

}  // namespace

void Stream::Write(std::string_view text) {
  pending_ += text;
  if (pending_.size() >= kPieceBytes) Flush();
}

void Stream::Flush() {
  const int error_number = WriteAll(fd_, pending_);
  pending_.clear();
  // SIGPIPE was ignored by our caller; the answer is the same as where it is not.
  if (error_number == EPIPE) _exit(ForSignal(SIGPIPE));
  if (error_number != 0) throw CannotWrite(name_, error_number);
}

void Print(Stream stream, std::string_view text) {
  stream.Write(text);
  stream.Flush();
}

void RequireWritable(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) == 0) {
    if (S_ISDIR(found.st_mode)) throw CannotWrite(path, EISDIR);
    if (access(path.c_str(), W_OK) != 0) throw CannotWrite(path, errno);
    return;
  }
  if (errno != ENOENT) throw CannotWrite(path, errno);
  const std::size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  if (!path.empty() && access(directory.c_str(), F_OK) != 0 && errno == ENOENT)
    throw FailureOf(kUsage, {"write " + path, ENOENT, "there is no directory " + directory,
                             "mkdir -p " + directory});
  if (path.empty() || access(directory.c_str(), W_OK | X_OK) != 0) throw CannotWrite(path, errno);
}

std::string LedTo(const std::string& path) {
  struct stat found {};
  char real[PATH_MAX];
  const bool is_link = lstat(path.c_str(), &found) == 0 && S_ISLNK(found.st_mode);
  return is_link && realpath(path.c_str(), real) != nullptr ? real : path;
}

void WriteFile(const std::string& path, std::string_view text) { WriteTo(path, O_TRUNC, text); }

void ReplaceFile(const std::string& path, std::string_view text) {
  struct stat found {};
  const bool exists = lstat(path.c_str(), &found) == 0;
  if (exists && !S_ISREG(found.st_mode)) return WriteFile(path, text);
  const std::string beside = path + ".new";
  unlink(beside.c_str());
  WriteTo(beside, O_EXCL, text);  // through no link that somebody left there
  if (exists) chmod(beside.c_str(), found.st_mode & 07777);
  if (rename(beside.c_str(), path.c_str()) == 0) return;
  const int error_number = errno;
  unlink(beside.c_str());
  throw CannotWrite(path, error_number);
}

void AppendToFile(const std::string& path, std::string_view text) { WriteTo(path, O_APPEND, text); }

}  // namespace sysassert::cli
