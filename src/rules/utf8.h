// Characters of UTF-8 in bytes that may be anything else.
#ifndef SYSASSERT_RULES_UTF8_H_
#define SYSASSERT_RULES_UTF8_H_

#include <cstddef>
#include <string_view>

namespace sysassert::rules {

// How many bytes the character has that begins at `at` < text.size(): 1 for a byte that begins
// none.
inline std::size_t CharacterLength(std::string_view text, std::size_t at) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead >= 0xf0 && lead <= 0xf4   ? 4
                             : lead >= 0xe0 && lead <= 0xef ? 3
                             : lead >= 0xc2 && lead <= 0xdf ? 2
                                                            : 1;
  if (length > text.size() - at) return 1;
  for (std::size_t i = at + 1; i < at + length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return 1;
  }
  return length;
}

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_UTF8_H_
