// What a stop tells, as plain values.
#ifndef SYSASSERT_EVENTS_STOP_H_
#define SYSASSERT_EVENTS_STOP_H_

#include <array>
#include <cstdint>

#include "sysassert/call.h"
#include "sysassert/sysno.h"

namespace sysassert::events {

// An address in the tracee. Never dereferenced here.
enum class RemoteAddress : std::uint64_t {};

// A dense, reused index of a live thread: an array index for whoever keeps state for each.
using Slot = std::uint32_t;

// A thread as the engine knows it.
struct ThreadIds {
  int tid = 0;
  int pid = 0;  // its thread group
  Slot slot = 0;
};

struct Entry {
  Abi abi = Abi::kX86_64;
  int number = 0;  // on `abi`
  std::array<std::uint64_t, 6> args{};
  std::uint64_t instruction = 0;  // where the call was made: tells a restart from a new call
  std::uint64_t stack = 0;
  std::uint64_t system_ns = 0;  // CPU time the thread has had in the kernel, where it is measured

  // From the vsyscall page, which old programs call at fixed addresses: it is answered within the
  // fault that it is, so that no stop at its exit follows.
  bool is_vsyscall() const {
    constexpr std::uint64_t kPage = 0xffffffffff600000, kBytes = 4096;
    return abi == Abi::kX86_64 && instruction - kPage < kBytes;
  }
};

struct Exit {
  std::int64_t result = 0;  // raw: -errno, or -ERESTART*
  std::uint64_t instruction =
      0;  // where it goes on: after a signal handler's return, at the call again if it restarts
  bool failed = false;          // as the kernel says: mmap may return what looks like an errno
  bool denied = false;          // the kernel skipped it, as was decided at its entry
  bool answered_first = false;  // it was to be skipped; another filter than ours answered it before
  bool trapped = false;         // a filter of its own, or around us, killed it for this call, or
                                // raised SIGSYS: the call did not run and has no result
  std::uint64_t system_ns = 0;  // as of Entry
};

// How a thread or process came to be.
struct Birth {
  bool is_thread = false;     // CLONE_THREAD
  bool shares_files = false;  // CLONE_FILES
  bool shares_fs = false;     // CLONE_FS
  bool flags_known = false;   // false: the clone call itself was not of interest
};

// What to do with a call, decided at its entry.
struct Decision {
  enum class Kind : std::uint8_t {
    kPass,           // let it run; its exit is of no interest
    kEntryIsEnough,  // the same; see Observer::OnEntryAlone
    kWatchExit,      // let it run, and stop at its exit
    kSkip,           // the kernel skips it and `error_number` is its result; see Exit::denied
    kAnswer,         // the kernel skips it and `answer` is its result; see Exit::denied
    kDetach,         // let it run and release the thread at its exit (the end of an observation)
  } kind = Kind::kWatchExit;
  int error_number = 0;
  std::int64_t answer = 0;
  int signal = 0;  // sent to the thread as it enters the call; not where our filter stops it
  std::uint64_t delay_entry_ns = 0, delay_exit_ns = 0;  // how long it is kept in each stop
};

// Without these a thread could not end, or not go on where it was: they run, whatever is decided.
constexpr bool AlwaysRuns(Sysno id) {
  return id == Sysno::exit || id == Sysno::exit_group || id == Sysno::rt_sigreturn ||
         id == Sysno::sigreturn || id == Sysno::restart_syscall;
}

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_STOP_H_
