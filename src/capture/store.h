// Store: where the blocks of a recording lie. The first 64 MiB of a run are in memory (a memfd),
// the rest in an unlinked file on disk, since a memfd is memory too; a named file is all on disk.
// Owns nothing: the descriptors are its user's.
#ifndef SYSASSERT_CAPTURE_STORE_H_
#define SYSASSERT_CAPTURE_STORE_H_

#include <cstdint>

#include "capture/format.h"
#include "sysassert/result.h"

namespace sysassert::capture {

inline constexpr std::uint64_t kMemoryBlocks = 256;  // 64 MiB

struct Store {
  int memory_fd = -1;  // -1: every block is on disk
  int disk_fd = -1;    // -1: every block is in memory

  struct Place {
    int fd;
    std::uint64_t offset;
  };
  Place PlaceOf(std::uint64_t block) const {
    if (memory_fd >= 0 && (block < kMemoryBlocks || disk_fd < 0)) {
      return {memory_fd, block * kBlockBytes};
    }
    return {disk_fd, (memory_fd >= 0 ? block - kMemoryBlocks : block) * kBlockBytes};
  }
};

// The two descriptors of an unnamed recording, close-on-exec. The disk file has no name; where no
// directory takes one, disk_fd is -1.
Result<Store> CreateUnnamedStore();

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_STORE_H_
