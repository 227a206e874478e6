#include "cli/recordings.h"

#include "cli/failure.h"

namespace sysassert::cli {

Trace LoadTrace(const std::string& path, const std::vector<BlindSpot>& accepted) {
  Result<Trace> trace = Trace::Load(path, accepted);
  if (!trace.ok()) throw FailureOf(kUsage, trace.error());
  return std::move(trace).value();
}

void SaveTrace(const Trace& trace, const std::string& path) {
  if (const Status saved = trace.Save(path); !saved.ok()) throw FailureOf(kUsage, saved.error());
}

}  // namespace sysassert::cli
