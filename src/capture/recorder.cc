#include "capture/recorder.h"

#include <fcntl.h>
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <ctime>
#include <fstream>
#include <sstream>
#include <utility>

#include "capture/loader.h"
#include "capture/recorder_state.h"
#include "events/interest.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert::capture {
namespace {

constexpr std::string_view kMarkPrefix = "/.sysassert/mark/";
constexpr std::size_t kMostInterrupted = 8;
constexpr std::size_t kMostFiles = 64;  // of one blind spot; then it is of any file

// The kernel's own codes for a call that a signal cut short (include/linux/errno.h); they never
// reach the program.
bool IsRestart(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

std::uint64_t MonotonicNs() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

std::string CommOf(int pid, int tid) {
  std::ifstream comm("/proc/" + std::to_string(pid) + "/task/" + std::to_string(tid) + "/comm");
  std::string name;
  std::getline(comm, name);
  return name;
}

std::string ExeOf(int tid) {
  char target[PATH_MAX];
  const ssize_t bytes =
      readlink(("/proc/" + std::to_string(tid) + "/exe").c_str(), target, sizeof target);
  return bytes < 0 ? std::string() : std::string(target, static_cast<std::size_t>(bytes));
}

bool ValidMarkName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
}

// Does the mount of this number, of those that a thread sees, give no privilege?
bool IsMountedNosuid(int tid, std::uint64_t mount) {
  std::ifstream mounts("/proc/" + std::to_string(tid) + "/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream fields(line);
    std::uint64_t number = 0;
    std::string skipped, options;
    if (!(fields >> number >> skipped >> skipped >> skipped >> skipped >> options)) continue;
    if (number == mount) return ("," + options + ",").find(",nosuid,") != std::string::npos;
  }
  return false;
}

// Does a program of a set-id file run without what its owner gives? Not where the program itself,
// or its mount, gave that up.
bool GainedNothing(int tid) {
  const std::string exe = "/proc/" + std::to_string(tid) + "/exe";
  struct statx file {};
  constexpr unsigned kWanted = STATX_MODE | STATX_UID | STATX_GID | STATX_MNT_ID;
  if (statx(AT_FDCWD, exe.c_str(), AT_STATX_DONT_SYNC, kWanted, &file) != 0 ||
      (file.stx_mode & (S_ISUID | S_ISGID)) == 0 || IsMountedNosuid(tid, file.stx_mnt_id))
    return false;
  std::ifstream status("/proc/" + std::to_string(tid) + "/status");
  std::string key;
  long real = -1;
  long user = -1;
  long group = -1;
  while (status >> key) {
    if (key == "Uid:") status >> real >> user;
    if (key == "Gid:") status >> real >> group;
    status.ignore(4096, '\n');
  }
  const bool by_group = (file.stx_mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP);
  return ((file.stx_mode & S_ISUID) != 0 && user != static_cast<long>(file.stx_uid)) ||
         (by_group && group != static_cast<long>(file.stx_gid));
}

// What a descriptor names where that is a file with a place and bytes of its own; else empty.
std::string RegularFileOf(int tid, int fd) {
  const std::string link = "/proc/" + std::to_string(tid) + "/fd/" + std::to_string(fd);
  const std::string file = PathResolver::LinkOf(tid, fd);
  unsigned mode = 0;
  if (file.empty() || file.starts_with("/memfd:") || file.starts_with("/secretmem") ||
      !PathResolver::IdentityOf(link.c_str(), true, &mode, nullptr).known() || !S_ISREG(mode))
    return "";
  return file;
}

bool IsMarkCall(Sysno id) {
  static const tables::SysnoBits kCalls = [] {
    tables::SysnoBits calls;
    for (const char* family : {"access", "stat"}) {
      if (const tables::Group* group = tables::FindGroup(family)) calls |= group->calls;
    }
    return calls;
  }();
  return kCalls[static_cast<std::size_t>(id)];
}

// What is known of a call at its entry without a look at the tracee.
void Describe(CallInFlight& call, const events::Entry& entry, Sysno id) {
  call.row = &tables::RowOf(id, entry.abi);
  call.instruction = entry.instruction;
  call.stack = entry.stack;
  call.index = kNoCall;
  call.items.Clear();
  call.items_written = 0;
  call.record = CallRecord{};
  std::copy(entry.args.begin(), entry.args.end(), call.record.args);
  call.record.number = entry.number;
  call.record.abi = entry.abi;
}

}  // namespace

