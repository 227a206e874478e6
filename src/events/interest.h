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

// Calls that the kernel answers at once: it never restarts one, so that each entry is a call, and
// what they end with decides nothing that is kept up with. Of these an entry can be enough.
const SysnoSet& CallsAnsweredAtOnce();
// Is it for this call, with these arguments (its six registers)?
bool EntryIsEnough(const Interest& interest, Sysno id, const std::uint64_t* args);

// What stops under any interest. Missing it could blind us (seccomp, clone3, io_uring_setup), lose
// a program or a root (exec, chroot and its kin), make one call of two (rt_sigreturn tells a
// restart from a new call, and restart_syscall(2) is how the kernel restarts a sleep), tell the
// program where we placed it (the affinities, and real-time classes, which have to leave), or hold
// us up in its memory (userfaultfd). Recorded
// only where it is of interest.
const Interest& Floor();
// The calls that decide what a descriptor names; they stop where an interest follows descriptors.
const Interest& DescriptorCalls();

// The calls that may write a file's bytes. Where one is of interest, shared mappings stop, too:
// they write without a call.
const Interest& MappingCalls();
bool AsksForWrites(const Interest& interest);

// USERFAULTFD_IOC_NEW, Linux 6.1: ioctl(2) of /dev/userfaultfd.
inline constexpr std::uint32_t kNewUserfaultfd = 0xaa00;

// What stops beside an interest: its floor, what it follows, mappings, and the calls of i386 that
// stand for one of it (socketcall, ipc).
Interest BesidesOf(const Interest& interest);
// What must stop: an interest and that.
Interest StopsOf(const Interest& interest);

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_INTEREST_H_
