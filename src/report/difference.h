// What two runs did differently, with what differs from run to run by nature left out.
#ifndef SYSASSERT_REPORT_DIFFERENCE_H_
#define SYSASSERT_REPORT_DIFFERENCE_H_

#include <string>

#include "sysassert/trace.h"

namespace sysassert::report {

struct Difference {
  bool any = false;
  std::string text;  // for a reader; "no difference" in words where there is none
};

// Compares the whole runs: how often each call was made, which paths they were about, which errors
// came, and where the first threads part. Left out: process ids (/proc/PID is <self>), addresses,
// times, the names of temporary files (<temp>) and the directory that each was started in (<cwd>).
Difference Compare(const Trace& a, const Trace& b);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_DIFFERENCE_H_
