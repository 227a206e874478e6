// A filesystem that a program of the run serves, mounted where the tracer sees it, too: nobody
// waits for whom he keeps waiting, and what cannot be known is said not to be.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "temp_directory.h"
#include "torture/run_alone.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ServedHere : public testing::Test {
 protected:
  // `words` in a mount namespace of their own, which the tracer and its program share.
  Effect Run(std::vector<std::string> words, const std::string& program) const {
    std::vector<std::string> all = {"/usr/bin/env", "TORTURE_MOUNTS_HERE=1", "unshare",
                                    getuid() == 0 ? "-m" : "-rm", "--"};
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), {SYSASSERT_PROGRAMS "/torture", program});
    return RunAlone(all, directory_.path());
  }
  Effect Check(const std::string& rules, const std::string& program) const {
    std::ofstream(directory_ / "p.yaml") << "sysassert: 1\nname: p\nrules: [" << rules << "]\n";
    return Run({SYSASSERT_BINARY, "check", "-P", "p.yaml", "--timeout", "60", "--"}, program);
  }
  void SetUp() override {
    const Effect alone = Run({}, "asks_a_filesystem_of_its_own");
    if (alone.status != "exited with 0") GTEST_SKIP() << "no FUSE here: " << TextOf(alone);
  }
  const TempDirectory directory_;
};

TEST_F(ServedHere, KeepsNobodyWaiting) {
  for (const char* program : {"asks_a_filesystem_of_its_own", "runs_a_program_that_it_serves",
                              "waits_for_a_server_that_never_answers"}) {
    const Effect effect = Check("{id: none, deny: {call: connect}}", program);
    EXPECT_EQ(effect.status, "exited with 0") << program << TextOf(effect);
  }
}

TEST_F(ServedHere, KeepsNoTraceWaiting) {
  for (const char* program : {"asks_a_filesystem_of_its_own", "runs_a_program_that_it_serves"}) {
    const Effect effect =
        Run({SYSASSERT_BINARY, "trace", "-f", "-yy", "--explain", "-o", "t", "--"}, program);
    EXPECT_EQ(effect.status, "exited with 0") << program << TextOf(effect);
  }
}

// Its link could lead anywhere: a rule for paths is not answered by what was passed.
TEST_F(ServedHere, IsInconclusiveForPathsThatCouldNotBeFollowed) {
  const Effect effect =
      Check("{id: other, deny: {call: access, path: /etc/shadow}}", "asks_a_filesystem_of_its_own");
  EXPECT_EQ(effect.status, "exited with 1") << TextOf(effect);
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("inconclusive"), HasSubstr("mnt/absent")));
}

// Its server stands still while the tracer waits for the page: the deadline ends both.
TEST_F(ServedHere, HoldsTheTracerUpUntilTheDeadlineAtMost) {
  std::ofstream(directory_ / "p.yaml")
      << "sysassert: 1\nname: p\nrules: [{id: none, deny: {call: access, path: /x}}]\n";
  const Effect effect = Run({SYSASSERT_BINARY, "check", "-P", "p.yaml", "--expect-exit", "any",
                             "--no-filter", "--timeout", "1", "--"},
                            "asks_by_a_page_that_it_serves");
  EXPECT_EQ(effect.status, "exited with 1") << TextOf(effect);
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("inconclusive"), HasSubstr("lost-events")));
}

// What was opened says itself where it is.
TEST_F(ServedHere, IsKnownByTheNamesOfWhatIsOpen) {
  const Effect effect = Check("{id: other, deny: {call: open-read, path: '${cwd}/mnt/prog'}}",
                              "asks_a_filesystem_of_its_own");
  EXPECT_EQ(effect.status, "exited with 1") << TextOf(effect);
  EXPECT_THAT(effect.errors, AllOf(HasSubstr("error[other]"), Not(HasSubstr("inconclusive"))));
}

}  // namespace
}  // namespace sysassert::selftest
