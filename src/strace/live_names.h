// What numbers name in a thread that is stopped, as the kernel says now: descriptors, processes,
// and its memory.
#ifndef SYSASSERT_STRACE_LIVE_NAMES_H_
#define SYSASSERT_STRACE_LIVE_NAMES_H_

#include <span>
#include <string>

#include "decode/style.h"
#include "events/memory.h"
#include "strace/options.h"

namespace sysassert::strace {

// What the link in /proc says of a descriptor, or of AT_FDCWD; empty where there is none.
std::string LinkOf(int tid, int fd);
// The command's name, as in "<sh>"; empty where the process is gone.
std::string CommandName(int pid);

class LiveNames : public decode::DescriptorNames {
 public:
  LiveNames(int tid, const DescriptorDetails& details) : tid_(tid), details_(details) {}
  std::string NameOf(int fd) const override;

 private:
  int tid_;
  DescriptorDetails details_;
};

class LiveProcesses : public decode::ProcessNames {
 public:
  std::string NameOf(int pid) const override { return pid > 0 ? CommandName(pid) : ""; }
};

class LiveMemory : public decode::Memory {
 public:
  LiveMemory(events::MemoryReader& reader, int tid) : reader_(reader), tid_(tid) {}
  std::size_t Read(std::uint64_t address, std::span<std::byte> to) const override;

 private:
  events::MemoryReader& reader_;
  int tid_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_LIVE_NAMES_H_
