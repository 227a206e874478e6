#include "capture/recorder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <ctime>
#include <fstream>
#include <sstream>
#include <utility>

#include "capture/loader.h"
#include "capture/recorder_state.h"
#include "tables/row.h"

namespace sysassert::capture {
namespace {

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

}  // namespace

Recorder::Recorder(Writer& writer, events::MemoryReader& memory, Options options)
    : writer_(writer),
      memory_(memory),
      options_(std::move(options)),
      capture_(writer, memory,
               {options_.string_limit,
                options_.interest.everything() || options_.interest.follows_descriptors(),
                options_.interest.everything(), options_.refuse != nullptr,
                options_.interest.looks_for_deleted()}),
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
  pids_.insert(thread.ids.pid);
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
    return NameInherited(thread);
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
    capture_.AtExec(CallerOf(thread), thread.call, exe);
  }
  thread.process->program = writer_.AddProgram(exe, LoaderOf(now.tid));
  thread.process->in_main = false;
  thread.files = std::make_shared<DescriptorTable>(*thread.files);
  thread.files->CloseOnExec();
  if (begins)
    NameInherited(thread);
  else
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
    NameInherited(thread);
    return {Kind::kPass, 0};
  }
  thread.muted = true;
  return {options_.detach_at_end_marker ? Kind::kDetach : Kind::kPass, 0};
}

void Recorder::Rename(Thread& thread) {
  thread.name = CommOf(thread.ids.pid, thread.ids.tid);
  WriteThread(thread, thread.fact);
}

void Recorder::OnSignal(const events::ThreadIds& ids, const Signal& signal) {
  if (At(ids).muted) return;
  writer_.AddSignal({Now(), ids.tid, signal.number, signal.code, signal.sender});
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
