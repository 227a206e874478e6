// --json: one typed object a line, in place of strace's text. A call's keys are those of
// `sysassert show --json`.
#ifndef SYSASSERT_STRACE_JSON_LINES_H_
#define SYSASSERT_STRACE_JSON_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "decode/call_view.h"
#include "decode/style.h"
#include "events/observer.h"
#include "strace/hints.h"
#include "strace/kernel_log.h"
#include "sysassert/call.h"
#include "tables/row.h"

namespace sysassert::strace {

// A call between its entry and its exit.
struct JsonCall {
  std::uint64_t realtime_ns = 0;  // of its entry
  std::vector<Argument> arguments;
  std::string explanation;  // of --explain; empty: none
};

// What is known at the entry.
JsonCall BeginJson(const decode::CallView& call, const tables::Row& row,
                   const decode::Style& style);
// The line of a call that has returned, or (no kFinished in its record) never will.
std::string CallLine(const events::ThreadIds& thread, JsonCall begun, const decode::CallView& call,
                     const tables::Row& row, const decode::Style& style, std::uint64_t spent_ns);
std::string SignalLine(const events::ThreadIds& thread, const events::Observer::Signal& signal);
std::string KernelJsonLine(const KernelRecord& record);
std::string HintJsonLine(const Hint& hint);
std::string StopLine(const events::ThreadIds& thread, int signal);
std::string BirthLine(const events::ThreadIds& parent, const events::ThreadIds& child,
                      bool is_thread);
std::string EndLine(const events::ThreadIds& thread, int status);  // as of wait(2)

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_JSON_LINES_H_
