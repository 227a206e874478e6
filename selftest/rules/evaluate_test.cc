#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/socket.h>

#include <cerrno>

#include "approved.h"
#include "rules/rule_helpers.h"
#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

FakeCall OpenOf(std::string_view path, int fd = 3, std::uint64_t flags = O_RDONLY) {
  return FakeCall(Sysno::openat)
      .Arg(0, static_cast<std::uint64_t>(AT_FDCWD))
      .Flags(2, flags)
      .Bytes(1, path)
      .Opens(fd, path, 7);
}

FakeCall FailedOpen(std::string_view passed, std::string_view resolved, int error_number) {
  return FakeCall(Sysno::openat)
      .Arg(0, static_cast<std::uint64_t>(AT_FDCWD))
      .Path(1, passed, resolved)
      .Fails(error_number);
}

std::string FormatAll(const Verdict& verdict, const Trace& trace) {
  std::string text;
  for (const Violation& violation : verdict.violations) text += Format(violation, trace);
  return text;
}

TEST(Deny, FiresOnTheResolvedPath) {
  const Trace trace = TraceBuilder().Add(FailedOpen("../k", "/home/u/.ssh/id", EACCES)).Build();
  const Verdict verdict = Evaluate(
      trace, {RuleOf("no-secrets", Deny{On("@file", "/home/u/.ssh/**"), {}}, PhaseScope::kAll)});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/deny", FormatAll(verdict, trace));
}

TEST(Deny, FiresOnThePathAsPassedToo) {
  const Trace trace = TraceBuilder().Add(FailedOpen("/etc/shadow", "/elsewhere", EACCES)).Build();
  EXPECT_FALSE(
      Evaluate(trace, {RuleOf("d", Deny{On("open", "/etc/shadow"), {}}, PhaseScope::kAll)}).ok());
}

TEST(Deny, LooksAtTheWholeRunWhereItsScopeSaysSo) {
  const Trace trace = TraceBuilder().Add(OpenOf("/etc/shadow").Loading()).Build();
  EXPECT_FALSE(
      Evaluate(trace, {RuleOf("d", Deny{On("open", "/etc/shadow"), {}}, PhaseScope::kAll)}).ok());
  EXPECT_TRUE(
      Evaluate(trace, {RuleOf("d", Deny{On("open", "/etc/shadow"), {}}, PhaseScope::kMain)}).ok());
}

TEST(Deny, CarvesOutItsExceptions) {
  const Trace trace = TraceBuilder().Add(OpenOf("/etc/shadow")).Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("d", Deny{On("open", "/etc/*"), {On("open", "/etc/shadow")}},
                                      PhaseScope::kAll)})
                  .ok());
}

TEST(DefaultDeny, NamesTheNearestAllow) {
  const Trace trace =
      TraceBuilder().Add(OpenOf("/w/data/a.json")).Add(OpenOf("/w/data/b.txt")).Build();
  const Verdict verdict = Evaluate(
      trace, {RuleOf("only-open", DefaultDeny{SelectCalls("open").value(), "default_deny"}),
              RuleOf("inputs", Allow{On("open", "/w/data/*.json"), {}})});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/default_deny", FormatAll(verdict, trace));
}

TEST(DefaultDeny, NamesTheNearestAllowByTheNearestOfItsPaths) {
  const Trace trace = TraceBuilder().Add(OpenOf("/w/data/b.txt")).Build();
  Pattern many = On("open", "/usr/share/locale/locale.alias");
  for (const char* path : {"/w/data/a.txt", "/w/data/b.json", "/w/data/b.text", "/w/log"})
    many.paths.push_back(On("open", path).paths.front());
  const Verdict verdict = Evaluate(
      trace,
      {RuleOf("only-open", DefaultDeny{SelectCalls("open").value(), "default_deny"}),
       RuleOf("few", Allow{On("open", "/w/data/z.conf"), {}}), RuleOf("many", Allow{many, {}})});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/default_deny_many", FormatAll(verdict, trace));
}

TEST(Allow, NeedsBothPathsOfACallWithTwo) {
  const FakeCall rename =
      FakeCall(Sysno::rename).Path(0, "/w/a", "/w/a", 1).Path(1, "/out/b", "/out/b");
  const Trace trace = TraceBuilder().Add(rename).Build();
  const Rule nothing = RuleOf("n", DefaultDeny{SelectCalls("rename").value(), "only.write"});
  EXPECT_FALSE(Evaluate(trace, {nothing, RuleOf("a", Allow{On("rename", "/w/**"), {}})}).ok());
  Pattern both = On("rename", "/w/**");
  both.paths.push_back(On("rename", "/out/**").paths.front());
  EXPECT_TRUE(Evaluate(trace, {nothing, RuleOf("a", Allow{both, {}})}).ok());
}

