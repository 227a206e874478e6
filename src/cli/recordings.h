// Recordings as files.
#ifndef SYSASSERT_CLI_RECORDINGS_H_
#define SYSASSERT_CLI_RECORDINGS_H_

#include <string>
#include <vector>

#include "sysassert/trace.h"

namespace sysassert::cli {

// A missing, damaged or foreign file is a Failure with status 2.
Trace LoadTrace(const std::string& path, const std::vector<BlindSpot>& accepted = {});
void SaveTrace(const Trace& trace, const std::string& path);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_RECORDINGS_H_
