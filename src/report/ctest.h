// Measurements for CTest, which takes them out of a test's output and hands them to CDash.
#ifndef SYSASSERT_REPORT_CTEST_H_
#define SYSASSERT_REPORT_CTEST_H_

#include <string>

#include "report/report.h"

namespace sysassert::report {

// calls, violations (inconclusive ones too), and how far counts have drifted from their baselines;
// the recording, where one is kept and something is wrong.
std::string WriteCtest(const RunReport& report, const WriteOptions& options);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_CTEST_H_
