// Call's plain accessors: what needs no text. Files and descriptors are in call_files.cc,
// Call::text, Call::arguments and Call::argument in call_text.cc.
#include "sysassert/call.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "capture/recording.h"
#include "decode/call_view.h"
#include "tables/row.h"

namespace sysassert {
namespace {

using capture::CallRecord;
using capture::ItemKind;
using capture::Recording;
using decode::RowOf;
using tables::Row;

// The kernel's codes for a call that a signal cut short. One that was not restarted has failed with
// EINTR for the program.
bool IsRestartCode(std::int64_t result) {
  return result == -512 || result == -513 || result == -514 || result == -516;
}

}  // namespace

Sysno Call::id() const { return recording_->id(index_); }
int Call::number() const {
  const capture::CallRecord& record = recording_->record(index_);
  return (record.flags & capture::kForeignNumber) != 0 ? -1 : record.number;
}
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

bool Call::recorded_here() const { return recording_->live(); }

std::int64_t Call::run_began_ns() const { return recording_->began_ns(); }

std::int64_t Call::bytes() const {
  const CallRecord& record = recording_->record(index_);
  return succeeded() && RowOf(record).ret == tables::Ret::kBytes ? record.result : 0;
}

}  // namespace sysassert
