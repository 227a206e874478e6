// Calls of i386 that stand for others: socketcall and ipc, whose first argument says which, and
// mmap and select, whose arguments lie in memory. strace shows them as what they stand for.
#ifndef SYSASSERT_STRACE_MULTIPLEXED_H_
#define SYSASSERT_STRACE_MULTIPLEXED_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "events/memory.h"
#include "tables/row.h"

namespace sysassert::strace {

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

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_MULTIPLEXED_H_
