// The kernel's own log: what is written into /dev/kmsg while a program runs stands between its
// calls.
#include <gmock/gmock.h>
#include <unistd.h>

#include "strace/trace_comparison.h"

namespace sysassert {
namespace {

using selftest::kOurs, selftest::TextOf, testing::HasSubstr, testing::Not;

class KernelLogDevice : public selftest::TraceComparison {
 protected:
  void SetUp() override {
    TraceComparison::SetUp();
    if (access("/dev/kmsg", R_OK | W_OK) != 0)
      GTEST_SKIP() << "/dev/kmsg is not readable and writable here";
  }
  std::string Traced(const std::string& script) {
    RunTracer(kOurs + " -f -e trace=write,exit_group --kmsg", {"sh", "-c", script},
              ">/dev/null 2>&1");
    return TextOf(folder_ / "log");
  }
};

TEST_F(KernelLogDevice, IsMergedByTime) {
  const std::string text = Traced("echo \"<6>sysassert mark A\" >/dev/kmsg; sleep 0.2");
  const std::size_t call = text.find("write(1, \"<6>sysassert mark A"),
                    line = text.find("=== kernel ["), end = text.rfind("exit_group(0)");
  ASSERT_NE(line, std::string::npos) << text;
  EXPECT_THAT(text, HasSubstr("] sysassert mark A ==="));
  EXPECT_LT(call, line) << text;
  EXPECT_LT(line, end) << text;
}

// A line that names processes is of those who are traced alone.
TEST_F(KernelLogDevice, IsOfTheTracedProcesses) {
  const std::string text = Traced(
      "echo \"<6>mark: Killed process $$ (sh)\" >/dev/kmsg;"
      "echo \"<6>mark: Killed process 1 (init)\" >/dev/kmsg; sleep 0.2");
  EXPECT_THAT(text, HasSubstr("] mark: Killed process "));
  EXPECT_THAT(text, Not(HasSubstr("] mark: Killed process 1 (init)")));
}

}  // namespace
}  // namespace sysassert
