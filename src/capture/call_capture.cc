#include "capture/call_capture.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <climits>
#include <cstring>
#include <functional>

#include "capture/recording.h"
#include "capture/submissions.h"
#include "tables/variants.h"

namespace sysassert::capture {
namespace {

using events::RemoteAddress;
using tables::Parameter;

constexpr std::size_t kMostPathFacts = 65536;

int DirfdOf(const CallInFlight& call, const Parameter& parameter) {
  return parameter.dirfd < 0
             ? AT_FDCWD
             : static_cast<int>(call.record.args[static_cast<std::size_t>(parameter.dirfd)]);
}

// The path as it was copied at the entry, since the program may have another one there by now.
// Empty where it could not be copied whole.
std::string_view PassedAtEntry(const CallInFlight& call, int argument) {
  const auto* items = reinterpret_cast<const char*>(call.items.bytes().data());
  for (const ItemView item : ItemRange(items, call.items.count())) {
    if (item.kind == ItemKind::kBytes && item.argument == argument)
      return item.truncated || item.unreadable ? std::string_view() : item.bytes;
  }
  return {};
}

// The path in a sockaddr_un; empty of an abstract name, of none, and of another family.
std::string_view FileOfSocket(std::string_view address) {
  sa_family_t family = 0;
  if (address.size() <= sizeof family) return {};
  std::memcpy(&family, address.data(), sizeof family);
  const std::string_view name = address.substr(sizeof family);
  return family == AF_UNIX ? name.substr(0, name.find('\0')) : std::string_view();
}

std::uint64_t ArgumentOf(const CallInFlight& call, const Parameter& parameter) {
  return parameter.of < 0 ? 0 : call.record.args[static_cast<std::size_t>(parameter.of)];
}

}  // namespace

CallCapture::CallCapture(Writer& writer, events::MemoryReader& memory, const Options& options)
    : writer_(writer),
      memory_(memory),
      options_(options),
      bytes_(memory, options.string_limit),
      descriptors_(writer, options.keep_descriptors, options.look_for_deleted) {}

std::string_view CallCapture::BaseOf(const Caller& caller, const CallInFlight& call,
                                     const Parameter& parameter) {
  const int dirfd = DirfdOf(call, parameter);
  if (dirfd != AT_FDCWD) {
    base_ = PathResolver::LinkOf(caller.tid, dirfd);
    return base_;
  }
  if (caller.directory->cwd.empty() || !options_.keep_directories) {
    caller.directory->cwd = PathResolver::WorkingDirectory(caller.tid);
  }
  return caller.directory->cwd;
}

bool CallCapture::FollowsLast(const Caller& caller, const CallInFlight& call,
                              const Parameter& parameter) {
  const std::uint64_t flags = ArgumentOf(call, parameter);
  auto follows = [](std::uint64_t open_flags) {
    const bool exclusive = (open_flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
    return (open_flags & O_NOFOLLOW) == 0 && !exclusive;
  };
  switch (parameter.follow) {
    case tables::Follow::kAlways:
      return true;
    case tables::Follow::kNever:
      return false;
    case tables::Follow::kUnlessAtNofollow:
      return (flags & AT_SYMLINK_NOFOLLOW) == 0;
    case tables::Follow::kIfAtFollow:
      return (flags & AT_SYMLINK_FOLLOW) != 0;
    case tables::Follow::kOpenFlags:
      return follows(flags);
    case tables::Follow::kOpenHow:
      return follows(HowFlags(caller, flags));
  }
  return true;
}

void CallCapture::AddPath(CallInFlight& call, std::uint8_t argument, const Resolved& resolved) {
  if (resolved.path.empty()) return;
  const auto known = paths_.find(resolved.path);
  if (known != paths_.end() && known->second.first == resolved.file) {
    call.items.AddFact(ItemKind::kPath, argument, known->second.second);
    return;
  }
  if (paths_.size() > kMostPathFacts) paths_.clear();
  const std::uint32_t fact = writer_.AddPath(resolved.file, resolved.path);
  paths_[resolved.path] = {resolved.file, fact};
  call.items.AddFact(ItemKind::kPath, argument, fact);
}

void CallCapture::ResolvePath(const Caller& caller, CallInFlight& call, int argument,
                              std::string_view passed) {
  const Parameter& parameter = call.row->parameters[static_cast<std::size_t>(argument)];
  if (passed.empty())
    return;  // AT_EMPTY_PATH, or ENOENT: the dirfd is the object, and is captured as such
  const std::string_view base =
      passed[0] == '/' ? std::string_view() : BaseOf(caller, call, parameter);
  const bool follow = FollowsLast(caller, call, parameter);
  const Resolved& resolved = resolver_.Resolve(caller.tid, caller.pid, base, passed, follow);
  if (!resolved.certain) call.record.flags |= kUnreadable;
  path_certain_ = path_certain_ && resolved.certain;
  AddPath(call, static_cast<std::uint8_t>(argument), resolved);
}

// The path whose bytes were just copied.
void CallCapture::ResolvePassed(const Caller& caller, CallInFlight& call, int argument) {
  if (call.record.args[static_cast<std::size_t>(argument)] == 0)
    return;  // utimensat(fd, NULL, …): the dirfd is the object
  if (passed_path_.empty()) passed_path_ = bytes_.string();
  // An open that succeeds is named by its own descriptor, and one that fails is resolved then: only
  // that answer is used. But whether it found a file or made one is only known now.
  if (bytes_.readable() && !bytes_.truncated() &&
      (call.row->ret != tables::Ret::kFd || ResolvesAtEntry(caller, call)))
    ResolvePath(caller, call, argument, bytes_.string());
}

// Where an address of AF_UNIX names a file, that file. bind(2) makes it and follows no link to do
// so.
void CallCapture::ResolveSocket(const Caller& caller, CallInFlight& call, int argument,
                                std::string_view address) {
  const std::string_view name = FileOfSocket(address);
  if (name.empty()) return;
  const Parameter& parameter = call.row->parameters[static_cast<std::size_t>(argument)];
  const std::string_view base =
      name[0] == '/' ? std::string_view() : BaseOf(caller, call, parameter);
  AddPath(call, static_cast<std::uint8_t>(argument),
          resolver_.Resolve(caller.tid, caller.pid, base, name, call.row->id != Sysno::bind));
}

// Of an open: may it create?
bool CallCapture::ResolvesAtEntry(const Caller& caller, const CallInFlight& call) const {
  if (options_.paths_at_entry) return true;
  switch (call.row->id) {
    case Sysno::creat:
      return true;
    case Sysno::open:
      return (call.record.args[1] & O_CREAT) != 0;
    case Sysno::openat:
      return (call.record.args[2] & O_CREAT) != 0;
    case Sysno::openat2:
      return (HowFlags(caller, call.record.args[2]) & O_CREAT) != 0;
    default:
      return false;
  }
}

// The flags that an open_how begins with; 0 where it cannot be read.
std::uint64_t CallCapture::HowFlags(const Caller& caller, std::uint64_t address) const {
  std::uint64_t flags = 0;
  events::MemoryReader::Piece piece{RemoteAddress{address},
                                    std::as_writable_bytes(std::span(&flags, 1)), 0};
  memory_.Read(caller.tid, {&piece, 1});
  return flags;
}

void CallCapture::AtEntry(const Caller& caller, CallInFlight& call) {
  passed_path_.clear();
  path_certain_ = true;
  call.items.Clear();
  for (int i = 0; i < call.row->count; ++i) {
    const Parameter& parameter =
        tables::ParameterOf(*call.row, i, call.record.args, call.record.abi);
    if (parameter.kind == ArgumentKind::kFd ||
        (parameter.kind == ArgumentKind::kDirfd && options_.keep_descriptors)) {
      AddDescriptor(caller, call, i);
      continue;
    }
    bytes_.AtEntry(caller.tid, call, i);
    if (parameter.kind == ArgumentKind::kSockaddr && parameter.when == tables::When::kEntry)
      ResolveSocket(caller, call, i, PassedAtEntry(call, i));
    if (parameter.kind != ArgumentKind::kPath) continue;
    // Where a descriptor's name must be asked for, it is only where it matters: the path starts
    // there, and that is in its resolved form, unless it is all there is (AT_EMPTY_PATH).
    if (parameter.dirfd >= 0 && !options_.keep_descriptors && !NamesSomething(call, i))
      AddDescriptor(caller, call, parameter.dirfd);
    ResolvePassed(caller, call, i);
  }
  const auto resolve = [&](int argument, std::string_view address) {
    ResolveSocket(caller, call, argument, address);
  };
  bytes_.MessageAddresses(caller.tid, call, std::ref(resolve));  // a copy of it takes memory
  if (call.row->id == Sysno::io_submit) AddSubmitted(caller, call);
}

// What the blocks of io_submit(2) name are its descriptors.
void CallCapture::AddSubmitted(const Caller& caller, CallInFlight& call) {
  constexpr std::uint8_t kBlocks = 2;
  bool whole = true;
  for (const int fd : Submitted(caller, call.record, &whole)) {
    AddDescriptorFact(caller, call, kBlocks, fd);
  }
}

std::vector<int> CallCapture::Submitted(const Caller& caller, const CallRecord& call,
                                        bool* whole) const {
  return DescriptorsOf(ReadIocbs(memory_, caller.tid, call.abi,
                                 static_cast<std::int64_t>(call.args[1]), call.args[2], whole));
}

std::uint32_t CallCapture::RingFlags(int tid, std::uint64_t parameters) const {
  constexpr std::uint64_t kFlags = 8;  // of struct io_uring_params
  std::uint32_t flags = 0;
  events::MemoryReader::Piece piece{RemoteAddress{parameters + kFlags},
                                    std::as_writable_bytes(std::span(&flags, 1)), 0};
  memory_.Read(tid, {&piece, 1});
  return flags;
}

// Of a path whose bytes were just copied: is it more than empty?
bool CallCapture::NamesSomething(const CallInFlight& call, int argument) const {
  return call.record.args[static_cast<std::size_t>(argument)] != 0 && bytes_.readable() &&
         !bytes_.string().empty();
}

void CallCapture::AddDescriptor(const Caller& caller, CallInFlight& call, int argument) {
  const auto value = static_cast<int>(call.record.args[static_cast<std::size_t>(argument)]);
  AddDescriptorFact(caller, call, static_cast<std::uint8_t>(argument), value);
}

void CallCapture::AddDescriptorFact(const Caller& caller, CallInFlight& call, std::uint8_t argument,
                                    int fd) {
  const Descriptors::Known known = descriptors_.Lookup(*caller.files, {caller.tid, caller.pid}, fd);
  if (known.fact == kNoFact) return;
  call.items.AddFact(ItemKind::kFd, argument, known.fact,
                     known.as_of_now ? std::uint8_t{kAsOfCall} : std::uint8_t{0});
}

void CallCapture::AtExit(const Caller& caller, CallInFlight& call) {
  const bool failed = (call.record.flags & kFailed) != 0;
  if (call.row->ret == tables::Ret::kFd) {
    if (!failed) {
      AddOpened(caller, call);
    } else if (!ResolvesAtEntry(caller, call)) {  // else it was resolved at its entry
      for (int i = 0; i < call.row->count; ++i) {
        if (call.row->parameters[static_cast<std::size_t>(i)].kind != ArgumentKind::kPath) continue;
        ResolvePath(caller, call, i, PassedAtEntry(call, i));
      }
    }
  }
  // The kernel frees the number even where close(2) fails (EINTR, EIO).
  if (call.row->id == Sysno::close) caller.files->Close(static_cast<int>(call.record.args[0]));
  if (failed) return;
  bytes_.AtExit(caller.tid, call);
  KeepUp(caller, call);
}

void CallCapture::Follow(const Caller& caller, CallInFlight& call) {
  const bool failed = (call.record.flags & kFailed) != 0;
  if (call.row->id == Sysno::close) caller.files->Close(static_cast<int>(call.record.args[0]));
  if (failed) return;
  if (call.row->ret == tables::Ret::kFd) AddOpened(caller, call);
  KeepUp(caller, call);
}

// Every kind of call that makes a descriptor has its own way to ask for close-on-exec.
bool CallCapture::Cloexec(const CallInFlight& call) const {
  const auto& args = call.record.args;
  switch (call.row->id) {
    case Sysno::open:
      return (args[1] & O_CLOEXEC) != 0;
    case Sysno::openat:
      return (args[2] & O_CLOEXEC) != 0;
    case Sysno::socket:
    case Sysno::socketpair:
      return (args[1] & SOCK_CLOEXEC) != 0;
    case Sysno::accept4:
      return (args[3] & SOCK_CLOEXEC) != 0;
    case Sysno::pipe2:
      return (args[1] & O_CLOEXEC) != 0;
    case Sysno::dup3:
      return (args[2] & O_CLOEXEC) != 0;
    case Sysno::epoll_create1:
      return (args[0] & EPOLL_CLOEXEC) != 0;
    case Sysno::eventfd2:
    case Sysno::signalfd4:
      return (args[call.row->id == Sysno::eventfd2 ? 1 : 3] & EFD_CLOEXEC) != 0;
    case Sysno::timerfd_create:
      return (args[1] & O_CLOEXEC) != 0;
    case Sysno::inotify_init1:
      return (args[0] & O_CLOEXEC) != 0;
    case Sysno::memfd_create:
      return (args[1] & 1U /* MFD_CLOEXEC */) != 0;
    case Sysno::fcntl:
    case Sysno::fcntl64:
      return args[1] == F_DUPFD_CLOEXEC;
    case Sysno::pidfd_open:
    case Sysno::pidfd_getfd:
    case Sysno::io_uring_setup:
      return true;  // always so
    default:
      return false;
  }
}

void CallCapture::AddOpened(const Caller& caller, CallInFlight& call) {
  const auto fd = static_cast<int>(call.record.result);
  std::uint32_t fact = kNoFact;
  if (call.row->id == Sysno::dup || call.row->id == Sysno::dup2 || call.row->id == Sysno::dup3) {
    const auto source = static_cast<int>(call.record.args[0]);
    if (source == fd) return;
    fact = descriptors_.Duplicated(*caller.files, {caller.tid, caller.pid}, source, fd, call.index,
                                   Cloexec(call));
  } else {
    fact =
        descriptors_.Opened(*caller.files, {caller.tid, caller.pid}, fd, call.index, Cloexec(call));
  }
  if (fact != kNoFact) call.items.AddFact(ItemKind::kOpened, kResult, fact);
}

void CallCapture::AddOpenedPair(const Caller& caller, CallInFlight& call, int argument) {
  int pair[2] = {-1, -1};
  events::MemoryReader::Piece piece{
      RemoteAddress{call.record.args[static_cast<std::size_t>(argument)]},
      std::as_writable_bytes(std::span(pair)), 0};
  memory_.Read(caller.tid, {&piece, 1});
  if (piece.read != sizeof pair) return;
  for (int fd : pair) {
    const std::uint32_t fact =
        descriptors_.Opened(*caller.files, {caller.tid, caller.pid}, fd, call.index, Cloexec(call));
    if (fact != kNoFact)
      call.items.AddFact(ItemKind::kOpened, static_cast<std::uint8_t>(argument), fact);
  }
}

// The calls that change what a descriptor names, or where a path starts.
void CallCapture::KeepUp(const Caller& caller, CallInFlight& call) {
  const auto& args = call.record.args;
  DescriptorTable& files = *caller.files;
  switch (call.row->id) {
    case Sysno::close_range:
      if ((args[2] & 4U /* CLOSE_RANGE_CLOEXEC */) == 0) {
        files.CloseRange(static_cast<std::uint32_t>(args[0]), static_cast<std::uint32_t>(args[1]));
      } else {
        for (std::uint64_t fd = args[0]; fd <= args[1] && fd < files.size(); ++fd) {
          descriptors_.SetCloexec(files, static_cast<int>(fd), true);
        }
      }
      break;
    case Sysno::pipe:
    case Sysno::pipe2:
      AddOpenedPair(caller, call, 0);
      break;
    case Sysno::socketpair:
      AddOpenedPair(caller, call, 3);
      break;
    case Sysno::fcntl:
    case Sysno::fcntl64:
      if (args[1] == F_DUPFD || args[1] == F_DUPFD_CLOEXEC) {
        const std::uint32_t fact = descriptors_.Duplicated(
            files, {caller.tid, caller.pid}, static_cast<int>(args[0]),
            static_cast<int>(call.record.result), call.index, Cloexec(call));
        if (fact != kNoFact) call.items.AddFact(ItemKind::kOpened, kResult, fact);
      } else if (args[1] == F_SETFD) {
        descriptors_.SetCloexec(files, static_cast<int>(args[0]), (args[2] & FD_CLOEXEC) != 0);
      }
      break;
    case Sysno::chdir:
    case Sysno::fchdir:
      caller.directory->cwd.clear();
      break;
    case Sysno::chroot:
    case Sysno::pivot_root:
    case Sysno::unshare:
    case Sysno::setns:
      caller.directory->cwd.clear();
      resolver_.ForgetRoots();
      break;
    default:
      break;
  }
}

}  // namespace sysassert::capture
