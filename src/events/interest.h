// What an interest means at a stop: by the ABI that a call is made by, and with the floor below it.
#ifndef SYSASSERT_EVENTS_INTEREST_H_
#define SYSASSERT_EVENTS_INTEREST_H_

#include "sysassert/call.h"
#include "sysassert/interest.h"

namespace sysassert::events {

// The tests that an interest has of a call made by `abi`; null: all its calls are wanted. A test is
// of the native registers, and says nothing where an ABI has other arguments in them.
const ArgumentTests* TestsOf(const Interest& interest, Sysno id, Abi abi);
// Is this call of interest? `args`: its six registers.
bool Wants(const Interest& interest, Sysno id, Abi abi, const std::uint64_t* args);

// What stops under any interest. Missing it could blind us (seccomp, clone3, io_uring_setup), lose
// a program or a root (exec, chroot and its kin), make one call of two (rt_sigreturn tells a
// restart from a new call, and restart_syscall(2) is how the kernel restarts a sleep), or tell the
// program where we placed it (the affinities). Recorded only where it is of interest.
const Interest& Floor();
// The calls that decide what a descriptor names; they stop where an interest follows descriptors.
const Interest& DescriptorCalls();

// What must stop: an interest, its floor, and what it follows.
Interest StopsOf(const Interest& interest);

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_INTEREST_H_
