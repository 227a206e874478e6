// The same programs under strace and under ours: every line the same, but for what docs/strace.md
// lists.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "strace_comparison.h"
#include "sysassert/record.h"
#include "sysassert/trace.h"

namespace sysassert {
namespace {

using selftest::Lines;

class Comparison : public selftest::StraceComparison {
 protected:
  std::vector<Lines> UnderOurs(const Lines& command) {
    const std::string directory = EmptyDirectory().string();
    Command traced(command[0], Lines(command.begin() + 1, command.end()));
    traced.Cwd(directory)
        .Env("PWD", directory)
        .Unset("OLDPWD")
        .Env("LC_ALL", "C")
        .Env("TZ", "UTC")
        .Stdin(Stdio::Null());
    traced.Stdout(Stdio::Null()).Stderr(Stdio::Null());
    const Result<Trace> trace = TryRecord(traced);
    EXPECT_TRUE(trace.ok()) << trace.error().context;
    std::vector<int> tids;
    std::map<int, Lines> lines;
    if (!trace.ok()) return {};
    for (const Call& call : trace.value().WholeRun()) {
      if (lines.count(call.tid()) == 0) tids.push_back(call.tid());
      lines[call.tid()].push_back(call.text());
    }
    pids_.insert(pids_.end(), tids.begin(), tids.end());
    std::vector<Lines> all;
    for (int tid : tids) {
      all.push_back(lines[tid]);
      for (std::string& text : all.back()) text = selftest::Normalised(text, tids);
      selftest::MoveHandlersLast(all.back());
    }
    return all;
  }

  void ExpectSame(const Lines& command) {
    std::vector<Lines> theirs = Traced("strace -f", command, false, true);
    std::vector<Lines> ours = UnderOurs(command);
    selftest::WithoutPids(&theirs, pids_);
    selftest::WithoutPids(&ours, pids_);
    ASSERT_FALSE(theirs.empty())
        << command[0] << ": strace showed nothing; is it installed (apt-get install strace)?";
    // strace shows the exec that it launched the program with; ours is exempt.
    if (!theirs[0].empty() && theirs[0][0].rfind("execve(", 0) == 0)
      theirs[0].erase(theirs[0].begin());
    ASSERT_EQ(theirs.size(), ours.size()) << command[0];
    for (std::size_t process = 0; process < ours.size(); ++process) {
      ASSERT_GT(theirs[process].size(), 0U);
      for (std::size_t i = 0; i < std::min(theirs[process].size(), ours[process].size()); ++i)
        ASSERT_EQ(theirs[process][i], ours[process][i]) << command[0] << ", line " << i;
      EXPECT_EQ(theirs[process].size(), ours[process].size()) << command[0];
    }
  }
};

TEST_F(Comparison, OfOneCallOfEveryKind) {
  ExpectSame({std::string(SYSASSERT_PROGRAMS) + "/every_kind"});
}
TEST_F(Comparison, OfCat) { ExpectSame({"cat", "/etc/passwd", "/nonexistent"}); }
TEST_F(Comparison, OfLs) { ExpectSame({"ls", "-l", "/etc/apt"}); }
TEST_F(Comparison, OfCp) {
  std::ifstream("/etc/hostname").get();  // so that no later read is the one that moves its atime
  ExpectSame({"cp", "-p", "/etc/hostname", "copy"});
}
TEST_F(Comparison, OfTouch) { ExpectSame({"touch", "-d", "2020-01-01", "new"}); }
TEST_F(Comparison, OfMkdir) { ExpectSame({"mkdir", "-p", "a/b/c"}); }
TEST_F(Comparison, OfRm) { ExpectSame({"rm", "-rf", "a", "/nonexistent/x"}); }
TEST_F(Comparison, OfLn) { ExpectSame({"ln", "-s", "/etc/passwd", "link"}); }
TEST_F(Comparison, OfChmod) { ExpectSame({"chmod", "600", "/nonexistent"}); }
TEST_F(Comparison, OfDd) {
  ExpectSame({"dd", "if=/dev/zero", "of=out", "bs=4k", "count=2", "conv=fsync", "status=none"});
}
TEST_F(Comparison, OfTail) { ExpectSame({"tail", "-n1", "/etc/passwd"}); }
TEST_F(Comparison, OfSleep) { ExpectSame({"sleep", "0.01"}); }
TEST_F(Comparison, OfId) { ExpectSame({"id", "-u"}); }
TEST_F(Comparison, OfTar) { ExpectSame({"tar", "cf", "out.tar", "/etc/hostname"}); }
TEST_F(Comparison, OfAShellThatMakesProcesses) {
  ExpectSame(
      {"sh", "-c", "/bin/true; (exit 3); kill -0 $$; umask 077; trap : USR1; kill -USR1 $$"});
}

TEST(Differences, AreDocumented) {
  std::ifstream file(std::string(SYSASSERT_SOURCE) + "/docs/strace.md");
  std::ostringstream text;
  text << file.rdbuf();
  for (const selftest::Known& known : selftest::kKnown)
    EXPECT_NE(text.str().find(known.documented), std::string::npos) << known.documented;
}

}  // namespace
}  // namespace sysassert
