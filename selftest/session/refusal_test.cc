// What cannot be run: each refusal names the attempt and the remedy, and nothing is left over.
#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <string>

#include "session/helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Error RefusalOf(const Command& command) {
  auto trace = TryRecord(command);
  EXPECT_FALSE(trace.ok()) << trace->status().text();
  return trace.ok() ? Error{} : trace.error();
}

TEST(Refusal, OfAProgramThatIsNowhere) {
  for (const char* name : {"no-such-program-at-all", "/no/such/program", "./no-such-program"}) {
    const Error error = RefusalOf(Command(name));
    EXPECT_EQ(error.error_number, ENOENT);
    EXPECT_THAT(error.Message(), AllOf(HasSubstr("exec"), HasSubstr(name), HasSubstr("remedy")));
  }
  EXPECT_THAT(RefusalOf(Command("")).Message(), HasSubstr("empty"));
}

TEST(Refusal, OfAFileThatIsNotExecutable) {
  const TempDirectory directory;
  std::ofstream(directory / "notes") << "#!/bin/sh\n";
  const Error error = RefusalOf(Command(directory / "notes"));
  EXPECT_EQ(error.error_number, EACCES);
  EXPECT_THAT(error.Message(), AllOf(HasSubstr("notes"), HasSubstr("chmod +x")));
  const Error searched = RefusalOf(Command("notes").Env("PATH", directory.path()));
  EXPECT_EQ(searched.error_number, EACCES);
}

TEST(Refusal, OfADirectory) {
  const Error error = RefusalOf(Command("/etc"));
  EXPECT_EQ(error.error_number, EACCES);
  EXPECT_THAT(error.Message(), AllOf(HasSubstr("/etc"), HasSubstr("directory")));
}

TEST(Refusal, OfWhatIsNoProgram) {
  const TempDirectory directory;
  std::ofstream(directory / "text") << "hello\n";
  chmod((directory / "text").c_str(), 0755);
  const Error error = RefusalOf(Command(directory / "text"));
  EXPECT_EQ(error.error_number, ENOEXEC);
  EXPECT_THAT(error.Message(), HasSubstr("#!"));
}

TEST(Refusal, OfAWorkingDirectoryThatIsNowhere) {
  const Error error = RefusalOf(Command("true").Cwd("/no/such/directory"));
  EXPECT_EQ(error.error_number, ENOENT);
  EXPECT_THAT(error.Message(), HasSubstr("directory"));
}

TEST(Refusal, FailsTheTestAndTheTraceIsInvalidInBothPolarities) {
  Trace trace;
  EXPECT_NONFATAL_FAILURE(trace = Record(Command("no-such-program-at-all")), "cannot record");
  EXPECT_FALSE(trace.valid());
  EXPECT_THAT(trace.error().Message(), HasSubstr("no-such-program-at-all"));
  EXPECT_EQ(trace.size(), 0U);
  EXPECT_EQ(trace.status().kind, ExitStatus::Kind::kUnknown);
}

TEST(Refusal, OfAFilteredRunIsTheSame) {
  const auto trace = TryRecord(Command("/no/such/program"), WatchOnly({Sysno::openat}));
  ASSERT_FALSE(trace.ok());
  EXPECT_EQ(trace.error().error_number, ENOENT);
}

TEST(Commands, RunWhereAndWithWhatTheySay) {
  const TempDirectory directory;
  const Trace trace = Record(Command("sh", {"-c", "echo $PWD $ONE ${TWO-unset}; exit 3"})
                                 .Cwd(directory.path())
                                 .Env("ONE", "1")
                                 .Unset("TWO"));
  EXPECT_THAT(trace, Exited(3));
  EXPECT_EQ(trace.std_out(), directory.path() + " 1 unset\n");
  EXPECT_EQ(trace.cwd(), directory.path());
}

TEST(Commands, ARelativeProgramIsLookedForInTheCommandsDirectory) {
  const Trace trace = Record(Command("./forks", {"1"}).Cwd(SYSASSERT_PROGRAMS));
  EXPECT_THAT(trace, Exited(0));
}

}  // namespace
}  // namespace sysassert::selftest
