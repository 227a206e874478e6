// Interest: which calls must be seen. From this one value come the seccomp filter, the exit stops,
// and the capture plan.
#ifndef SYSASSERT_EVENTS_INTEREST_H_
#define SYSASSERT_EVENTS_INTEREST_H_

#include <bitset>

#include "sysassert/sysno.h"

namespace sysassert::events {

struct Interest {
  bool everything = true;
  std::bitset<kSysnoCount> calls;  // where not everything

  bool Wants(Sysno id) const { return everything || calls[static_cast<std::size_t>(id)]; }
};

// Calls whose every use must stop under any interest, since missing one could blind us or lose a
// name: seccomp, clone3, exec, io_uring_setup, marks (the access and stat families are added by
// `marks`). Part of each: prctl and clone, which the filter tests by argument.
inline constexpr Sysno kFloor[] = {Sysno::seccomp, Sysno::clone3, Sysno::execve, Sysno::execveat,
                                   Sysno::io_uring_setup};

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_INTEREST_H_
