// Submissions: what a program hands to the kernel to be done without a call of its own: the blocks
// of io_submit(2), the entries of io_uring_enter(2).
#ifndef SYSASSERT_CAPTURE_SUBMISSIONS_H_
#define SYSASSERT_CAPTURE_SUBMISSIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "events/memory.h"
#include "sysassert/call.h"

namespace sysassert::capture {

inline constexpr std::size_t kIocbBytes = 64;  // struct iocb, on every ABI

// The control blocks that `count` pointers from `address` on lead to, one behind the other. `whole`
// is false where some could not be read, or there are more than are looked at.
std::vector<std::byte> ReadIocbs(events::MemoryReader& memory, int tid, Abi abi, std::int64_t count,
                                 std::uint64_t address, bool* whole);
// The descriptors that they name.
std::vector<int> DescriptorsOf(const std::vector<std::byte>& iocbs);

// What stands in a ring and is yet to be submitted, at most `count`: for each entry its operation
// ("OPENAT"), its descriptor in decimal, and the path that it names or nothing, each with a final
// NUL. The kernel tells of its rings in /proc/TID/fdinfo (since Linux 5.16); of one that
// a kernel's thread empties (IORING_SETUP_SQPOLL), what is gone by now is not there.
std::string ReadRingEntries(events::MemoryReader& memory, int tid, int ring, std::uint32_t count);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_SUBMISSIONS_H_
