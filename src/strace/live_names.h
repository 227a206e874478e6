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
// Where a stopped thread goes on; 0 where that is not known.
std::uint64_t InstructionOf(int tid);
// The command's name, as in "<sh>"; empty where the process is gone.
std::string CommandName(int pid, decode::Hex hex);

class LiveNames : public decode::DescriptorNames {
 public:
  LiveNames(int tid, const DescriptorDetails& details, decode::Hex hex)
      : tid_(tid), details_(details), hex_(hex) {}
  std::string NameOf(int fd) const override;

 private:
  int tid_;
  DescriptorDetails details_;
  decode::Hex hex_;
};

// The number that a process of thread `tid`'s pid namespace has in ours: " /* 812 in strace's PID
// NS */"; empty where both are one namespace, or the process is gone.
std::string NumberHere(int tid, int pid);

class LiveProcesses : public decode::ProcessNames {
 public:
  LiveProcesses(int tid, bool names, bool numbers, decode::Hex hex)
      : tid_(tid), names_(names), numbers_(numbers), hex_(hex) {}
  std::string NameOf(int pid) const override {
    if (pid <= 0) return "";
    return (names_ ? CommandName(pid, hex_) : "") + (numbers_ ? NumberHere(tid_, pid) : "");
  }

 private:
  int tid_;
  bool names_, numbers_;
  decode::Hex hex_;
};

class LiveLinks : public decode::DescriptorLinks {
 public:
  explicit LiveLinks(int tid) : tid_(tid) {}
  std::string LinkOf(int fd) const override { return strace::LinkOf(tid_, fd); }

 private:
  int tid_;
};

class LiveSockets : public decode::Sockets {
 public:
  explicit LiveSockets(int tid) : tid_(tid) {}
  int NetlinkProtocolOf(int fd) const override;
  std::string GenericFamily(int type) const override;

 private:
  int tid_;
};

class LiveMemory : public decode::Memory {
 public:
  LiveMemory(events::MemoryReader& reader, int tid) : reader_(reader), tid_(tid) {}
  std::size_t Read(std::uint64_t address, std::span<std::byte> to) const override;

 private:
  events::MemoryReader& reader_;
  int tid_;
};

// Where the kernel tells why a virtual processor stopped: the page that its descriptor maps.
class LiveProcessors : public decode::VirtualProcessors {
 public:
  LiveProcessors(int tid, const decode::Memory& memory) : tid_(tid), memory_(memory) {}
  int ExitReason(int fd) const override;

 private:
  int tid_;
  const decode::Memory& memory_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_LIVE_NAMES_H_
