// The memory of a stopped thread, bounded. Private to decode/.
#ifndef SYSASSERT_DECODE_LIVE_MEMORY_H_
#define SYSASSERT_DECODE_LIVE_MEMORY_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "capture/recording.h"
#include "decode/style.h"

namespace sysassert::decode {

inline constexpr std::size_t kMostBytes = 1U << 20U;  // of one object, whatever its length says
inline constexpr std::size_t kMostElements = 4096;

inline std::size_t WidthOf(const capture::CallRecord& record) {
  return record.abi == Abi::kI386 ? 4 : 8;
}

// As many bytes as are there, up to `length`.
inline std::string BytesAt(std::uint64_t address, std::uint64_t length, const Style& style) {
  std::string bytes(std::min<std::uint64_t>(length, kMostBytes), '\0');
  bytes.resize(style.memory->Read(address, std::as_writable_bytes(std::span(bytes))));
  return bytes;
}

// A string as strace shows one, or the address where it cannot be read to its end.
std::string StringAt(std::uint64_t address, const Style& style);
// Likewise, of a buffer of `length` bytes: what has no NUL is followed by "...".
std::string TextAt(std::uint64_t address, std::uint64_t length, const Style& style);
// `length` bytes as strace shows a buffer; the address where they cannot be read.
std::string BufferAt(std::uint64_t address, std::uint64_t length, const Style& style);

inline bool HasSucceeded(const capture::CallRecord& record) {
  return (record.flags & (capture::kFinished | capture::kFailed)) == capture::kFinished;
}

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_LIVE_MEMORY_H_
