// Call's plain accessors: what needs no text. Call::text, Call::arguments and Call::argument are in
// call_text.cc.
#include "sysassert/call.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "capture/recording.h"
#include "decode/paths.h"
#include "tables/row.h"

namespace sysassert {
namespace {

using capture::CallRecord;
using capture::ItemKind;
using capture::Recording;
using tables::Parameter;
using tables::Row;

const Row& RowOf(const CallRecord& record) {
  return tables::RowOf(tables::FromNumber(record.abi, record.number), record.abi);
}

// The kernel's codes for a call that a signal cut short. One that was not restarted has failed with
// EINTR for the program.
bool IsRestartCode(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

Descriptor DescriptorOf(const Recording& recording, std::uint32_t fact, int number) {
  const capture::DescriptorView view = recording.descriptor(fact);
  Descriptor descriptor;
  descriptor.number = number;
  descriptor.path = view.path;
  descriptor.kind = view.fact.kind;
  descriptor.family = view.fact.family;
  descriptor.file = view.fact.file;
  descriptor.description = view.fact.description;
  descriptor.cloexec = view.fact.cloexec != 0;
  descriptor.deleted = view.fact.deleted != 0;
  descriptor.inherited = view.fact.inherited != 0;
  return descriptor;
}

// What descriptor argument `i` named; its number alone where that is not known.
Descriptor ArgumentFd(const Recording& recording, std::size_t index, int i) {
  const auto number = static_cast<int>(recording.record(index).args[i]);
  const auto item = recording.item(index, ItemKind::kFd, static_cast<std::uint8_t>(i));
  if (item) return DescriptorOf(recording, item->value, number);
  Descriptor unknown;
  unknown.number = number;
  return unknown;
}

// The path of the dirfd that a path argument is relative to: the object itself where the path is
// empty (AT_EMPTY_PATH).
std::string_view DirfdPath(const Recording& recording, std::size_t index,
                           const Parameter& parameter) {
  if (parameter.dirfd < 0) return {};
  const auto item =
      recording.item(index, ItemKind::kFd, static_cast<std::uint8_t>(parameter.dirfd));
  return item ? recording.descriptor(item->value).path : std::string_view();
}

}  // namespace

Sysno Call::id() const { return recording_->id(index_); }
int Call::number() const { return recording_->record(index_).number; }
Abi Call::abi() const { return recording_->record(index_).abi; }

int Call::pid() const { return recording_->thread(recording_->record(index_).thread).pid; }
int Call::tid() const { return recording_->thread(recording_->record(index_).thread).tid; }
std::string_view Call::thread_name() const {
  return recording_->thread(recording_->record(index_).thread).name;
}

ProcessView Call::process() const {
  const capture::ThreadView thread = recording_->thread(recording_->record(index_).thread);
  return {thread.pid, thread.parent_pid, thread.exe, thread.root, thread.loader};
}

std::string_view Call::start_directory() const { return recording_->run().cwd; }

Phase Call::phase() const {
  return (recording_->record(index_).flags & capture::kMainPhase) != 0 ? Phase::kMain
                                                                       : Phase::kLoading;
}

std::uint64_t Call::raw(int argument) const {
  return argument >= 0 && argument < 6 ? recording_->record(index_).args[argument] : 0;
}

Outcome Call::outcome() const {
  const std::uint8_t flags = recording_->record(index_).flags;
  if ((flags & capture::kFinished) == 0) return Outcome::kUnfinished;
  return (flags & capture::kEntryOnly) != 0 ? Outcome::kNotWatched : Outcome::kReturned;
}

bool Call::succeeded() const {
  constexpr int kAll = capture::kFinished | capture::kFailed | capture::kEntryOnly;
  return (recording_->record(index_).flags & kAll) == capture::kFinished;
}

bool Call::failed() const {
  constexpr int kBoth = capture::kFinished | capture::kFailed;
  return (recording_->record(index_).flags & kBoth) == kBoth;
}

std::int64_t Call::result() const {
  if (outcome() != Outcome::kReturned) return 0;
  return failed() ? -1 : recording_->record(index_).result;
}

int Call::error_number() const {
  if (!failed()) return 0;
  const std::int64_t result = recording_->record(index_).result;
  return IsRestartCode(result) ? EINTR : static_cast<int>(-result);
}

Origin Call::origin() const { return recording_->record(index_).origin; }
int Call::restarts() const { return recording_->record(index_).restarts; }
std::chrono::nanoseconds Call::time() const {
  return std::chrono::nanoseconds(recording_->record(index_).entry_ns);
}
std::chrono::nanoseconds Call::duration() const {
  return std::chrono::nanoseconds(recording_->record(index_).duration_ns);
}
std::uint32_t Call::exit_before() const { return recording_->record(index_).exit_before; }
bool Call::Precedes(const Call& other) const {
  return recording_->record(index_).exit_before <= other.index_;
}

namespace {

std::optional<capture::ItemView> BufferOf(const Recording& recording, std::size_t index) {
  const Row& row = RowOf(recording.record(index));
  for (int i = 0; i < row.count; ++i) {
    const ArgumentKind kind = row.parameters[i].kind;
    if (kind != ArgumentKind::kBytesIn && kind != ArgumentKind::kBytesOut) continue;
    const ItemKind item = kind == ArgumentKind::kBytesIn ? ItemKind::kBytes : ItemKind::kBytesOut;
    return recording.item(index, item, static_cast<std::uint8_t>(i));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string_view> Call::content() const {
  const auto buffer = BufferOf(*recording_, index_);
  return buffer ? std::optional(buffer->bytes) : std::nullopt;
}
bool Call::content_cut() const {
  const auto buffer = BufferOf(*recording_, index_);
  return buffer && (buffer->truncated || buffer->unreadable);
}

bool Call::arguments_unreadable() const {
  return (recording_->record(index_).flags & capture::kUnreadable) != 0;
}

std::string_view Call::path() const {
  const Row& row = RowOf(recording_->record(index_));
  // After a successful open the truth is the descriptor's own name.
  if (row.ret == tables::Ret::kFd) {
    const auto opened = recording_->item(index_, ItemKind::kOpened, capture::kResult);
    if (opened) return recording_->descriptor(opened->value).path;
  }
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind != ArgumentKind::kPath) continue;
    const auto resolved = recording_->item(index_, ItemKind::kPath, static_cast<std::uint8_t>(i));
    if (resolved) return recording_->path(resolved->value).resolved;
    const auto passed = recording_->item(index_, ItemKind::kBytes, static_cast<std::uint8_t>(i));
    const bool none = passed ? passed->bytes.empty() && !passed->truncated : raw(i) == 0;
    if (none) return DirfdPath(*recording_, index_, row.parameters[i]);
    return {};
  }
  return descriptor().path;
}

std::string_view Call::passed_path() const {
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind != ArgumentKind::kPath) continue;
    const auto passed = recording_->item(index_, ItemKind::kBytes, static_cast<std::uint8_t>(i));
    return passed ? passed->bytes : std::string_view();
  }
  return {};
}

namespace {

// The path in a sockaddr_un, as far as its first NUL.
std::string_view NameOfSocket(std::string_view address) {
  const std::string_view name = address.substr(std::min(address.size(), sizeof(sa_family_t)));
  return name.substr(0, name.find('\0'));
}

}  // namespace

std::vector<PathArgument> Call::paths() const {
  std::vector<PathArgument> paths;
  decode::ReadPaths(*this, &paths);
  return paths;
}

void decode::ReadPaths(const Call& call, std::vector<PathArgument>* paths) {
  const Recording& recording = *call.recording();
  const std::size_t index = call.index();
  const Row& row = RowOf(recording.record(index));
  paths->clear();
  for (int i = 0; i < row.count; ++i) {
    const bool makes_socket =
        row.id == Sysno::bind && row.parameters[i].kind == ArgumentKind::kSockaddr &&
        recording.item(index, ItemKind::kPath, static_cast<std::uint8_t>(i)).has_value();
    if (row.parameters[i].kind == ArgumentKind::kPath || makes_socket)
      paths->emplace_back().argument = i;
  }
  if (paths->empty()) return;
  std::uint32_t resolved = 0;  // a bit for each argument
  std::optional<std::uint32_t> opened;
  for (const capture::ItemView item : recording.items(index)) {
    if (item.kind == ItemKind::kOpened && item.argument == capture::kResult && !opened)
      opened = item.value;
    for (PathArgument& path : *paths) {
      if (path.argument != item.argument) continue;
      if (item.kind == ItemKind::kBytes) {
        path.passed = row.id == Sysno::bind ? NameOfSocket(item.bytes) : item.bytes;
        path.unreadable = item.unreadable;
      } else if (item.kind == ItemKind::kPath) {
        const capture::PathView view = recording.path(item.value);
        path.resolved = view.resolved;
        path.file = view.file;
        resolved |= 1U << item.argument;
      }
    }
  }
  if (row.ret == tables::Ret::kFd) {
    if (!opened || static_cast<int>(recording.record(index).result) < 0) return;
    PathArgument& path = paths->front();
    const capture::DescriptorView file = recording.descriptor(*opened);
    const bool asked = (recording.record(index).flags & capture::kUnreadable) == 0;
    path.made = !path.resolved.empty() && !path.file.known() && asked;
    path.resolved = file.path;
    path.file = file.fact.file;
    return;
  }
  for (PathArgument& path : *paths) {
    if ((resolved & (1U << path.argument)) == 0 && path.passed.empty() && !path.unreadable)
      path.resolved = DirfdPath(recording, index, row.parameters[path.argument]);
  }
}

std::string_view Call::program_run() const {
  const auto item = recording_->item(index_, ItemKind::kPath, capture::kResult);
  return item ? recording_->path(item->value).resolved : std::string_view();
}

std::optional<std::vector<Descriptor>> Call::handed_on() const {
  std::vector<Descriptor> descriptors;
  bool known = false;
  for (const capture::ItemView item : recording_->items(index_)) {
    if (item.kind != ItemKind::kHandedOn) continue;
    known = known || item.value == capture::kListRead;
    if (item.value == capture::kListRead) continue;
    Descriptor descriptor =
        DescriptorOf(*recording_, item.value, recording_->descriptor(item.value).fact.number);
    descriptor.cloexec = false;  // whatever it was opened with: it is still there
    descriptors.push_back(descriptor);
  }
  if (!known) return std::nullopt;
  return descriptors;
}

Descriptor Call::descriptor() const {
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind == ArgumentKind::kFd) return ArgumentFd(*recording_, index_, i);
  }
  if (row.id == Sysno::io_submit) {
    const std::vector<Descriptor> submitted = descriptors();
    return submitted.empty() ? Descriptor() : submitted.front();
  }
  // With an empty path (AT_EMPTY_PATH) the dirfd is the object itself.
  for (int i = 0; i < row.count; ++i) {
    const Parameter& parameter = row.parameters[i];
    if (parameter.kind != ArgumentKind::kPath || parameter.dirfd < 0) continue;
    const auto passed = recording_->item(index_, ItemKind::kBytes, static_cast<std::uint8_t>(i));
    if (passed && passed->bytes.empty() && !passed->unreadable && !passed->truncated)
      return ArgumentFd(*recording_, index_, parameter.dirfd);
  }
  return {};
}

std::vector<Descriptor> Call::descriptors() const {
  std::vector<Descriptor> descriptors;
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind == ArgumentKind::kFd)
      descriptors.push_back(ArgumentFd(*recording_, index_, i));
  }
  if (row.id != Sysno::io_submit) return descriptors;
  for (const capture::ItemView item : recording_->items(index_)) {  // those of its blocks
    if (item.kind == ItemKind::kFd)
      descriptors.push_back(
          DescriptorOf(*recording_, item.value, recording_->descriptor(item.value).fact.number));
  }
  return descriptors;
}

Descriptor Call::opened() const {
  const auto item = recording_->item(index_, ItemKind::kOpened, capture::kResult);
  if (!item) return {};
  return DescriptorOf(*recording_, item->value,
                      static_cast<int>(recording_->record(index_).result));
}

bool Call::recorded_here() const { return recording_->live(); }

std::int64_t Call::run_began_ns() const { return recording_->began_ns(); }

std::int64_t Call::bytes() const {
  const CallRecord& record = recording_->record(index_);
  return succeeded() && RowOf(record).ret == tables::Ret::kBytes ? record.result : 0;
}

}  // namespace sysassert
