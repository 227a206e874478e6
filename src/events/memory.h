// MemoryReader: the seam to a stopped tracee's memory.
#ifndef SYSASSERT_EVENTS_MEMORY_H_
#define SYSASSERT_EVENTS_MEMORY_H_

#include <cstddef>
#include <span>

#include "events/stop.h"

namespace sysassert::events {

class MemoryReader {
 public:
  // One piece to copy; `read` says how much of it was there: less than asked where a page is
  // missing.
  struct Piece {
    RemoteAddress from{};
    std::span<std::byte> to;
    std::size_t read = 0;
  };

  virtual ~MemoryReader() = default;
  // Reads all pieces in as few system calls as it can. Never fails as a whole: a piece that cannot
  // be read has `read == 0`.
  virtual void Read(int tid, std::span<Piece> pieces) = 0;
};

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_MEMORY_H_
