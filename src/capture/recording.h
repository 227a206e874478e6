// Recording: the reader's side. Maps a recording (live or finished) and hands out its parts by
// index, every offset checked.
#ifndef SYSASSERT_CAPTURE_RECORDING_H_
#define SYSASSERT_CAPTURE_RECORDING_H_

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "capture/format.h"
#include "sysassert/blind_spot.h"
#include "sysassert/result.h"
#include "sysassert/sysno.h"

namespace sysassert::capture {

// One captured item with its bytes in view.
struct ItemView {
  ItemKind kind = ItemKind::kBytes;
  std::uint8_t argument = 0;
  bool truncated = false;
  bool unreadable = false;
  bool as_of_call = false;  // kFd: see kAsOfCall
  std::uint32_t value = 0;  // index of a fact (kPath, kFd, kOpened, kHandedOn)
  std::string_view bytes;   // kBytes, kBytesOut, kVector
};

// Iterates the items of one call: `for (ItemView item : recording.items(i))`.
class ItemRange {
 public:
  class iterator {
   public:
    iterator(const char* at, std::uint32_t left) : at_(at), left_(left) {}
    ItemView operator*() const {
      Item item;
      std::memcpy(&item, at_, sizeof item);
      return {item.kind,
              item.argument,
              (item.flags & kTruncated) != 0,
              (item.flags & kItemUnreadable) != 0,
              (item.flags & kAsOfCall) != 0,
              item.value,
              HasBytes(item.kind) ? std::string_view(at_ + sizeof item, item.value)
                                  : std::string_view()};
    }
    iterator& operator++() {
      Item item;
      std::memcpy(&item, at_, sizeof item);
      at_ += sizeof item + (HasBytes(item.kind) ? (item.value + 7U) & ~7U : 0);
      --left_;
      return *this;
    }
    bool operator!=(const iterator& other) const { return left_ != other.left_; }

   private:
    const char* at_;
    std::uint32_t left_;
  };
  ItemRange(const char* first, std::uint32_t count) : first_(first), count_(count) {}
  iterator begin() const { return {first_, count_}; }
  iterator end() const { return {nullptr, 0}; }

 private:
  const char* first_;
  std::uint32_t count_;
};

struct ThreadView {
  std::int32_t tid = 0, pid = 0, parent_pid = 0;
  bool root = false;
  std::uint32_t parent_thread = 0;
  std::uint32_t program = 0;
  std::string_view name, exe, loader;
};
struct PathView {
  FileIdentity file;
  std::string_view resolved;
};
struct DescriptorView {
  DescriptorFact fact;
  std::string_view path;
};
struct MarkView {
  std::uint32_t call = 0;
  std::string_view name;
};
struct ExitView {
  ExitFact fact;
};
struct BlindSpotView {
  std::uint32_t spot = 0;
  bool accepted = false;
  std::string_view cause;
};
struct RunView {
  std::string_view command, cwd, home, environment;
  bool narrow = false;       // an interest narrower than everything
  std::string_view watched;  // see WatchedText; empty where not narrow
};

// What a call is and where it belongs, in two bytes. Who looks for a few among millions of calls
// reads these, and of the records only those that he looks for.
class CallKind {
 public:
  CallKind() = default;
  explicit CallKind(const CallRecord& call);
  Sysno id() const { return static_cast<Sysno>(bits_ & kIdMask); }
  bool hidden() const { return (bits_ & kHiddenBit) != 0; }  // in no view
  bool main_phase() const { return (bits_ & kMainBit) != 0; }

