#include "capture/recording_check.h"

#include <array>
#include <cstring>
#include <vector>

#include "capture/format.h"
#include "capture/watched.h"
#include "sysassert/blind_spot.h"
#include "sysassert/sysno.h"

namespace sysassert::capture {
namespace {

constexpr std::uint32_t kCallsPerBlock = (kBlockBytes - sizeof(BlockHeader)) / sizeof(CallRecord);

// How a fact of one kind is laid out: its size, and where its texts are.
struct FactLayout {
  std::size_t bytes;
  std::vector<std::size_t> texts;
};

const FactLayout* LayoutOf(FactKind kind) {
  static const std::array<FactLayout, 12> kLayouts = {{
      {0, {}},
      {sizeof(ThreadFact), {offsetof(ThreadFact, name)}},
      {sizeof(DescriptorFact), {offsetof(DescriptorFact, path)}},
      {sizeof(PathFact), {offsetof(PathFact, resolved)}},
      {sizeof(ProgramFact), {offsetof(ProgramFact, path), offsetof(ProgramFact, loader)}},
      {sizeof(SignalFact), {}},
      {sizeof(ExitFact), {}},
      {sizeof(BlindSpotFact), {offsetof(BlindSpotFact, cause)}},
      {sizeof(NoteFact), {offsetof(NoteFact, text)}},
      {sizeof(RunFact),
       {offsetof(RunFact, command), offsetof(RunFact, cwd), offsetof(RunFact, home),
        offsetof(RunFact, environment), offsetof(RunFact, watched)}},
      {sizeof(MarkFact), {offsetof(MarkFact, name)}},
      {sizeof(NoteFact), {offsetof(NoteFact, text)}},
  }};
  const auto index = static_cast<std::size_t>(kind);
  return index == 0 || index >= kLayouts.size() ? nullptr : &kLayouts[index];
}

class Checker {
 public:
  Checker(const char* base, std::uint64_t bytes) : base_(base), bytes_(bytes) {}

  std::string Run() {
    if (!CheckHeader() || !CheckBlocks()) return damage_;
    for (std::uint64_t number : fact_blocks_) {
      if (!CheckFacts(number)) return damage_;
    }
    if (!CheckThreads()) return damage_;
    for (std::uint64_t number : call_blocks_) {
      if (!CheckCalls(number)) return damage_;
    }
    return "";
  }

 private:
  bool Damaged(const std::string& what, std::uint64_t offset) {
    damage_ = what + " at byte " + std::to_string(offset);
    return false;
  }
  const FileHeader& header() const { return *reinterpret_cast<const FileHeader*>(base_); }
  const BlockHeader& block(std::uint64_t number) const {
    return *reinterpret_cast<const BlockHeader*>(base_ + number * kBlockBytes);
  }
  std::uint32_t used(std::uint64_t number) const {
    return block(number).used.load(std::memory_order_relaxed);
  }

  bool CheckHeader() {
    if (std::memcmp(header().magic, kMagic, sizeof kMagic) != 0)
      return Damaged("no recording: wrong magic", 0);
    if (header().version != kFormatVersion) {
      return Damaged("format version " + std::to_string(header().version) +
                         ", this program reads " + std::to_string(kFormatVersion),
                     8);
    }
    if (header().block_bytes != kBlockBytes) return Damaged("wrong block size", 12);
    const std::uint64_t blocks = header().blocks.load(std::memory_order_relaxed);
    if (blocks == 0 || blocks > bytes_ / kBlockBytes) {
      return Damaged("cut short: it names " + std::to_string(blocks) + " blocks and holds " +
                         std::to_string(bytes_ / kBlockBytes),
                     bytes_);
    }
    blocks_ = blocks;
    return true;
  }

  bool CheckBlocks() {
    kinds_.assign(blocks_, BlockKind{});
    std::uint64_t calls = 0;
    for (std::uint64_t number = 1; number < blocks_; ++number) {
      const std::uint64_t offset = number * kBlockBytes;
      if (used(number) < sizeof(BlockHeader) || used(number) > kBlockBytes)
        return Damaged("wrong fill of a block", offset);
      kinds_[number] = block(number).kind;
      switch (block(number).kind) {
        case BlockKind::kCalls: {
          if (calls % kCallsPerBlock != 0)
            return Damaged("a block of calls that is not full", offset);
          if ((used(number) - sizeof(BlockHeader)) % sizeof(CallRecord) != 0)
            return Damaged("half a call", offset);
          calls += (used(number) - sizeof(BlockHeader)) / sizeof(CallRecord);
          call_blocks_.push_back(number);
          break;
        }
        case BlockKind::kFacts:
          fact_blocks_.push_back(number);
          break;
        case BlockKind::kData:
          break;
        default:
          return Damaged("unknown kind of block", offset);
      }
    }
    calls_ = header().calls.load(std::memory_order_relaxed);
    if (calls != calls_) {
      return Damaged(
          "it names " + std::to_string(calls_) + " calls and holds " + std::to_string(calls), 0);
    }
    return true;
  }

