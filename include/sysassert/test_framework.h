// The seam to a test framework. The core knows nothing of GoogleTest: <sysassert/gmock.h> installs
// GoogleTest's side; a Catch2 or doctest user may install one. Without one, Record() prints
// failures to stderr and aborts on invalid use.
#ifndef SYSASSERT_TEST_FRAMEWORK_H_
#define SYSASSERT_TEST_FRAMEWORK_H_

#include <functional>
#include <string>

namespace sysassert {

// A place in the caller's source: a default argument of Here::Current() is where the call stands.
struct Here {
  const char* file = "";
  int line = 0;
  static constexpr Here Current(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    return {file, line};
  }
};

class TestFramework {
 public:
  virtual ~TestFramework() = default;
  // Adds a non-fatal failure to the running test, at that place of its source.
  virtual void Fail(const std::string& message, const Here& here) = 0;
  // In the forked child: runs `body` and returns what happened in it (failures with file and line,
  // an exception's type and what()) as bytes that Replay() understands. Must not throw.
  virtual std::string RunInChild(const std::function<void()>& body) = 0;
  // In the test: adds what the child reported to the running test.
  virtual void Replay(const std::string& report) = 0;
};

// Not owned; null removes it. Called once, before tests run.
void SetTestFramework(TestFramework* framework);
TestFramework* GetTestFramework();
// Adds a failure to the running test; without a framework, prints it to stderr.
void FailTest(const std::string& message, const Here& here);

}  // namespace sysassert

#endif  // SYSASSERT_TEST_FRAMEWORK_H_
