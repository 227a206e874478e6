// Observer: who is told of the stops. The engine calls it while the thread concerned is stopped; it
// may read the tracee then.
#ifndef SYSASSERT_EVENTS_OBSERVER_H_
#define SYSASSERT_EVENTS_OBSERVER_H_

#include <cstddef>
#include <span>
#include <string>

#include "events/stop.h"
#include "sysassert/blind_spot.h"

namespace sysassert::events {

class Observer {
 public:
  virtual ~Observer() = default;

  // The first thread of the run; nothing of it counts until it has done an exec (a command) or made
  // the begin marker (a lambda).
  virtual void OnRoot(const ThreadIds& root) = 0;
  // A thread that was there before us. It sleeps in call `number` of its own ABI; -1: not known.
  virtual void OnAttach(const ThreadIds& /*thread*/, int /*number*/) {}
  // It goes on without us, as it was.
  virtual void OnDetach(const ThreadIds& thread) { OnEnd(thread, -1); }
  // `parent` is the child itself where nobody was seen to make it.
  virtual void OnBirth(const ThreadIds& parent, const ThreadIds& child, const Birth& birth) = 0;
  // A successful exec; `former` had made the call (it may be another thread than the leader, whose
  // id it has now).
  virtual void OnExec(const ThreadIds& former, const ThreadIds& now) = 0;
  // The program's own main begins in this process. `exact` is false where only the ELF entry could
  // be found.
  virtual void OnMain(const ThreadIds& thread, bool exact) = 0;

  virtual Decision OnEntry(const ThreadIds& thread, const Entry& entry) = 0;
  // Of a call of which the entry is enough (Decision::Kind::kEntryIsEnough), right after it: no
  // exit will be told. Where the thread stops at every call, or a filter that is not ours may keep
  // the call from running, OnExit is told instead.
  virtual void OnEntryAlone(const ThreadIds& /*thread*/) {}
  virtual void OnExit(const ThreadIds& thread, const Exit& exit) = 0;

  struct Signal {
    int number = 0;
    int code = 0;                       // si_code
    int sender = 0;                     // si_pid where the code says there is one
    std::span<const std::byte> info{};  // the siginfo_t, while the call lasts; empty: not known
  };
  virtual void OnSignal(const ThreadIds& thread, const Signal& signal) = 0;
  // Stopped by a stopping signal, until SIGCONT.
  virtual void OnGroupStop(const ThreadIds& /*thread*/, int /*signal*/) {}
  // The thread ends, whatever for, and makes no call any more; told only where that was asked for.
  virtual void OnExiting(const ThreadIds& /*thread*/) {}
  // The thread is gone; `status` as of wait(2). A thread that an exec of a sibling ended has no
  // status (-1).
  virtual void OnEnd(const ThreadIds& thread, int status) = 0;
  virtual void OnBlindSpot(BlindSpot spot, const ThreadIds& thread, const std::string& cause) = 0;
  virtual void OnNote(const std::string& note) = 0;
};

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_OBSERVER_H_