Recorder::Recorder(Writer& writer, events::MemoryReader& memory, Options options)
    : writer_(writer),
      options_(std::move(options)),
      capture_(writer, memory,
               {options_.string_limit,
                options_.interest.everything() || options_.interest.follows_descriptors(),
                options_.interest.everything(), options_.refuse != nullptr}),
      began_(options_.begin == Begin::kAtOnce),
      start_ns_(MonotonicNs()) {}

Recorder::~Recorder() = default;

std::uint64_t Recorder::Now() const { return MonotonicNs() - start_ns_; }

Recorder::Thread& Recorder::At(const events::ThreadIds& thread) {
  if (thread.slot >= threads_.size()) threads_.resize(thread.slot + 16);
  auto& place = threads_[thread.slot];
  if (place == nullptr) place = std::make_unique<Thread>();
  place->ids = thread;
  return *place;
}

Caller Recorder::CallerOf(const Thread& thread) {
  return {thread.ids.tid, thread.ids.pid, thread.files.get(), thread.directory.get()};
}

bool Recorder::Accepted(BlindSpot spot) const {
  return std::find(options_.accepted.begin(), options_.accepted.end(), spot) !=
         options_.accepted.end();
}

void Recorder::WriteThread(Thread& thread, std::uint32_t parent_fact) {
  thread.fact = writer_.AddThread(thread.ids.tid, thread.ids.pid, thread.process->parent_pid,
                                  thread.process->program, thread.ids.pid == root_pid_, parent_fact,
                                  thread.name);
}

void Recorder::OnRoot(const events::ThreadIds& root) {
  root_pid_ = root.pid;
  AddOrigin(root);
}

// A thread that has no parent here: the root, or one whose birth was not seen.
void Recorder::AddOrigin(const events::ThreadIds& ids) {
  Thread& thread = At(ids);
  thread.process = std::make_shared<Process>();
  thread.process->pid = ids.pid;
  thread.process->program = writer_.AddProgram(ExeOf(ids.tid), LoaderOf(ids.tid));
  thread.process->in_main = began_;
  thread.files = std::make_shared<DescriptorTable>();
  thread.directory = std::make_shared<Directory>();
  thread.muted = !began_;
  thread.name = CommOf(ids.pid, ids.tid);
  WriteThread(thread, UINT32_MAX);
}

// The threads of a process share its descriptors and its directory; those that do not, by
// unshare(2), cannot be told.
void Recorder::OnAttach(const events::ThreadIds& ids, int /*number*/) {
  if (root_pid_ == 0) root_pid_ = ids.pid;
  const auto sibling = std::find_if(threads_.begin(), threads_.end(), [&ids](const auto& other) {
    return other != nullptr && other->process->pid == ids.pid;
  });
  if (sibling == threads_.end()) {
    AddOrigin(ids);
    const Thread& thread = At(ids);
    return capture_.descriptors().NameInherited(*thread.files, {ids.tid, ids.pid});
  }
  const Thread& known = **sibling;
  Thread& thread = At(ids);
  thread.process = known.process;
  thread.files = known.files;
  thread.directory = known.directory;
  thread.muted = known.muted;
  thread.name = CommOf(ids.pid, ids.tid);
  WriteThread(thread, UINT32_MAX);
}

void Recorder::OnBirth(const events::ThreadIds& parent_ids, const events::ThreadIds& child,
                       const events::Birth& birth) {
  if (parent_ids.slot == child.slot) return AddOrigin(child);
  Thread& thread = At(child);
  Thread& parent = At(parent_ids);
  thread.muted = parent.muted;
  thread.name = parent.name;
  thread.pending = thread.watched_only = thread.followed = false;
  thread.interrupted.clear();
  if (birth.is_thread) {
    thread.process = parent.process;
  } else {
    thread.process = std::make_shared<Process>(*parent.process);
    thread.process->pid = child.pid;
    thread.process->parent_pid = parent.ids.pid;
    capture_.resolver().ForgetRootOf(child.pid);
  }
  const bool share_files = birth.shares_files || (!birth.flags_known && birth.is_thread);
  const bool share_fs = birth.shares_fs || (!birth.flags_known && birth.is_thread);
  thread.files = share_files ? parent.files : std::make_shared<DescriptorTable>(*parent.files);
  thread.directory = share_fs ? parent.directory : std::make_shared<Directory>(*parent.directory);
  WriteThread(thread, parent.fact);
}

