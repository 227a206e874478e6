// What the language says of scopes, phases and marks; each test is named for a sentence.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_helpers.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FakeCall;
using selftest::Holds;
using selftest::Loaded;
using selftest::TraceBuilder;
using testing::ElementsAre;

FakeCall Exec() { return FakeCall(Sysno::execve).Path(0, "/bin/ls", "/bin/ls"); }
FakeCall Marked(const std::string& name) {
  return FakeCall(Sysno::access).Path(0, "/.sysassert/mark/" + name, "").Fails(2).Mark(name);
}

TEST(Scope, DefaultPhaseIsAllForDenyAndMainForEverythingElse) {
  const Trace trace = TraceBuilder().Add(Exec().Loading()).Add(FakeCall(Sysno::getpid)).Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}"));
  EXPECT_TRUE(Holds(trace, "count: {call: exec}, max: 0"));
  EXPECT_TRUE(Holds(trace, Loaded("only: {exec: []}")));
  EXPECT_FALSE(Holds(trace, "count: {call: exec}, max: 0, where: {phase: loading}"));
  EXPECT_FALSE(Holds(trace, "count: {call: exec}, max: 0, where: {phase: all}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {phase: main}"));
}

TEST(Scope, ProcessIsRootChildrenOrTree) {
  TraceBuilder builder;
  const auto child = builder.Thread(200, 200, "/bin/sh", "sh", 0);
  const Trace trace = builder.Add(Exec().In(child)).Add(FakeCall(Sysno::getpid)).Build();
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {process: root}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {process: children}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {process: tree}"));
}

TEST(Scope, ExeIsTheActingProgramAndUnderItsDescendantsToo) {
  TraceBuilder builder;
  const auto git = builder.Thread(200, 200, "/usr/bin/git", "git", 0);
  const auto pager = builder.Thread(300, 300, "/usr/bin/less", "less", git);
  builder.Add(FakeCall(Sysno::getpid).In(git));
  const Trace trace = builder.Add(Exec().In(pager)).Build();
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {exe: /usr/bin/git}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {exe: /usr/bin/less}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {under: /usr/bin/git}"));
}

TEST(Scope, ThreadIsANameGlobMainOrNotOne) {
  TraceBuilder builder;
  const auto io = builder.Thread(101, 100, "/usr/bin/app", "io-1", 0);
  const Trace trace = builder.Add(FakeCall(Sysno::getpid)).Add(Exec().In(io)).Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {thread: \"io*\"}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {thread: main}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {thread: {not: \"io*\"}}"));
}

TEST(Scope, LibcIsThatOfTheActingProgram) {
  const Trace trace = TraceBuilder().Add(Exec()).Build();  // a program without a loader
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {libc: none}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, may_be_absent: true, where: {libc: glibc}"));
}

TEST(Scope, ArchIsTheAbiOfTheCall) {
  const Trace trace = TraceBuilder().Add(FakeCall(Sysno::getpid, Abi::kI386)).Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: getpid}, where: {arch: i386}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: getpid}, may_be_absent: true, where: {arch: x86_64}"));
}

TEST(Scope, ARuleOfAnExtendedFileKeepsThatFilesScope) {
  const Trace trace = TraceBuilder().Add(Exec()).Build();
  // The scope below is this file's; the stock policy's rule is not held to it.
  EXPECT_FALSE(Holds(trace, Loaded("extends: [stock:no-exec]\nwhere: {process: children}")));
}

TEST(Scope, OfAFileIsTheDefaultOfEachKeyThatARuleDoesNotHave) {
  TraceBuilder builder;
  const auto child = builder.Thread(200, 200, "/bin/sh", "sh", 0);
  builder.Add(FakeCall(Sysno::mkdir).Path(0, "/d", "/d").Loading());
  const Trace trace = builder.Add(FakeCall(Sysno::getpid)).Add(Exec().In(child)).Build();
  const std::string root = "where: {process: root}";
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}", root));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {process: tree}", root));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {process: children}", root));
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {phase: all}", root));  // another key
  const std::string main = "where: {phase: main}", marks = "where: {phase: {after: a}}";
  EXPECT_TRUE(Holds(trace, "deny: {call: mkdir}", main));
  EXPECT_FALSE(Holds(trace, "deny: {call: mkdir}, where: {phase: all}", main));
  EXPECT_FALSE(Holds(trace, "deny: {call: mkdir}, where: {phase: loading}", marks));
  EXPECT_TRUE(Holds(trace, "deny: {call: mkdir}, where: {phase: main}", marks));
  EXPECT_THAT(Broken(trace, selftest::RuleOnly("deny: {call: mkdir}, where: {exe: /bin/nope}",
                                               "where: {process: children, phase: all}")),
              ElementsAre("r: never in force: no call in its scope, process children, phase all, "
                          "exe /bin/nope"));
}

