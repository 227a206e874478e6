#include "capture/descriptors.h"

#include <dirent.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "capture/path_resolver.h"
#include "capture/sockets.h"

namespace sysassert::capture {
namespace {

constexpr std::string_view kDeletedSuffix = " (deleted)";

bool SaysDeleted(std::string_view link) {
  return link.size() > kDeletedSuffix.size() &&
         link.substr(link.size() - kDeletedSuffix.size()) == kDeletedSuffix;
}

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

// What a process has open now. nullopt where it does not show it.
std::optional<std::vector<int>> OpenNumbers(int tid) {
  DIR* directory = opendir(("/proc/" + std::to_string(tid) + "/fd").c_str());
  if (directory == nullptr) return std::nullopt;
  std::vector<int> numbers;
  while (const dirent* entry = readdir(directory)) {
    if (entry->d_name[0] != '.') numbers.push_back(std::atoi(entry->d_name));
  }
  closedir(directory);
  return numbers;
}

}  // namespace

std::uint32_t Descriptors::Ask(DescriptorTable& table, const Holder& holder, int fd,
                               std::uint32_t opened_by, std::uint32_t description, bool cloexec,
                               std::uint64_t missing) {
  std::string link = PathResolver::LinkOf(holder.tid, fd);
  if (link.empty()) return kNoFact;
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/fd/%d", holder.tid, fd);
  unsigned mode = 0;
  unsigned links = 1;
  DescriptorFact fact{};
  fact.file = missing != 0 ? identities_.OfMade(path, missing, &mode, &links)
                           : identities_.Of(path, true, &mode, &links);
  const bool deleted = links == 0 && SaysDeleted(link);
  // Unless it is what it was when it was last asked about: then it keeps the name it was opened
  // under.
  if (DescriptorTable::Open* known = table.Find(fd);
      known != nullptr && opened_by == 0 && known->file == fact.file)
    return SetDeleted(table, fd, deleted);
  fact.number = fd;
  fact.kind = KindOf(link, mode);
  const SocketFacts socket =
      fact.kind == FdKind::kSocket ? FactsOfSocket(holder.pid, fd) : SocketFacts();
  fact.family = socket.family;
  fact.opened_by = opened_by;
  fact.inherited = naming_inherited_ ? 1 : 0;
  fact.cloexec = cloexec ? 1 : 0;
  fact.description = description != 0 ? description : ++descriptions_;
  if (deleted) link.resize(link.size() - kDeletedSuffix.size());
  fact.deleted = deleted && fact.kind != FdKind::kMemfd ? 1 : 0;
  const std::uint32_t index = Write(table, fd, fact, link, cloexec);
  if (DescriptorTable::Open* open = table.Find(fd))
    open->carries_network = fact.kind == FdKind::kSocket && fact.family != AF_UNIX &&
                            fact.family != AF_NETLINK && !socket.listens;
  return index;
}

std::uint32_t Descriptors::Write(DescriptorTable& table, int fd, const DescriptorFact& fact,
                                 const std::string& name, bool cloexec) {
  const std::uint32_t index = writer_.AddDescriptor(fact, name);
  std::shared_ptr<const DescriptorTable::Named> named;
  if (name[0] == '/' && fact.kind != FdKind::kMemfd)
    named = std::make_shared<const DescriptorTable::Named>(DescriptorTable::Named{fact, name});
  table.Set(fd, {index, fact.description, fact.file, cloexec, false, std::move(named)});
  return index;
}

std::uint32_t Descriptors::SetDeleted(DescriptorTable& table, int fd, bool deleted) {
  const DescriptorTable::Open open = *table.Find(fd);
  if (open.named == nullptr || (open.named->fact.deleted != 0) == deleted) return open.fact;
  DescriptorFact fact = open.named->fact;
  fact.deleted = deleted ? 1 : 0;
  return Write(table, fd, fact, open.named->name, open.cloexec);
}

Descriptors::Inherited Descriptors::NameInherited(DescriptorTable& table, const Holder& holder) {
  Inherited inherited;
  const auto numbers = OpenNumbers(holder.tid);
  if (!numbers) return inherited;
  naming_inherited_ = true;
  for (const int fd : *numbers) {
    Lookup(table, holder, fd);
    const DescriptorTable::Open* open = table.Find(fd);
    if (open != nullptr && open->carries_network) inherited.sockets.push_back(fd);
    if (PathResolver::LinkOf(holder.tid, fd) == "anon_inode:[io_uring]")
      inherited.rings.push_back(fd);
  }
  naming_inherited_ = false;
  return inherited;
}

std::optional<std::vector<std::uint32_t>> Descriptors::HandedOn(DescriptorTable& table,
                                                                const Holder& holder) {
  const auto numbers = OpenNumbers(holder.tid);
  if (!numbers) return std::nullopt;
  std::vector<std::uint32_t> facts;
  for (const int fd : *numbers) {
    if (fd <= STDERR_FILENO) continue;
    if (const std::uint32_t fact = Lookup(table, holder, fd).fact; fact != kNoFact)
      facts.push_back(fact);
  }
  return facts;
}

void Descriptors::ForgetClosed(DescriptorTable& table, const Holder& holder) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto fd = static_cast<int>(i);
    const DescriptorTable::Open* open = table.Find(fd);
    if (open == nullptr) continue;
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/fd/%d", holder.tid, fd);
    if (!(identities_.Of(path, true) == open->file)) table.Close(fd);
  }
}

Descriptors::Known Descriptors::Lookup(DescriptorTable& table, const Holder& holder, int fd) {
  if (fd < 0) return {};
  if (const DescriptorTable::Open* open = table.Find(fd); open != nullptr && keep_) {
    if (open->named == nullptr) return {open->fact};
    if (!look_for_deleted_) return {open->fact, false};
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/fd/%d", holder.tid, fd);
    unsigned links = 1;
    const FileIdentity file = identities_.Of(path, true, nullptr, &links);
    const bool was_deleted = open->named->fact.deleted != 0;
    if (file == open->file && (links == 0) == was_deleted) return {open->fact};
  }
  return {Ask(table, holder, fd, 0, 0, false, 0)};
}

std::uint32_t Descriptors::Opened(DescriptorTable& table, const Holder& holder, int fd,
                                  std::uint32_t index, bool cloexec, std::uint64_t missing) {
  return Ask(table, holder, fd, index + 1, 0, cloexec, missing);
}

std::uint32_t Descriptors::Duplicated(DescriptorTable& table, const Holder& holder, int fd,
                                      int copy, std::uint32_t index, bool cloexec) {
  Lookup(table, holder, fd);
  const DescriptorTable::Open* open = table.Find(fd);
  return Ask(table, holder, copy, index + 1, open != nullptr ? open->description : 0, cloexec, 0);
}

void Descriptors::SetCloexec(DescriptorTable& table, int fd, bool cloexec) {
  if (DescriptorTable::Open* open = table.Find(fd)) open->cloexec = cloexec;
}

}  // namespace sysassert::capture
