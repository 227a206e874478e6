#include "decode/live_memory.h"

#include <array>

#include "decode/strings.h"
#include "decode/structures.h"

namespace sysassert::decode {

std::string StringAt(std::uint64_t address, const Style& style) {
  if (style.memory == nullptr || !style.structures || address == 0) return PointerText(address);
  std::string text;
  std::array<char, 256> piece{};
  while (text.size() <= style.string_limit && text.size() < kMostBytes) {
    const std::size_t got =
        style.memory->Read(address + text.size(), std::as_writable_bytes(std::span(piece)));
    const std::string_view bytes(piece.data(), got);
    const std::size_t end = bytes.find('\0');
    text += bytes.substr(0, end);
    if (end != std::string_view::npos) break;
    if (got < piece.size()) return PointerText(address);
  }
  return Quote(text.substr(0, style.string_limit), text.size() > style.string_limit, style.hex);
}

std::string TextAt(std::uint64_t address, std::uint64_t length, const Style& style) {
  if (style.memory == nullptr || !style.structures || address == 0) return PointerText(address);
  const std::uint64_t wanted = std::min<std::uint64_t>({length, style.string_limit, kMostBytes});
  const std::string bytes = BytesAt(address, wanted, style);
  if (bytes.empty() && wanted > 0) return PointerText(address);
  const std::size_t end = bytes.find('\0');
  return Quote(std::string_view(bytes).substr(0, end), end == std::string::npos && length > 0,
               style.hex);
}

std::string BufferAt(std::uint64_t address, std::uint64_t length, const Style& style) {
  if (style.memory == nullptr || !style.structures || address == 0) return PointerText(address);
  const std::uint64_t shown = std::min<std::uint64_t>({length, style.buffer_limit, kMostBytes});
  const std::string bytes = BytesAt(address, shown, style);
  if (bytes.size() < shown) return PointerText(address);
  return Quote(bytes, shown < length, style.hex);
}

}  // namespace sysassert::decode
