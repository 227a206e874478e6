// The same programs under strace and under ours: every line the same, but for what docs/strace.md
// lists.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "sysassert/record.h"
#include "sysassert/trace.h"

namespace sysassert {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

// Differences that are meant, as rewrites of strace's lines; `documented` stands in docs/strace.md.
struct Known {
  const char* documented;
  const char* strace;
  const char* ours;
};
constexpr Known kKnown[] = {
    {"/* 9 entries */", R"( /\* \d+ entries \*/)", ""},
    {"/* 37 vars */", R"( /\* \d+ vars \*/)", ""},
    {"rt_sigreturn({mask=[]})", R"(rt_sigreturn\(\{mask=[^)]*\}\))", "rt_sigreturn()"},
    {"[{iov_base=\"abc\", iov_len=3}]", R"re(iov_base="([^"\\]|\\.)*"(\.\.\.)?)re", "iov_base=0x0"},
    {"[128 => 16]", R"(\[\d+ => (\d+)\])", "[$1]"},
    {"BTRFS_IOC_CLONE or FICLONE", "BTRFS_IOC_CLONE or FICLONE", "FICLONE"},
    {"left {…}` of ppoll", R"(, left \{[^}]*\}\))", ")"},
};

// What no two runs have in common: addresses, pids, random bytes.
std::string Normalised(std::string line, const std::vector<int>& pids) {
  static const std::regex kAddress("0x[0-9a-f]{6,}"), kRandom(R"re("(\\x[0-9a-f]{2})+")re"),
      kPadding(" += "), kPiece("iov_base=0x[0-9a-f]+"), kTracer(R"(getppid\(\) = \d+)");
  line = std::regex_replace(line, kPiece, "iov_base=ADDRESS");
  line = std::regex_replace(line, kAddress, "ADDRESS");
  line = std::regex_replace(line, kRandom, "RANDOM");
  line = std::regex_replace(line, kPadding, " = ");
  line = std::regex_replace(line, kTracer, "getppid() = PID");
  for (int pid : pids)
    line = std::regex_replace(line, std::regex("\\b" + std::to_string(pid) + "\\b"), "PID");
  return line;
}

// A child's end is signalled whenever it comes, before its parent's wait4(2) or in it: a handler's
// return, and what it restores, have no place of their own among the calls.
void MoveHandlersLast(Lines& lines) {
  const auto handlers = std::stable_partition(
      lines.begin(), lines.end(),
      [](const std::string& line) { return line.rfind("rt_sigreturn(", 0) != 0; });
  std::fill(handlers, lines.end(), "rt_sigreturn() = ANY");
}

// A fresh directory that both runs start in, one after the other, by the same name.
class Comparison : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "sysassert-strace-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path EmptyDirectory() {
    fs::remove_all(folder_ / "work");
    fs::create_directory(folder_ / "work");
    return folder_ / "work";
  }

  // The lines of each process, in order of birth.
  std::vector<Lines> UnderStrace(const Lines& command) {
    std::string line = "cd " + EmptyDirectory().string() +
                       " && unset OLDPWD && LC_ALL=C TZ=UTC strace -f -o " +
                       (folder_ / "log").string();
    for (const std::string& word : command) line += " '" + word + "'";
    EXPECT_NE(std::system((line + " </dev/null >/dev/null 2>&1").c_str()), -1);
    return Split(folder_ / "log");
  }

  static std::vector<Lines> Split(const fs::path& log) {
    static const std::regex kLine(R"((\d+) +(.*))"), kResumed(R"(<\.\.\. \w+ resumed>(.*))");
    std::vector<int> pids;
    std::map<int, Lines> lines;
    std::map<int, std::string> pending;
    std::ifstream file(log);
    for (std::string text; std::getline(file, text);) {
      std::smatch parts;
      if (!std::regex_match(text, parts, kLine)) continue;
      const int pid = std::stoi(parts[1]);
      std::string rest = parts[2];
      if (lines.count(pid) == 0) pids.push_back(pid);
      lines[pid];
      if (rest.rfind("--- SIG", 0) == 0 || rest.rfind("+++ ", 0) == 0) continue;
      if (const std::size_t cut = rest.find(" <unfinished ...>");
          cut != std::string::npos && rest.find("= ?") == std::string::npos) {
        pending[pid] = rest.substr(0, cut);
        continue;
      }
      if (std::regex_match(rest, parts, kResumed)) rest = pending[pid] + std::string(parts[1]);
      lines[pid].push_back(rest);
    }
    std::vector<Lines> all;
    for (int pid : pids) {
      all.push_back(lines[pid]);
      for (std::string& text : all.back()) {
        for (const Known& known : kKnown)
          text = std::regex_replace(text, std::regex(known.strace), known.ours);
        text = Normalised(text, pids);
      }
      MoveHandlersLast(all.back());
    }
    return all;
  }

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
    std::vector<Lines> all;
    for (int tid : tids) {
      all.push_back(lines[tid]);
      for (std::string& text : all.back()) text = Normalised(text, tids);
      MoveHandlersLast(all.back());
    }
    return all;
  }

  void ExpectSame(const Lines& command) {
    std::vector<Lines> theirs = UnderStrace(command);
    const std::vector<Lines> ours = UnderOurs(command);
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

  fs::path folder_;
};

TEST_F(Comparison, OfOneCallOfEveryKind) {
  ExpectSame({std::string(SYSASSERT_PROGRAMS) + "/every_kind"});
}
TEST_F(Comparison, OfCat) { ExpectSame({"cat", "/etc/passwd", "/nonexistent"}); }
TEST_F(Comparison, OfLs) { ExpectSame({"ls", "-l", "/etc/apt"}); }
TEST_F(Comparison, OfCp) { ExpectSame({"cp", "-p", "/etc/hostname", "copy"}); }
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
  for (const Known& known : kKnown)
    EXPECT_NE(text.str().find(known.documented), std::string::npos) << known.documented;
}

}  // namespace
}  // namespace sysassert
