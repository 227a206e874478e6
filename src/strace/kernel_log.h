// KernelLog: the lines that the kernel logs while the program runs (--kmsg). A record is read
// before the next line of the trace is written, so that both stand in the order of time.
#ifndef SYSASSERT_STRACE_KERNEL_LOG_H_
#define SYSASSERT_STRACE_KERNEL_LOG_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/result.h"

namespace sysassert::strace {

// A record of /dev/kmsg, as Documentation/ABI/testing/dev-kmsg describes it.
struct KernelRecord {
  int level = 0;     // of syslog(2): 0 is an emergency, 7 is for debugging
  int facility = 0;  // 0: the kernel's own
  std::uint64_t sequence = 0;
  std::uint64_t monotonic_us = 0;
  std::string message;    // the kernel's escapes (\x0a) undone
  std::vector<int> pids;  // that the message names: "sh[17]", "pid=17", "process 17"
};
// Nothing where the text is no record.
std::optional<KernelRecord> ParseKernelRecord(std::string_view text);

// Where records come from.
class KernelLogSource {
 public:
  virtual ~KernelLogSource() = default;
  // The next record's text; nothing while there is none. `lost` says that some were overwritten
  // before this one.
  virtual std::optional<std::string> Next(bool* lost) = 0;
};
// /dev/kmsg, from now on. An Error's operation says what is needed.
Result<std::unique_ptr<KernelLogSource>> OpenKernelLog();

class KernelLog {
 public:
  explicit KernelLog(std::unique_ptr<KernelLogSource> source) : source_(std::move(source)) {}

  // A process or thread that is, or was, traced.
  void Traced(int tid) { traced_.insert(tid); }
  // What has been logged since the last call, but for records that name processes, none of them
  // traced.
  std::vector<KernelRecord> Take();
  std::uint64_t lost() const { return lost_; }  // how often records were overwritten unread

 private:
  std::unique_ptr<KernelLogSource> source_;
  std::set<int> traced_;
  bool shown_ = true;  // was the last record one to show?
  std::uint64_t lost_ = 0;
};

// "=== kernel [   12.345678] sh[17]: segfault at 0 … ==="
std::string KernelLine(const KernelRecord& record);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_KERNEL_LOG_H_
