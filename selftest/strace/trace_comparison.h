// TraceComparison: `sysassert trace` and Debian's strace with the same options on the same command.
#ifndef SYSASSERT_SELFTEST_STRACE_TRACE_COMPARISON_H_
#define SYSASSERT_SELFTEST_STRACE_TRACE_COMPARISON_H_

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "strace_comparison.h"

namespace sysassert::selftest {

inline const std::string kOurs = std::string(SYSASSERT_BINARY) + " trace";
inline const std::string kPrograms = std::string(SYSASSERT_PROGRAMS) + "/";

inline std::string TextOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline Lines LinesOf(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline std::string Joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// The order of signals among the calls is the machine's, not the tracer's; and children that end
// at once make one signal.
inline Lines WithoutArrival(const Lines& lines) {
  Lines calls;
  Lines others;
  for (const std::string& line : lines)
    (line.rfind("--- ", 0) == 0 ? others : calls).push_back(line);
  calls.erase(std::unique(calls.begin(), calls.end(),
                          [](const std::string& a, const std::string& b) {
                            return a == b && a.rfind("rt_sigreturn(", 0) == 0;
                          }),
              calls.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  calls.insert(calls.end(), others.begin(), others.end());
  return calls;
}

// Those that run beside each other are born in any order.
inline std::string Processes(const std::vector<Lines>& processes) {
  std::vector<std::string> texts;
  texts.reserve(processes.size());
  for (const Lines& lines : processes) texts.push_back(Joined(WithoutArrival(lines)));
  std::sort(texts.begin(), texts.end());
  return Joined(texts);
}

// One command under both tracers.
class TraceComparison : public StraceComparison {
 protected:
  TraceComparison() { of_trace_ = true; }

  // With -f, so that each line says whose it is.
  void ExpectSame(const std::string& options, const Lines& command) {
    std::vector<Lines> theirs = Traced("strace -f " + options, command, true, true);
    std::vector<Lines> ours = Traced(kOurs + " -f " + options, command, true, false);
    WithoutPids(&theirs, pids_);
    WithoutPids(&ours, pids_);
    ASSERT_FALSE(theirs.empty())
        << "strace showed nothing; is it installed (apt-get install strace)?";
    ASSERT_EQ(theirs.size(), ours.size()) << options << " " << command[0];
    EXPECT_EQ(Processes(theirs), Processes(ours)) << options << " " << command[0];
  }

  // Without -f, -o's file line by line; pids and addresses apart.
  void ExpectSameFile(const std::string& options, const Lines& command) {
    const int their_status = RunTracer("strace " + options, command, ">/dev/null 2>&1");
    const Lines theirs = Comparable(true);
    const int our_status = RunTracer(kOurs + " " + options, command, ">/dev/null 2>&1");
    const Lines ours = Comparable(false);
    EXPECT_EQ(Joined(WithoutArrival(theirs)), Joined(WithoutArrival(ours)))
        << options << " " << command[0];
    EXPECT_EQ(their_status, our_status) << options << " " << command[0];
  }

  // What is written on standard error, and the status.
  void ExpectSameComplaint(const std::string& options) {
    const auto complaint = [&](const std::string& tracer) {
      const std::string path = (folder_ / "complaint").string();
      const int status = std::system((tracer + " " + options + " >/dev/null 2>" + path).c_str());
      return std::to_string(WEXITSTATUS(status)) + "\n" + TextOf(path);
    };
    std::filesystem::remove(folder_ / "strace");
    std::filesystem::create_symlink(SYSASSERT_BINARY, folder_ / "strace");
    EXPECT_EQ(complaint("strace"), complaint((folder_ / "strace").string())) << options;
  }

  // The rows of a summary that count: name, calls, errors.
  static std::map<std::string, std::string> CountsOf(const Lines& table) {
    std::map<std::string, std::string> counts;
    for (const std::string& line : table) {
      std::istringstream words(line);
      std::string name, calls, errors;
      if (line.rfind("---", 0) == 0 || !(words >> name >> calls)) continue;
      words >> errors;
      counts[name] = calls + " " + errors;
    }
    return counts;
  }

 private:
  Lines Comparable(bool rewrite) {
    Lines lines = LinesOf(TextOf(folder_ / "log"));
    for (std::string& line : lines) {
      for (const Known& known : kKnown)
        if (rewrite && known.in_trace)
          line = std::regex_replace(line, std::regex(known.strace), known.ours);
      static const std::regex kPid(
          R"(((set_tid_address|getpid|getppid|gettid)\(.*\) += )\d+|(kill\()\d+|(si_pid=)\d+)");
      static const std::regex kChild(R"(((v?fork|clone3?|wait4|waitid)\(.*\) += )[1-9]\d*$)");
      line = std::regex_replace(Normalised(line, {}), kPid, "$1$3$4PID");
      line = std::regex_replace(line, kChild, "$1PID");
      static const std::regex kManyDigits(R"(= \d{4,}$)");
      line = std::regex_replace(line, kManyDigits, "= MANY");
    }
    MoveHandlersLast(lines);
    return lines;
  }
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_STRACE_TRACE_COMPARISON_H_
