// What runs out: files, descriptors, processes, memory. Each is an error that says so, or a
// recording that is cut and says that; never a crash, and never a pass.
#include <gmock/gmock.h>

#include <string>

#include "sanitizer.h"
#include "temp_directory.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

// In a shell whose limits these are, with a policy p.yaml that forbids getppid.
Effect Limited(const std::string& limits, const std::string& command) {
  const TempDirectory directory;
  return RunAlone(
      {"/bin/sh", "-c",
       "printf 'sysassert: 1\\nname: p\\nrules: [{id: none, deny: {call: getppid}}]\\n' > p.yaml; "
       "printf 'sysassert: 1\\nname: q\\nrules: [{id: few, count: {call: \"@all\"}, max: "
       "9000000}]\\n' > q.yaml; " +
           limits + "; " SYSASSERT_BINARY " " + command},
      directory.path());
}

TEST(FileSizes, TooSmallForAnyRecordingIsAnErrorAndNoSignal) {
  const Effect effect = Limited("ulimit -f 1", "record -o t.satrace -- /bin/true");
  EXPECT_EQ(effect.status, "exited with 3") << TextOf(effect);
  EXPECT_THAT(effect.errors,
              AllOf(HasSubstr("allocate the recording: EFBIG"), HasSubstr("ulimit -f")));
}

TEST(FileSizes, ThatCutARecordingFailTheCheckThatReadsIt) {
  const Effect effect =
      Limited("ulimit -f 6000", "check -P q.yaml -- " SYSASSERT_PROGRAMS "/torture calls_often");
  EXPECT_EQ(effect.status, "exited with 1") << TextOf(effect);
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("inconclusive"), HasSubstr("calls were dropped")));
}

TEST(FileSizes, TooSmallToSaveLeaveNoPartOfIt) {
  const Effect effect = Limited("ulimit -f 6000", "record -o t.satrace -- " SYSASSERT_PROGRAMS
                                                  "/torture calls_often; code=$?; ls; exit $code");
  EXPECT_THAT(effect.output, Not(HasSubstr("partial"))) << TextOf(effect);
  EXPECT_THAT(effect.status, AnyOf("exited with 0", "exited with 2"));
}

TEST(Descriptors, TooFewAreAnError) {
  const Effect effect = Limited("ulimit -n 6", "check -P p.yaml -- /bin/true");
  EXPECT_THAT(effect.status, AnyOf("exited with 2", "exited with 3")) << TextOf(effect);
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("EMFILE"), HasSubstr("ulimit -n")));
}

TEST(Memory, TooLittleIsAnError) {
  if (kAddressSanitizer) GTEST_SKIP() << "a sanitizer's own terabytes break any limit";
  const Effect effect = Limited("ulimit -v 60000", "check -P p.yaml -- /bin/true");
  EXPECT_THAT(effect.status, AnyOf("exited with 0", "exited with 2", "exited with 3"))
      << TextOf(effect);
  if (effect.status != "exited with 0") {
    EXPECT_THAT(effect.errors, HasSubstr("ulimit -v"));
  }
}

}  // namespace
}  // namespace sysassert::selftest
