// JUnit's XML, for CI servers: a test suite a policy, a test case a rule, so that passes show too.
//
// Valid for the XSD of Jenkins' xUnit plugin and read by its peers: properties stand in suites
// only, before the test cases, and a test case has one failure or error at most. A rule that is
// broken or never in force is a failure; one that is inconclusive is an error; one that warns
// passes, and its warning is the suite's output.
#ifndef SYSASSERT_REPORT_JUNIT_H_
#define SYSASSERT_REPORT_JUNIT_H_

#include <string>

#include "report/report.h"

namespace sysassert::report {

std::string WriteJunit(const RunReport& report, const WriteOptions& options);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_JUNIT_H_
