// What runs out: files, descriptors, processes, memory. Each is an error that says so, or a
// recording that is cut and says that; never a crash, and never a pass.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

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
  if (kAddressSanitizer || kThreadSanitizer)
    GTEST_SKIP() << "a sanitizer's own terabytes break any limit";
  const Effect effect = Limited("ulimit -v 60000", "check -P p.yaml -- /bin/true");
  EXPECT_THAT(effect.status, AnyOf("exited with 0", "exited with 2", "exited with 3"))
      << TextOf(effect);
  if (effect.status != "exited with 0") {
    EXPECT_THAT(effect.errors, HasSubstr("ulimit -v"));
  }
}

// What an ordinary user meets; root takes the part of one.
class OrdinaryUser : public testing::Test {
 protected:
  static Effect Run(const std::string& command) {
    const TempDirectory directory;
    std::filesystem::permissions(directory.path(), std::filesystem::perms::all);
    std::vector<std::string> words = {"/bin/sh", "-c", command};
    if (getuid() == 0)
      words.insert(words.begin(),
                   {"/usr/bin/setpriv", "--reuid=65533", "--regid=65533", "--clear-groups", "--"});
    return RunAlone(words, directory.path());
  }
  void SetUp() override {
    if (Run(SYSASSERT_BINARY " --version").status != "exited with 0")
      GTEST_SKIP() << "another user may not run what is built here";
  }
};

TEST_F(OrdinaryUser, WhoMayMakeNoMoreProcessesIsTold) {
  for (const char* command : {"check -P stock:no-network", "record -o t.satrace"}) {
    // A sanitizer's search for leaks at the end would want a thread.
    const Effect effect =
        Run("LSAN_OPTIONS=detect_leaks=0 exec prlimit --nproc=1 " SYSASSERT_BINARY " " +
            std::string(command) + " -- /bin/true");
    EXPECT_EQ(effect.status, "exited with 3") << TextOf(effect);
    EXPECT_THAT(effect.errors, AllOf(HasSubstr("EAGAIN"), HasSubstr("ulimit -u"))) << command;
  }
}

TEST_F(OrdinaryUser, WhoseProgramMayMakeNoMoreSeesThatFail) {
  const Effect effect = Run(
      "printf 'sysassert: 1\\nname: p\\nrules: [{id: one, count: {call: spawn, result: EAGAIN}, "
      "min: 1}]\\n' > p.yaml; exec " SYSASSERT_BINARY
      " check -P p.yaml --expect-exit any -- /usr/bin/prlimit --nproc=1 /bin/sh -c '/bin/true; "
      "true'");
  EXPECT_EQ(effect.status, "exited with 0") << TextOf(effect);
}

TEST_F(OrdinaryUser, RunsASetIdProgramWithoutItsPrivilegeAndIsTold) {
  const Effect effect = Run("exec " SYSASSERT_BINARY " record -o t.satrace -- su --version");
  EXPECT_EQ(effect.status, "exited with 0") << TextOf(effect);
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("blind spot privilege-dropped"),
                                   HasSubstr("is set-user-ID or set-group-ID")));
}

// A copy of ours that belongs to root, in a directory where that counts.
TEST(SetIdProgram, OfRootIsAnOrdinaryOneBelowATracerWithoutPrivilege) {
  if (getuid() != 0) GTEST_SKIP() << "only root can make one";
  const TempDirectory directory;
  std::filesystem::permissions(directory.path(), std::filesystem::perms::all);
  const std::string copy = directory / "id";
  std::filesystem::copy_file("/usr/bin/id", copy);
  ASSERT_EQ(chmod(copy.c_str(), 04755), 0);
  const auto as_nobody = [&](std::vector<std::string> words) {
    std::vector<std::string> all = {"/usr/bin/setpriv", "--reuid=65533", "--regid=65533",
                                    "--clear-groups", "--"};
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), {copy, "-u"});
    return RunAlone(all, directory.path());
  };
  const Effect alone = as_nobody({});
  if (alone.output != "0\n") GTEST_SKIP() << "set-id programs gain nothing here: " << alone.status;
  if (as_nobody({SYSASSERT_BINARY, "--version"}).status != "exited with 0")
    GTEST_SKIP() << "another user may not run what is built here";
  const Effect traced = as_nobody({SYSASSERT_BINARY, "record", "-o", "t.satrace", "--"});
  EXPECT_EQ(traced.output, "65533\n") << TextOf(traced);
  EXPECT_THAT(traced.errors, HasSubstr("blind spot privilege-dropped"));
  const Effect by_root =
      RunAlone({SYSASSERT_BINARY, "record", "-o", "r.satrace", "--", "/usr/bin/setpriv",
                "--reuid=65533", "--clear-groups", "--", copy, "-u"},
               directory.path());
  EXPECT_EQ(by_root.output, "0\n") << "a tracer with privilege takes none: " << TextOf(by_root);
  EXPECT_THAT(by_root.errors, Not(HasSubstr("privilege-dropped")));
}

// In a small filesystem of its own.
TEST(FullDisk, IsAnErrorThatLeavesNoPartOfARecording) {
  const TempDirectory directory;
  const Effect effect =
      RunAlone({"/usr/bin/unshare", getuid() == 0 ? "-m" : "-rm", "sh", "-c",
                "mkdir m && mount -t tmpfs -o size=4k none m || exit 77; " SYSASSERT_BINARY
                " record -o m/t.satrace -- /bin/true; code=$?; ls -A m; exit $code"},
               directory.path());
  if (effect.unavailable || effect.status == "exited with 1")
    GTEST_SKIP() << "no mounts here: " << effect.errors;
  EXPECT_EQ(effect.status, "exited with 2") << TextOf(effect);
  EXPECT_EQ(effect.output, "");
  EXPECT_THAT(effect.errors,
              AllOf(HasSubstr("save recording m/t.satrace: ENOSPC"), HasSubstr("free some space")));
}

}  // namespace
}  // namespace sysassert::selftest
