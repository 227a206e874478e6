// What two runs did differently, with what differs from run to run by nature left out.
#ifndef SYSASSERT_REPORT_DIFFERENCE_H_
#define SYSASSERT_REPORT_DIFFERENCE_H_

#include <string>

#include "report/call_table.h"
#include "sysassert/trace.h"

namespace sysassert::report {

struct Difference {
  bool any = false;
  std::string text;  // for a reader; "the runs do not differ" where there is none
};

// Compares the whole runs: how they ended, how often each call was made, which paths and addresses
// they were about, which errors came, and the first step that a thread took in one run alone. Left
// out: process ids, addresses of memory, times, ports that the kernel chose, temporary names and
// the directory that each was started in; see report/normal.h.
Difference Compare(const Trace& a, const Trace& b);

// What can be told of counts alone: calls, and how many failed.
Difference Compare(const CallTable& a, const CallTable& b);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_DIFFERENCE_H_