TEST(Scope, OfAnAllowHasItsPhaseToo) {
  const auto read = [] { return FakeCall(Sysno::openat).Path(1, "/a", "/a"); };
  const Trace trace = TraceBuilder()
                          .Add(read().Loading())
                          .Add(read())
                          .Add(Marked("go"))
                          .Add(FakeCall(Sysno::openat).Path(1, "/b", "/b"))
                          .Build();
  const std::string b = "{id: b, allow: {call: open-read, path: /b}}";
  const auto holds = [&](const std::string& where, const std::string& of_file = "") {
    return Holds(trace, Loaded("default_deny: [open-read]\n" + of_file + "rules: [" + b +
                               ", {id: a, allow: {call: open-read, path: /a}" +
                               (where.empty() ? "" : ", where: " + where) + "}]"));
  };
  EXPECT_TRUE(holds(""));
  EXPECT_TRUE(holds("{phase: main}"));
  EXPECT_TRUE(holds("{phase: {before: go}}"));
  EXPECT_FALSE(holds("{phase: loading}"));
  EXPECT_FALSE(holds("{phase: {after: go}}"));
  const std::string all = "where: {phase: all}\n";
  EXPECT_TRUE(holds("", all));
  EXPECT_FALSE(holds("{phase: main}", all));
}

// Of no scope of its own it need not be needed: see --unused.
TEST(Scope, OfAnAllowThatSelectedNothingItWasNeverInForce) {
  const Trace trace = TraceBuilder().Add(FakeCall(Sysno::getpid)).Build();
  const auto broken = [&](const std::string& more) {
    return Broken(
        trace, Loaded("default_deny: [exec]\nrules: [{id: a, allow: {call: exec}" + more + "}]"));
  };
  EXPECT_THAT(broken(""), testing::IsEmpty());
  EXPECT_THAT(broken(", where: {phase: {after: go}}"),
              ElementsAre("a: never in force: mark 'go' not seen"));
  EXPECT_THAT(broken(", where: {exe: /bin/nope}"),
              ElementsAre(testing::HasSubstr("a: never in force: no call in its scope")));
  EXPECT_THAT(broken(", may_be_absent: true, where: {exe: /bin/nope}"), testing::IsEmpty());
}

TEST(Marks, AfterBeforeAndBetween) {
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::getpid))
                          .Add(Marked("a"))
                          .Add(Exec())
                          .Add(Marked("b"))
                          .Add(FakeCall(Sysno::getuid))
                          .Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {phase: {after: a}}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {phase: {before: a}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {phase: {between: [a, b]}}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: getuid}, where: {phase: {between: [a, b]}}"));
}

TEST(Marks, AreHiddenFromRulesAndCounts) {
  const Trace trace = TraceBuilder().Add(FakeCall(Sysno::getpid)).Add(Marked("a")).Build();
  EXPECT_TRUE(Holds(trace, "deny: {call: access}"));
  EXPECT_TRUE(Holds(trace, "count: {call: \"@all\"}, exactly: 1"));
}

TEST(Marks, ABetweenIntervalBelongsToTheMarkingThreadUnlessThreadsAll) {
  TraceBuilder builder;
  const auto other = builder.Thread(101, 100, "/usr/bin/app", "io-1", 0);
  builder.Add(Marked("a")).Add(FakeCall(Sysno::getpid)).Add(Exec().In(other)).Add(Marked("b"));
  const Trace trace = builder.Build();
  EXPECT_TRUE(Holds(trace, "deny: {call: exec}, where: {phase: {between: [a, b]}}"));
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {phase: {between: [a, b]}, threads: all}"));
}

TEST(Marks, AnUnbalancedPairIsAnError) {
  const Trace trace = TraceBuilder().Add(Marked("a")).Add(Exec()).Build();
  const std::string rule = "deny: {call: getpid}, where: {phase: {between: [a, b]}}";
  EXPECT_FALSE(Holds(trace, rule));
  EXPECT_FALSE(Holds(trace, rule + ", may_be_absent: true"));
}

