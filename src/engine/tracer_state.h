// What the tracer remembers of a process and of a thread. Private to tracer*.cc.
#ifndef SYSASSERT_ENGINE_TRACER_STATE_H_
#define SYSASSERT_ENGINE_TRACER_STATE_H_

#include <memory>
#include <optional>
#include <vector>

#include "engine/main_finder.h"
#include "engine/placement.h"
#include "engine/stopped.h"
#include "engine/tracer.h"
#include "events/stop.h"

namespace sysassert::engine {

struct Tracer::Process {
  pid_t pid = 0;
  bool filtered = false;       // our filter is in force here
  bool full_stops = false;     // it may be blind here: every call stops
  bool awaits_filter = false;  // it has yet to install it
  bool may_trap = false;       // a filter that is not ours is, or may be, in force
  MainFinder main;
  // Callers held at the entry of a call that installs a filter, until every sibling has gone to
  // full stops.
  std::vector<Stopped> held;
  int awaited = 0;     // siblings that have not stopped yet
  bool whole = false;  // it was there before us, and every thread of it is to be traced
  int attaching = 0;   // seized threads that have not stopped yet
};

struct Tracer::Thread {
  events::ThreadIds ids;
  std::shared_ptr<Process> process;
  bool awaits_first_stop = false;
  bool attaching = false;
  bool awaited = false;  // PTRACE_INTERRUPT was sent for the process's sake
  bool in_call = false;  // its entry was seen
  bool wants_exit = false;
  bool installs_filter = false;  // ours, by the call that it is in
  bool detach_at_exit = false;
  std::int64_t skip_with = 0;  // the raw result of a call that is to be skipped
  std::uint64_t delay_exit_ns = 0;
  bool strict = false;          // in seccomp's strict mode, which we keep for it
  bool emulated = false;        // the call that is to be skipped is done for it
  int number = 0;               // of the call in flight
  bool skip_at_filter = false;  // our filter's stop is still to come, and is the place for it
  bool denied = false;          // it is skipped
  std::optional<events::Entry>
      cloning;                         // a clone whose CLONE_UNTRACED was cleared, as it was passed
  std::optional<events::Entry> broke;  // a brk(2) that asks for no more, as it was passed
  Place place;
  events::Birth birth;  // what a clone in flight asked for
};

// Where an ABI has its first argument.
inline unsigned long long& FirstArgument(struct user_regs_struct& registers, Abi abi) {
  return abi == Abi::kI386 ? registers.rbx : registers.rdi;
}

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_TRACER_STATE_H_
