// Recording: the reader's side. Maps a recording (live or finished) and hands out its parts by
// index, every offset checked.
#ifndef SYSASSERT_CAPTURE_RECORDING_H_
#define SYSASSERT_CAPTURE_RECORDING_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "capture/blocks.h"
#include "capture/facts.h"
#include "capture/format.h"
#include "capture/views.h"
#include "sysassert/blind_spot.h"
#include "sysassert/result.h"
#include "sysassert/sysno.h"

namespace sysassert::capture {

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
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  Status Refresh();
  std::int64_t began_ns() const;  // CLOCK_REALTIME
  std::size_t size() const { return calls_; }
  bool complete() const;
  bool vdso_hidden() const { return (header().traits & kVdsoHidden) != 0; }
  std::uint64_t dropped() const;
  std::uint64_t file_bytes() const { return blocks_.size() * kBlockBytes; }  // as Save would write
  FileHeader& header() const { return blocks_.header(); }

  const CallRecord& record(std::size_t index) const {  // index < size()
    return call_blocks_[index / kCallsPerBlock][index % kCallsPerBlock];
  }
  Sysno id(std::size_t index) const;
  ItemRange items(std::size_t index) const {
    const std::uint64_t data = record(index).data;
    if (data == 0 || data / kBlockBytes >= blocks_.size()) return {nullptr, 0};
    const auto* header = reinterpret_cast<const DataHeader*>(blocks_.base() + data);
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
    const char* at = blocks_.base() + record(index).data;
    __builtin_prefetch(at);
    __builtin_prefetch(at + 64);
  }
  std::optional<ItemView> item(std::size_t index, ItemKind kind, std::uint8_t argument) const;

  // Of all calls so far, in their order. Of a complete recording they are made once, when first
  // asked for.
  std::shared_ptr<const CallKinds> kinds() const;

  // What is told once: see facts.h. Indices are those that items and facts hold.
  ThreadView thread(std::uint32_t fact) const { return facts_.thread(fact); }
  PathView path(std::uint32_t fact) const { return facts_.path(fact); }
  DescriptorView descriptor(std::uint32_t fact) const { return facts_.descriptor(fact); }
  std::size_t thread_count() const { return facts_.thread_count(); }
  const std::vector<MarkView>& marks() const { return facts_.marks(); }
  const std::vector<ExitView>& exits() const { return facts_.exits(); }
  const std::vector<SignalFact>& signals() const { return facts_.signals(); }
  const std::vector<BlindSpotView>& blind_spots() const { return facts_.blind_spots(); }
  const std::vector<std::string_view>& notes() const { return facts_.notes(); }
  const std::vector<std::string_view>& tracing_notes() const { return facts_.tracing_notes(); }
  RunView run() const { return facts_.run(); }

  Status Save(const std::string& path) const;  // see save.h

 private:
  explicit Recording(Blocks blocks);
  void Index(std::uint64_t first_block);  // what is new from there on
  static constexpr std::uint32_t kCallsPerBlock =
      (kBlockBytes - sizeof(BlockHeader)) / sizeof(CallRecord);
  Blocks blocks_;
  Facts facts_;
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
