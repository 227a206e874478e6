// What the recorder remembers of a process and of a thread. Private to recorder*.cc.
#ifndef SYSASSERT_CAPTURE_RECORDER_STATE_H_
#define SYSASSERT_CAPTURE_RECORDER_STATE_H_

#include <deque>
#include <memory>
#include <string>

#include "capture/recorder.h"

namespace sysassert::capture {

struct Recorder::Process {
  int pid = 0, parent_pid = 0;
  std::uint32_t program = 0;  // index of its ProgramFact
  bool in_main = false;       // phase main
};

struct Recorder::Thread {
  events::ThreadIds ids;
  std::shared_ptr<Process> process;
  std::shared_ptr<DescriptorTable> files;
  std::shared_ptr<Directory> directory;
  std::string name;
  std::uint32_t fact = 0;      // its ThreadFact
  bool muted = false;          // the harness's own calls
  bool pending = false;        // `call` is in flight
  bool watched_only = false;   // it stopped, but is not recorded
  bool followed = false;       // of those: it decides what a descriptor names
  Sysno id = Sysno::kUnknown;  // of the call in flight, recorded or not
  std::uint64_t first_argument = 0;
  std::uint64_t second_argument = 0;
  CallInFlight call;
  // Calls that a signal cut short and that may go on: a handler's own calls come in between.
  std::deque<CallInFlight> interrupted;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_RECORDER_STATE_H_
