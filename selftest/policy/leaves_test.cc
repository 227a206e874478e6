// Files that a run leaves: whose they are, and what becomes of them as directories move. Real runs,
// most of them.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "policy_helpers.h"
#include "sysassert/record.h"
#include "temp_directory.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FakeCall;
using selftest::FieldOf;
using selftest::Holds;
using selftest::RuleOnly;
using selftest::TempDirectory;
using selftest::TraceBuilder;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

void Make(const char* name) { close(open(name, O_WRONLY | O_CREAT, 0600)); }

class Leaves : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::current_path(directory_.path()); }
  void TearDown() override { std::filesystem::current_path("/"); }

  static Trace Shell(const std::string& script) {
    return Record(Command("/bin/bash", {"-c", script}));
  }
  // What a rule about files here finds left, by its name from here.
  std::vector<std::string> Left(const Trace& trace, const std::string& where = "",
                                const std::string& keys = "") const {
    const Policy policy = RuleOnly(
        "leaves: {path: \"${cwd}/**\"}, max: 0" + (where.empty() ? "" : ", where: " + where), keys);
    std::vector<std::string> left;
    for (const Violation& violation : Check(trace, policy).violations) {
      EXPECT_EQ(violation.title, "files were left behind");
      for (const auto& [label, text] : violation.fields) {
        if (label == "left") left.push_back(text.substr(directory_.path().size() + 1));
      }
    }
    return left;
  }
  // The same, as the ledger says.
  std::vector<std::string> Listed(const Trace& trace) const {
    std::vector<std::string> left;
    for (const FileRecord& file : trace.files()) {
      if (file.created && !file.removed && file.renamed_to.empty())
        left.push_back(file.path.substr(directory_.path().size() + 1));
    }
    return left;
  }

  TempDirectory directory_;
};

TEST_F(Leaves, CountsWhatWasMadeHereAndIsStillThereAtTheEnd) {
  TraceBuilder builder;
  builder.Add(FakeCall(Sysno::mkdir).Path(0, "/tmp/d", "/tmp/d"));
  builder.Add(FakeCall(Sysno::mkdir).Path(0, "/tmp/e", "/tmp/e"));
  builder.Add(FakeCall(Sysno::rmdir).Path(0, "/tmp/d", "/tmp/d", 5));
  const Trace trace = builder.Build();
  EXPECT_TRUE(Holds(trace, "leaves: {path: \"/tmp/**\"}, max: 1"));
  EXPECT_TRUE(Holds(trace, "leaves: {path: \"/var/**\"}, max: 0"));
  const Verdict verdict = Check(trace, RuleOnly("leaves: {path: \"/tmp/**\"}, max: 0"));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(FieldOf(verdict.violations[0], "left"), "/tmp/e");
}

TEST_F(Leaves, AreThoseWhoseMakerIsInTheScope) {
  const Trace by_shell = Shell("echo > z; /usr/bin/true; :");
  EXPECT_THAT(Left(by_shell), ElementsAre("z"));
  EXPECT_THAT(Left(by_shell, "{exe: /usr/bin/true}"), IsEmpty());
  EXPECT_THAT(Left(by_shell, "{process: children}"), IsEmpty());
  EXPECT_THAT(Left(by_shell, "{thread: {not: bash}}"), IsEmpty());
  EXPECT_THAT(Left(by_shell, "{process: root}"), ElementsAre("z"));
  EXPECT_THAT(Left(by_shell, "{thread: bash}"), ElementsAre("z"));
  const Trace by_child = Shell("/usr/bin/touch y; :");
  EXPECT_THAT(Left(by_child, "{exe: /usr/bin/touch}"), ElementsAre("y"));
  EXPECT_THAT(Left(by_child, "{process: children}"), ElementsAre("y"));
  EXPECT_THAT(Left(by_child, "{process: root}"), IsEmpty());
}

TEST_F(Leaves, AreThoseThatAreMadeBetweenTheMarksOfTheScope) {
  const std::string marks = "marks: {go: {call: getsid}}";
  const Trace trace = Record([] {
    Make("first");
    static_cast<void>(getsid(0));
    Make("second");
  });
  EXPECT_THAT(Left(trace, "{phase: {before: go}}", marks), ElementsAre("first"));
  EXPECT_THAT(Left(trace, "{phase: {after: go}}", marks), ElementsAre("second"));
}

TEST_F(Leaves, WhatIsRemovedIsGoneWhoeverRemovesItAndWhen) {
  const std::string marks = "marks: {go: {call: getsid}}";
  const Trace later = Record([] {
    Make("first");
    static_cast<void>(getsid(0));
    unlink("first");
  });
  EXPECT_THAT(Left(later, "{phase: {before: go}}", marks), IsEmpty());
  EXPECT_THAT(Left(Shell("echo > z; /bin/rm z; :"), "{process: root}"), IsEmpty());
}

TEST_F(Leaves, AnotherNameIsMadeByTheRename) {
  const Trace trace = Shell("/usr/bin/touch a; /bin/mv a b; :");
  EXPECT_THAT(Left(trace), ElementsAre("b"));
  EXPECT_THAT(Left(trace, "{exe: /usr/bin/touch}"), IsEmpty());
}

