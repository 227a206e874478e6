// SARIF 2.1.0 (OASIS), for code scanning: a result's place is the policy's line that it breaks.
//
// A result that fails the run has level "error", be it broken, inconclusive or never in force, and
// so have the program's wrong end and a blind spot, at the head of the first policy: who reads the
// results alone must not take a run that proves nothing for one that passed. Fingerprints do not
// change with pids, call numbers or other digits.
#ifndef SYSASSERT_REPORT_SARIF_H_
#define SYSASSERT_REPORT_SARIF_H_

#include <string>

#include "report/report.h"

namespace sysassert::report {

std::string WriteSarif(const RunReport& report, const WriteOptions& options);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_SARIF_H_
