// LiveNames: what a descriptor's number names in a running thread, as the kernel says now.
#ifndef SYSASSERT_STRACE_LIVE_NAMES_H_
#define SYSASSERT_STRACE_LIVE_NAMES_H_

#include <string>

#include "decode/style.h"

namespace sysassert::strace {

// What the link in /proc says of a descriptor, or of AT_FDCWD; empty where there is none.
std::string LinkOf(int tid, int fd);

class LiveNames : public decode::DescriptorNames {
 public:
  explicit LiveNames(int tid) : tid_(tid) {}
  std::string NameOf(int fd) const override;

 private:
  int tid_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_LIVE_NAMES_H_
