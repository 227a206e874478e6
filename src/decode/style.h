// Style: what a reader may choose of a call's text, as strace's options do. The default is the text
// of reports and recordings.
#ifndef SYSASSERT_DECODE_STYLE_H_
#define SYSASSERT_DECODE_STYLE_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace sysassert::decode {

// Which bytes of a string are in hexadecimal.
enum class Hex : std::uint8_t {
  kNone,     // what is not printable is in octal
  kStrings,  // -x: all of a string with a byte that is not ASCII
  kAll,      // -xx
};

// What stands behind a descriptor's number: "</etc/passwd>", or nothing (-y).
class DescriptorNames {
 public:
  virtual ~DescriptorNames() = default;
  virtual std::string NameOf(int fd) const = 0;
};

struct Style {
  Hex hex = Hex::kNone;
  std::size_t string_limit = SIZE_MAX;           // of strings that are copied whole; not of paths
  std::size_t buffer_limit = 32;                 // of what is read and written
  const DescriptorNames* descriptors = nullptr;  // null: numbers alone
};

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_STYLE_H_
