// The real MemoryReader: process_vm_readv(2); /proc/PID/mem where that is refused; and word by word
// where that is, too.
#ifndef SYSASSERT_ENGINE_MEMORY_H_
#define SYSASSERT_ENGINE_MEMORY_H_

#include "events/memory.h"

namespace sysassert::engine {

class ProcessMemory : public events::MemoryReader {
 public:
  void Read(int tid, std::span<Piece> pieces) override;

  // From now on, in the whole process: a tracee brings pages of its memory itself
  // (userfaultfd(2)). process_vm_readv would wait for it to bring one, and it waits for us; a read
  // of /proc/PID/mem fails at once there.
  static void ExpectLazyPages();
  // From now on a program may run from a file that a process serves (FUSE), and that process may be
  // one of the run: a page of it that is not mapped yet is not asked for, and cannot be read.
  static void ExpectServedPages();

 private:
  void ReadOne(int tid, Piece& piece);
  void ReadWhole(int tid, Piece& piece);
  static void ReadThroughProc(int tid, Piece& piece);
  static void ReadByWords(int tid, Piece& piece);

  bool refused_ = false;  // process_vm_readv answered ENOSYS or EPERM: a seccomp profile forbids it
};

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_MEMORY_H_
