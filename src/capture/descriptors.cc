#include "capture/descriptors.h"

#include <sys/stat.h>

#include <cstdio>
#include <string>
#include <string_view>

#include "capture/path_resolver.h"

namespace sysassert::capture {
namespace {

constexpr std::string_view kDeletedSuffix = " (deleted)";

FdKind KindOfAnonymous(std::string_view link) {
  struct Named {
    std::string_view link;
    FdKind kind;
  };
  static constexpr Named kKinds[] = {
      {"anon_inode:[eventpoll]", FdKind::kEpoll},  {"anon_inode:[eventfd]", FdKind::kEventfd},
      {"anon_inode:[timerfd]", FdKind::kTimerfd},  {"anon_inode:[signalfd]", FdKind::kSignalfd},
      {"anon_inode:inotify", FdKind::kInotify},    {"anon_inode:[pidfd]", FdKind::kPidfd},
      {"anon_inode:[io_uring]", FdKind::kIoUring}, {"pidfd:", FdKind::kPidfd},
  };
  for (const Named& named : kKinds) {
    if (link.substr(0, named.link.size()) == named.link) return named.kind;
  }
  return FdKind::kAnonymous;
}

FdKind KindOf(std::string_view link, unsigned mode) {
  if (link.substr(0, 7) == "/memfd:") return FdKind::kMemfd;
  switch (mode & S_IFMT) {
    case S_IFREG:
      return link[0] == '/' ? FdKind::kFile : KindOfAnonymous(link);
    case S_IFDIR:
      return FdKind::kDirectory;
    case S_IFIFO:
      return FdKind::kPipe;
    case S_IFSOCK:
      return FdKind::kSocket;
    case S_IFCHR:
      return link.substr(0, 9) == "/dev/pts/" || link.substr(0, 8) == "/dev/tty" ||
                     link == "/dev/console"
                 ? FdKind::kTty
                 : FdKind::kDevice;
    case S_IFBLK:
      return FdKind::kDevice;
    default:
      return KindOfAnonymous(link);
  }
}

}  // namespace

std::uint32_t Descriptors::Ask(DescriptorTable& table, int tid, int fd, std::uint32_t opened_by,
                               std::uint32_t description, bool cloexec) {
  std::string link = PathResolver::LinkOf(tid, fd);
  if (link.empty()) return kNoFact;
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/fd/%d", tid, fd);
  unsigned mode = 0;
  unsigned links = 1;
  DescriptorFact fact{};
  fact.file = PathResolver::IdentityOf(path, true, &mode, &links);
  // Unless it is what it was when it was last asked about: then it keeps the name it was opened
  // under.
  if (DescriptorTable::Open* known = table.Find(fd);
      known != nullptr && opened_by == 0 && known->file == fact.file)
    return known->fact;
  fact.number = fd;
  fact.kind = KindOf(link, mode);
  fact.opened_by = opened_by;
  fact.inherited = opened_by == 0 ? 1 : 0;
  fact.cloexec = cloexec ? 1 : 0;
  fact.description = description != 0 ? description : ++descriptions_;
  if (links == 0 && link.size() > kDeletedSuffix.size() &&
      link.compare(link.size() - kDeletedSuffix.size(), kDeletedSuffix.size(), kDeletedSuffix) ==
          0) {
    link.resize(link.size() - kDeletedSuffix.size());
    fact.deleted = fact.kind == FdKind::kMemfd ? 0 : 1;
  }
  const std::uint32_t index = writer_.AddDescriptor(fact, link);
  table.Set(fd, {index, fact.description, fact.file, cloexec});
  return index;
}

std::uint32_t Descriptors::Lookup(DescriptorTable& table, int tid, int fd) {
  if (fd < 0) return kNoFact;
  if (const DescriptorTable::Open* open = table.Find(fd); open != nullptr && keep_)
    return open->fact;
  return Ask(table, tid, fd, 0, 0, false);
}

std::uint32_t Descriptors::Opened(DescriptorTable& table, int tid, int fd, std::uint32_t index,
                                  bool cloexec) {
  return Ask(table, tid, fd, index + 1, 0, cloexec);
}

std::uint32_t Descriptors::Duplicated(DescriptorTable& table, int tid, int fd, int copy,
                                      std::uint32_t index, bool cloexec) {
  Lookup(table, tid, fd);
  const DescriptorTable::Open* open = table.Find(fd);
  return Ask(table, tid, copy, index + 1, open != nullptr ? open->description : 0, cloexec);
}

void Descriptors::SetCloexec(DescriptorTable& table, int fd, bool cloexec) {
  if (DescriptorTable::Open* open = table.Find(fd)) open->cloexec = cloexec;
}

}  // namespace sysassert::capture
