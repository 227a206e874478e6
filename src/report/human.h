// The report for a reader: every violation as a block, then one line that sums up.
#ifndef SYSASSERT_REPORT_HUMAN_H_
#define SYSASSERT_REPORT_HUMAN_H_

#include <string>

#include "report/report.h"

namespace sysassert::report {

std::string WriteHuman(const RunReport& report, const WriteOptions& options);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_HUMAN_H_
