// Every call with arguments that nobody passes: pointers into a gigabyte of addresses that lead to
// themselves, to the last bytes before a hole, and lengths without measure. What is shown of them
// is marked where it ends; here, that it ends, and how much memory that takes.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <fstream>
#include <string>
#include <vector>

#include "sanitizer.h"
#include "temp_directory.h"
#include "thirty_two_bit.h"

namespace sysassert::selftest {
namespace {

struct Ended {
  int status = -1;  // as wait(2) tells it
  long peak = 0;    // of resident memory, in KiB
};

Ended Trace(const std::vector<std::string>& options, const std::string& output) {
  std::vector<std::string> words = {SYSASSERT_BINARY, "trace", "-f", "-o", output};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), {SYSASSERT_PROGRAMS "/absurd", "1"});
  if (KernelRunsThirtyTwoBit()) words.emplace_back("both");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  Ended ended;
  rusage usage{};
  if (posix_spawn(&child, argv[0], nullptr, nullptr, argv.data(), environ) != 0) return ended;
  while (wait4(child, &ended.status, 0, &usage) != child) {
  }
  ended.peak = usage.ru_maxrss;
  return ended;
}

TEST(HostileMemory, IsShownWithinLimits) {
  constexpr long kMostKibibytes = 256 * 1024;
  const std::vector<std::string> plain = {"-s", "256"}, whole = {"-v", "-s", "256"},
                                 named = {"-y", "-Y"}, bare = {"-e", "raw=all"};
  for (const auto& options : {plain, whole, named, bare}) {
    const TempDirectory directory;
    const std::string output = directory / "trace.txt";
    const Ended ended = Trace(options, output);
    EXPECT_EQ(ended.status, 0) << options.front();
    if (!kAddressSanitizer && !kThreadSanitizer) {
      EXPECT_LT(ended.peak, kMostKibibytes) << options.front();
    }
    std::ifstream lines(output);
    std::string line, last;
    int calls = 0;
    while (std::getline(lines, line)) {
      ++calls;
      last = line;
    }
    EXPECT_GT(calls, 5 * 468) << options.front();  // one a line
    EXPECT_NE(last.find("+++ exited with 0 +++"), std::string::npos) << last;
  }
}

}  // namespace
}  // namespace sysassert::selftest
