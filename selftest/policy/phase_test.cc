// Phases of real programs, and what stays open when they run others; each test is named for a
// sentence of the language.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "policy_helpers.h"
#include "session/helpers.h"
#include "temp_directory.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::HasBlindSpot;
using selftest::Holds;
using selftest::Loaded;
using selftest::Program;
using selftest::RuleOnly;
using selftest::TempDirectory;
using testing::Contains, testing::ElementsAre, testing::Field, testing::HasSubstr;

TEST(Sentence, LoadingEndsWhereMainBegins) {
  const Trace trace = Record(Command("/bin/true"));
  EXPECT_TRUE(Holds(trace, "count: {call: \"@open\"}, min: 1, where: {phase: loading}"));
  EXPECT_TRUE(Holds(trace, "count: {call: \"@open\", path: \"/etc/ld.so.cache\"}, max: 0"));
}

TEST(Sentence, ExecStartsLoadingAgain) {
  const Trace trace = Record(Command("/bin/sh", {"-c", "/bin/true; exec /bin/true"}));
  // Each of three programs reads the loader's cache; none in its main.
  const std::string cache = "count: {call: open-read, path: /etc/ld.so.cache}, ";
  EXPECT_TRUE(Holds(trace, cache + "exactly: 3, where: {phase: loading}"));
  EXPECT_TRUE(Holds(trace, cache + "max: 0, where: {phase: main}"));
}

TEST(Sentence, AForkInheritsThePhase) {
  const Trace trace = Record(Command("/bin/sh", {"-c", "(: < /etc/hostname); :"}));
  EXPECT_TRUE(Holds(trace,
                    "count: {call: open-read, path: /etc/hostname}, exactly: 1, where: {process: "
                    "children, phase: main}"));
}

TEST(Sentence, TheLaunchersOwnExecIsExempt) {
  EXPECT_TRUE(Holds(Record(Command("/bin/true")), "deny: {call: exec}, where: {phase: all}"));
}

TEST(Sentence, WhereMainCannotBeFoundItIsTheElfEntryAndTheReportSaysSo) {
  const Trace trace = Record(Command(Program("no_libc")));
  EXPECT_TRUE(HasBlindSpot(trace, BlindSpot::kMainNotFound));
  EXPECT_TRUE(Holds(trace, "count: {call: access}, exactly: 1, where: {phase: main}"));
}

TEST(Sentence, WhereMainCannotBeFoundARuleAboutLoadingIsInconclusive) {
  const Trace trace = Record(Command(Program("no_libc")));
  for (const char* rule : {"deny: {call: connect}", "count: {call: access}, max: 0"}) {
    EXPECT_THAT(Broken(trace, RuleOnly(std::string(rule) + ", where: {phase: loading}")),
                ElementsAre(HasSubstr("inconclusive")))
        << rule;
  }
}

// A program whose loader cannot find a library: its main never begins.
class NeverReachesMain : public testing::Test {
 protected:
  NeverReachesMain()
      : trace_(Record(Command("/bin/true")
                          .Env("LD_PRELOAD", "")
                          .Env("LD_TRACE_LOADED_OBJECTS", "1")
                          .Stdout(Stdio::Null()))) {}
  Trace trace_;
};

TEST_F(NeverReachesMain, ARuleAboutMainIsInconclusive) {
  EXPECT_THAT(trace_.blind_spots(),
              Contains(Field(&BlindSpotReport::spot, BlindSpot::kMainNotReached)));
  EXPECT_THAT(Broken(trace_, Loaded("only: {write: []}")),
              ElementsAre(HasSubstr("only.write: inconclusive")));
  EXPECT_THAT(Broken(trace_, RuleOnly("count: {call: exec}, max: 0")),
              ElementsAre(HasSubstr("inconclusive")));
}

TEST_F(NeverReachesMain, ARuleAboutTheWholeRunIsJudged) {
  EXPECT_TRUE(Holds(trace_, "deny: {call: exec}"));
  EXPECT_TRUE(Holds(trace_, "count: {call: open}, min: 1, where: {phase: all}"));
}

TEST(Sentence, WhatAThreadDoesBeforeItIsNamedIsLoading) {
  const auto rule = [](const char* phase) {
    return "count: {call: \"exact:set_robust_list\"}, max: 0, where: {thread: {not: \"io*\"}, "
           "process: tree" +
           std::string(phase) + "}";
  };
  selftest::TraceBuilder builder;
  const auto born = builder.Thread(101, 100, "/usr/bin/app", "app", 0);
  const auto named = builder.Thread(101, 100, "/usr/bin/app", "io-1", born);
  const Trace trace = builder.Add(selftest::FakeCall(Sysno::set_robust_list).In(born))
                          .Add(selftest::FakeCall(Sysno::getpid).In(named))
                          .Add(selftest::FakeCall(Sysno::getpid))
                          .Build();
  EXPECT_TRUE(Holds(trace, rule("")));
  EXPECT_FALSE(Holds(trace, rule(", phase: all")));
}

TEST(Sentence, AThreadThatIsNeverNamedHasItsMakersName) {
  selftest::TraceBuilder builder;
  const auto born = builder.Thread(101, 100, "/usr/bin/app", "app", 0);
  const Trace trace = builder.Add(selftest::FakeCall(Sysno::getpid).In(born)).Build();
  EXPECT_FALSE(Holds(trace, "count: {call: getpid}, max: 0, where: {thread: app}"));
}

// --- marks -----------------------------------------------------------------------------------

