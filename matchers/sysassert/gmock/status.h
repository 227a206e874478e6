// Exited(code) and KilledBy(signal): how the root process ended.
#ifndef SYSASSERT_GMOCK_STATUS_H_
#define SYSASSERT_GMOCK_STATUS_H_

#include <gmock/gmock.h>

#include <ostream>
#include <string>
#include <utility>

#include "sysassert/gmock/inconclusive.h"
#include "sysassert/trace.h"

namespace sysassert {
namespace internal {

class StatusMatcher {
 public:
  using is_gtest_matcher = void;
  StatusMatcher(ExitStatus::Kind kind, testing::Matcher<int> value)
      : kind_(kind), value_(std::move(value)) {}

  bool MatchAndExplain(const Trace& trace, std::ostream* out) const {
    if (!trace.valid()) {
      inconclusive_.Say(trace.error().Message());
      return false;
    }
    const ExitStatus status = trace.status();
    if (out != nullptr) {
      *out << "which " << status.text();
      if (const std::string said = trace.std_err(); !said.empty())
        *out << ", and wrote to stderr:\n" << said.substr(0, 2000);
    }
    return status.kind == kind_ && value_.Matches(status.value);
  }
  void DescribeTo(std::ostream* out) const {
    *out << (kind_ == ExitStatus::Kind::kExited ? "exited with a code that "
                                                : "was killed by a signal that ");
    value_.DescribeTo(out);
  }
  void DescribeNegationTo(std::ostream* out) const {
    *out << "not (";
    DescribeTo(out);
    *out << ")";
  }

 private:
  ExitStatus::Kind kind_;
  testing::Matcher<int> value_;
  Inconclusive inconclusive_;
};

}  // namespace internal

template <typename Matcher>
internal::StatusMatcher Exited(Matcher code) {
  return {ExitStatus::Kind::kExited, testing::SafeMatcherCast<int>(std::move(code))};
}
template <typename Matcher>
internal::StatusMatcher KilledBy(Matcher signal) {
  return {ExitStatus::Kind::kSignaled, testing::SafeMatcherCast<int>(std::move(signal))};
}

}  // namespace sysassert

#endif  // SYSASSERT_GMOCK_STATUS_H_
