// Fields: the members of a captured structure by their offset, whatever machine made it. What was
// not captured reads as 0; a printer asks Has first.
#ifndef SYSASSERT_DECODE_FIELDS_H_
#define SYSASSERT_DECODE_FIELDS_H_

#include <cstdint>
#include <cstring>
#include <string_view>

namespace sysassert::decode {

class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}

  bool Has(std::size_t bytes) const { return bytes_.size() >= bytes; }
  std::size_t size() const { return bytes_.size(); }
  std::uint8_t U8(std::size_t offset) const { return Get<std::uint8_t>(offset); }
  std::uint16_t U16(std::size_t offset) const { return Get<std::uint16_t>(offset); }
  std::uint32_t U32(std::size_t offset) const { return Get<std::uint32_t>(offset); }
  std::uint64_t U64(std::size_t offset) const { return Get<std::uint64_t>(offset); }
  std::int16_t S16(std::size_t offset) const { return Get<std::int16_t>(offset); }
  std::int32_t S32(std::size_t offset) const { return Get<std::int32_t>(offset); }
  std::int64_t S64(std::size_t offset) const { return Get<std::int64_t>(offset); }
  // The `index`th of a run of the ABI's long: `width` is 4 or 8.
  std::uint64_t Long(std::size_t index, std::size_t width) const {
    return width == 4 ? U32(index * 4) : U64(index * 8);
  }
  std::int64_t SignedLong(std::size_t index, std::size_t width) const {
    return width == 4 ? S32(index * 4) : S64(index * 8);
  }
  // Up to `bytes` characters, until the first NUL.
  std::string_view Text(std::size_t offset, std::size_t bytes) const {
    if (offset >= bytes_.size()) return {};
    const std::string_view field = bytes_.substr(offset, bytes);
    return field.substr(0, field.find('\0'));
  }

 private:
  template <typename Value>
  Value Get(std::size_t offset) const {
    Value value{};
    if (offset + sizeof value <= bytes_.size())
      std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }
  std::string_view bytes_;
};

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_FIELDS_H_