TEST(Allow, MayBeARuleForEachPath) {
  const FakeCall rename =
      FakeCall(Sysno::rename).Path(0, "/w/a", "/w/a", 1).Path(1, "/o/b", "/o/b");
  const Trace trace = TraceBuilder().Add(rename).Build();
  const Rule nothing = RuleOf("n", DefaultDeny{SelectCalls("rename").value(), "only.write"});
  const Rule from = RuleOf("from", Allow{On("rename", "/w/*"), {}});
  const Rule to = RuleOf("to", Allow{On("@fs-write", "/o/*"), {}});
  const Verdict verdict = Evaluate(trace, {nothing, from, to});
  EXPECT_TRUE(verdict.ok());
  EXPECT_THAT(verdict.unused_allows, IsEmpty());
  EXPECT_FALSE(Evaluate(trace, {nothing, from}).ok());
  const Rule but = RuleOf("but", Allow{On("@fs-write", "/**"), {On("rename", "/o/b")}});
  EXPECT_FALSE(Evaluate(trace, {nothing, but}).ok());
  EXPECT_TRUE(Evaluate(trace, {nothing, but, to}).ok());
}

TEST(Allow, OfTwoPathsTheOneThatNothingAllowsIsNamed) {
  const FakeCall rename =
      FakeCall(Sysno::rename).Path(0, "/w/a", "/w/a", 1).Path(1, "/o/b", "/o/b");
  const Trace trace = TraceBuilder().Add(rename).Build();
  const Verdict verdict =
      Evaluate(trace, {RuleOf("n", DefaultDeny{SelectCalls("rename").value(), "only.write"}),
                       RuleOf("from", Allow{On("rename", "/w/*"), {}})});
  EXPECT_THAT(FormatAll(verdict, trace),
              HasSubstr("the nearest allow, 'from', differs: path is \"/o/b\", expected \"/w/*\""));
}

TEST(DefaultDeny, TakesTheAllowOfTheSameDirectoryForTheNearest) {
  const Trace trace = TraceBuilder().Add(OpenOf("/home/me/w/bad")).Build();
  const Rule nothing = RuleOf("n", DefaultDeny{SelectCalls("open").value(), "only.read"});
  const Verdict verdict =
      Evaluate(trace, {nothing, RuleOf("stock", Allow{On("open", "/etc/passwd"), {}}),
                       RuleOf("own", Allow{On("open", "/home/me/w/link/very/deep/down/**"), {}})});
  EXPECT_THAT(FormatAll(verdict, trace), HasSubstr("the nearest allow, 'own'"));
}

TEST(DefaultDeny, DoesNotSayThatAnAllowDiffersWhereItMatches) {
  const Trace trace = TraceBuilder().Add(OpenOf("/etc/shadow")).Build();
  const Verdict verdict =
      Evaluate(trace, {RuleOf("d", Deny{On("open", "/etc/shadow"), {}}, PhaseScope::kAll),
                       RuleOf("a", Allow{On("open", "/etc/*"), {}})});
  EXPECT_THAT(FormatAll(verdict, trace), HasSubstr("the allow 'a' does not lift it"));
}

TEST(Allow, IsNotMetByAPathThatCouldNotBeResolved) {
  const Trace trace = TraceBuilder().Add(FakeCall(Sysno::unlink).Bytes(0, "/w/a")).Build();
  EXPECT_FALSE(
      Evaluate(trace, {RuleOf("n", DefaultDeny{SelectCalls("unlink").value(), "only.write"}),
                       RuleOf("a", Allow{On("unlink", "/w/**"), {}})})
          .ok());
}

TEST(Count, ComparesAndNamesTheNearestMiss) {
  const Trace trace =
      TraceBuilder().Add(FailedOpen("/etc/app.conf", "/etc/app.conf", EACCES)).Build();
  Pattern pattern = On("open", "/etc/app.conf");
  pattern.conditions.push_back(FailsWith(ENOENT, "ENOENT"));
  const Verdict verdict = Evaluate(trace, {RuleOf("Made", CountOf(pattern, 1, 1))});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/count_nearest", FormatAll(verdict, trace));
}

TEST(Count, ShowsWhoCalledTooOften) {
  TraceBuilder builder;
  for (int i = 0; i < 12; ++i) builder.Add(OpenOf("/w/" + std::to_string(i)));
  const Trace trace = builder.Build();
  const Verdict verdict = Evaluate(trace, {RuleOf("startup-opens", CountOf(On("open"), 0, 3))});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/count_too_many", FormatAll(verdict, trace));
}

TEST(Count, TakesAProbeAndItsFallbackForOneOperation) {
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::clone3).Fails(ENOSYS))
                          .Add(FakeCall(Sysno::clone).Returns(7))
                          .Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("one", CountOf(On("spawn"), 1, 1))}).ok());
}

TEST(Count, CountsAnUnfinishedCallForAMaximumAndNotForAMinimum) {
  const Trace trace =
      TraceBuilder().Add(FakeCall(Sysno::fsync).Fd(0, 3, "/w/a", 7).Unfinished()).Build();
  EXPECT_FALSE(Evaluate(trace, {RuleOf("none", CountOf(On("fsync"), 0, 0))}).ok());
  EXPECT_FALSE(Evaluate(trace, {RuleOf("some", CountOf(On("fsync"), 1, 5))}).ok());
}

