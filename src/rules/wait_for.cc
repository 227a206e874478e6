// Running's waits by pattern: here, since session knows no rules.

#include "sysassert/record.h"
#include "sysassert/rules.h"
#include "sysassert/test_framework.h"

namespace sysassert {

Result<Call> Running::TryWaitFor(const Pattern& pattern, std::chrono::milliseconds timeout) {
  return TryWaitFor([&pattern](const Call& call) { return Matches(pattern, call); }, pattern.text,
                    timeout);
}

Call Running::WaitFor(const Pattern& pattern, std::chrono::milliseconds timeout, Here here) {
  auto call = TryWaitFor(pattern, timeout);
  if (call.ok()) return call.value();
  FailTest(call.error().Message(), here);
  return {};
}

}  // namespace sysassert