TEST(Sentence, AMarkIsAnyCallOfTheAccessOrStatFamiliesOnTheLiteralPath) {
  const Trace trace = Record([] {
    struct stat status {};
    access("/.sysassert/mark/by-access", F_OK);
    faccessat(AT_FDCWD, "/.sysassert/mark/by.faccessat", F_OK, 0);
    stat("/.sysassert/mark/by_stat", &status);
    lstat("/.sysassert/mark/BY-LSTAT-1", &status);
    access("/.sysassert/mark/.", F_OK);
    access("/.sysassert/mark/..", F_OK);
    access("/.sysassert/mark/a b", F_OK);
    access("/.sysassert/mark/", F_OK);
    access("/.sysassert//mark/a", F_OK);
    access(".sysassert/mark/a", F_OK);
    (void)open("/.sysassert/mark/opened", O_RDONLY);
  });
  EXPECT_THAT(trace.marks(), ElementsAre("by-access", "by.faccessat", "by_stat", "BY-LSTAT-1"));
  EXPECT_TRUE(Holds(trace, "count: {call: [access, stat]}, exactly: 6"));
}

TEST(Sentence, AnyLanguageCanMakeAMark) {
  const Trace trace =
      Record(Command("/bin/sh", {"-c",
                                 "test -e /.sysassert/mark/hot; : < /etc/hostname; test -e "
                                 "/.sysassert/mark/cold; : < /etc/passwd"}));
  const std::string between = ", where: {phase: {between: [hot, cold]}}";
  EXPECT_TRUE(Holds(trace, "count: {call: open-read}, exactly: 1" + between));
  EXPECT_FALSE(Holds(trace, "deny: {call: open, path: /etc/hostname}" + between));
  EXPECT_TRUE(Holds(trace, "deny: {call: open, path: /etc/passwd}" + between));
}

// --- links -----------------------------------------------------------------------------------

TEST(Sentence, ALiteralHeadThatIsALinkIsResolvedAtTheTimeOfTheRunAndNotLater) {
  const TempDirectory directory;
  const std::string top = directory.path();
  std::filesystem::create_directory(top + "/real");
  std::filesystem::create_symlink("real", top + "/link");
  std::ofstream(top + "/real/f") << "x";
  const Trace trace = Record(Command("/bin/cat", {top + "/real/f"}).Stdout(Stdio::Null()));
  const std::string rule = "deny: {call: open, path: \"" + top + "/link/*\"}";
  EXPECT_FALSE(Holds(trace, rule));
  ASSERT_TRUE(trace.Save(top + "/run.satrace").ok());
  EXPECT_TRUE(Holds(Trace::Load(top + "/run.satrace").value(), rule));
}

// --- descriptors that outlive an exec --------------------------------------------------------

const Policy& NoLeaks() {
  static const Policy policy = Policy::FromFile("stock:no-leaked-descriptors");
  return policy;
}
Trace Shell(const std::string& script) { return Record(Command("/bin/sh", {"-c", script})); }

TEST(Leaks, AreWhatAProgramInherits) {
  const Trace trace = Shell("exec 3< /etc/hostname; /bin/true; :");
  const Verdict verdict = Check(trace, NoLeaks());
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(selftest::FieldOf(verdict.violations[0], "leaks"),
            "3 " + std::filesystem::canonical("/etc/hostname").string());
}

TEST(Leaks, AreNoneWhereItWasClosedOrNothingWasRun) {
  EXPECT_TRUE(Holds(Shell("exec 3< /etc/hostname; exec 3<&-; /bin/true; :"), NoLeaks()));
  EXPECT_TRUE(Holds(Shell("exec 3< /etc/hostname; :"), NoLeaks()));
  EXPECT_TRUE(Holds(Shell("/bin/true < /etc/hostname; :"), NoLeaks()));
}

TEST(Leaks, AreKnownToARunThatWatchesExecsAlone) {
  const Trace trace = Record(Command("/bin/sh", {"-c", "exec 3< /etc/hostname; /bin/true; :"}),
                             WatchingFor({NoLeaks()}));
  EXPECT_FALSE(Holds(trace, NoLeaks()));
}

TEST(Leaks, AreNotWhatTheRunBeganWith) {
  const int inherited = open("/etc/hostname", O_RDONLY);
  ASSERT_GE(inherited, 3);
  const Trace trace = Record([] {
    if (fork() == 0) {
      execl("/bin/true", "true", nullptr);
      _exit(1);
    }
  });
  close(inherited);
  EXPECT_TRUE(Holds(trace, NoLeaks()));
  EXPECT_THAT(trace, Never(calls::Exec().Leaking()));
}

TEST(Leaks, AreWhatTheKernelSaysWhateverWasAskedFor) {
  // Close-on-exec at the opening, and taken back.
  const Trace trace = Record([] {
    const int fd = open("/etc/hostname", O_RDONLY | O_CLOEXEC);
    fcntl(fd, F_SETFD, 0);
    execl("/bin/true", "true", nullptr);
  });
  EXPECT_FALSE(Holds(trace, NoLeaks()));
}

TEST(Leaks, OfARecordingAreTheSame) {
  const TempDirectory directory;
  const std::string file = directory.path() + "/run.satrace";
  ASSERT_TRUE(Shell("exec 3< /etc/hostname; /bin/true; :").Save(file).ok());
  const Result<Trace> loaded = Trace::Load(file);
  ASSERT_TRUE(loaded.ok());
  EXPECT_FALSE(Holds(loaded.value(), NoLeaks()));
}

}  // namespace
}  // namespace sysassert
