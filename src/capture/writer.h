// Writer: appends calls, captured data and facts to a recording. One writer a recording; it
// allocates nothing per call.
#ifndef SYSASSERT_CAPTURE_WRITER_H_
#define SYSASSERT_CAPTURE_WRITER_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "capture/format.h"
#include "capture/store.h"
#include "sysassert/blind_spot.h"
#include "sysassert/result.h"

namespace sysassert::capture {

inline constexpr std::uint32_t kNoCall = UINT32_MAX;  // past the limit: dropped, and counted
inline constexpr std::uint32_t kMaxDataBytes =
    128 * 1024;  // of one call; fits a block with room to spare

class Writer {
 public:
  struct Limits {
    std::uint64_t blocks = 256 * 1024;  // 64 GiB
  };
  // Takes no ownership of the descriptors, which must be empty files.
  static Result<std::unique_ptr<Writer>> Create(const Store& store, const Limits& limits);
  static Result<std::unique_ptr<Writer>> Create(const Store& store) {
    return Create(store, Limits{});
  }
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Appends a call at its entry; the result is its index, or kNoCall.
  std::uint32_t AppendCall(const CallRecord& call);
  // Rewrites a call that was appended (at its exit). Ignores kNoCall.
  void UpdateCall(std::uint32_t index, const CallRecord& call);
  // A finished call may now be seen by a reader that waits.
  void Progress();
  std::uint64_t calls() const { return calls_; }

  // Copies one call's items (already laid out: Item, bytes, padding) behind a DataHeader; the
  // result is its offset, 0 if full.
  std::uint64_t AppendData(std::span<const std::byte> items, std::uint32_t count);
  // The same call's items, now with more behind those that AppendData wrote at `offset` (0:
  // nothing): written there where nothing came after them, else copied anew.
  std::uint64_t ExtendData(std::uint64_t offset, std::span<const std::byte> items,
                           std::uint32_t count);

  std::uint32_t AddThread(std::int32_t tid, std::int32_t pid, std::int32_t parent_pid,
                          std::uint32_t program, bool root, std::uint32_t parent_thread,
                          std::string_view name);
  std::uint32_t AddProgram(std::string_view path, std::string_view loader);
  std::uint32_t AddDescriptor(const DescriptorFact& descriptor, std::string_view path);
  std::uint32_t AddPath(const FileIdentity& file, std::string_view resolved);
  void AddSignal(const SignalFact& signal);
  void AddExit(const ExitFact& exit);
  void AddBlindSpot(BlindSpot spot, bool accepted, std::string_view cause);
  void AddNote(std::string_view note);
  void AddTracingNote(std::string_view note);
  void AddMark(std::uint32_t call, std::string_view name);
  // `watched`: a byte for each Sysno, or empty for everything.
  void AddRun(std::string_view command, std::string_view cwd, std::string_view home,
              std::string_view environment, std::string_view watched);
  void SetVdsoHidden() { header_->traits |= kVdsoHidden; }
  void SetStops(std::uint64_t stops) { header_->stops = stops; }
  void CountDropped() { header_->dropped.fetch_add(1, std::memory_order_relaxed); }

  // Marks the recording complete and wakes readers. Nothing may be appended after it.
  void Close();

 private:
  struct Block {
    std::uint64_t number = 0;
    char* bytes = nullptr;
    BlockHeader* header() const { return reinterpret_cast<BlockHeader*>(bytes); }
  };
  Writer(const Store& store, const Limits& limits) : store_(store), limits_(limits) {}
  Status Start();
  bool NewBlock(BlockKind kind, Block* block);
  char* MapBlock(std::uint64_t number);
  char* Reserve(BlockKind kind, Block* block, std::uint32_t bytes);
  template <typename Fact>
  std::uint32_t AddFact(FactKind kind, Fact fact,
                        std::initializer_list<std::pair<Text Fact::*, std::string_view>> texts);

  Store store_;
  Limits limits_;
  FileHeader* header_ = nullptr;
  Block calls_block_, previous_calls_block_, data_block_, facts_block_;
  std::vector<std::uint64_t> call_blocks_;
  std::array<std::uint32_t, 16> fact_counts_{};
  std::uint64_t calls_ = 0;
  bool full_ = false;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_WRITER_H_
