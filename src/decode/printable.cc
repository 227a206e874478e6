#include "decode/printable.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace sysassert::decode {
namespace {

struct Decoded {
  std::uint32_t code = 0;
  std::size_t bytes = 0;  // 0: not UTF-8 at this place
};

// One UTF-8 sequence by RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF.
Decoded Decode(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return {};
  std::uint32_t code = first & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3fu);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[length] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return {};
  return {code, length};
}

struct Range {
  std::uint32_t first, last;
};
// What a terminal obeys or hides instead of showing it. The bidirectional ones can make a path read
// as another one (CVE-2021-42574); U+FFFE and U+FFFF are in no XML document (XML 1.0, 2.2).
constexpr Range kNotShown[] = {{0x00, 0x1f},     {0x7f, 0x9f},      {0xad, 0xad},
                               {0x61c, 0x61c},   {0x200b, 0x200f},  {0x2028, 0x202e},
                               {0x2060, 0x206f}, {0xfeff, 0xfeff},  {0xfff9, 0xfffb},
                               {0xfffe, 0xffff}, {0xe0000, 0xe007f}};

bool IsShown(std::uint32_t code) {
  return std::none_of(std::begin(kNotShown), std::end(kNotShown),
                      [code](Range range) { return code >= range.first && code <= range.last; });
}

void AppendEscaped(std::string_view bytes, std::string* out) {
  for (const char c : bytes) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<std::uint8_t>(c);
    if (c == '\n') {
      *out += "\\n";
    } else if (c == '\t') {
      *out += "\\t";
    } else if (c == '\r') {
      *out += "\\r";
    } else {
      *out += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
}

}  // namespace

std::string Printable(std::string_view bytes, Newlines newlines) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const Decoded next = Decode(bytes);
    const std::string_view sequence = bytes.substr(0, std::max<std::size_t>(next.bytes, 1));
    const bool kept_newline = next.code == '\n' && newlines == Newlines::kKeep;
    if (next.bytes != 0 && (kept_newline || IsShown(next.code))) {
      out += sequence;
    } else {
      AppendEscaped(sequence, &out);
    }
    bytes.remove_prefix(sequence.size());
  }
  return out;
}

}  // namespace sysassert::decode
