// `gcc -c` runs a compiler and an assembler, which hand each other a temporary file. Whatever they
// do, in the end there is an object file and nothing else.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <string>
#include <vector>

#include "temp_directory.h"

namespace {

using namespace sysassert;
namespace sys = sysassert::calls;
using testing::AnyOf, testing::ElementsAre, testing::EndsWith, testing::Not, testing::StartsWith;

class GccCompile : public testing::Test {
 protected:
  Command Gcc(std::vector<std::string> args) const {
    return Command("gcc").Args(std::move(args)).Cwd(work_.path()).Env("TMPDIR", temporary_.path());
  }

  // From the ledger: made in this run, and still there at its end.
  static std::vector<std::string> LeftBy(const Trace& trace) {
    std::vector<std::string> left;
    for (const FileRecord& file : trace.files())
      if (file.created && !file.removed) left.push_back(file.path);
    return left;
  }

  TempDirectory work_;
  TempDirectory temporary_;
};

TEST_F(GccCompile, LeavesOnlyItsObjectFile) {
  work_.Write("answer.c", "int answer(void) { return 42; }\n");
  const Trace trace = Record(Gcc({"-c", "answer.c"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(LeftBy(trace), ElementsAre(work_ / "answer.o"));
  EXPECT_THAT(trace, Never(sys::OpenForWriting(Not(
                         AnyOf(work_ / "answer.o", StartsWith(temporary_ / ""), "/dev/null")))));
}

TEST_F(GccCompile, CleansUpAfterAnErrorToo) {
  work_.Write("wrong.c", "int answer(void) { return }\n");
  const Trace trace = Record(Gcc({"-c", "wrong.c"}));
  EXPECT_THAT(trace, Exited(1));
  EXPECT_THAT(trace,
              Made(sys::Create(StartsWith(temporary_ / ""))));  // there was something to clean
  EXPECT_THAT(LeftBy(trace), ElementsAre());
}

TEST_F(GccCompile, AssemblesOnlyWhatCompiled) {
  work_.Write("answer.c", "int answer(void) { return 42; }\n");
  work_.Write("wrong.c", "int answer(void) { return }\n");
  const CallSpec compiler = sys::Exec(EndsWith("/cc1")).Succeeding();
  // The file that runs counts: `as` is a link to x86_64-linux-gnu-as or its like.
  const CallSpec assembler = sys::Exec(AnyOf(EndsWith("/as"), EndsWith("-as"))).Succeeding();
  EXPECT_THAT(Record(Gcc({"-c", "answer.c"})), InOrder(compiler, assembler));
  const Trace failed = Record(Gcc({"-c", "wrong.c"}));
  EXPECT_THAT(failed, Made(compiler));
  EXPECT_THAT(failed, Never(assembler));
}

}  // namespace
