// How often each call was made, and how often it failed: of a recording, or of a table that `strace
// -c` printed.
#ifndef SYSASSERT_REPORT_CALL_TABLE_H_
#define SYSASSERT_REPORT_CALL_TABLE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sysassert/trace.h"

namespace sysassert::report {

struct CallTable {
  std::map<std::string, std::int64_t> calls, failed;  // by name
};

CallTable TableOf(const Trace& run);

// The tables in `text`, put together, where it has any: `sysassert trace -c` and `strace -c` print
// one, or one an ABI. What stands around them (output of the program, a trace of `-C`) is no part.
// They need the columns `calls` and `syscall`, in whatever place.
std::optional<CallTable> ReadCallTable(std::string_view text);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_CALL_TABLE_H_
