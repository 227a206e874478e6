// What strace says of a program, made comparable: split by process, without what no two runs have
// in common, and with the differences that docs/strace.md lists rewritten.
#ifndef SYSASSERT_SELFTEST_STRACE_COMPARISON_H_
#define SYSASSERT_SELFTEST_STRACE_COMPARISON_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

namespace sysassert::selftest {

using Lines = std::vector<std::string>;

// Differences that are meant, as rewrites of strace's lines; `documented` stands in docs/strace.md.
struct Known {
  const char* documented;
  const char* strace;
  const char* ours;
  bool in_trace = false;  // of `sysassert trace`, too, which sees what a recording does not keep
};
inline constexpr Known kKnown[] = {
    {"/* 9 entries */", R"( /\* \d+ entries \*/)", ""},
    {"/* 37 vars */", R"( /\* \d+ vars \*/)", ""},
    {"rt_sigreturn({mask=[]})", R"(rt_sigreturn\(\{mask=[^)]*\}\))", "rt_sigreturn()"},
    {"[{iov_base=\"abc\", iov_len=3}]", R"re(iov_base="([^"\\]|\\.)*"(\.\.\.)?)re", "iov_base=0x0"},
    {"left {…}` of ppoll", R"((ppoll\(.*), left \{[^}]*\}\))", "$1)"},
    {"(in [5], left {tv_sec=0, tv_nsec=5})",
     R"((select6?\(.*\) = \d+) \((in|out|except|left) .*\))", "$1"},
};

// What no two runs have in common: addresses, pids, random bytes, the time that a child took.
inline std::string Normalised(std::string line, const std::vector<int>& pids) {
  static const std::regex kAddress("0x[0-9a-f]{6,}"), kRandom(R"re("(\\x[0-9a-f]{2})+")re"),
      kPadding(" += "), kTicks(R"re(\b(si_[us]time=)\d+( /\* [0-9.]+ s \*/)?)re"),
      kPiece("iov_base=0x[0-9a-f]+"), kLeft(R"(left \{tv_sec=\d+, tv_[nu]sec=\d+\})"),
      kTracer(R"(getppid\(\) = \d+)");
  line = std::regex_replace(line, kLeft, "left TIME");
  line = std::regex_replace(line, kPiece, "iov_base=ADDRESS");
  line = std::regex_replace(line, kAddress, "ADDRESS");
  line = std::regex_replace(line, kRandom, "RANDOM");
  line = std::regex_replace(line, kPadding, " = ");
  line = std::regex_replace(line, kTicks, "$1TICKS");
  line = std::regex_replace(line, kTracer, "getppid() = PID");
  for (int pid : pids)
    line = std::regex_replace(line, std::regex("\\b" + std::to_string(pid) + "\\b"), "PID");
  return line;
}

// A pid of one tracer's run may be a number in the other's lines: the pids of both are none in
// either.
inline void WithoutPids(std::vector<Lines>* processes, const std::vector<int>& pids) {
  for (Lines& lines : *processes)
    for (std::string& line : lines) line = Normalised(line, pids);
}

// A child's end is signalled whenever it comes, before its parent's wait4(2) or in it: a handler's
// return, and what it restores, have no place of their own among the calls.
inline void MoveHandlersLast(Lines& lines) {
  const auto handlers = std::stable_partition(
      lines.begin(), lines.end(),
      [](const std::string& line) { return line.rfind("rt_sigreturn(", 0) != 0; });
  std::fill(handlers, lines.end(), "rt_sigreturn() = ANY");
}

// A fresh directory that every run starts in, one after the other, by the same name.
class StraceComparison : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "sysassert-strace-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path EmptyDirectory() {
    std::filesystem::remove_all(folder_ / "work");
    std::filesystem::create_directory(folder_ / "work");
    return folder_ / "work";
  }

  // Runs `tracer -o LOG COMMAND...`, and answers the lines of each process, in order of birth.
  // `events`: signals and ends, too; `rewrite`: it is strace's text, and our known differences are
  // to be made in it.
  std::vector<Lines> Traced(const std::string& tracer, const Lines& command, bool events,
                            bool rewrite) {
    RunTracer(tracer, command, ">/dev/null 2>&1");
    return Split(folder_ / "log", events, rewrite);
  }

  int RunTracer(const std::string& tracer, const Lines& command, const std::string& redirections) {
    std::string line = "cd " + EmptyDirectory().string() + " && unset OLDPWD && LC_ALL=C TZ=UTC " +
                       tracer + " -o " + (folder_ / "log").string();
    for (const std::string& word : command) line += " '" + word + "'";
    const int status =
        std::system((line + " </dev/null " + std::string(of_trace_ ? "3>&- 4>&- 5>&- 6>&- " : "") +
                     redirections)
                        .c_str());
    EXPECT_NE(status, -1);
    return status;
  }

  std::vector<Lines> Split(const std::filesystem::path& log, bool events, bool rewrite) {
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
      if (rest.rfind("--- ", 0) == 0 || rest.rfind("+++ ", 0) == 0) {
        if (events) lines[pid].push_back(rest);
        continue;
      }
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
          if (rewrite && (known.in_trace || !of_trace_))
            text = std::regex_replace(text, std::regex(known.strace), known.ours);
        text = Normalised(text, pids);
      }
      MoveHandlersLast(all.back());
    }
    pids_.insert(pids_.end(), pids.begin(), pids.end());
    return all;
  }

  std::filesystem::path folder_;
  std::vector<int> pids_;  // of all that was traced in this test
  bool of_trace_ = false;  // what is compared is `sysassert trace`, and no recording
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_STRACE_COMPARISON_H_
