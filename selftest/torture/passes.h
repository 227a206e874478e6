// Would an assertion pass? For tests of what must not.
#ifndef SYSASSERT_SELFTEST_TORTURE_PASSES_H_
#define SYSASSERT_SELFTEST_TORTURE_PASSES_H_

#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

namespace sysassert::selftest {

// An assertion that adds a failure, by whatever way, does not.
template <typename Subject, typename Matcher>
bool Passes(const Subject& subject, const Matcher& matcher) {
  testing::TestPartResultArray failures;
  bool passed = true;
  {
    const testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &failures);
    EXPECT_THAT(subject, matcher);
  }
  for (int i = 0; i < failures.size(); ++i)
    passed = passed && !failures.GetTestPartResult(i).failed();
  return passed;
}

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_TORTURE_PASSES_H_
