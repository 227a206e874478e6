// Staging: the events of a policy test as the calls of a run that never was.
#ifndef SYSASSERT_TRIAL_STAGING_H_
#define SYSASSERT_TRIAL_STAGING_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "policy/yaml_source.h"
#include "sysassert/trace.h"
#include "trial/trace_builder.h"

namespace sysassert::trial {

// The part of a test file that says where the program runs.
TraceBuilder::Run ReadRun(const policy::Node* node, policy::Diagnostics* diagnostics);

// One run. Descriptors are kept for each process, so that a later event may say `fd: 3` alone; a
// file is the same by whatever event it is named, and stays so when it is renamed.
class Staging {
 public:
  Staging(const TraceBuilder::Run& run, policy::Diagnostics* diagnostics);

  // `event` is a map: {call: openat, path: /etc/shadow, flags: O_RDONLY}. A mistake goes to the
  // diagnostics, and the event is left out.
  void Add(const policy::Node& event);
  Trace Build() { return builder_.Build(); }

 private:
  struct OpenFile {
    std::string path;
    FdKind kind = FdKind::kFile;
    int family = -1;
    std::uint32_t description = 0;
    bool cloexec = false;
  };
  struct Process {
    int pid = 0;
    std::string exe;
    std::map<std::string, std::uint32_t> threads;  // by name: of TraceBuilder::Thread
    std::uint32_t leader = 0;
    int next_tid = 0;
    std::map<int, OpenFile> files;
  };
  class Event;
  friend class Event;

  Process& ProcessOf(const policy::Node& event);
  std::uint32_t ThreadOf(const policy::Node& event, Process& process);
  void RunProgram(Process& process, const std::string& exe);
  std::uint64_t InodeOf(const std::string& path);
  void AddMark(const policy::Node& event, const policy::Node& mark);

  policy::Diagnostics& diagnostics_;
  TraceBuilder builder_;
  std::string loader_;
  std::map<std::string, Process> processes_;
  std::string root_;  // its label
  std::map<std::string, std::uint64_t> inodes_;
  std::uint64_t next_inode_ = 1;
  std::uint32_t next_description_ = 1;
};

}  // namespace sysassert::trial

#endif  // SYSASSERT_TRIAL_STAGING_H_