TEST(Marks, APairThatIsUnbalancedAtEitherEndIsAnError) {
  const auto fault = [](std::initializer_list<const char*> marks) {
    TraceBuilder builder;
    for (const char* mark : marks) builder.Add(Marked(mark));
    const Trace trace = builder.Add(Exec()).Build();
    const auto broken = Broken(
        trace, selftest::RuleOnly("deny: {call: getpid}, where: {phase: {between: [a, b]}}"));
    return broken.empty() ? "" : broken.front();
  };
  const std::string in_one_thread = " in the same thread (of marks of several: 'threads: all')";
  EXPECT_EQ(fault({"a", "b", "a", "b"}), "");
  EXPECT_EQ(fault({"a", "c", "b"}), "");
  EXPECT_EQ(fault({"a", "b", "b"}),
            "r: never in force: mark 'b' without 'a' before it" + in_one_thread);
  EXPECT_EQ(fault({"b", "a", "b"}),
            "r: never in force: mark 'b' without 'a' before it" + in_one_thread);
  EXPECT_EQ(fault({"a", "a", "b"}),
            "r: never in force: mark 'a' again without 'b' before it" + in_one_thread);
  EXPECT_EQ(fault({"a", "b", "a"}),
            "r: never in force: mark 'b' not seen after 'a'" + in_one_thread);
}

TEST(Marks, APairThatTwoThreadsMakeIsUnbalancedInBoth) {
  TraceBuilder builder;
  const auto other = builder.Thread(101, 100, "/usr/bin/app", "io-1", 0);
  const Trace trace = builder.Add(Marked("a")).Add(Exec()).Add(Marked("b").In(other)).Build();
  const std::string rule = "deny: {call: getpid}, where: {phase: {between: [a, b]}";
  EXPECT_FALSE(Holds(trace, rule + "}"));
  EXPECT_TRUE(Holds(trace, rule + ", threads: all}"));
}

// Such a call may come at any time, and mean nothing.
TEST(Marks, DeclaredOnesNeedNoPartner) {
  const std::string marks = "marks: {begin: {call: getuid}, end: {call: getgid}}";
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::getgid))
                          .Add(FakeCall(Sysno::getuid))
                          .Add(FakeCall(Sysno::getuid))
                          .Add(Exec())
                          .Add(FakeCall(Sysno::getgid))
                          .Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: exec}, where: {phase: {between: [begin, end]}}", marks));
  EXPECT_TRUE(Holds(trace, "deny: {call: getpid}, where: {phase: {between: [begin, end]}}", marks));
}

TEST(Scope, OfAFileThatSelectsNothingItsRestrictionsWereNeverInForce) {
  const Trace trace = TraceBuilder().Add(Exec()).Build();
  for (const char* where :
       {"{exe: /usr/bin/nope}", "{phase: {after: go}}", "{thread: \"io*\"}", "{arch: i386}"}) {
    const std::string scope = "where: " + std::string(where) + "\n";
    EXPECT_THAT(Broken(trace, selftest::Loaded(scope + "only: {write: []}")),
                ElementsAre(testing::HasSubstr("only.write: never in force")))
        << where;
    EXPECT_THAT(Broken(trace, selftest::Loaded(scope + "default_deny: [\"@fs-write\"]")),
                ElementsAre(testing::HasSubstr("default_deny.@fs-write: never in force")))
        << where;
  }
  EXPECT_TRUE(Holds(trace, selftest::Loaded("only: {write: []}")));
}

TEST(Marks, AMarkWithoutAChangeOfCode) {
  const std::string marks = "marks: {ready: {call: listen}}";
  const std::string rule = "deny: {call: exec}, where: {phase: {after: ready}}";
  const auto listen = FakeCall(Sysno::listen).Fd(0, 3, "socket:[1]", 0, FdKind::kSocket);
  EXPECT_FALSE(Holds(TraceBuilder().Add(listen).Add(Exec()).Build(), rule, marks));
  EXPECT_TRUE(Holds(TraceBuilder().Add(Exec()).Add(listen).Add(FakeCall(Sysno::getpid)).Build(),
                    rule, marks));
  EXPECT_THAT(Broken(TraceBuilder().Add(Exec()).Build(), selftest::RuleOnly(rule, marks)),
              ElementsAre("r: never in force: mark 'ready' not seen"));
}

}  // namespace
}  // namespace sysassert
