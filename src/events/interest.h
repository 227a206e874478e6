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

// Calls whose every use stops under any interest. Missing one could blind us (seccomp, clone3,
// io_uring_setup), lose a program or a root (exec, chroot and its kin), or make one call of two
// (rt_sigreturn tells a restart from a new call, and restart_syscall(2) is how the kernel restarts
// a sleep), or would tell the program where we placed it (the affinities). Two more are in the
// floor in part, by argument: prctl and clone. They are recorded only where they are of interest.
inline constexpr Sysno kFloor[] = {
    Sysno::seccomp,          Sysno::clone3,          Sysno::execve,
    Sysno::execveat,         Sysno::io_uring_setup,  Sysno::chroot,
    Sysno::pivot_root,       Sysno::unshare,         Sysno::setns,
    Sysno::rt_sigreturn,     Sysno::restart_syscall, Sysno::sched_getaffinity,
    Sysno::sched_setaffinity};

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_INTEREST_H_
