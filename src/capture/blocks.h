// Blocks: the memory in which a reader sees a recording, block after block. Owns the mapping.
#ifndef SYSASSERT_CAPTURE_BLOCKS_H_
#define SYSASSERT_CAPTURE_BLOCKS_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "capture/format.h"
#include "capture/store.h"
#include "sysassert/result.h"

namespace sysassert::capture {

class Blocks {
 public:
  Blocks() = default;
  ~Blocks();
  Blocks(Blocks&& other) noexcept;
  Blocks& operator=(Blocks&& other) noexcept;

  // Of a live recording: its header is mapped, and address space reserved for what comes, so that
  // views stay valid while it grows. `store`'s descriptors must outlive this.
  static Result<Blocks> Of(Store store);
  // Of a finished file, checked: an Error names the place of what is damaged.
  static Result<Blocks> In(const std::string& path);

  // Maps what the writer has added, up to block `end`.
  Status MapUpTo(std::uint64_t end);
  // Gives the memory of a block back to the kernel: it comes again when it is looked at.
  void GiveBack(std::uint64_t number) const;

  std::uint64_t size() const { return mapped_; }  // the file's header counts as the first
  char* base() const { return base_; }
  const char* at(std::uint64_t number) const { return base_ + number * kBlockBytes; }
  FileHeader& header() const { return *reinterpret_cast<FileHeader*>(base_); }
  BlockKind kind(std::uint64_t number) const { return block(number).kind; }
  std::uint32_t used(std::uint64_t number) const {  // bytes
    return block(number).used.load(std::memory_order_acquire);
  }

 private:
  const BlockHeader& block(std::uint64_t number) const {
    return *reinterpret_cast<const BlockHeader*>(at(number));
  }

  char* base_ = nullptr;
  std::uint64_t reserved_ = 0;  // bytes of address space at base_
  std::uint64_t mapped_ = 0;    // blocks
  Store store_;                 // of a live recording
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_BLOCKS_H_
