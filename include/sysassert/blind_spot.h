// Blind spots: what a run could not see. An assertion never passes because we did not look.
#ifndef SYSASSERT_BLIND_SPOT_H_
#define SYSASSERT_BLIND_SPOT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace sysassert {

enum class BlindSpot : std::uint8_t {
  kIoUring,              // operations of a ring never stop the program
  kLostEvents,           // dropped calls, a cut recording, a process that outlived the deadline
  kTraceeFilter,         // a filter of the tracee's own hid calls before we went to full stops
  kX32Calls,             // calls of the x32 ABI: named, not decoded
  kUntracedClone,        // CLONE_UNTRACED that could not be cleared
  kOtherThreads,         // weak: Observe of one thread while others ran; named in the report
  kUnreadableArguments,  // weak: assertions on the arguments of those calls
  kSharedMapping,        // weak: assertions on writes to those files
  kPrivilegeDropped,     // weak: a set-id program ran without its privilege
  kMainNotFound,         // weak: the phase begins at the ELF entry instead of main
  kMainNotReached,       // weak: assertions on what comes after main began; it never did
  kVdso,                 // weak: assertions on calls that it may answer: Command::HideVdso()
  kAsyncIo,              // weak: assertions on what is read from and written to those files
  kVsyscall,             // weak: assertions on time, gettimeofday and getcpu, by old programs' way
  kInheritedSocket,      // weak: assertions on @network: read and write on it are none of that
  kOutsideServer,        // weak: work of a server that is not of the run; named in the report
};

inline constexpr BlindSpot kLastBlindSpot = BlindSpot::kOutsideServer;

// "io-uring", as the command line and policies name it.
std::string_view NameOf(BlindSpot spot);
bool IsWeak(BlindSpot spot);  // weak ones fail only assertions that ask for what they hide

struct BlindSpotReport {
  BlindSpot spot;
  std::string cause;   // "app[17] called io_uring_setup (call 412)"
  std::string remedy;  // "DenyIoUring(), or --deny-io-uring"; may be empty
  bool accepted = false;
};

}  // namespace sysassert

#endif  // SYSASSERT_BLIND_SPOT_H_