void Recorder::OnExec(const events::ThreadIds& /*former*/, const events::ThreadIds& now) {
  Thread& thread = At(now);
  const bool begins =
      thread.process->pid == root_pid_ && options_.begin == Begin::kAtExec && !began_;
  if (begins) {
    began_ = true;
    thread.muted = false;
    start_ns_ = MonotonicNs();
  }
  const std::string exe = ExeOf(now.tid);
  if (!thread.muted && GainedNothing(now.tid)) {
    OnBlindSpot(BlindSpot::kPrivilegeDropped, now,
                exe +
                    " is set-user-ID or set-group-ID, and gained nothing: its tracer has not the "
                    "privilege");
  }
  if (thread.pending) {
    // What runs may be another file than the one asked for: a script's interpreter is named by no
    // call.
    const std::string running = "/proc/" + std::to_string(now.tid) + "/exe";  // a jump, no walk
    const FileIdentity file = PathResolver::IdentityOf(running.c_str(), true, nullptr, nullptr);
    thread.call.items.AddFact(ItemKind::kPath, kResult, writer_.AddPath(file, exe));
  }
  thread.process->program = writer_.AddProgram(exe, LoaderOf(now.tid));
  thread.process->in_main = false;
  thread.files = std::make_shared<DescriptorTable>(*thread.files);
  thread.files->CloseOnExec();
  if (begins)
    capture_.descriptors().NameInherited(*thread.files, {now.tid, now.pid});
  else if (options_.interest.follows_descriptors())
    capture_.descriptors().ForgetClosed(*thread.files, {now.tid, now.pid});
  if (thread.pending && !begins) NoteHandedOn(thread);
  thread.directory = std::make_shared<Directory>();
  capture_.resolver().ForgetRootOf(now.pid);
  thread.name = CommOf(now.pid, now.tid);
  thread.interrupted.clear();
  WriteThread(thread, thread.fact);
}

// What an exec did not close, whatever it was opened with: the kernel's word, once it is done.
void Recorder::NoteHandedOn(Thread& thread) {
  const auto facts =
      capture_.descriptors().HandedOn(*thread.files, {thread.ids.tid, thread.ids.pid});
  if (!facts) return;
  for (const std::uint32_t fact : *facts)
    thread.call.items.AddFact(ItemKind::kHandedOn, kResult, fact);
  thread.call.items.AddFact(ItemKind::kHandedOn, kResult, kListRead);
}

void Recorder::OnMain(const events::ThreadIds& ids, bool exact) {
  main_reached_ = true;
  Thread& thread = At(ids);
  thread.process->in_main = true;
  if (!exact && !thread.muted) {
    OnBlindSpot(BlindSpot::kMainNotFound, ids,
                "phase main begins at the ELF entry of " + ExeOf(ids.tid));
  }
}

events::Decision Recorder::OnMarker(Thread& thread, events::Marker marker) {
  using Kind = events::Decision::Kind;
  if (marker == events::Marker::kBegin) {
    thread.muted = false;
    thread.process->in_main = true;
    if (!std::exchange(began_, true)) start_ns_ = MonotonicNs();
    capture_.resolver().ForgetRoots();  // nobody looked while it was muted
    capture_.descriptors().NameInherited(*thread.files, {thread.ids.tid, thread.ids.pid});
    return {Kind::kPass, 0};
  }
  thread.muted = true;
  return {options_.detach_at_end_marker ? Kind::kDetach : Kind::kPass, 0};
}

events::Decision Recorder::OnEntry(const events::ThreadIds& ids, const events::Entry& entry) {
  using Kind = events::Decision::Kind;
  Thread& thread = At(ids);
  const Sysno id = tables::FromNumber(entry.abi, entry.number);
  if (id == Sysno::prctl && entry.args[0] == events::kMarkerOption &&
      entry.args[1] == options_.nonce) {
    return OnMarker(thread, static_cast<events::Marker>(entry.args[2]));
  }
  thread.pending = thread.watched_only = thread.followed = false;
  if (thread.muted) return {Kind::kPass, 0};
  thread.id = id;
  thread.first_argument = entry.args[0];
  if (ResumeInterrupted(thread, entry, id)) return {Kind::kWatchExit, 0};
  NoteBlindCalls(thread, entry, id);
  if (events::Wants(options_.interest, id, entry.abi, entry.args.data())) {
    BeginCall(thread, entry, id);
  } else {
    thread.watched_only = true;
    thread.followed = Follows(entry, id);
    if (thread.followed) Describe(thread.call, entry, id);
  }
  if (id == Sysno::io_uring_setup && options_.deny_io_uring) return {Kind::kSkip, ENOSYS};
  if (options_.refuse && thread.pending && (thread.call.record.flags & kHidden) == 0) {
    if (const int error = options_.refuse(thread.call.index); error != 0)
      return {Kind::kSkip, error};
  }
  return {NeedsExit(thread) ? Kind::kWatchExit : Kind::kPass, 0};
}

