// Calls: from their entry to their exit, over the signals that cut them short.
#include <linux/close_range.h>
#include <linux/sched.h>
#include <sys/prctl.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

#include "capture/recorder.h"
#include "capture/recorder_state.h"
#include "events/interest.h"
#include "events/markers.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert::capture {
namespace {

constexpr std::string_view kMarkPrefix = "/.sysassert/mark/";
constexpr std::size_t kMostInterrupted = 8;

// The kernel's own codes for a call that a signal cut short (include/linux/errno.h); they never
// reach the program.
bool IsRestart(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

bool ValidMarkName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-';
         });
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

// What a call of i386 stands for, where that is of interest or the folded one is not: else a rule
// about the latter alone would find none.
Itself Recorder::WhatStands(const events::ThreadIds& ids, const events::Entry& entry) {
  Itself passed{tables::FromNumber(entry.abi, entry.number), entry};
  if (entry.abi != Abi::kI386) return passed;
  const auto itself = AsItself(entry, memory_, ids.tid);
  if (!itself) return passed;
  const Interest& interest = options_.interest;
  const bool only_folded = interest.Wants(passed.id) && !interest.Wants(itself->id);
  return only_folded ? passed : *itself;
}

events::Decision Recorder::OnEntry(const events::ThreadIds& ids, const events::Entry& passed) {
  using Kind = events::Decision::Kind;
  Thread& thread = At(ids);
  const Itself made = WhatStands(ids, passed);
  const events::Entry& entry = made.entry;
  const Sysno id = made.id;
  if (id == Sysno::prctl && entry.args[0] == events::kMarkerOption &&
      entry.args[1] == options_.nonce) {
    return OnMarker(thread, static_cast<events::Marker>(entry.args[2]));
  }
  thread.pending = thread.watched_only = thread.followed = false;
  if (thread.muted) return {Kind::kPass, 0};
  thread.id = id;
  thread.first_argument = entry.args[0];
  thread.second_argument = entry.args[1];
  if (ResumeInterrupted(thread, entry, id)) return {Kind::kWatchExit, 0};
  NoteBlindCalls(thread, entry, id);
  // What cannot be read may be what is of interest.
  if (made.readable ? events::Wants(options_.interest, id, entry.abi, entry.args.data())
                    : options_.interest.Wants(id)) {
    BeginCall(thread, made);
  } else {
    thread.watched_only = true;
    thread.followed = Follows(entry, id);
    if (thread.followed) {
      Describe(thread.call, entry, id);
      thread.followed = !capture_.AtFollowedEntry(CallerOf(thread), thread.call);
    }
  }
  const bool of_ring = id == Sysno::io_uring_setup || id == Sysno::io_uring_enter;
  if (of_ring && options_.deny_io_uring) return {Kind::kSkip, ENOSYS};
  if (options_.refuse && thread.pending && (thread.call.record.flags & kHidden) == 0) {
    if (const int error = options_.refuse(thread.call.index); error != 0)
      return {Kind::kSkip, error};
  }
  return {UntilWhen(thread, entry), 0};
}

// What the program passed must be known: a pointer that cannot be followed may be one that the
// kernel refuses, which the exit tells.
events::Decision::Kind Recorder::UntilWhen(const Thread& thread, const events::Entry& entry) const {
  using Kind = events::Decision::Kind;
  if (!NeedsExit(thread)) return Kind::kPass;
  if (thread.pending && entry.is_vsyscall()) return Kind::kEntryIsEnough;
  const bool at_once = thread.pending &&
                       (thread.call.record.flags & (kHidden | kUnreadable)) == 0 &&
                       events::EntryIsEnough(options_.interest, thread.id, entry.args.data());
  return at_once ? Kind::kEntryIsEnough : Kind::kWatchExit;
}

void Recorder::OnEntryAlone(const events::ThreadIds& ids) {
  Thread& thread = At(ids);
  CallRecord& record = thread.call.record;
  record.exit_before = static_cast<std::uint32_t>(writer_.calls());
  record.flags |= kFinished | kEntryOnly;
  writer_.UpdateCall(thread.call.index, record);
  thread.pending = false;
  writer_.Progress();
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
    case Sysno::connect:
    case Sysno::ptrace:
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
                         (entry.number == top.record.number && id == IdOf(top.record) &&
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

void Recorder::BeginCall(Thread& thread, const Itself& made) {
  CallInFlight& call = thread.call;
  Describe(call, made.entry, made.id);
  CallRecord& record = call.record;
  record.entry_ns = Now();
  record.thread = thread.fact;
  record.flags = thread.process->in_main ? kMainPhase : 0;
  if (!made.has_number) record.flags |= kForeignNumber;
  capture_.AtEntry(CallerOf(thread), call);
  if (!made.readable) record.flags |= kUnreadable;
  if (IsMarkCall(made.id)) NoteMark(thread);
  // A call that never returns, or is cut off, keeps what was captured of it.
  WriteItems(&call);
  record.exit_before = UINT32_MAX;
  call.index = writer_.AppendCall(record);
  thread.pending = call.index != kNoCall;
  NoteUnreadable(thread);
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

void Recorder::OnExit(const events::ThreadIds& ids, const events::Exit& exit) {
  Thread& thread = At(ids);
  if (thread.id == Sysno::rt_sigreturn || thread.id == Sysno::sigreturn)
    AfterSignalHandler(thread, exit);
  if (exit.answered_first) thread.call.record.flags |= kAnsweredFirst;
  if (!exit.failed && !exit.denied && !exit.trapped) {
    Unshare(thread);
    if (thread.id == Sysno::connect && !thread.muted) NoteServer(thread);
  }
  if (thread.id == Sysno::ptrace && exit.result == -EPERM && !exit.denied && !thread.muted)
    NoteTracer(thread);
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

// What a thread has of its own from now on, of what it shared with others.
void Recorder::Unshare(Thread& thread) {
  bool files = false;
  bool directory = false;
  if (thread.id == Sysno::unshare) {
    files = (thread.first_argument & CLONE_FILES) != 0;
    // A mount namespace, or a user namespace, of its own takes a directory of its own.
    directory = (thread.first_argument & (CLONE_FS | CLONE_NEWNS | CLONE_NEWUSER)) != 0;
  } else if (thread.id == Sysno::close_range && (thread.pending || thread.followed)) {
    files = (thread.call.record.args[2] & CLOSE_RANGE_UNSHARE) != 0;
  }
  if (files) thread.files = std::make_shared<DescriptorTable>(*thread.files);
  if (directory) thread.directory = std::make_shared<Directory>(*thread.directory);
}

void Recorder::EndFollowed(Thread& thread, const events::Exit& exit) {
  if (exit.denied || (exit.failed && IsRestart(exit.result))) return;
  thread.call.record.result = exit.result;
  if (exit.failed) thread.call.record.flags |= kFailed;
  capture_.AtFollowedExit(CallerOf(thread), thread.call);
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

// What it had in flight stays unfinished: never a success. What was captured of it at its entry is
// kept.
void Recorder::KeepUnfinished(Thread& thread) {
  if (!thread.pending) return;
  WriteItems(&thread.call);
  writer_.UpdateCall(thread.call.index, thread.call.record);
}

}  // namespace sysassert::capture
