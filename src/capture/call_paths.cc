// What the paths of a call lead to, found while the call is stopped.
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/socket.h>

#include <climits>
#include <cstring>
#include <set>

#include "capture/call_capture.h"
#include "capture/mapped.h"
#include "capture/scripts.h"
#include "capture/served.h"

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

// The path in a sockaddr_un; empty of an abstract name, of none, and of another family.
std::string_view FileOfSocket(std::string_view address) {
  sa_family_t family = 0;
  if (address.size() <= sizeof family) return {};
  std::memcpy(&family, address.data(), sizeof family);
  const std::string_view name = address.substr(sizeof family);
  return family == AF_UNIX ? name.substr(0, name.find('\0')) : std::string_view();
}

// By the flags of an open.
bool IsNameless(std::uint64_t flags) { return (flags & O_TMPFILE) == O_TMPFILE; }
bool Makes(std::uint64_t flags) { return (flags & O_CREAT) != 0 || IsNameless(flags); }

bool IsExec(const tables::Row& row) { return row.id == Sysno::execve || row.id == Sysno::execveat; }

std::uint64_t ArgumentOf(const CallInFlight& call, const Parameter& parameter) {
  return parameter.of < 0 ? 0 : call.record.args[static_cast<std::size_t>(parameter.of)];
}

bool FollowsLast(const CallInFlight& call, const Parameter& parameter) {
  constexpr std::uint64_t kExclusive = O_CREAT | O_EXCL;
  switch (parameter.follow) {
    case tables::Follow::kAlways:
      return true;
    case tables::Follow::kNever:
      return false;
    case tables::Follow::kUnlessAtNofollow:
      return (ArgumentOf(call, parameter) & AT_SYMLINK_NOFOLLOW) == 0;
    case tables::Follow::kIfAtFollow:
      return (ArgumentOf(call, parameter) & AT_SYMLINK_FOLLOW) != 0;
    case tables::Follow::kAsOpened:
      return (call.open_flags & O_NOFOLLOW) == 0 && (call.open_flags & kExclusive) != kExclusive;
  }
  return true;
}

}  // namespace

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

const Resolved& CallCapture::Resolve(const Caller& caller, const CallInFlight& call, int argument,
                                     std::string_view passed) {
  const Parameter& parameter = call.row->parameters[static_cast<std::size_t>(argument)];
  // Empty is AT_EMPTY_PATH, or ENOENT: the dirfd is the object, and is captured as such.
  const std::string_view base =
      passed.empty() || passed[0] == '/' ? std::string_view() : BaseOf(caller, call, parameter);
  return resolver_.Resolve(caller.tid, caller.pid, base, passed, FollowsLast(call, parameter));
}

void CallCapture::ResolvePath(const Caller& caller, CallInFlight& call, int argument,
                              std::string_view passed) {
  const Resolved& resolved = Resolve(caller, call, argument, passed);
  if (!resolved.certain) call.record.flags |= kUnreadable;
  path_certain_ = path_certain_ && resolved.certain;
  if (IsExec(*call.row)) call.program = resolved.path;
  NoteMissing(call, resolved);
  AddPath(call, static_cast<std::uint8_t>(argument), resolved);
}

// Of an open: will what it opens be a file that it makes?
void CallCapture::NoteMissing(CallInFlight& call, const Resolved& resolved) {
  const bool missing = resolved.certain && !resolved.path.empty() && !resolved.file.known();
  if (IsNameless(call.open_flags) || ((call.open_flags & O_CREAT) != 0 && missing))
    call.missing = identities_.Now();
}

// The path whose bytes were just copied.
void CallCapture::ResolvePassed(const Caller& caller, CallInFlight& call, int argument) {
  if (call.record.args[static_cast<std::size_t>(argument)] == 0)
    return;  // utimensat(fd, NULL, …): the dirfd is the object
  if (passed_path_.empty()) passed_path_ = bytes_.string();
  // An open that succeeds is named by its own descriptor, and one that fails is resolved then: only
  // that answer is used. But whether it found a file or made one is only known now.
  if (bytes_.readable() && !bytes_.truncated() &&
      (call.row->ret != tables::Ret::kFd || ResolvesAtEntry(call)))
    ResolvePath(caller, call, argument, bytes_.string());
}