bool Recorder::Follows(const events::Entry& entry, Sysno id) const {
  return options_.interest.follows_descriptors() &&
         events::Wants(events::DescriptorCalls(), id, entry.abi, entry.args.data());
}

// Of a call that is not recorded: does its result say something that we must know?
bool Recorder::NeedsExit(const Thread& thread) const {
  if (!thread.watched_only || thread.followed) return true;
  switch (thread.id) {
    case Sysno::chroot:
    case Sysno::pivot_root:
    case Sysno::unshare:
    case Sysno::setns:
      return true;
    case Sysno::prctl:
      return static_cast<int>(thread.first_argument) == PR_SET_NAME;
    case Sysno::rt_sigreturn:
    case Sysno::sigreturn:
      return !thread.interrupted.empty();
    default:
      return false;
  }
}

// Is this the kernel's restart of a call that a signal cut short? It comes back from the same place
// with the same arguments, or as restart_syscall(2).
bool Recorder::ResumeInterrupted(Thread& thread, const events::Entry& entry, Sysno id) {
  if (thread.interrupted.empty()) return false;
  CallInFlight& top = thread.interrupted.back();
  const bool same_place = entry.instruction == top.instruction && entry.stack == top.stack;
  const bool same_call = id == Sysno::restart_syscall ||
                         (entry.number == top.record.number &&
                          std::equal(entry.args.begin(), entry.args.end(), top.record.args));
  if (!same_place || !same_call) return false;
  std::swap(thread.call, top);
  thread.interrupted.pop_back();
  thread.pending = true;
  CallRecord& record = thread.call.record;
  record.flags &= static_cast<std::uint8_t>(~(kFinished | kFailed));
  if (record.restarts < 255) ++record.restarts;
  writer_.UpdateCall(thread.call.index, record);
  return true;
}

void Recorder::BeginCall(Thread& thread, const events::Entry& entry, Sysno id) {
  CallInFlight& call = thread.call;
  Describe(call, entry, id);
  CallRecord& record = call.record;
  record.entry_ns = Now();
  record.thread = thread.fact;
  record.flags = thread.process->in_main ? kMainPhase : 0;
  capture_.AtEntry(CallerOf(thread), call);
  if (IsMarkCall(id)) NoteMark(thread);
  // A call that never returns, or is cut off, keeps what was captured of it.
  WriteItems(&call);
  record.exit_before = UINT32_MAX;
  call.index = writer_.AppendCall(record);
  thread.pending = call.index != kNoCall;
  NoteUnreadable(thread);
}

void Recorder::NoteUnreadable(const Thread& thread) {
  if ((thread.call.record.flags & kUnreadable) == 0) return;
  const std::string call =
      std::string(tables::NameOf(thread.id)) + " (call " + std::to_string(thread.call.index) + ")";
  OnBlindSpot(BlindSpot::kUnreadableArguments, thread.ids,
              capture_.path_certain()
                  ? "an argument of " + call + " could not be read"
                  : "where the path of " + call +
                        " leads could not be asked: a process serves that filesystem");
}

// What was captured of a call since its items were last written, if anything.
void Recorder::WriteItems(CallInFlight* call) {
  if (call->items.count() == call->items_written) return;
  call->record.data =
      writer_.ExtendData(call->record.data, call->items.bytes(), call->items.count());
  call->items_written = call->items.count();
}

void Recorder::NoteMark(Thread& thread) {
  const std::string_view path = capture_.passed_path();
  if (path.substr(0, kMarkPrefix.size()) != kMarkPrefix) return;
  const std::string_view name = path.substr(kMarkPrefix.size());
  if (!ValidMarkName(name)) return;
  thread.call.record.flags |= kHidden;
  writer_.AddMark(static_cast<std::uint32_t>(writer_.calls()), name);
}