TEST_F(Leaves, FilesMoveWithTheirDirectory) {
  mkdir("srv", 0700);
  mkdir("g", 0700);
  const Trace trace = Record([] {
    mkdir("srv/dd", 0700);
    Make("srv/dd/f");
    Make("srv/dd-not");
    mkdir("srv/dd/sub", 0700);
    Make("srv/dd/sub/removed");
    rename("srv/dd", "g/dd");
    unlink("g/dd/sub/removed");
    Make("g/dd/later");
  });
  EXPECT_THAT(Left(trace), ElementsAre("g/dd", "g/dd/f", "g/dd/later", "g/dd/sub", "srv/dd-not"));
  EXPECT_THAT(Listed(trace),
              UnorderedElementsAre("g/dd", "g/dd/f", "g/dd/later", "g/dd/sub", "srv/dd-not"));
  EXPECT_FALSE(Holds(trace, "leaves: {path: \"${cwd}/g/dd/f\"}, max: 0"));
  const std::vector<FileRecord> files = trace.files();
  const auto moved = std::find_if(files.begin(), files.end(), [this](const FileRecord& file) {
    return file.path == directory_ / "srv/dd/f";
  });
  ASSERT_NE(moved, files.end());
  EXPECT_EQ(moved->renamed_to, directory_ / "g/dd/f");
}

TEST_F(Leaves, FilesOfADirectoryThatMovesAwayAndBackAreWhereTheyWere) {
  const Trace trace = Record([] {
    mkdir("a", 0700);
    Make("a/f");
    rename("a", "b");
    rename("b", "a");
  });
  EXPECT_THAT(Left(trace), ElementsAre("a", "a/f"));
}

TEST_F(Leaves, AFileOfADirectoryThatMovesHasItsMaker) {
  const Trace trace = Shell("/bin/mkdir a; echo > a/f; /bin/mv a b; :");
  EXPECT_THAT(Left(trace, "{process: root}"), ElementsAre("b/f"));
  EXPECT_THAT(Left(trace, "{exe: /bin/mv}"), ElementsAre("b"));
}

// A name that was there before is not new by what it leads to, as where a rename replaces it.
TEST_F(Leaves, AnExchangeLeavesBothNamesWhereTheyAre) {
  Make("old");
  const Trace trace = Record([] {
    Make("new");
    renameat2(AT_FDCWD, "new", AT_FDCWD, "old", RENAME_EXCHANGE);
  });
  ASSERT_TRUE(std::filesystem::exists("new"));
  EXPECT_THAT(Left(trace), ElementsAre("new"));
  EXPECT_THAT(Listed(trace), ElementsAre("new"));
  const Trace then_removed = Record([] {
    Make("newer");
    renameat2(AT_FDCWD, "newer", AT_FDCWD, "old", RENAME_EXCHANGE);
    unlink("old");
  });
  EXPECT_THAT(Left(then_removed), ElementsAre("newer"));
}

// A whiteout is a device: a name that was made goes on being there, and one from before is not new.
TEST_F(Leaves, AWhiteoutStandsWhereTheFileWas) {
  Make("older");
  const Trace trace = Record([] {
    Make("new");
    renameat2(AT_FDCWD, "new", AT_FDCWD, "newer", RENAME_WHITEOUT);
    renameat2(AT_FDCWD, "older", AT_FDCWD, "elder", RENAME_WHITEOUT);
  });
  if (!std::filesystem::exists(std::filesystem::symlink_status("new")))
    GTEST_SKIP() << "this filesystem makes no whiteouts";
  EXPECT_THAT(Left(trace), ElementsAre("elder", "new", "newer"));
  EXPECT_THAT(Listed(trace), UnorderedElementsAre("elder", "new", "newer"));
}

TEST_F(Leaves, AnExchangeOfDirectoriesMovesWhatWasMadeBelow) {
  mkdir("old", 0700);
  Make("old/older");
  const Trace trace = Record([] {
    mkdir("new", 0700);
    Make("new/f");
    Make("old/g");
    renameat2(AT_FDCWD, "new", AT_FDCWD, "old", RENAME_EXCHANGE);
  });
  ASSERT_TRUE(std::filesystem::exists("old/f") && std::filesystem::exists("new/g"));
  EXPECT_THAT(Left(trace), ElementsAre("new", "new/g", "old/f"));
}

// The kernel does nothing, and says that it succeeded.
TEST_F(Leaves, ARenameOfTwoNamesOfOneFileLeavesBoth) {
  const Trace trace = Record([] {
    Make("a");
    EXPECT_EQ(link("a", "b"), 0);
    rename("a", "b");
  });
  EXPECT_THAT(Left(trace), ElementsAre("a", "b"));
}

TEST_F(Leaves, WhatARenameReplacesIsNotNew) {
  Make("config");
  const Trace trace = Record([] {
    Make("config.tmp");
    rename("config.tmp", "config");
  });
  EXPECT_THAT(Left(trace), IsEmpty());
}

}  // namespace
}  // namespace sysassert
