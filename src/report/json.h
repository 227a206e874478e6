// Reports and calls as JSON, schema "sysassert-report-1" (docs/cli.md describes it).
//
// Every string that may hold any bytes is escaped for reading; where that changed it, a twin
// "<name>_base64" carries the bytes themselves. Keys keep their order. Nothing here throws on
// bytes that are not UTF-8.
#ifndef SYSASSERT_REPORT_JSON_H_
#define SYSASSERT_REPORT_JSON_H_

#include <string>

#include "report/report.h"
#include "sysassert/call.h"

namespace sysassert::report {

std::string WriteJson(const RunReport& report, const WriteOptions& options);
std::string WriteJsonLines(const RunReport& report, const WriteOptions& options);

// One call as one line, without its newline.
std::string CallAsJson(const Call& call);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_JSON_H_
