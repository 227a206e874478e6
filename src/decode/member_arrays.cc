// Arrays of structures: in a structure, or behind a pointer.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "decode/live_memory.h"
#include "decode/members.h"
#include "decode/structures.h"

namespace sysassert::decode {

std::string ArrayText(std::span<const Member> element, std::string_view bytes, const Style& style) {
  const std::size_t stride = BytesOf(element), count = bytes.size() / stride;
  const std::size_t shown = style.abbreviate ? std::min(count, style.string_limit) : count;
  std::string text = "[";
  for (std::size_t i = 0; i < shown; ++i) {
    text += i > 0 ? ", " : "";
    text += MembersText(element, bytes.substr(i * stride, stride), style);
  }
  return text + (shown == count ? "]" : shown > 0 ? ", ...]" : "...]");
}

namespace {

// `print` makes the text of several elements, with brackets around.
template <typename Print>
std::string ElementsAt(std::uint64_t address, std::uint64_t count, std::size_t bytes,
                       const Style& style, Print print) {
  if (style.memory == nullptr || !style.structures || address == 0) return PointerText(address);
  if (count == 0) return "[]";
  if (count > (UINT64_MAX - address) / bytes) return PointerText(address);
  const std::uint64_t wanted = std::min<std::uint64_t>(
      count, style.abbreviate ? std::min(style.string_limit, kMostElements) : kMostElements);
  const std::string read = BytesAt(address, wanted * bytes, style);
  const std::size_t whole = read.size() / bytes;
  if (whole == 0) return PointerText(address);
  std::string text = print(std::string_view(read).substr(0, whole * bytes));
  text.pop_back();
  if (whole < wanted) return text + fmt::format(", ... /* {:#x} */]", address + whole * bytes);
  return text + (wanted < count ? ", ...]" : "]");
}

}  // namespace

std::string ArrayAt(std::uint64_t address, std::uint64_t count, std::span<const Member> element,
                    const Style& style) {
  return ElementsAt(address, count, BytesOf(element), style,
                    [&](std::string_view read) { return ArrayText(element, read, style); });
}

std::string ArrayAt(std::uint64_t address, std::uint64_t count, std::size_t bytes,
                    std::string (*print)(std::string_view element), const Style& style) {
  return ElementsAt(address, count, bytes, style, [&](std::string_view read) {
    std::string text = "[";
    for (std::size_t at = 0; at < read.size(); at += bytes)
      text += (at > 0 ? ", " : "") + print(read.substr(at, bytes));
    return text + "]";
  });
}

namespace {

// What was copied of a thread's memory, in the place of that memory.
class Copied final : public Memory {
 public:
  Copied(std::uint64_t address, std::string_view bytes) : address_(address), bytes_(bytes) {}
  std::size_t Read(std::uint64_t address, std::span<std::byte> to) const override {
    const std::uint64_t offset = address - address_;
    if (offset >= bytes_.size()) return 0;
    const std::size_t count = std::min<std::size_t>(to.size(), bytes_.size() - offset);
    std::memcpy(to.data(), bytes_.data() + offset, count);
    return count;
  }

 private:
  std::uint64_t address_;
  std::string_view bytes_;
};

}  // namespace

std::string ArrayWithin(const Seen& seen, std::size_t offset, std::uint64_t count, std::size_t most,
                        std::span<const Member> element) {
  const Copied copied(seen.address, seen.bytes);
  Style style = seen.style;
  style.memory = &copied;
  const std::uint64_t there = std::min<std::uint64_t>(count, most);
  std::string text = ArrayAt(seen.address + offset, there, element, style);
  const bool is_cut = text.size() < 2 || text.ends_with("...]") || text.back() != ']';
  if (is_cut || text.ends_with("*/]") || there == count) return text;
  text.pop_back();
  return text + (there > 0 ? ", ...]" : "...]");
}

}  // namespace sysassert::decode
