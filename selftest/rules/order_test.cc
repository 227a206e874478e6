#include <gmock/gmock.h>

#include "approved.h"
#include "rules/rule_helpers.h"
#include "trace_builder.h"

namespace sysassert::selftest {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

FakeCall Write(std::string_view path, std::uint64_t inode) {
  return FakeCall(Sysno::write).Fd(0, 3, path, inode).Returns(8);
}
FakeCall Sync(std::string_view path, std::uint64_t inode) {
  return FakeCall(Sysno::fsync).Fd(0, 4, path, inode);
}
FakeCall Rename(std::string_view from, std::string_view to, std::uint64_t inode) {
  return FakeCall(Sysno::rename).Path(0, from, from, inode).Path(1, to, to);
}
FakeCall Send() {
  return FakeCall(Sysno::sendto).Fd(0, 9, "socket:[5]", 50, FdKind::kSocket).Returns(3);
}

Rule SyncBeforeRename() {
  return RuleOf(
      "sync-before-rename",
      Order{On("write", "/w/**"), On("@sync"), On("rename"), {Same::kFile}, {Same::kFile}, false});
}
Rule SyncBeforeSend() {
  return RuleOf(
      "ack",
      Order{On("write", "/w/**"), On("@sync"), On("send"), {Same::kFile}, {Same::kThread}, false});
}

TEST(Order, HoldsWhereTheUntilCameBetween) {
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7))
                          .Add(Sync("/w/t", 7))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeRename()}).violations, IsEmpty());
}

TEST(Order, BreaksWhereItDidNot) {
  const Trace trace = TraceBuilder().Add(Write("/w/t", 7)).Add(Rename("/w/t", "/w/f", 7)).Build();
  const Verdict verdict = Evaluate(trace, {SyncBeforeRename()});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/order", Format(verdict.violations[0], trace));
}

TEST(Order, ASyncOfAnotherFileDoesNotCount) {
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7))
                          .Add(Sync("/w/u", 8))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeRename()}).violations, SizeIs(1));
}

TEST(Order, ARenameOfAnotherFileDoesNotBreakIt) {
  const Trace trace = TraceBuilder().Add(Write("/w/t", 7)).Add(Rename("/w/u", "/w/f", 8)).Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeRename()}).violations, IsEmpty());
}

TEST(Order, SyncOfEverythingSyncsEveryFile) {
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7))
                          .Add(FakeCall(Sysno::sync))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeRename()}).violations, IsEmpty());
}

TEST(Order, AFailedSyncIsNone) {
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7))
                          .Add(Sync("/w/t", 7).Fails(5))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeRename()}).violations, SizeIs(1));
}

TEST(Order, ASyncThatBeganBeforeTheWriteEndedDoesNotCover) {
  // The fsync enters while the write is in flight: it may have missed it.
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7).EndsAfter(2))
                          .Add(Sync("/w/t", 7).EndsAfter(2))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeRename()}).violations, SizeIs(1));
}

TEST(Order, ASyncThatIsStillInFlightDoesNotCover) {
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7))
                          .Add(Sync("/w/t", 7).EndsAfter(3))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeRename()}).violations, SizeIs(1));
}

TEST(Order, AnotherThreadsSyncCoversAndItsSendDoesNotBreak) {
  TraceBuilder builder;
  const std::uint32_t other = builder.Thread(101, 100, "/usr/bin/app", "worker", 0);
  const Trace trace = builder.Add(Write("/w/log", 7))
                          .Add(Send().In(other))
                          .Add(Sync("/w/log", 7).In(other))
                          .Add(Send())
                          .Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeSend()}).violations, IsEmpty());
}

TEST(Order, FindsAnAcknowledgementBeforeTheSync) {
  const Trace trace =
      TraceBuilder().Add(Write("/w/log", 7)).Add(Send()).Add(Sync("/w/log", 7)).Build();
  EXPECT_THAT(Evaluate(trace, {SyncBeforeSend()}).violations, SizeIs(1));
}

TEST(Order, ThatIsNeverPutToTheTestFails) {
  const Trace trace = TraceBuilder().Add(Send()).Build();
  const Verdict verdict = Evaluate(trace, {SyncBeforeSend()});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/order_vacuous", Format(verdict.violations[0], trace));
}

TEST(Order, AnOpenIntervalIsFineUnlessItMustEnd) {
  const Trace trace = TraceBuilder().Add(Write("/w/t", 7)).Build();
  Rule rule = SyncBeforeRename();
  EXPECT_TRUE(Evaluate(trace, {rule}).ok());
  std::get<Order>(rule.body).must_end = true;
  EXPECT_FALSE(Evaluate(trace, {rule}).ok());
}

TEST(Order, TheDirectoryIsTheOneThatHoldsTheNewName) {
  Rule rule = RuleOf("directory-synced",
                     Order{On("rename"), On("fsync"), On("?none"), {Same::kDirectory}, {}, true});
  const FakeCall directory = FakeCall(Sysno::fsync).Fd(0, 5, "/w/out", 90, FdKind::kDirectory);
  EXPECT_TRUE(
      Evaluate(TraceBuilder().Add(Rename("/w/t", "/w/out/f", 7)).Add(directory).Build(), {rule})
          .ok());
  EXPECT_FALSE(
      Evaluate(TraceBuilder().Add(Rename("/w/out/t", "/w/f", 7)).Add(directory).Build(), {rule})
          .ok());
}

TEST(Sequence, HoldsWithGaps) {
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7))
                          .Add(Send())
                          .Add(Sync("/w/t", 7))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("InOrder",
                                      Sequence{{On("write"), On("fsync"), On("rename")}, false})})
                  .ok());
}

TEST(Sequence, NamesTheStepThatNeverCame) {
  const Trace trace = TraceBuilder()
                          .Add(Write("/w/t", 7))
                          .Add(Rename("/w/t", "/w/f", 7))
                          .Add(Sync("/w/t", 7))
                          .Build();
  const Verdict verdict = Evaluate(
      trace, {RuleOf("InOrder", Sequence{{On("write"), On("fsync"), On("rename")}, false})});
  ASSERT_THAT(verdict.violations, SizeIs(1));
  ExpectApproved("rules/sequence", Format(verdict.violations[0], trace));
}

TEST(Sequence, AStepMustEndBeforeTheNextBegins) {
  const Trace trace =
      TraceBuilder().Add(Write("/w/t", 7).EndsAfter(2)).Add(Sync("/w/t", 7)).Build();
  EXPECT_FALSE(
      Evaluate(trace, {RuleOf("InOrder", Sequence{{On("write"), On("fsync")}, false})}).ok());
}

TEST(Sequence, PerThreadWantsOneThread) {
  TraceBuilder builder;
  const std::uint32_t other = builder.Thread(101, 100, "/usr/bin/app", "worker", 0);
  const Trace trace = builder.Add(Write("/w/t", 7)).Add(Sync("/w/t", 7).In(other)).Build();
  EXPECT_TRUE(Evaluate(trace, {RuleOf("s", Sequence{{On("write"), On("fsync")}, false})}).ok());
  EXPECT_FALSE(Evaluate(trace, {RuleOf("s", Sequence{{On("write"), On("fsync")}, true})}).ok());
}

}  // namespace
}  // namespace sysassert::selftest
