// What the tests of the session share: the tracees, narrow watches, and what a trace holds.
#ifndef SYSASSERT_SELFTEST_SESSION_HELPERS_H_
#define SYSASSERT_SELFTEST_SESSION_HELPERS_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/gmock.h"
#include "sysassert/record.h"
#include "sysassert/trace.h"

namespace sysassert::selftest {

inline std::string Program(const std::string& name) {
  return std::string(SYSASSERT_PROGRAMS) + "/" + name;
}

inline Watch WatchOnly(std::initializer_list<Sysno> ids) {
  SysnoSet calls;
  for (Sysno id : ids) calls.set(static_cast<std::size_t>(id));
  return WatchingCalls(calls);
}

inline std::vector<Call> CallsOf(const Trace& trace, Sysno id) {
  std::vector<Call> calls;
  for (Call call : trace) {
    if (call.id() == id) calls.push_back(call);
  }
  return calls;
}

// The calls by which a tracee says something (see programs/say.h).
inline std::vector<Call> Sayings(const Trace& trace) {
  std::vector<Call> said;
  for (Call call : trace) {
    if (call.id() == Sysno::access && call.passed_path().substr(0, 5) == "/say/")
      said.push_back(call);
  }
  return said;
}

inline std::vector<std::string> Said(const Trace& trace) {
  std::vector<std::string> names;
  for (const Call& call : Sayings(trace)) names.emplace_back(call.passed_path().substr(5));
  return names;
}

// The call by which a tracee said `name`; a failure and an empty call if it did not, or twice.
inline Call SayingOf(const Trace& trace, std::string_view name) {
  std::vector<Call> found;
  for (const Call& call : Sayings(trace)) {
    if (call.passed_path().substr(5) == name) found.push_back(call);
  }
  EXPECT_EQ(found.size(), 1U) << "sayings of " << name;
  return found.size() == 1 ? found.front() : Call();
}

inline std::set<int> Pids(const std::vector<Call>& calls) {
  std::set<int> pids;
  for (const Call& call : calls) pids.insert(call.pid());
  return pids;
}

inline std::set<int> Tids(const std::vector<Call>& calls) {
  std::set<int> tids;
  for (const Call& call : calls) tids.insert(call.tid());
  return tids;
}

inline bool HasBlindSpot(const Trace& trace, BlindSpot spot) {
  const auto spots = trace.blind_spots();
  return std::any_of(spots.begin(), spots.end(),
                     [spot](const BlindSpotReport& report) { return report.spot == spot; });
}

inline bool HasNote(const Trace& trace, std::string_view part) {
  const auto notes = trace.notes();
  return std::any_of(notes.begin(), notes.end(), [part](const std::string& note) {
    return note.find(part) != std::string::npos;
  });
}

// Tests that must hold at full stops and below a filter: `Tracing()` watches what the tracees do
// in either way.
class BothWays : public testing::TestWithParam<bool> {
 protected:
  static Watch Tracing() {
    if (!GetParam()) return {};
    return WatchOnly({Sysno::access, Sysno::openat, Sysno::read, Sysno::close, Sysno::pause,
                      Sysno::execve, Sysno::kill, Sysno::wait4, Sysno::clock_nanosleep,
                      Sysno::getppid, Sysno::getpid, Sysno::clone, Sysno::clone3, Sysno::vfork});
  }
};
inline std::string NameOfWay(const testing::TestParamInfo<bool>& info) {
  return info.param ? "Filtered" : "FullStops";
}
#define SYSASSERT_BOTH_WAYS(suite) \
  INSTANTIATE_TEST_SUITE_P(Stops, suite, testing::Bool(), NameOfWay)

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_SESSION_HELPERS_H_
