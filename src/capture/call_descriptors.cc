// What the descriptors of a call name, and what it changes of that.
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <functional>

#include "capture/call_capture.h"
#include "capture/submissions.h"

namespace sysassert::capture {
namespace {

using events::RemoteAddress;

// Every kind of call that makes a descriptor has its own way to ask for close-on-exec.
bool Cloexec(const CallInFlight& call) {
  const auto& args = call.record.args;
  switch (call.row->id) {
    case Sysno::open:
    case Sysno::openat:
    case Sysno::openat2:
      return (call.open_flags & O_CLOEXEC) != 0;
    case Sysno::open_by_handle_at:
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
    case Sysno::memfd_secret:
    case Sysno::userfaultfd:
      return (args[0] & O_CLOEXEC) != 0;
    case Sysno::memfd_create:
    case Sysno::fanotify_init:
      return (args[call.row->id == Sysno::memfd_create ? 1 : 0] & 1U /* …_CLOEXEC */) != 0;
    case Sysno::fsopen:
    case Sysno::fsmount:
      return (args[1] & 1U /* …_CLOEXEC */) != 0;
    case Sysno::fspick:
      return (args[2] & 1U /* FSPICK_CLOEXEC */) != 0;
    case Sysno::open_tree:
    case Sysno::open_tree_attr:
      return (args[2] & O_CLOEXEC) != 0;
    case Sysno::perf_event_open:
      return (args[4] & 8U /* PERF_FLAG_FD_CLOEXEC */) != 0;
    case Sysno::fcntl:
    case Sysno::fcntl64:
      return args[1] == F_DUPFD_CLOEXEC;
    case Sysno::pidfd_open:
    case Sysno::pidfd_getfd:
    case Sysno::io_uring_setup:
    case Sysno::landlock_create_ruleset:
    case Sysno::mq_open:
      return true;  // always so
    default:
      return false;
  }
}

}  // namespace

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

void CallCapture::AddOpened(const Caller& caller, CallInFlight& call) {
  const auto fd = static_cast<int>(call.record.result);
  std::uint32_t fact = kNoFact;
  if (call.row->id == Sysno::dup || call.row->id == Sysno::dup2 || call.row->id == Sysno::dup3) {
    const auto source = static_cast<int>(call.record.args[0]);
    if (source == fd) return;
    fact = descriptors_.Duplicated(*caller.files, {caller.tid, caller.pid}, source, fd, call.index,
                                   Cloexec(call));
  } else {
    fact = descriptors_.Opened(*caller.files, {caller.tid, caller.pid}, fd, call.index,
                               Cloexec(call), call.missing);
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

// A close(2), or an F_SETFD: they do what they say whatever they answer. close(2) frees the number
// even where it fails (EINTR, EIO), and of what is not open nothing is known.
bool CallCapture::ClosesOrMarks(const Caller& caller, const CallInFlight& call) {
  const auto fd = static_cast<int>(call.record.args[0]);
  switch (call.row->id) {
    case Sysno::close:
      caller.files->Close(fd);
      return true;
    case Sysno::fcntl:
    case Sysno::fcntl64:
      if (call.record.args[1] != F_SETFD) return false;
      descriptors_.SetCloexec(*caller.files, fd, (call.record.args[2] & FD_CLOEXEC) != 0);
      return true;
    default:
      return false;
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
