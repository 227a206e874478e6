// `git status` is said to be read-only. It is not quite: it refreshes its index. It writes nothing
// else.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <filesystem>
#include <string>
#include <vector>

#include "temp_directory.h"

namespace {

using namespace sysassert;
namespace sys = sysassert::calls;
using testing::AnyOf, testing::HasSubstr, testing::Not, testing::StartsWith;

class GitStatus : public testing::Test {
 protected:
  // Nobody's own configuration has a say.
  Command Git(std::vector<std::string> args) const {
    return Command("git")
        .Args(std::move(args))
        .Cwd(repository_)
        .Env("HOME", home_.path())
        .Env("GIT_CONFIG_NOSYSTEM", "1")
        .Unset("XDG_CONFIG_HOME")
        .Unset("GIT_DIR")
        .Unset("GIT_WORK_TREE")
        .Unset("GIT_INDEX_FILE");
  }

  void SetUp() override {
    const std::string file = home_.Write("repository/main.c", "int main(void) { return 0; }\n");
    ASSERT_THAT(Record(Git({"init", "-q"})), Exited(0));
    ASSERT_THAT(Record(Git({"add", "main.c"})), Exited(0));
    // The index now disagrees with the file's time, and only with that.
    std::filesystem::last_write_time(
        file, std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  }

  // A path of the working tree, or of anywhere else. Every git opens /dev/null for writing.
  auto Outside() const { return Not(AnyOf("/dev/null", StartsWith(repository_ + "/.git/"))); }

  TempDirectory home_;
  const std::string repository_ = home_ / "repository";
};

TEST_F(GitStatus, WritesNothingOutsideItsOwnDirectory) {
  const Trace trace = Record(Git({"status", "--short"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_EQ(trace.std_out(), "A  main.c\n");
  EXPECT_THAT(trace, Never(Calls("@fs-write").On(Outside()), Calls("@fs-meta").On(Outside()),
                           sys::OpenForWriting(Outside())));
  EXPECT_THAT(trace, Never(Calls("@network")));
}

TEST_F(GitStatus, RefreshesItsIndexByARename) {
  const Trace trace = Record(Git({"status", "--short"}));
  EXPECT_THAT(trace, InOrder(sys::Create(".git/index.lock"), sys::Write(".git/index.lock"),
                             sys::Rename(".git/index")));
}

TEST_F(GitStatus, DoesNotEvenThatWithoutOptionalLocks) {
  const Trace trace = Record(Git({"--no-optional-locks", "status", "--short"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Never(sys::OpenForWriting(Not("/dev/null")), sys::Rename(), sys::Unlink()));
}

}  // namespace
