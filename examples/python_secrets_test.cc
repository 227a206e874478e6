// A script must not look at /etc/shadow. What counts is the file that the kernel opened, by
// whatever name, and the attempt, whether or not it was allowed.
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <filesystem>
#include <string>

#include "temp_directory.h"

namespace {

using namespace sysassert;
namespace sys = sysassert::calls;
using testing::Not;

class PythonScript : public testing::Test {
 protected:
  // -I and -S: the script alone, nobody's site-packages.
  Trace Run(const std::string& script) {
    directory_.Write("script.py", script);
    return Record(Command("/usr/bin/python3")
                      .Args({"-I", "-S", "-B", "script.py"})
                      .Cwd(directory_.path())
                      .Env("HOME", directory_.path()));
  }

  TempDirectory directory_;
};

TEST_F(PythonScript, ThatReadsItsInputPasses) {
  directory_.Write("prices.txt", "12\n30\n");
  const Trace trace = Run("print(sum(int(line) for line in open('prices.txt')))\n");
  EXPECT_THAT(trace, Exited(0));
  EXPECT_EQ(trace.std_out(), "42\n");
  EXPECT_THAT(trace, Made(sys::OpenForReading("prices.txt")).Times(1));
  EXPECT_THAT(trace, Never(Calls("@file").On("/etc/shadow")));
  EXPECT_THAT(trace, Obeys(Policy::FromFile("stock:no-secrets")));
}

// As an ordinary user the open fails, and the script hides it. The attempt is caught all the same.
TEST_F(PythonScript, ThatTriesToReadShadowIsCaught) {
  const Trace trace =
      Run("try:\n"
          "  open('/etc/shadow').read()\n"
          "except OSError:\n"
          "  pass\n");
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Not(Never(Calls("@file").On("/etc/shadow"))));
  EXPECT_THAT(trace, Not(Obeys(Policy::FromFile("stock:no-secrets"))));
}

TEST_F(PythonScript, ThatTakesADetourIsCaughtToo) {
  std::filesystem::create_symlink("/etc", directory_ / "data");
  const Trace trace =
      Run("try:\n"
          "  open('data/../etc/./shadow').read()\n"
          "except OSError:\n"
          "  pass\n");
  EXPECT_THAT(trace, Exited(0));
  // A failure names the file, whatever the script called it.
  EXPECT_NONFATAL_FAILURE(EXPECT_THAT(trace, Never(sys::Open("/etc/shadow"))), "/etc/shadow");
}

}  // namespace
