// Every behaviour of the torture set, alone and traced: by stops at every call, and by a filter for
// the calls that its expectation names. It must do the same, and the trace must hold what it says.
#include "torture/torture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <set>
#include <string>
#include <vector>

#include "sysassert/gmock.h"
#include "sysassert/record.h"
#include "temp_directory.h"
#include "torture/expectation.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

std::vector<const behaviour*> Behaviours(const std::string& family = "") {
  std::vector<const behaviour*> found;
  for (const behaviour* const* at = __start_behaviours; at != __stop_behaviours; ++at) {
    if ((*at)->expectation != nullptr && (family.empty() || family == (*at)->family))
      found.push_back(*at);
  }
  return found;
}

// exec_from_a_thread → ExecFromAThread.
std::string TestName(const testing::TestParamInfo<const behaviour*>& info) {
  std::string name;
  bool upper = true;
  for (const char* at = info.param->name; *at != '\0'; ++at) {
    if (*at != '_') name += upper ? static_cast<char>(std::toupper(*at)) : *at;
    upper = *at == '_';
  }
  return name;
}

class Torture : public testing::TestWithParam<const behaviour*> {
 protected:
  static std::vector<std::string> Words() {
    return {SYSASSERT_PROGRAMS "/torture", GetParam()->name};
  }

  static void IsAsAlone(const char* way, const Watch& watch, const Effect& alone) {
    SCOPED_TRACE(way);
    const Expectation expectation(GetParam()->expectation);
    const TempDirectory directory;
    Command command(Words()[0], {Words()[1]});
    command.Cwd(directory.path());
    for (const BlindSpot spot : expectation.BlindSpots()) command.Accept(spot);
    const Trace trace = Record(command, watch);
    ASSERT_TRUE(trace.valid());
    Effect traced;
    traced.status = trace.status().text();
    traced.output = trace.std_out();
    traced.errors = trace.std_err();
    traced.files = FilesIn(directory.path());
    EXPECT_EQ(TextOf(traced), TextOf(alone));
    for (const std::string& failure : expectation.Failures(trace)) ADD_FAILURE() << failure;
    if (HasFailure()) Print(trace);
  }

 private:
  static void Print(const Trace& trace) {
    constexpr std::size_t kMost = 150;
    for (std::size_t i = 0; i < trace.size() && i < kMost; ++i)
      std::cerr << trace[i].tid() << " " << trace[i].text() << "\n";
  }
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Torture);

TEST_P(Torture, IsAsAlone) {
  const TempDirectory directory;
  const Effect alone = RunAlone(Words(), directory.path());
  if (alone.unavailable) GTEST_SKIP() << "the kernel, or this user, cannot do it";
  ASSERT_EQ(alone.errors, "") << "alone, it does not behave";
  IsAsAlone("stopping at every call", {}, alone);
  IsAsAlone("filtered", Expectation(GetParam()->expectation).NarrowWatch(), alone);
}

#define TORTURE_FAMILY(family) \
  INSTANTIATE_TEST_SUITE_P(family, Torture, testing::ValuesIn(Behaviours(#family)), TestName)
TORTURE_FAMILY(Processes);
TORTURE_FAMILY(Execs);
TORTURE_FAMILY(Signals);
TORTURE_FAMILY(Memory);
TORTURE_FAMILY(Abi);
TORTURE_FAMILY(Debugging);
TORTURE_FAMILY(Namespaces);
TORTURE_FAMILY(Kernel);

// The one thing that is not as alone: a process has one tracer. The run says so, whatever is
// watched.
TEST(OwnTracer, IsRefusedAndTheRunSaysSo) {
  const TempDirectory directory;
  for (const char* name : {"asks_for_a_tracer", "traces_its_child"}) {
    const std::string program = SYSASSERT_PROGRAMS "/torture";
    ASSERT_EQ(RunAlone({program, name}, directory.path()).status, "exited with 0") << name;
    for (const Watch& watch : {Watch(), Watching(Syscall(Sysno::connect))}) {
      const Trace trace = Record(Command(program, {name}), watch);
      EXPECT_EQ(trace.status().value, EPERM) << name;
      EXPECT_THAT(trace.notes(),
                  testing::Contains(testing::AllOf(testing::HasSubstr("(torture) was refused"),
                                                   testing::HasSubstr("ptrace: EPERM"))))
          << name;
    }
  }
  EXPECT_THAT(Record(Command(SYSASSERT_PROGRAMS "/torture", {"traces_nobody"})).notes(),
              testing::IsEmpty())
      << "which is refused alone, too";
}

TEST(TortureSet, HasOneNameForEachBehaviour) {
  std::set<std::string> names;
  for (const behaviour* const* at = __start_behaviours; at != __stop_behaviours; ++at)
    EXPECT_TRUE(names.insert((*at)->name).second) << (*at)->name;
}

}  // namespace
}  // namespace sysassert::selftest
