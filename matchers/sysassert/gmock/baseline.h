// MatchesBaseline(name, calls): no more calls than when somebody last looked.
#ifndef SYSASSERT_GMOCK_BASELINE_H_
#define SYSASSERT_GMOCK_BASELINE_H_

#include <gmock/gmock.h>

#include <iostream>
#include <ostream>
#include <string>
#include <utility>

#include "sysassert/baseline.h"
#include "sysassert/gmock/call_spec.h"
#include "sysassert/gmock/rule_matcher.h"

namespace sysassert {
namespace internal {

class BaselineMatcher {
 public:
  using is_gtest_matcher = void;

  BaselineMatcher(std::string name, Pattern pattern, std::string file)
      : name_(std::move(name)), pattern_(std::move(pattern)), file_(std::move(file)) {}

  // How many more are fine: Within(3), Within(Percent(5)). Without it, none.
  BaselineMatcher Within(Tolerance tolerance) const {
    BaselineMatcher matcher = *this;
    matcher.tolerance_ = tolerance;
    return matcher;
  }
  BaselineMatcher Within(std::int64_t more) const { return Within(Tolerance{more, false}); }
  // Another file than NAME.baseline beside the test.
  BaselineMatcher In(std::string file) const {
    BaselineMatcher matcher = *this;
    matcher.file_ = std::move(file);
    return matcher;
  }

  bool MatchAndExplain(const Trace& trace, std::ostream* out) const {
    const BaselineAnswer answer = CompareWithBaseline(trace, pattern_, file_, tolerance_);
    if (answer.inconclusive) inconclusive_.Say(answer.text);
    if (out != nullptr && !answer.text.empty()) *out << "where\n" << answer.text;
    // Drift that fails nothing is worth a line of the test's output.
    if (out == nullptr && answer.holds && !answer.text.empty()) std::cout << answer.text;
    return answer.holds;
  }
  void DescribeTo(std::ostream* out) const {
    *out << "makes no more of " << pattern_.text << " than the baseline " << name_;
  }
  void DescribeNegationTo(std::ostream* out) const {
    *out << "makes more of " << pattern_.text << " than the baseline " << name_;
  }

 private:
  std::string name_;
  Pattern pattern_;
  std::string file_;
  Tolerance tolerance_;
  Inconclusive inconclusive_;
};

}  // namespace internal

// MatchesBaseline("startup", Calls("@open")).Within(Percent(5)): compared with startup.baseline
// beside this source. `source` is the caller's own; leave it.
inline internal::BaselineMatcher MatchesBaseline(const std::string& name, const CallSpec& calls,
                                                 const char* source = __builtin_FILE()) {
  return internal::BaselineMatcher(name, calls, BaselineFile(name, source));
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_BASELINE_H_