  bool CheckFacts(std::uint64_t number) {
    std::uint64_t at = sizeof(BlockHeader);
    const std::uint64_t start = number * kBlockBytes;
    while (at < used(number)) {
      const std::uint64_t offset = start + at;
      if (at + sizeof(FactHeader) > used(number)) return Damaged("half a fact", offset);
      FactHeader fact;
      std::memcpy(&fact, base_ + offset, sizeof fact);
      const FactLayout* layout = LayoutOf(fact.kind);
      if (layout == nullptr) return Damaged("unknown kind of fact", offset);
      if (fact.bytes % 8 != 0 || fact.bytes < layout->bytes ||
          at + sizeof fact + fact.bytes > used(number)) {
        return Damaged("wrong size of a fact", offset);
      }
      const char* body = base_ + offset + sizeof fact;
      for (std::size_t place : layout->texts) {
        Text text;
        std::memcpy(&text, body + place, sizeof text);
        if (text.offset > fact.bytes || text.bytes > fact.bytes - text.offset)
          return Damaged("a text outside its fact", offset);
      }
      if (!CheckMeaning(fact.kind, body, offset)) return false;
      ++counts_[static_cast<std::size_t>(fact.kind)];
      at += sizeof fact + fact.bytes;
    }
    return true;
  }

  bool CheckMeaning(FactKind kind, const char* body, std::uint64_t offset) {
    if (kind == FactKind::kThread) threads_.push_back(body);
    if (kind == FactKind::kDescriptor &&
        reinterpret_cast<const DescriptorFact*>(body)->kind > FdKind::kAnonymous) {
      return Damaged("unknown kind of descriptor", offset);
    }
    if (kind == FactKind::kBlindSpot && reinterpret_cast<const BlindSpotFact*>(body)->spot >
                                            static_cast<std::uint32_t>(kLastBlindSpot)) {
      return Damaged("unknown blind spot", offset);
    }
    if (kind == FactKind::kRun) {
      const auto& watched = reinterpret_cast<const RunFact*>(body)->watched;
      if (!IsWellFormed({body + watched.offset, watched.bytes}))
        return Damaged("an interest that cannot be", offset);
    }
    return true;
  }

  bool CheckThreads() {
    const std::uint64_t programs = counts_[static_cast<std::size_t>(FactKind::kProgram)];
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      const auto& thread = *reinterpret_cast<const ThreadFact*>(threads_[i]);
      // A parent comes before its children, so that walking up always ends.
      if (thread.parent_thread > i || thread.program >= programs) {
        return Damaged("a thread of an unknown parent or program",
                       static_cast<std::uint64_t>(threads_[i] - base_));
      }
    }
    return true;
  }

  bool CheckCalls(std::uint64_t number) {
    const auto* calls =
        reinterpret_cast<const CallRecord*>(base_ + number * kBlockBytes + sizeof(BlockHeader));
    const std::size_t count = (used(number) - sizeof(BlockHeader)) / sizeof(CallRecord);
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t offset =
          number * kBlockBytes + sizeof(BlockHeader) + i * sizeof(CallRecord);
      const CallRecord& call = calls[i];
      if (call.thread >= threads_.size()) return Damaged("a call of an unknown thread", offset);
      if (call.abi > Abi::kAarch64 || call.origin > Origin::kDenied)
        return Damaged("a call of an unknown ABI or origin", offset);
      if (call.exit_before > calls_ && call.exit_before != UINT32_MAX)
        return Damaged("a call that ends after the last one", offset);
      if (call.data != 0 && !CheckData(call.data)) return false;
    }
    return true;
  }

  bool CheckData(std::uint64_t offset) {
    const std::uint64_t number = offset / kBlockBytes;
    if (offset % 8 != 0 || number == 0 || number >= blocks_ || kinds_[number] != BlockKind::kData) {
      return Damaged("captured data outside its blocks", offset);
    }
    const std::uint64_t end = number * kBlockBytes + used(number);
    DataHeader header;
    if (offset % kBlockBytes < sizeof(BlockHeader) || offset + sizeof header > end)
      return Damaged("half a data header", offset);
    std::memcpy(&header, base_ + offset, sizeof header);
    std::uint64_t at = offset + sizeof header;
    if (header.bytes > end - at) return Damaged("captured data past its block", offset);
    const std::uint64_t stop = at + header.bytes;
    for (std::uint32_t i = 0; i < header.items; ++i) {
      Item item;
      if (stop - at < sizeof item) return Damaged("half a captured item", at);
      std::memcpy(&item, base_ + at, sizeof item);
      at += sizeof item;
      if (!CheckItem(item, &at, stop)) return false;
    }
    return true;
  }

  bool CheckItem(const Item& item, std::uint64_t* at, std::uint64_t stop) {
    if (item.kind > ItemKind::kHandedOn) return Damaged("unknown kind of captured item", *at);
    if (HasBytes(item.kind)) {
      const std::uint64_t padded = (std::uint64_t{item.value} + 7) & ~std::uint64_t{7};
      if (padded > stop - *at) return Damaged("a captured item past its end", *at);
      *at += padded;
      return true;
    }
    if (item.kind == ItemKind::kHandedOn && item.value == kListRead) return true;
    const FactKind of = item.kind == ItemKind::kPath ? FactKind::kPath : FactKind::kDescriptor;
    if (item.value >= counts_[static_cast<std::size_t>(of)])
      return Damaged("a captured item of an unknown fact", *at);
    return true;
  }

  const char* base_;
  std::uint64_t bytes_;
  std::uint64_t blocks_ = 0;
  std::uint64_t calls_ = 0;
  std::vector<BlockKind> kinds_;
  std::vector<std::uint64_t> call_blocks_, fact_blocks_;
  std::array<std::uint64_t, 16> counts_{};
  std::vector<const char*> threads_;
  std::string damage_;
};

}  // namespace

std::string FindDamage(const char* base, std::uint64_t bytes) { return Checker(base, bytes).Run(); }

}  // namespace sysassert::capture