// A file that is mapped shared, by a descriptor that may write, changes without a call.
void Recorder::NoteMapping(Thread& thread, const events::Entry& entry) {
  const auto flags = static_cast<int>(entry.args[3]);
  const auto fd = static_cast<int>(entry.args[4]);
  if ((flags & MAP_SHARED) == 0 || (flags & MAP_ANONYMOUS) != 0) return;
  const std::string base = "/proc/" + std::to_string(thread.ids.tid);
  std::ifstream info(base + "/fdinfo/" + std::to_string(fd));
  std::string key;
  unsigned access = O_RDONLY;
  while (info >> key && key != "flags:") info.ignore(4096, '\n');
  if (!(info >> std::oct >> access) || (access & O_ACCMODE) != O_RDWR) return;
  const std::string file = RegularFileOf(thread.ids.tid, fd);
  if (!file.empty()) NoteOnce(BlindSpot::kSharedMapping, &mapped_, file, kMappedShared);
}

// Who submits moves bytes without a call that says so.
void Recorder::NoteAsyncIo(Thread& thread, const events::Entry& entry) {
  CallRecord call{};
  std::copy(entry.args.begin(), entry.args.end(), call.args);
  call.abi = entry.abi;
  bool whole = true;
  for (const int fd : capture_.Submitted(CallerOf(thread), call, &whole)) {
    const std::string file = RegularFileOf(thread.ids.tid, fd);
    if (!file.empty()) NoteOnce(BlindSpot::kAsyncIo, &submitted_, file, kSubmitted);
  }
  if (!whole) NoteOnce(BlindSpot::kAsyncIo, &submitted_, std::string(kManyFiles), kSubmitted);
}

// The blind spot of one file, the first time that it is met.
void Recorder::NoteOnce(BlindSpot spot, std::set<std::string>* known, const std::string& file,
                        std::string_view cause) {
  if (known->size() == kMostFiles || !known->insert(file).second) return;
  writer_.AddBlindSpot(
      spot, Accepted(spot),
      (known->size() == kMostFiles ? std::string(kManyFiles) : file) + std::string(cause));
}

void Recorder::NoteBlindCalls(Thread& thread, const events::Entry& entry, Sysno id) {
  if (id == Sysno::mmap || id == Sysno::mmap2) NoteMapping(thread, entry);
  if (id == Sysno::io_submit) NoteAsyncIo(thread, entry);
  const bool makes_ring = id == Sysno::io_uring_setup && !options_.deny_io_uring;
  if (entry.abi != Abi::kX32 && !makes_ring) return;
  const std::string where = "process " + std::to_string(thread.ids.pid) + " (" + thread.name + ")";
  if (entry.abi == Abi::kX32) {
    OnBlindSpot(
        BlindSpot::kX32Calls, thread.ids,
        where + " made a call by the x32 ABI, number " + std::to_string(entry.number & 0x3fffffff));
  }
  if (makes_ring) {
    OnBlindSpot(BlindSpot::kIoUring, thread.ids,
                where + " called io_uring_setup: what it submits makes no call" +
                    ((capture_.RingFlags(thread.ids.tid, entry.args[1]) & IORING_SETUP_SQPOLL) != 0
                         ? ", and a thread of the kernel's takes it (IORING_SETUP_SQPOLL)"
                         : ""));
  }
}

void Recorder::OnExit(const events::ThreadIds& ids, const events::Exit& exit) {
  Thread& thread = At(ids);
  if (thread.id == Sysno::rt_sigreturn || thread.id == Sysno::sigreturn)
    AfterSignalHandler(thread, exit);
  if (exit.answered_first) thread.call.record.flags |= kAnsweredFirst;
  if (exit.trapped) {
    KeepUnfinished(thread);
  } else if (thread.pending) {
    EndCall(thread, exit);
  } else if (thread.followed) {
    EndFollowed(thread, exit);
  } else if (thread.watched_only && !exit.failed &&
             (thread.id == Sysno::chroot || thread.id == Sysno::pivot_root ||
              thread.id == Sysno::unshare || thread.id == Sysno::setns)) {
    capture_.resolver().ForgetRoots();
  }
  if (thread.id == Sysno::prctl && static_cast<int>(thread.first_argument) == PR_SET_NAME &&
      !exit.failed && !thread.muted)
    Rename(thread);
  thread.pending = thread.watched_only = thread.followed = false;
}

void Recorder::EndFollowed(Thread& thread, const events::Exit& exit) {
  if (exit.denied || (exit.failed && IsRestart(exit.result))) return;
  thread.call.record.result = exit.result;
  if (exit.failed) thread.call.record.flags |= kFailed;
  capture_.Follow(CallerOf(thread), thread.call);
}

