// ItemBuffer: the captured items of one call while it is in flight, laid out as the recording keeps
// them. Reused from call to call.
#ifndef SYSASSERT_CAPTURE_ITEM_BUFFER_H_
#define SYSASSERT_CAPTURE_ITEM_BUFFER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "capture/format.h"

namespace sysassert::capture {

class ItemBuffer {
 public:
  void Clear() {
    bytes_.clear();
    count_ = 0;
  }
  void AddFact(ItemKind kind, std::uint8_t argument, std::uint32_t fact, std::uint8_t flags = 0) {
    Append({kind, argument, flags, 0, fact});
  }
  void AddBytes(ItemKind kind, std::uint8_t argument, std::uint8_t flags,
                std::span<const std::byte> bytes) {
    Append({kind, argument, flags, 0, static_cast<std::uint32_t>(bytes.size())});
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    bytes_.resize((bytes_.size() + 7) & ~std::size_t{7});
  }
  std::span<const std::byte> bytes() const { return bytes_; }
  std::uint32_t count() const { return count_; }

 private:
  void Append(const Item& item) {
    const std::size_t at = bytes_.size();
    bytes_.resize(at + sizeof item);
    std::memcpy(bytes_.data() + at, &item, sizeof item);
    ++count_;
  }
  std::vector<std::byte> bytes_;
  std::uint32_t count_ = 0;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_ITEM_BUFFER_H_
