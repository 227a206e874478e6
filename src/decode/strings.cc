#include "decode/strings.h"

#include <algorithm>

namespace sysassert::decode {
namespace {

// The short escape of a byte, or 0.
char ShortEscape(unsigned char byte) {
  switch (byte) {
    case '\n':
      return 'n';
    case '\t':
      return 't';
    case '\r':
      return 'r';
    case '\f':
      return 'f';
    case '\v':
      return 'v';
    case '"':
      return '"';
    case '\\':
      return '\\';
    default:
      return 0;
  }
}

bool IsOctal(unsigned char byte) { return byte >= '0' && byte <= '7'; }

// As few digits as are read back right: all three where an octal digit follows.
void AppendOctal(std::string* text, unsigned char byte, bool digit_follows) {
  *text += '\\';
  if (digit_follows || byte >= 0100) *text += static_cast<char>('0' + (byte >> 6U));
  if (digit_follows || byte >= 010) *text += static_cast<char>('0' + ((byte >> 3U) & 7U));
  *text += static_cast<char>('0' + (byte & 7U));
}

void AppendHex(std::string* text, unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  *text += "\\x";
  *text += kDigits[byte >> 4U];
  *text += kDigits[byte & 15U];
}

// Neither printable nor white space: what -x writes a whole string in hexadecimal for.
bool IsForeign(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return !(byte >= 0x20 && byte < 0x7f) && !(byte >= '\t' && byte <= '\r');
}

}  // namespace

std::string Quote(std::string_view bytes, bool cut, Hex hex) {
  std::string text = "\"";
  if (hex == Hex::kAll ||
      (hex == Hex::kStrings && std::any_of(bytes.begin(), bytes.end(), IsForeign))) {
    for (const char byte : bytes) AppendHex(&text, static_cast<unsigned char>(byte));
    text += '"';
    return cut ? text + "..." : text;
  }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (const char escape = ShortEscape(byte); escape != 0) {
      text += '\\';
      text += escape;
    } else if (byte >= 0x20 && byte < 0x7f) {
      text += static_cast<char>(byte);
    } else if (hex == Hex::kCharacters) {
      AppendHex(&text, byte);
    } else {
      AppendOctal(&text, byte,
                  i + 1 < bytes.size() && IsOctal(static_cast<unsigned char>(bytes[i + 1])));
    }
  }
  text += '"';
  return cut ? text + "..." : text;
}

}  // namespace sysassert::decode
