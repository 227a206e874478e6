// The forbidden, done through each blind spot: no assertion passes, in no form.
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

#include "sysassert/gmock.h"
#include "temp_directory.h"
#include "torture/passes.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Plant {
  const char* program;  // of the torture program
  const char* call;     // that is forbidden on the secret
  const char* spot;     // its name; null: it is seen, and found to be forbidden
  bool hides = true;    // the recording itself fails
  int milliseconds = 60'000;
  bool named = false;  // the call is recorded by name besides, and found to be forbidden
};
std::ostream& operator<<(std::ostream& out, const Plant& plant) { return out << plant.program; }

class Planted : public testing::TestWithParam<Plant> {
 protected:
  static Command Planting(const TempDirectory& directory) {
    return Command(SYSASSERT_PROGRAMS "/torture", {GetParam().program})
        .Cwd(directory.path())
        .Deadline(std::chrono::milliseconds(GetParam().milliseconds));
  }
  static Effect Check(const std::vector<std::string>& options) {
    const TempDirectory directory;
    std::ofstream(directory / "p.yaml")
        << "sysassert: 1\nname: p\nrules:\n  - {id: secret, deny: {call: " << GetParam().call
        << ", path: \"${cwd}/secret\"}}\n";
    std::vector<std::string> words = {SYSASSERT_BINARY, "check",         "-P",
                                      "p.yaml",         "--expect-exit", "any"};
    if (GetParam().milliseconds < 60'000) words.insert(words.end(), {"--timeout", "0.3"});
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", SYSASSERT_PROGRAMS "/torture", GetParam().program});
    return RunAlone(words, directory.path());
  }
  void SetUp() override {
    const TempDirectory directory;
    if (GetParam().milliseconds == 60'000 &&
        RunAlone({SYSASSERT_PROGRAMS "/torture", GetParam().program}, directory.path()).unavailable)
      GTEST_SKIP() << "the kernel, or this user, cannot do it";
  }
};

TEST_P(Planted, FailsTheRecordingWhereItHidesCalls) {
  const TempDirectory directory;
  testing::TestPartResultArray failures;
  {
    const testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ALL_THREADS, &failures);
    Record(Planting(directory));
  }
  const bool fails = GetParam().spot != nullptr && GetParam().hides;
  ASSERT_EQ(failures.size(), fails ? 1 : 0);
  if (fails) {
    EXPECT_THAT(failures.GetTestPartResult(0).message(),
                AllOf(HasSubstr("inconclusive"), HasSubstr(GetParam().spot)));
  }
}

TEST_P(Planted, PassesNoMatcherInEitherPolarity) {
  const TempDirectory directory;
  const auto recorded = TryRecord(Planting(directory));
  ASSERT_TRUE(recorded.ok()) << recorded.error().Message();
  const Trace& trace = recorded.value();
  const auto secret = Calls(GetParam().call).On(directory / "secret");
  EXPECT_FALSE(Passes(trace, Never(secret)));
  if (GetParam().spot == nullptr || GetParam().named) {
    EXPECT_TRUE(Passes(trace, Made(secret)));
    return;
  }
  EXPECT_FALSE(Passes(trace, Not(Made(secret))));
  EXPECT_FALSE(Passes(trace, Made(secret)));
  EXPECT_FALSE(Passes(trace, Not(Never(secret))));
  EXPECT_FALSE(Passes(trace, AllOf(Never(secret), Never(secret))));
  EXPECT_FALSE(Passes(trace, AnyOf(Made(secret), Never(secret))));
}

TEST_P(Planted, FailsTheCheckInEveryFormat) {
  for (const char* format : {"human", "json", "jsonl", "junit", "github", "sarif", "ctest"}) {
    const Effect effect = Check({"--format", format});
    EXPECT_EQ(effect.status, "exited with 1") << format << "\n" << TextOf(effect);
    if (GetParam().spot != nullptr && !GetParam().named && std::string(format) != "ctest") {
      EXPECT_THAT(effect.output + effect.errors,
                  AllOf(HasSubstr("inconclusive"), HasSubstr(GetParam().spot)))
          << format;
    }
  }
}

TEST_P(Planted, PassesByItsNameBeingAcceptedOnlyWhereItIsNotSeen) {
  const bool seen = GetParam().spot == nullptr || GetParam().named;
  const Effect effect =
      Check({"--accept", GetParam().spot != nullptr ? GetParam().spot : "untraced-clone"});
  EXPECT_EQ(effect.status, seen ? "exited with 1" : "exited with 0") << TextOf(effect);
}

std::string NameOfPlant(const testing::TestParamInfo<Plant>& info) {
  std::string name;
  for (const char* at = info.param.program; *at != '\0'; ++at) {
    if (*at != '_') name += *at;
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(
    BlindSpots, Planted,
    testing::Values(Plant{"opens_by_a_ring", "open-read", "io-uring"},
                    Plant{"opens_by_x32", "open-read", "x32-calls", true, 60'000, true},
                    Plant{"opens_in_an_untraced_child", "open-read", nullptr},
                    Plant{"asks_by_a_name_that_comes_later", "exact:access", "unreadable-arguments",
                          false},
                    Plant{"writes_by_a_mapping", "exact:pwrite64", "shared-mapping", false},
                    Plant{"writes_by_submission", "exact:pwrite64", "async-io", false},
                    Plant{"reads_by_submission", "exact:pread64", "async-io", false},
                    Plant{"opens_after_the_deadline", "exact:open", "lost-events", true, 300},
                    Plant{"kills_its_tracer", "exact:open", "lost-events"}),
    NameOfPlant);

TEST(PlantedRing, IsNoBlindSpotWhereItIsDenied) {
  const TempDirectory directory;
  const auto recorded = TryRecord(Command(SYSASSERT_PROGRAMS "/torture", {"opens_by_a_ring"})
                                      .Cwd(directory.path())
                                      .DenyIoUring());
  ASSERT_TRUE(recorded.ok());
  EXPECT_THAT(recorded.value().blind_spots(), IsEmpty());
}

// Its program kills its tracer: nothing of this machine refuses to trace.
TEST(Tracer, KilledByTheProgramIsNoReasonToSkip) {
  const TempDirectory directory;
  const Effect effect =
      RunAlone({SYSASSERT_BINARY, "check", "-P", "stock:no-network", "--skip-if-unavailable", "--",
                SYSASSERT_PROGRAMS "/torture", "kills_its_tracer"},
               directory.path());
  EXPECT_EQ(effect.status, "exited with 1") << TextOf(effect);
  EXPECT_THAT(effect.errors, HasSubstr("the recording was cut"));
}

}  // namespace
}  // namespace sysassert::selftest
