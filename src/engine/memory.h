// The real MemoryReader: process_vm_readv(2), and /proc/PID/mem where that is refused.
#ifndef SYSASSERT_ENGINE_MEMORY_H_
#define SYSASSERT_ENGINE_MEMORY_H_

#include "events/memory.h"

namespace sysassert::engine {

class ProcessMemory : public events::MemoryReader {
 public:
  void Read(int tid, std::span<Piece> pieces) override;

 private:
  void ReadOne(int tid, Piece& piece);
  void ReadThroughProc(int tid, Piece& piece);

  bool refused_ = false;  // process_vm_readv answered ENOSYS or EPERM: a seccomp profile forbids it
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_MEMORY_H_
