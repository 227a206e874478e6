// Debug: -d, what the engine tells, on standard error, and handed on.
#ifndef SYSASSERT_STRACE_DEBUG_H_
#define SYSASSERT_STRACE_DEBUG_H_

#include <string>

#include "events/observer.h"

namespace sysassert::strace {

class Debug : public events::Observer {
 public:
  // Owns nothing.
  Debug(std::string program_name, events::Observer& next)
      : program_name_(std::move(program_name)), next_(next) {}

  void OnRoot(const events::ThreadIds& root) override;
  void OnAttach(const events::ThreadIds& thread, int number) override;
  void OnDetach(const events::ThreadIds& thread) override;
  void OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
               const events::Birth& birth) override;
  void OnExec(const events::ThreadIds& former, const events::ThreadIds& now) override;
  void OnMain(const events::ThreadIds& thread, bool exact) override;
  events::Decision OnEntry(const events::ThreadIds& thread, const events::Entry& entry) override;
  void OnEntryAlone(const events::ThreadIds& thread) override;
  void OnExit(const events::ThreadIds& thread, const events::Exit& exit) override;
  void OnSignal(const events::ThreadIds& thread, const Signal& signal) override;
  void OnGroupStop(const events::ThreadIds& thread, int signal) override;
  void OnExiting(const events::ThreadIds& thread) override;
  void OnEnd(const events::ThreadIds& thread, int status) override;
  void OnBlindSpot(BlindSpot spot, const events::ThreadIds& thread,
                   const std::string& cause) override;
  void OnNote(const std::string& note) override;

 private:
  void Say(const events::ThreadIds& thread, const std::string& what) const;

  std::string program_name_;
  events::Observer& next_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_DEBUG_H_
