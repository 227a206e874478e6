// Policy tests: NAME.test.yaml lists events, and the rules that must fire on them. Nothing is run
// and nothing is traced.
#ifndef SYSASSERT_TRIAL_POLICY_TEST_H_
#define SYSASSERT_TRIAL_POLICY_TEST_H_

#include <cstddef>
#include <string>
#include <vector>

#include "sysassert/policy.h"

namespace sysassert::trial {

// A case whose events did not do as it says.
struct FailedCase {
  Diagnostic diagnostic;  // at the case; which rules fired, and which should have
  std::string fired;      // the violations that were not expected, as `check` shows them
};

struct PolicyTestResult {
  std::vector<Diagnostic> mistakes;  // of the test file, or of the policy that it names
  std::vector<FailedCase> failures;
  std::size_t cases = 0;
  bool readable() const { return mistakes.empty(); }
  bool holds() const { return readable() && failures.empty(); }
};

// Where the tests of the policy file `path` stand: "p.test.yaml" beside "p.yaml".
std::string TestFileOf(const std::string& path);
bool IsTestFile(const std::string& path);
// Runs the cases of the test file at `path`.
PolicyTestResult RunPolicyTest(const std::string& path);

}  // namespace sysassert::trial

#endif  // SYSASSERT_TRIAL_POLICY_TEST_H_