bool CallCapture::AtFollowedEntry(const Caller& caller, CallInFlight& call) {
  call.missing = 0;
  if (ClosesOrMarks(caller, call)) return true;
  call.open_flags = OpenFlags(caller, call);
  if (!Makes(call.open_flags)) return false;
  call.items.Clear();
  for (int i = 0; i < call.row->count; ++i) {
    if (call.row->parameters[static_cast<std::size_t>(i)].kind != ArgumentKind::kPath) continue;
    bytes_.AtEntry(caller.tid, call, i);
    if (bytes_.readable() && !bytes_.truncated())
      NoteMissing(call, Resolve(caller, call, i, bytes_.string()));
  }
  return false;
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

// What an open asks for, as it is now; 0 of any other call, and where it cannot be read.
std::uint64_t CallCapture::OpenFlags(const Caller& caller, const CallInFlight& call) const {
  switch (call.row->id) {
    case Sysno::creat:
      return O_CREAT | O_WRONLY | O_TRUNC;
    case Sysno::open:
      return call.record.args[1];
    case Sysno::openat:
      return call.record.args[2];
    case Sysno::openat2: {  // which an open_how begins with
      std::uint64_t flags = 0;
      events::MemoryReader::Piece piece{RemoteAddress{call.record.args[2]},
                                        std::as_writable_bytes(std::span(&flags, 1)), 0};
      memory_.Read(caller.tid, {&piece, 1});
      return flags;
    }
    default:
      return 0;
  }
}

bool CallCapture::ResolvesAtEntry(const CallInFlight& call) const {
  return options_.paths_at_entry || Makes(call.open_flags);
}

// Of a path whose bytes were just copied: is it more than empty?
bool CallCapture::NamesSomething(const CallInFlight& call, int argument) const {
  return call.record.args[static_cast<std::size_t>(argument)] != 0 && bytes_.readable() &&
         !bytes_.string().empty();
}

// The file that msync(2) writes back.
void CallCapture::AddMapped(const Caller& caller, CallInFlight& call) {
  const MappedFile mapped =
      FileMappedAt(identities_, caller.tid, call.record.args[0], call.record.args[1]);
  AddPath(call, 0, {mapped.path, mapped.file});
}

// What runs may be another file than the one asked for: no call names a script's interpreter.
void CallCapture::AtExec(const Caller& caller, CallInFlight& call, const std::string& exe) {
  Resolved running;
  running.path = exe;
  const std::string link = "/proc/" + std::to_string(caller.tid) + "/exe";  // a jump, no walk
  running.file = identities_.Of(link.c_str(), true);
  if (call.program.empty() && call.row->id == Sysno::execveat)  // a script must have stayed open
    call.program = PathResolver::LinkOf(caller.tid, static_cast<int>(call.record.args[0]));
  Resolved file = resolver_.Resolve(caller.tid, caller.pid, "", call.program, true);
  std::set<std::uint64_t> served;
  for (int i = 0; i < kMostScripts; ++i) {
    if (file.path == exe || !file.file.known() || file.file == running.file) break;
    if (i == 0) served = ServedFilesystems::Of(caller.tid);
    const std::string head =
        HeadOf(resolver_.SeenFromHere(caller.tid, caller.pid, file.path), served);
    const std::string_view interpreter = InterpreterIn(head);
    if (interpreter.empty()) break;
    file = resolver_.Resolve(caller.tid, caller.pid, PathResolver::WorkingDirectory(caller.tid),
                             interpreter, true);
    if (file.path != exe && !(file.file == running.file)) AddPath(call, kResult, file);
  }
  AddPath(call, kResult, running);
}

}  // namespace sysassert::capture
