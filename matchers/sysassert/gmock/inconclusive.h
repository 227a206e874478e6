// Inconclusive: what a matcher could not answer fails the test by itself.
#ifndef SYSASSERT_GMOCK_INCONCLUSIVE_H_
#define SYSASSERT_GMOCK_INCONCLUSIVE_H_

#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace sysassert::internal {

// gMock's Not is two-valued: a trace that cannot answer would pass one of the two, and Contains or
// Each would swallow the explanation. So an answer that cannot be had is a failure of its own,
// whatever wraps the matcher. gMock asks a matcher as often as it likes, to decide and to explain:
// each failure is said once a test. Copies of a matcher share what was said.
class Inconclusive {
 public:
  void Say(const std::string& why) const {
    const std::lock_guard<std::mutex> lock(said_->mutex);
    const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
    const testing::TimeInMillis start = test == nullptr ? 0 : test->result()->start_timestamp();
    if (test != said_->test || start != said_->start) {
      said_->reasons.clear();
      said_->test = test;
      said_->start = start;
    }
    if (said_->reasons.insert(why).second)
      ADD_FAILURE() << "inconclusive, whatever the assertion: " << why;
  }

 private:
  struct Said {
    std::mutex mutex;
    const testing::TestInfo* test = nullptr;
    testing::TimeInMillis start = 0;  // of one repetition of the test
    std::set<std::string> reasons;
  };
  std::shared_ptr<Said> said_ = std::make_shared<Said>();
};

}  // namespace sysassert::internal

#endif  // SYSASSERT_GMOCK_INCONCLUSIVE_H_
