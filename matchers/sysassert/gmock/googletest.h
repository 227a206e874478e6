// GoogleTest as the test framework of Record() and its kin: installed by including this header.
#ifndef SYSASSERT_GMOCK_GOOGLETEST_H_
#define SYSASSERT_GMOCK_GOOGLETEST_H_

#include <cxxabi.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <typeinfo>

#include "sysassert/record.h"
#include "sysassert/test_framework.h"

namespace sysassert::internal {

class GoogleTestFramework : public TestFramework {
 public:
  void Fail(const std::string& message, const Here& here) override {
    ADD_FAILURE_AT(here.file, here.line) << message;
  }

  std::string RunInChild(const std::function<void()>& body) override {
    testing::TestPartResultArray results;
    std::string thrown;
    {
      // Results are kept instead of printed: the test's own process reports them. This thread may
      // have a reporter of its own (within EXPECT_NONFATAL_FAILURE), which would come first.
      using Reporter = testing::ScopedFakeTestPartResultReporter;
      const Reporter all(Reporter::INTERCEPT_ALL_THREADS, &results);
      const Reporter here(Reporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
      try {
        body();
      } catch (const std::exception& exception) {
        thrown = TypeOf(typeid(exception)) + ": " + exception.what();
      } catch (...) {
        const std::type_info* type = abi::__cxa_current_exception_type();
        thrown = type != nullptr ? TypeOf(*type) : "an exception of unknown type";
      }
    }
    std::string report;
    for (int i = 0; i < results.size(); ++i) {
      const testing::TestPartResult& result = results.GetTestPartResult(i);
      if (result.type() == testing::TestPartResult::kSuccess) continue;
      Add(&report, result.type(), result.file_name() != nullptr ? result.file_name() : "",
          result.line_number(), result.message());
    }
    if (!thrown.empty())
      Add(&report, testing::TestPartResult::kFatalFailure, "", -1,
          "the code under test threw " + thrown);
    return report;
  }

  void Replay(const std::string& report) override {
    std::istringstream in(report);
    int type = 0;
    int line = 0;
    std::size_t file_bytes = 0;
    std::size_t message_bytes = 0;
    while (in >> type >> line >> file_bytes >> message_bytes) {
      in.get();  // the space before the bytes
      std::string file(file_bytes, '\0');
      std::string message(message_bytes, '\0');
      in.read(file.data(), static_cast<std::streamsize>(file_bytes));
      in.read(message.data(), static_cast<std::streamsize>(message_bytes));
      // The helper behind every assertion: the only way in with a file, a line and a kind of one's
      // own.
      testing::internal::AssertHelper(static_cast<testing::TestPartResult::Type>(type),
                                      file.empty() ? nullptr : file.c_str(), line,
                                      message.c_str()) = testing::Message();
    }
  }

 private:
  static std::string TypeOf(const std::type_info& type) {
    int status = 0;
    const std::unique_ptr<char, void (*)(void*)> name(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), std::free);
    return status == 0 ? name.get() : type.name();
  }
  static void Add(std::string* report, int type, const std::string& file, int line,
                  const std::string& message) {
    *report += std::to_string(type) + " " + std::to_string(line) + " " +
               std::to_string(file.size()) + " " + std::to_string(message.size()) + " " + file +
               message + "\n";
  }
};

inline GoogleTestFramework googletest_framework;
inline const bool kGoogleTestInstalled = (SetTestFramework(&googletest_framework), true);

// Whether a test that needs tracing may be skipped here: SYSASSERT_UNAVAILABLE=skip. The default is
// to fail.
inline bool SkipsWhereUnavailable() {
  const char* choice = std::getenv("SYSASSERT_UNAVAILABLE");
  return choice != nullptr && std::string(choice) == "skip";
}

// Why this machine cannot trace; empty where it can. Found out once.
inline const std::string& WhyUnavailable() {
  static const std::string why = [] {
    const auto probe = ProbeTracing();
    return probe.ok() ? std::string() : "cannot trace here: " + probe.error().Message();
  }();
  return why;
}

}  // namespace sysassert::internal

// At the head of a test or in SetUp: where this machine cannot trace, fails (or, with
// SYSASSERT_UNAVAILABLE=skip, skips) with the remedy.
#define SYSASSERT_REQUIRE_TRACING()                            \
  if (::sysassert::internal::WhyUnavailable().empty()) {       \
  } else if (::sysassert::internal::SkipsWhereUnavailable()) { \
    GTEST_SKIP() << ::sysassert::internal::WhyUnavailable();   \
  } else                                                       \
    GTEST_FAIL() << ::sysassert::internal::WhyUnavailable()

#endif  // SYSASSERT_GMOCK_GOOGLETEST_H_