void Recorder::EndCall(Thread& thread, const events::Exit& exit) {
  CallInFlight& call = thread.call;
  CallRecord& record = call.record;
  record.result = exit.result;
  record.duration_ns = Now() - record.entry_ns;
  record.exit_before = static_cast<std::uint32_t>(writer_.calls());
  record.flags |= kFinished;
  if (exit.failed) record.flags |= kFailed;
  if (exit.denied) record.origin = Origin::kDenied;
  const bool ran = !exit.denied && !(exit.failed && IsRestart(exit.result));
  const bool was_readable = (record.flags & kUnreadable) == 0;
  if (ran) capture_.AtExit(CallerOf(thread), call);
  if (was_readable) NoteUnreadable(thread);
  WriteItems(&call);
  writer_.UpdateCall(call.index, record);
  if (exit.failed && IsRestart(exit.result)) {
    if (thread.interrupted.size() == kMostInterrupted) thread.interrupted.pop_front();
    thread.interrupted.push_back(std::move(call));
    call = CallInFlight{};
  } else {
    writer_.Progress();
  }
}

// A handler has returned. If the thread goes on at the call that the signal cut short, the kernel
// restarts it; else the call has failed with EINTR, and one like it that follows is the program's
// own new call.
void Recorder::AfterSignalHandler(Thread& thread, const events::Exit& exit) {
  constexpr std::uint64_t kCallInstruction = 2;  // bytes of `syscall` and of `int $0x80`
  if (thread.interrupted.empty()) return;
  if (exit.instruction + kCallInstruction != thread.interrupted.back().instruction) {
    thread.interrupted.pop_back();
    writer_.Progress();
  }
}

void Recorder::Rename(Thread& thread) {
  thread.name = CommOf(thread.ids.pid, thread.ids.tid);
  WriteThread(thread, thread.fact);
}

void Recorder::OnSignal(const events::ThreadIds& ids, const Signal& signal) {
  if (At(ids).muted) return;
  writer_.AddSignal({Now(), ids.tid, signal.number, signal.code, signal.sender});
}

// What it had in flight stays unfinished: never a success. What was captured of it at its entry is
// kept.
void Recorder::KeepUnfinished(Thread& thread) {
  if (!thread.pending) return;
  WriteItems(&thread.call);
  writer_.UpdateCall(thread.call.index, thread.call.record);
}

void Recorder::OnEnd(const events::ThreadIds& ids, int status) {
  Thread& thread = At(ids);
  KeepUnfinished(thread);
  for (CallInFlight& call : thread.interrupted) {
    call.record.flags &= static_cast<std::uint8_t>(~(kFinished | kFailed));
    call.record.result = 0;
    call.record.exit_before = UINT32_MAX;
    writer_.UpdateCall(call.index, call.record);
  }
  if (status >= 0) {
    const bool root = ids.pid == root_pid_ && ids.tid == ids.pid;
    writer_.AddExit({Now(), ids.tid, ids.pid, status, root ? 1U : 0U});
  }
  if (ids.tid == ids.pid) capture_.resolver().ForgetRootOf(ids.pid);
  writer_.Progress();
  threads_[ids.slot].reset();
}

void Recorder::OnBlindSpot(BlindSpot spot, const events::ThreadIds& /*thread*/,
                           const std::string& cause) {
  const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(spot);
  if ((reported_ & bit) != 0) return;  // the first one says it
  reported_ |= bit;
  writer_.AddBlindSpot(spot, Accepted(spot), cause);
}

void Recorder::OnNote(const std::string& note) { writer_.AddNote(note); }

std::vector<std::string> Recorder::WhereEveryoneIs() const {
  std::vector<std::string> sentences;
  for (const auto& thread : threads_) {
    if (thread == nullptr || thread->muted) continue;
    std::string where = thread->name + "[" + std::to_string(thread->ids.tid) + "] ";
    where +=
        thread->pending ? "in " + std::string(tables::NameOf(thread->id)) : std::string("running");
    sentences.push_back(std::move(where));
  }
  return sentences;
}

void Recorder::Finish() {
  if (began_ && options_.begin == Begin::kAtExec && !main_reached_) {
    OnBlindSpot(BlindSpot::kMainNotReached, {},
                "the program ended, or was ended, before its main began");
  }
  writer_.Close();
}

}  // namespace sysassert::capture
