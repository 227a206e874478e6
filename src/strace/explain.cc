#include "strace/explain.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

#include "decode/printable.h"
#include "decode/sockaddr.h"
#include "strace/live_names.h"
#include "strace/path_cause.h"
#include "tables/variants.h"

namespace sysassert::strace {
namespace {

// What a cause may be looked for in.
struct Failure {
  int tid;
  const decode::CallView& call;
  const tables::Row& row;

  std::uint64_t argument(int i) const { return call.record.args[i]; }
  int fd() const { return static_cast<int>(argument(0)); }
};

// The last path of the call: the one that is made, where there are two.
struct PathArgument {
  std::string path;
  int dirfd = AT_FDCWD;
};
std::optional<PathArgument> PathOf(const Failure& failure, bool last) {
  std::optional<PathArgument> found;
  for (int i = 0; i < failure.row.count; ++i) {
    const tables::Parameter& parameter =
        tables::ParameterOf(failure.row, i, failure.call.record.args, failure.call.record.abi);
    if (parameter.kind != ArgumentKind::kPath) continue;
    const auto item = failure.call.item(capture::ItemKind::kBytes, static_cast<std::uint8_t>(i));
    if (!item) continue;
    if (found && !last) return found;
    found = PathArgument{
        std::string(item->bytes),
        parameter.dirfd < 0 ? AT_FDCWD : static_cast<int>(failure.argument(parameter.dirfd))};
  }
  return found;
}

Wanted WantedBy(const Failure& failure) {
  switch (failure.row.id) {
    case Sysno::open:
    case Sysno::openat: {
      const std::uint64_t flags = failure.argument(failure.row.id == Sysno::open ? 1 : 2);
      const std::uint64_t access = flags & O_ACCMODE;
      return {access != O_WRONLY, access != O_RDONLY, false, false};
    }
    case Sysno::access:
    case Sysno::faccessat:
    case Sysno::faccessat2: {
      const std::uint64_t mode = failure.argument(failure.row.id == Sysno::access ? 1 : 2);
      return {(mode & R_OK) != 0, (mode & W_OK) != 0, (mode & X_OK) != 0, false};
    }
    case Sysno::execve:
    case Sysno::execveat:
    case Sysno::chdir:
      return {false, false, true, false};
    case Sysno::mkdir:
    case Sysno::mkdirat:
    case Sysno::rmdir:
    case Sysno::unlink:
    case Sysno::unlinkat:
    case Sysno::rename:
    case Sysno::renameat:
    case Sysno::renameat2:
    case Sysno::link:
    case Sysno::linkat:
    case Sysno::symlink:
    case Sysno::symlinkat:
    case Sysno::mknod:
    case Sysno::mknodat:
      return {false, false, false, true};
    default:
      return {};
  }
}

std::string NoEntry(const Failure& failure) {
  for (const bool last : {false, true}) {
    const auto path = PathOf(failure, last);
    std::string cause = path ? WhyAbsent(failure.tid, path->dirfd, path->path) : "";
    if (!cause.empty()) return cause;
  }
  return "";
}

std::string NoDirectory(const Failure& failure) {
  const auto path = PathOf(failure, true);
  return path ? WhyNoDirectory(failure.tid, path->dirfd, path->path) : "";
}

std::string Forbidden(const Failure& failure) {
  const auto path = PathOf(failure, true);
  if (!path) return "";
  Wanted wanted = WantedBy(failure);
  std::string cause = WhyForbidden(failure.tid, path->dirfd, path->path, wanted);
  if (cause.empty() && (wanted.write || wanted.read)) {  // a file that was to be made
    wanted.parent_write = true;
    if (WhatIsThere(failure.tid, path->dirfd, path->path).empty())
      cause = WhyForbidden(failure.tid, path->dirfd, path->path, wanted);
  }
  return cause.empty() ? "the modes on the path allow it: a mount option or a security module may "
                         "forbid it"
                       : cause;
}

std::string There(const Failure& failure) {
  const auto path = PathOf(failure, true);
  return path ? WhatIsThere(failure.tid, path->dirfd, path->path) : "";
}

std::string BadDescriptor(const Failure& failure) {
  if (failure.row.count == 0 || failure.row.parameters[0].kind != ArgumentKind::kFd) return "";
  const std::string name = LinkOf(failure.tid, failure.fd());
  if (name.empty()) return fmt::format("descriptor {} is not open", failure.fd());
  std::ifstream info(fmt::format("/proc/{}/fdinfo/{}", failure.tid, failure.fd()));
  for (std::string key; info >> key; info.ignore(4096, '\n')) {
    unsigned flags = 0;
    if (key != "flags:" || !(info >> std::oct >> flags)) continue;
    const unsigned access = flags & O_ACCMODE;
    return fmt::format("descriptor {} ({}) is open for {}", failure.fd(), name,
                       (flags & O_PATH) != 0 ? "its path alone (O_PATH)"
                       : access == O_RDONLY  ? "reading alone"
                       : access == O_WRONLY  ? "writing alone"
                                             : "reading and writing, but not for this");
  }
  return "";
}

std::string Refused(const Failure& failure) {
  const auto item = failure.call.item(capture::ItemKind::kBytes, 1);
  if (!item) return "";
  const std::string address = decode::SocketAddress(item->bytes);
  if (address.rfind("unix:", 0) == 0)
    return fmt::format("the socket {} is there, but nobody accepts on it (any more)",
                       address.substr(std::strlen("unix:")));
  return fmt::format("the machine is there, but nobody listens at {} (or a firewall answers so)",
                     address);
}

std::string InUse(const Failure& failure) {
  const auto item = failure.call.item(capture::ItemKind::kBytes, 1);
  if (!item) return "";
  return fmt::format("another socket has {} already, or had it until a moment ago (SO_REUSEADDR)",
                     decode::SocketAddress(item->bytes));
}

std::string TooMany(const Failure& failure) {
  std::ifstream limits(fmt::format("/proc/{}/limits", failure.tid));
  for (std::string line; std::getline(limits, line);) {
    constexpr std::string_view kName = "Max open files";
    if (line.rfind(kName, 0) != 0) continue;
    const std::size_t from = line.find_first_not_of(' ', kName.size());
    return fmt::format("the limit of this process is {} descriptors (ulimit -n)",
                       line.substr(from, line.find(' ', from) - from));
  }
  return "";
}

std::string NoPosition(const Failure& failure) {
  return fmt::format("descriptor {} is {}, which has no position", failure.fd(),
                     LinkOf(failure.tid, failure.fd()));
}

std::string BadAddress(const Failure& failure) {
  for (int i = 0; i < failure.row.count; ++i) {
    const tables::Parameter& parameter =
        tables::ParameterOf(failure.row, i, failure.call.record.args, failure.call.record.abi);
    const bool points =
        parameter.length != tables::Length::kNone || parameter.kind == ArgumentKind::kPath ||
        parameter.kind == ArgumentKind::kString || parameter.kind == ArgumentKind::kPointer;
    if (!points || failure.argument(i) == 0) continue;
    std::ifstream maps(fmt::format("/proc/{}/maps", failure.tid));
    bool mapped = false;
    for (std::string line; !mapped && std::getline(maps, line);) {
      std::uint64_t from = 0, to = 0;
      mapped = std::sscanf(line.c_str(), "%lx-%lx", &from, &to) == 2 &&
               failure.argument(i) >= from && failure.argument(i) < to;
    }
    if (!mapped)
      return fmt::format("{} = {:#x} is not mapped", parameter.name, failure.argument(i));
  }
  return "a pointer is not mapped, or not for this kind of access";
}

// One cause each: by errno, and by call where that matters (kUnknown: any).
struct Cause {
  int error_number;
  Sysno id;
  std::string (*look)(const Failure& failure);
  std::string_view sentence;
};
constexpr Cause kCauses[] = {
    {ENOENT, Sysno::kUnknown, NoEntry, ""},
    {ENOTDIR, Sysno::kUnknown, NoDirectory, ""},
    {EACCES, Sysno::kUnknown, Forbidden, ""},
    {EEXIST, Sysno::kUnknown, There, ""},
    {EISDIR, Sysno::kUnknown, There, ""},
    {EBADF, Sysno::kUnknown, BadDescriptor, ""},
    {EFAULT, Sysno::kUnknown, BadAddress, ""},
    {EMFILE, Sysno::kUnknown, TooMany, ""},
    {ESPIPE, Sysno::kUnknown, NoPosition, ""},
    {ECONNREFUSED, Sysno::connect, Refused, ""},
    {ECONNREFUSED, Sysno::kUnknown, nullptr,
     "an earlier datagram was refused: nobody listens there"},
    {EADDRINUSE, Sysno::bind, InUse, ""},
    {EINPROGRESS, Sysno::connect, nullptr,
     "it goes on behind a non-blocking socket: poll for POLLOUT, then ask SO_ERROR"},
    {EAGAIN, Sysno::futex, nullptr, "the word had changed already: the wait was not needed"},
    {EPIPE, Sysno::kUnknown, nullptr, "whoever was to read has closed the other end"},
    {ECONNRESET, Sysno::kUnknown, nullptr, "the peer has thrown the connection away"},
    {ENOTCONN, Sysno::kUnknown, nullptr, "the socket has no peer (yet, or any more)"},
    {ETIMEDOUT, Sysno::connect, nullptr,
     "nobody answered: a host that is off, or a silent firewall"},
    {ENETUNREACH, Sysno::kUnknown, nullptr, "there is no route to that address (ip route)"},
    {EHOSTUNREACH, Sysno::kUnknown, nullptr,
     "no machine answers at that address, or a router says so"},
    {EADDRNOTAVAIL, Sysno::bind, nullptr, "no interface of this machine has that address"},
    {ENOTTY, Sysno::ioctl, nullptr,
     "the descriptor is no terminal, or not of the kind that knows it"},
    {ECHILD, Sysno::kUnknown, nullptr, "there is no child (left) to wait for"},
    {ESRCH, Sysno::kUnknown, nullptr, "no such process is there (any more)"},
    {EXDEV, Sysno::kUnknown, nullptr, "the two names are on different filesystems: copy instead"},
    {EROFS, Sysno::kUnknown, nullptr, "the filesystem is mounted read-only"},
    {ENOTEMPTY, Sysno::kUnknown, nullptr, "the directory holds files yet"},
    {ELOOP, Sysno::kUnknown, nullptr, "symbolic links go round in a circle, or O_NOFOLLOW met one"},
    {ETXTBSY, Sysno::kUnknown, nullptr, "the program is running, or open for writing"},
    {ENOEXEC, Sysno::kUnknown, nullptr, "neither a binary for this machine nor a script with #!"},
    {ENOSPC, Sysno::kUnknown, nullptr, "the filesystem (or its inodes, or a watch limit) is full"},
    {EDQUOT, Sysno::kUnknown, nullptr, "the user's quota is used up"},
    {ENOSYS, Sysno::kUnknown, nullptr, "this kernel, or a seccomp filter, does not have the call"},
    {EINTR, Sysno::kUnknown, nullptr, "a signal handler ran meanwhile: call it again"},
    {EDEADLK, Sysno::kUnknown, nullptr, "each would wait for the other"},
};

}  // namespace

std::string Explainer::Repeated(int tid, const decode::CallView& call, const tables::Row& row) {
  const bool of_fd = row.count > 0 && row.parameters[0].kind == ArgumentKind::kFd;
  if (!of_fd) return "";
  const auto fd = static_cast<int>(call.record.args[0]);
  std::uint64_t& times = again_[{tid, row.id, fd}];
  if (call.record.result != -EAGAIN) {
    times = 0;
    return "";
  }
  ++times;
  std::string text =
      fmt::format("nothing to be had on descriptor {} yet, and it does not block", fd);
  if (times > 1) text += fmt::format(": {} times in a row; poll(2) would wait", times);
  return text;
}

std::string Explainer::Explain(int tid, const decode::CallView& call, const tables::Row& row) {
  std::string repeated = Repeated(tid, call, row);
  if (!repeated.empty()) return repeated;
  if ((call.record.flags & capture::kFailed) == 0) return "";
  const auto error_number = static_cast<int>(-call.record.result);
  for (const Cause& cause : kCauses) {
    if (cause.error_number != error_number) continue;
    if (cause.id != Sysno::kUnknown && cause.id != row.id) continue;
    // Names of files and sockets are the program's: bytes of any kind.
    return cause.look != nullptr ? decode::Printable(cause.look({tid, call, row}))
                                 : std::string(cause.sentence);
  }
  return "";
}

}  // namespace sysassert::strace
