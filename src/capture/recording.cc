#include "capture/recording.h"

#include <utility>

#include "capture/save.h"
#include "tables/row.h"

namespace sysassert::capture {

Recording::Recording(Blocks blocks) : blocks_(std::move(blocks)) {}

Result<std::shared_ptr<Recording>> Recording::Open(int memory_fd, int disk_fd) {
  Result<Blocks> blocks = Blocks::Of({memory_fd, disk_fd});
  if (!blocks.ok()) return blocks.error();
  std::shared_ptr<Recording> recording(new Recording(std::move(blocks).value()));
  if (Status refreshed = recording->Refresh(); !refreshed.ok()) return refreshed.error();
  return recording;
}

Result<std::shared_ptr<Recording>> Recording::Load(const std::string& path) {
  Result<Blocks> blocks = Blocks::In(path);
  if (!blocks.ok()) return blocks.error();
  std::shared_ptr<Recording> recording(new Recording(std::move(blocks).value()));
  recording->Index(1);
  recording->calls_ = recording->header().calls.load(std::memory_order_relaxed);
  return recording;
}

Status Recording::Refresh() {
  // Asked first: the writer goes on meanwhile, and what these calls lie in is among the blocks that
  // there are afterwards.
  const std::uint64_t calls = header().calls.load(std::memory_order_acquire);
  const std::uint64_t blocks = header().blocks.load(std::memory_order_acquire);
  const std::uint64_t before = blocks_.size();
  if (Status mapped = blocks_.MapUpTo(blocks); !mapped.ok()) return mapped;
  Index(before);
  calls_ = calls;
  return Unit{};
}

void Recording::Index(std::uint64_t first_block) {
  for (std::uint64_t number = first_block; number < blocks_.size(); ++number) {
    const BlockKind kind = blocks_.kind(number);
    if (kind == BlockKind::kCalls) {
      call_blocks_.push_back(
          reinterpret_cast<const CallRecord*>(blocks_.at(number) + sizeof(BlockHeader)));
    }
    if (kind == BlockKind::kFacts) facts_.AddBlock(number);
    blocks_.GiveBack(number);  // the kernel maps what lies around a header, too; see Save
  }
  facts_.Read(blocks_);
}

Status Recording::Save(const std::string& path) const { return capture::Save(blocks_, path); }

std::int64_t Recording::began_ns() const {
  return static_cast<std::int64_t>(header().start_realtime_ns);
}
bool Recording::complete() const { return header().complete.load(std::memory_order_acquire) != 0; }
std::uint64_t Recording::dropped() const {
  return header().dropped.load(std::memory_order_relaxed);
}

Sysno IdOf(const CallRecord& call) {
  const bool foreign = (call.flags & kForeignNumber) != 0;
  return tables::FromNumber(foreign ? Abi::kX86_64 : call.abi, call.number);
}

CallKind::CallKind(const CallRecord& call) : bits_(static_cast<std::uint16_t>(IdOf(call))) {
  if ((call.flags & kHidden) != 0) bits_ |= kHiddenBit;
  if ((call.flags & kMainPhase) != 0) bits_ |= kMainBit;
}

std::shared_ptr<const CallKinds> Recording::kinds() const {
  std::scoped_lock lock(kinds_mutex_);
  if (kinds_ != nullptr && kinds_->size() == calls_) return kinds_;
  auto kinds = std::make_shared<CallKinds>();
  kinds->reserve(calls_);
  for (std::size_t i = 0; i < calls_; ++i) kinds->emplace_back(record(i));
  if (complete()) kinds_ = kinds;  // else what is in flight may still change
  return kinds;
}

Sysno Recording::id(std::size_t index) const { return IdOf(record(index)); }

std::optional<ItemView> Recording::item(std::size_t index, ItemKind kind,
                                        std::uint8_t argument) const {
  for (ItemView item : items(index)) {
    if (item.kind == kind && item.argument == argument) return item;
  }
  return std::nullopt;
}

}  // namespace sysassert::capture