 private:
  static constexpr std::uint16_t kHiddenBit = 0x8000, kMainBit = 0x4000, kIdMask = 0x3fff;
  static_assert(kSysnoCount <= kIdMask);
  std::uint16_t bits_ = 0;
};
using CallKinds = std::vector<CallKind>;

class Recording {
 public:
  // Maps a finished file. Every header, block, record, item and fact is checked; a damaged one is
  // an Error that names the place.
  static Result<std::shared_ptr<Recording>> Load(const std::string& path);
  // The reader's side of a live recording: call Refresh() to see what was appended since.
  static Result<std::shared_ptr<Recording>> Open(int memory_fd, int disk_fd);
  // Made here and now: the files of this machine are those that the run saw.
  bool live() const { return live_; }
  void SetLive() { live_ = true; }
  // The run is over, so that it can be said what it did not see; these blind spots do not matter to
  // who made it or reads it, besides those that it says so of itself.
  void Conclude(std::vector<BlindSpot> accepted) {
    concluded_ = true;
    accepted_ = std::move(accepted);
  }
  bool concluded() const { return concluded_; }
  bool Accepts(BlindSpot spot) const {
    return std::find(accepted_.begin(), accepted_.end(), spot) != accepted_.end();
  }
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  Status Refresh();
  std::int64_t began_ns() const;  // CLOCK_REALTIME
  std::size_t size() const { return calls_; }
  bool complete() const;
  bool vdso_hidden() const { return (header().traits & kVdsoHidden) != 0; }
  std::uint64_t dropped() const;
  std::uint64_t file_bytes() const;  // as Save would write
  FileHeader& header() const;

  const CallRecord& record(std::size_t index) const {  // index < size()
    return call_blocks_[index / kCallsPerBlock][index % kCallsPerBlock];
  }
  Sysno id(std::size_t index) const;
  ItemRange items(std::size_t index) const {
    const std::uint64_t data = record(index).data;
    if (data == 0 || data / kBlockBytes >= mapped_blocks_) return {nullptr, 0};
    const auto* header = reinterpret_cast<const DataHeader*>(base_ + data);
    return {reinterpret_cast<const char*>(header + 1), header->items};
  }
  // Hints for loops over many calls, which wait for memory more than they compute: fetch a call's
  // record and, once that is here, what was captured of it.
  void PrefetchRecord(std::size_t index) const {
    const CallRecord* at = &record(index);
    __builtin_prefetch(at);
    __builtin_prefetch(reinterpret_cast<const char*>(at + 1) - 1);
  }
  void PrefetchItems(std::size_t index) const {
    const char* at = base_ + record(index).data;
    __builtin_prefetch(at);
    __builtin_prefetch(at + 64);
  }
  std::optional<ItemView> item(std::size_t index, ItemKind kind, std::uint8_t argument) const;

  // Of all calls so far, in their order. Of a complete recording they are made once, when first
  // asked for.
  std::shared_ptr<const CallKinds> kinds() const;

  ThreadView thread(std::uint32_t fact) const;
  PathView path(std::uint32_t fact) const;
  DescriptorView descriptor(std::uint32_t fact) const;

  std::size_t thread_count() const;
  const std::vector<MarkView>& marks() const;
  const std::vector<ExitView>& exits() const;
  const std::vector<SignalFact>& signals() const;  // delivered, in order
  const std::vector<BlindSpotView>& blind_spots() const;
  const std::vector<std::string_view>& notes() const;
  const std::vector<std::string_view>& tracing_notes() const;
  RunView run() const;

  Status Save(const std::string& path) const;

 private:
  struct Impl;
  explicit Recording(std::unique_ptr<Impl> impl);
  std::uint64_t block_used(std::uint64_t number) const;
  static constexpr std::uint32_t kCallsPerBlock =
      (kBlockBytes - sizeof(BlockHeader)) / sizeof(CallRecord);
  std::unique_ptr<Impl> impl_;
  const char* base_ = nullptr;  // where the recording is mapped
  std::uint64_t mapped_blocks_ = 0;
  std::vector<const CallRecord*> call_blocks_;
  std::size_t calls_ = 0;
  mutable std::mutex kinds_mutex_;
  mutable std::shared_ptr<const CallKinds> kinds_;  // guarded by kinds_mutex_
  bool live_ = false;
  bool concluded_ = false;
  std::vector<BlindSpot> accepted_;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_RECORDING_H_
