// Calls of i386 that stand for others: socketcall and ipc, whose first argument says which, and
// mmap and select, whose arguments lie in memory. They are recorded as what they stand for, as
// strace shows them: a rule about connect(2) is one about connecting.
#ifndef SYSASSERT_CAPTURE_MULTIPLEXED_H_
#define SYSASSERT_CAPTURE_MULTIPLEXED_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "events/memory.h"
#include "events/stop.h"
#include "tables/row.h"

namespace sysassert::capture {

struct Unfolded {
  Sysno id;
  const tables::Row* row;
  std::array<std::uint64_t, 6> args{};
  std::string_view name = {};  // of one that has no number of its own; empty: the call's
};
// Nothing where `id` stands for itself, where it stands for a call that there is not, and where its
// arguments cannot be read. `tid`: the thread that is stopped at the call.
std::optional<Unfolded> Unfold(Abi abi, Sysno id, const std::array<std::uint64_t, 6>& args,
                               events::MemoryReader& memory, int tid);

// The same as a call that the program could have made by itself. Nothing where `entry` stands for
// itself.
struct Itself {
  Sysno id;
  // Of a call that i386 has no number for (semop, semtimedop, accept), the number is x86_64's.
  events::Entry entry;
  bool has_number = true;
  // False where its arguments lie in memory that could not be read: each is 0xffffffff then, which
  // is no descriptor and no address.
  bool readable = true;
};
std::optional<Itself> AsItself(const events::Entry& entry, events::MemoryReader& memory, int tid);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_MULTIPLEXED_H_
