// Scripts: what an exec runs besides the file that it was asked for.
#include "capture/scripts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "session/helpers.h"
#include "sysassert/policy.h"
#include "sysassert/record.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using capture::InterpreterIn;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Scripts : public testing::Test {
 protected:
  std::string Make(const std::string& name, const std::string& text) {
    const std::string path = directory_ / name;
    std::ofstream(path) << text;
    chmod(path.c_str(), 0755);
    return path;
  }
  Call LastExec() {
    const std::vector<Call> execs = CallsOf(trace_, Sysno::execve);
    EXPECT_FALSE(execs.empty());
    return execs.back();
  }
  // Violations of a policy of these keys.
  Verdict Judged(const std::string& keys) {
    const Policy policy = Policy::FromString("sysassert: 1\nname: p\n" + keys);
    EXPECT_TRUE(policy.ok());
    return Check(trace_, policy);
  }

  const std::string shell_ = std::filesystem::canonical("/bin/sh");
  TempDirectory directory_;
  Trace trace_;
};

TEST_F(Scripts, AreRunByTheirInterpreter) {
  const std::string script = Make("script", "#!/bin/sh\nexit 4\n");
  trace_ = Record(Command("sh", {"-c", script}));
  EXPECT_THAT(trace_, Exited(4));
  EXPECT_EQ(LastExec().path(), script);
  EXPECT_EQ(LastExec().program_run(), shell_);
  EXPECT_THAT(LastExec().programs_run(), ElementsAre(shell_));
}

TEST_F(Scripts, AnInterpreterThatIsAScriptIsRunToo) {
  const std::string inner = Make("inner", "#! /bin/sh -e\nexit 5\n");
  const std::string middle = Make("middle", "#!" + inner + "\targument\n");
  const std::string outer = Make("outer", "#!" + middle);
  trace_ = Record(Command("sh", {"-c", outer}));
  EXPECT_THAT(trace_, Exited(5));
  EXPECT_EQ(LastExec().path(), outer);
  EXPECT_THAT(LastExec().programs_run(), ElementsAre(middle, inner, shell_));

  EXPECT_FALSE(Judged("rules: [{id: r, deny: {call: exec, exe: " + inner + "}}]").ok());
  EXPECT_FALSE(Judged("rules: [{id: r, deny: {call: exec, path: " + middle + "}}]").ok());
  EXPECT_TRUE(Judged("only: {exec: [/bin/sh, " + outer + ", " + middle + ", " + inner + "]}").ok());
  const Verdict unsaid = Judged("only: {exec: [/bin/sh, " + outer + ", " + middle + "]}");
  ASSERT_EQ(unsaid.violations.size(), 1U);
  EXPECT_THAT(Format(unsaid.violations[0], trace_), HasSubstr(inner));
}

TEST_F(Scripts, MayNameTheirInterpreterFromWhereTheyAreRun) {
  Make("inner", "#!/bin/sh\nexit 6\n");
  const std::string outer = Make("outer", "#!./inner\n");
  trace_ = Record(Command("sh", {"-c", outer}).Cwd(directory_.path()));
  EXPECT_THAT(trace_, Exited(6));
  EXPECT_THAT(LastExec().programs_run(), ElementsAre(directory_ / "inner", shell_));
}

TEST_F(Scripts, AProgramRunsNothingElse) {
  trace_ = Record(Command("sh", {"-c", "exec /bin/true"}));
  EXPECT_THAT(LastExec().programs_run(), ElementsAre(LastExec().path()));
}

TEST(ScriptLine, IsReadAsTheKernelReadsIt) {
  EXPECT_EQ(InterpreterIn("#!/bin/sh\n"), "/bin/sh");
  EXPECT_EQ(InterpreterIn("#! \t/bin/sh -e\nexit\n"), "/bin/sh");
  EXPECT_EQ(InterpreterIn("#!/bin/sh"), "/bin/sh");
  EXPECT_EQ(InterpreterIn(std::string_view("#!/bin/sh\0x", 11)), "/bin/sh");
  EXPECT_EQ(InterpreterIn("#!\n/bin/sh"), "");
  EXPECT_EQ(InterpreterIn("#!"), "");
  EXPECT_EQ(InterpreterIn("#"), "");
  EXPECT_EQ(InterpreterIn(""), "");
  EXPECT_EQ(InterpreterIn("\x7f"
                          "ELF"),
            "");
}

TEST(ScriptHead, IsReadOfRegularFilesAlone) {
  const TempDirectory directory;
  std::ofstream(directory / "script") << "#!/bin/sh\n" << std::string(1000, 'x');
  EXPECT_EQ(capture::HeadOf(directory / "script", {}).size(), 256U);
  struct stat status {};
  ASSERT_EQ(stat((directory / "script").c_str(), &status), 0);
  EXPECT_THAT(capture::HeadOf(directory / "script", {status.st_dev}), IsEmpty());
  ASSERT_EQ(mkfifo((directory / "pipe").c_str(), 0600), 0);  // a read would wait for a writer
  EXPECT_THAT(capture::HeadOf(directory / "pipe", {}), IsEmpty());
  EXPECT_THAT(capture::HeadOf(directory.path(), {}), IsEmpty());
  EXPECT_THAT(capture::HeadOf("/nowhere", {}), IsEmpty());
}

}  // namespace
}  // namespace sysassert::selftest
