// Recording: the reader's side. Maps a recording (live or finished) and hands out its parts by
// index, every offset checked.
#ifndef SYSASSERT_CAPTURE_RECORDING_H_
#define SYSASSERT_CAPTURE_RECORDING_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/format.h"
#include "sysassert/result.h"
#include "sysassert/sysno.h"

namespace sysassert::capture {

// One captured item with its bytes in view.
struct ItemView {
  ItemKind kind = ItemKind::kBytes;
  std::uint8_t argument = 0;
  bool truncated = false;
  bool unreadable = false;
  std::uint32_t value = 0;  // index of a fact (kPath, kFd, kOpened, kHandedOn)
  std::string_view bytes;   // kBytes, kBytesOut, kVector
};

// Iterates the items of one call: `for (ItemView item : recording.items(i))`.
class ItemRange {
 public:
  class iterator {
   public:
    iterator(const char* at, std::uint32_t left) : at_(at), left_(left) {}
    ItemView operator*() const;
    iterator& operator++();
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

class Recording {
 public:
  // Maps a finished file. Every header, block, record, item and fact is checked; a damaged one is
  // an Error that names the place.
  static Result<std::shared_ptr<const Recording>> Load(const std::string& path);
  // The reader's side of a live recording: call Refresh() to see what was appended since.
  static Result<std::shared_ptr<Recording>> Open(int memory_fd, int disk_fd);
  // Made here and now: the files of this machine are those that the run saw.
  bool live() const { return live_; }
  void SetLive() { live_ = true; }
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  Status Refresh();
  std::size_t size() const { return calls_; }
  bool complete() const;
  std::uint64_t dropped() const;
  std::uint64_t file_bytes() const;  // as Save would write
  FileHeader& header() const;

  const CallRecord& record(std::size_t index) const;  // index < size()
  Sysno id(std::size_t index) const;
  ItemRange items(std::size_t index) const;
  std::optional<ItemView> item(std::size_t index, ItemKind kind, std::uint8_t argument) const;

  ThreadView thread(std::uint32_t fact) const;
  PathView path(std::uint32_t fact) const;
  DescriptorView descriptor(std::uint32_t fact) const;

  std::size_t thread_count() const;
  const std::vector<MarkView>& marks() const;
  const std::vector<ExitView>& exits() const;
  const std::vector<SignalFact>& signals() const;  // delivered, in order
  const std::vector<BlindSpotView>& blind_spots() const;
  const std::vector<std::string_view>& notes() const;
  RunView run() const;

  Status Save(const std::string& path) const;

 private:
  struct Impl;
  explicit Recording(std::unique_ptr<Impl> impl);
  std::uint64_t block_used(std::uint64_t number) const;
  std::unique_ptr<Impl> impl_;
  std::size_t calls_ = 0;
  bool live_ = false;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_RECORDING_H_
