// Sight: the style in which one call of one thread is shown, with what the printers may ask of the
// thread meanwhile.
#ifndef SYSASSERT_STRACE_SIGHT_H_
#define SYSASSERT_STRACE_SIGHT_H_

#include "decode/style.h"
#include "events/memory.h"
#include "strace/live_names.h"
#include "strace/options.h"

namespace sysassert::strace {

class Sight {
 public:
  Sight(const Options& options, events::MemoryReader& reader, int tid, Abi abi, Sysno id)
      : names_(tid, options.descriptors, options.style.hex),
        processes_(tid, options.process_names, options.process_numbers, options.style.hex),
        links_(tid),
        sockets_(tid),
        memory_(reader, tid),
        processors_(tid, memory_),
        style_(options.style) {
    if (options.descriptors.any()) style_.descriptors = &names_;
    if (options.process_names || options.process_numbers) style_.processes = &processes_;
    style_.links = &links_;
    style_.sockets = &sockets_;
    if (options.kvm_exits) style_.processors = &processors_;
    style_.memory = &memory_;
    style_.abbreviate = options.abbreviated.Has(abi, id);
    style_.structures = options.with_structures.Has(abi, id);
    style_.raw = options.raw.Has(abi, id);
  }
  Sight(const Sight&) = delete;  // the style points into it
  Sight& operator=(const Sight&) = delete;

  const decode::Style& style() const { return style_; }
  const decode::Memory& memory() const { return memory_; }

 private:
  LiveNames names_;
  LiveProcesses processes_;
  LiveLinks links_;
  LiveSockets sockets_;
  LiveMemory memory_;
  LiveProcessors processors_;
  decode::Style style_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_SIGHT_H_