TEST(BlindSpots, MakeAPassingProhibitionInconclusive) {
  const Trace trace =
      TraceBuilder().BlindSpot(BlindSpot::kIoUring, "app[100] called io_uring_setup").Build();
  const Verdict verdict =
      Evaluate(trace, {RuleOf("no-net", Deny{On("@network"), {}}, PhaseScope::kAll)});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].kind, Violation::Kind::kInconclusive);
  ExpectApproved("rules/inconclusive", FormatAll(verdict, trace));
}

TEST(BlindSpots, AcceptedByNameDoNotMatter) {
  const Trace trace = TraceBuilder().BlindSpot(BlindSpot::kIoUring, "x", true).Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("no-net", Deny{On("@network"), {}}, PhaseScope::kAll)}).ok());
}

TEST(BlindSpots, DoNotDoubtAMinimumThatWasReached) {
  const Trace trace =
      TraceBuilder().Add(OpenOf("/w/a")).BlindSpot(BlindSpot::kIoUring, "x").Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("one", CountOf(On("open"), 1, INT64_MAX))}).ok());
  EXPECT_FALSE(Evaluate(trace, {RuleOf("one", CountOf(On("open"), 1, 1))}).ok());
}

TEST(Interest, AskingAboutACallThatWasNotWatchedIsInconclusive) {
  TraceBuilder::Run run;
  run.watched.assign(kSysnoCount, '\0');
  run.watched[static_cast<std::size_t>(Sysno::openat)] = '\1';
  const Trace trace = TraceBuilder(run).Add(OpenOf("/w/a")).Build();
  const Verdict verdict =
      Evaluate(trace, {RuleOf("no-connect", Deny{On("connect"), {}}, PhaseScope::kAll)});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_THAT(FormatAll(verdict, trace), HasSubstr("did not watch connect"));
}

TEST(Scope, ThatSelectsNothingIsNeverInForce) {
  const Trace trace = TraceBuilder().Add(OpenOf("/w/a")).Build();
  Rule rule = RuleOf("hot-path", Deny{On("open"), {}});
  rule.scope.between_marks = {"hot-begin", "hot-end"};
  const Verdict verdict = Evaluate(trace, {rule});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].kind, Violation::Kind::kNeverInForce);
  ExpectApproved("rules/never_in_force", FormatAll(verdict, trace));
  rule.may_be_absent = true;
  EXPECT_TRUE(Evaluate(trace, {rule}).ok());
}

TEST(Scope, BetweenMarksBelongsToTheMarkingThread) {
  TraceBuilder builder;
  const std::uint32_t other = builder.Thread(101, 100, "/usr/bin/app", "other", 0);
  const Trace trace = builder.Add(FakeCall(Sysno::access).Mark("a"))
                          .Add(OpenOf("/w/x").In(other))
                          .Add(OpenOf("/w/y"))
                          .Add(FakeCall(Sysno::access).Mark("b"))
                          .Build();
  Rule rule = RuleOf("hot", CountOf(On("open"), 1, 1));
  rule.scope.between_marks = {"a", "b"};
  EXPECT_THAT(Evaluate(trace, {rule}).violations, IsEmpty());
}

TEST(InvalidTrace, FailsEveryRule) {
  EXPECT_FALSE(Evaluate(Trace(), {RuleOf("d", Deny{On("open"), {}})}).ok());
}

TEST(NetworkSet, LeavesLocalSocketsOut) {
  const Trace trace = TraceBuilder()
                          .Add(FakeCall(Sysno::socket).Arg(0, AF_UNIX).Returns(3))
                          .Add(FakeCall(Sysno::sendto)
                                   .Fd(0, 3, "socket:[7]", 9, FdKind::kSocket, 1, AF_UNIX)
                                   .Returns(1))
                          .Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("n", Deny{On("@network"), {}})}).ok());
  const Trace inet = TraceBuilder()
                         .Add(FakeCall(Sysno::sendto)
                                  .Fd(0, 3, "socket:[7]", 9, FdKind::kSocket, 1, AF_INET)
                                  .Returns(1))
                         .Build();
  EXPECT_FALSE(Evaluate(inet, {RuleOf("n", Deny{On("@network"), {}})}).ok());
}

TEST(SelectCalls, SuggestsWhatWasMeant) {
  const auto selected = SelectCalls("opennat");
  ASSERT_FALSE(selected.ok());
  EXPECT_THAT(selected.error().Message(), HasSubstr("did you mean 'openat'?"));
  EXPECT_TRUE(SelectCalls("?opennat").ok());
}

TEST(OpenFamilies, AreSplitByTheFlags) {
  const Trace trace = TraceBuilder()
                          .Add(OpenOf("/w/r"))
                          .Add(OpenOf("/w/w", 3, O_WRONLY))
                          .Add(OpenOf("/w/rw", 3, O_RDWR))
                          .Add(OpenOf("/w/c", 3, O_RDONLY | O_CREAT))
                          .Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("read", CountOf(On("open-read"), 1, 1)),
                               RuleOf("write", CountOf(On("open-write"), 3, 3)),
                               RuleOf("create", CountOf(On("create"), 1, 1))})
                  .ok());
}

}  // namespace
}  // namespace sysassert::selftest
