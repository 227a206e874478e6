// From a check that failed to a policy that holds: by recordings made by hand.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <fstream>
#include <string>
#include <utility>

#include "approved.h"
#include "review/accept.h"
#include "review/entry.h"
#include "review/pending.h"
#include "temp_directory.h"
#include "trace_builder.h"

namespace sysassert::review {
namespace {

using selftest::ExpectApproved;
using selftest::FakeCall;
using selftest::TraceBuilder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kPath = "/w/policies/app.yaml";

constexpr const char* kPolicy = R"(# What app may do.
sysassert: 1
name: app
only:
  read: [/etc/app.conf]  # its configuration
  write: []
  exec: []
default_deny: ["@ipc"]
rules:
  - id: few-writes
    count: {call: write}
    baseline: 1  # as of 1.2
  - id: no-hosts
    deny: {call: open, path: /etc/hosts}
)";

FakeCall Read(const std::string& path) {
  return FakeCall(Sysno::openat).Path(1, path, path).Flags(2, O_RDONLY).Opens(3, path);
}

Trace OneMore() {
  TraceBuilder run;
  run.Add(Read("/etc/app.conf"));
  run.Add(Read("/etc/app.d/10-local.conf"));
  run.Add(Read("/etc/app.d/10-local.conf"));
  run.Add(Read("/etc/hosts"));
  run.Add(FakeCall(Sysno::openat)
              .Path(1, "o", "/w/out")
              .Flags(2, O_WRONLY | O_CREAT)
              .Opens(4, "/w/out"));
  for (int i = 0; i < 3; ++i) run.Add(FakeCall(Sysno::write).Fd(0, 4, "/w/out").Returns(1));
  run.Add(FakeCall(Sysno::shmget).Returns(7));
  return run.Build();
}

Pending PendingFor(const Trace& trace, const std::string& policy_text) {
  const Policy policy = Policy::FromString(policy_text, {}, kPath);
  EXPECT_TRUE(policy.ok());
  const std::vector<Trace> runs = {trace};
  auto pending = PendingOf(policy, runs, Check(runs, policy));
  EXPECT_TRUE(pending.ok());
  return std::move(pending).value();
}

// `text` with every change that can be made, as it is proposed.
std::string Taken(std::string text, const Pending& pending) {
  for (const Change& change : pending.changes) {
    const auto edited = Accept(text, kPath, change);
    EXPECT_TRUE(edited.ok()) << edited.error().Message();
    if (edited.ok()) text = edited.value();
  }
  return text;
}

TEST(PendingFile, SaysWhatWouldMakeTheCheckHold) {
  ExpectApproved("review/pending", TextOf(PendingFor(OneMore(), kPolicy), kPath));
}

TEST(PendingFile, ReadsBackAsItWasWritten) {
  const std::string text = TextOf(PendingFor(OneMore(), kPolicy), kPath);
  const auto pending = ReadPending(text, "app.yaml.pending");
  ASSERT_TRUE(pending.ok()) << pending.error().Message();
  EXPECT_EQ(TextOf(pending.value(), kPath), text);
}

TEST(PendingFile, RefusesWhatItWouldNotHaveWritten) {
  const auto mistake = [](const std::string& text) {
    const auto pending = ReadPending(text, "p.pending");
    return pending.ok() ? "none" : pending.error().Message();
  };
  EXPECT_THAT(mistake("a: 1\n"), HasSubstr("no 'sysassert-pending: 1'"));
  EXPECT_THAT(mistake("["), HasSubstr("p.pending:"));
  EXPECT_THAT(mistake("sysassert-pending: 1\nchanges:\n  - kind: gift\n"),
              HasSubstr("p.pending:3"));
  EXPECT_THAT(mistake("sysassert-pending: 1\nchanges: [{kind: entry, rule: r, evidence: e, "
                      "command: c, forms: [a], proposed: 1}]\n"),
              HasSubstr("'proposed' is none of 'forms'"));
  EXPECT_THAT(mistake("sysassert-pending: 1\nchanges: [{kind: entry, rule: r, evidence: e, "
                      "command: c, forms: [a], proposed: -1}]\n"),
              HasSubstr("'proposed' is none of 'forms'"));
}

TEST(Review, TakesAPolicyToWhereOnlyTheProhibitionIsBroken) {
  const Pending pending = PendingFor(OneMore(), kPolicy);
  const std::string text = Taken(kPolicy, pending);
  ExpectApproved("review/taken", text);
  const Verdict verdict = Check(OneMore(), Policy::FromString(text, {}, kPath));
  ASSERT_THAT(verdict.violations, SizeIs(1));
  EXPECT_EQ(verdict.violations[0].rule, "no-hosts");
}

TEST(Review, TakesAChangeOnce) {
  const Pending pending = PendingFor(OneMore(), kPolicy);
  const std::string once = Taken(kPolicy, pending);
  EXPECT_EQ(Taken(once, pending), once);
}

TEST(Review, AllowsByARuleWhatAnExtendedPolicyRestricts) {
  const std::string policy = "sysassert: 1\nname: app\nextends: [\"stock:pure-computation\"]\n";
  TraceBuilder run;
  run.Add(Read("/srv/data/table"));
  const Trace trace = run.Build();
  const Pending pending = PendingFor(trace, policy);
  EXPECT_THAT(pending.changes, SizeIs(1));
  EXPECT_TRUE(Check(trace, Policy::FromString(Taken(policy, pending), {}, kPath)).ok());
}

TEST(Review, OffersADirectoryForEightOfItsFiles) {
  TraceBuilder run;
  for (char c = 'a'; c < 'i'; ++c) run.Add(Read(std::string("/srv/data/") + c));
  const Pending pending = PendingFor(run.Build(), kPolicy);
  ASSERT_THAT(pending.changes, SizeIs(8));
  EXPECT_THAT(pending.changes[0].forms, ElementsAre("/srv/data/a", "/srv/data/*"));
  EXPECT_EQ(pending.changes[0].form, 1U);
}

TEST(Review, WidensNumbersBeforeDirectories) {
  TraceBuilder run;
  run.Add(Read("/srv/data/part-17.bin"));
  const Pending pending = PendingFor(run.Build(), kPolicy);
  ASSERT_THAT(pending.changes, SizeIs(1));
  EXPECT_THAT(pending.changes[0].forms,
              ElementsAre("/srv/data/part-17.bin", "/srv/data/part-<num>.bin", "/srv/data/*"));
  EXPECT_EQ(pending.changes[0].form, 0U);
}

TEST(Review, WidensWhatMakesATemporaryNameOne) {
  TraceBuilder run;
  run.Add(Read("/tmp/report-b449hu38/x.txt"));
  run.Add(Read("/tmp/nwleafd1"));
  run.Add(Read("/tmp/one-two"));
  const Pending pending = PendingFor(run.Build(), kPolicy);
  ASSERT_THAT(pending.changes, SizeIs(3));
  EXPECT_THAT(pending.changes[0].forms[1], "${TMPDIR:-/tmp}/nwleafd<num>");
  EXPECT_THAT(pending.changes[1].forms, ElementsAre("${TMPDIR:-/tmp}/one-two"));
  EXPECT_THAT(pending.changes[2].forms[1], "${TMPDIR:-/tmp}/report-*/x.txt");
}

TEST(Review, TakesTheSuffixOfATemporaryNameForRandom) {
  TraceBuilder run;
  run.Add(Read("/tmp/tmpH4pM1o"));
  run.Add(Read("/tmp/tmpab_1x2z9/x"));
  run.Add(Read("/srv/data/a1b2c3.bin"));
  const Pending pending = PendingFor(run.Build(), kPolicy);
  ASSERT_THAT(pending.changes, SizeIs(3));
  EXPECT_THAT(pending.changes[0].forms,
              ElementsAre("${TMPDIR:-/tmp}/tmpH4pM1o", "${TMPDIR:-/tmp}/tmp*"));
  EXPECT_THAT(pending.changes[1].forms[1], "${TMPDIR:-/tmp}/tmp*/x");
  EXPECT_THAT(pending.changes[2].forms, ElementsAre("/srv/data/a1b2c3.bin", "/srv/data/*"));
}

TEST(Review, WidensWhatLooksDrawnOutsideTheTemporaryDirectoryToo) {
  TraceBuilder run;
  run.Add(Read("/srv/data/config.production"));
  run.Add(Read("/srv/data/out.hTyeRqs"));
  run.Add(Read("/srv/data/report-b449hu38"));
  run.Add(Read("/srv/data/tmp.32h5Xyabcd"));
  const Pending pending = PendingFor(run.Build(), kPolicy);
  ASSERT_THAT(pending.changes, SizeIs(4));
  EXPECT_THAT(pending.changes[0].forms, ElementsAre("/srv/data/config.production", "/srv/data/*"));
  EXPECT_THAT(pending.changes[1].forms[1], "/srv/data/out.*");
  EXPECT_THAT(pending.changes[2].forms,
              ElementsAre("/srv/data/report-b449hu38", "/srv/data/report-*", "/srv/data/*"));
  EXPECT_THAT(pending.changes[3].forms[1], "/srv/data/tmp.*");
  EXPECT_EQ(pending.changes[3].form, 0U);  // offered, not proposed
}

TEST(Review, PointsOutWhatIsKeptClosed) {
  TraceBuilder run;
  run.Add(Read("/etc/shadow"));
  const Pending pending = PendingFor(run.Build(), kPolicy);
  ASSERT_THAT(pending.changes, SizeIs(1));
  EXPECT_THAT(pending.changes[0].evidence, HasSubstr("; stock:no-secrets keeps this closed"));
}

TEST(Review, AllowsEachPathOfARenameThatAnExtendedPolicyRestricts) {
  const std::string policy = "sysassert: 1\nname: app\nextends: [\"stock:pure-computation\"]\n";
  TraceBuilder run;
  run.Add(FakeCall(Sysno::rename).Path(0, "/w/a", "/w/a", 1).Path(1, "/w/b", "/w/b"));
  const Trace trace = run.Build();
  const std::string text = Taken(policy, PendingFor(trace, policy));
  EXPECT_TRUE(Check(trace, Policy::FromString(text, {}, kPath)).ok()) << text;
}

TEST(Review, WritesAnyAddressSoThatItIsReadAgain) {
  for (const std::string& name : {std::string("\0abs\xff", 5), std::string("/w/s*ck\n")}) {
    const sa_family_t family = AF_UNIX;
    std::string address(reinterpret_cast<const char*>(&family), sizeof family);
    TraceBuilder run;
    FakeCall call = FakeCall(Sysno::bind).Bytes(1, address + name);
    if (name.front() == '/') call.About(1, name);
    run.Add(call);
    const Trace trace = run.Build();
    const std::string policy = "sysassert: 1\nname: app\nonly: {listen: []}\n";
    const Pending pending = PendingFor(trace, policy);
    const auto read = ReadPending(TextOf(pending, kPath), "p.pending");
    ASSERT_TRUE(read.ok()) << read.error().Message();
    const std::string text = Taken(policy, read.value());
    EXPECT_TRUE(Check(trace, Policy::FromString(text, {}, kPath)).ok()) << text;
  }
}

TEST(Review, KeepsTheLargestOfTheBaselinesThatCommandsAskFor) {
  const std::string policy =
      "sysassert: 1\nname: app\nrules:\n  - {id: few, count: {call: openat}, baseline: 1}\n";
  Change six, two;
  six.kind = two.kind = Change::Kind::kBaseline;
  six.rule = two.rule = "few";
  six.platform = two.platform = "x86_64-none";
  six.count = 6;
  two.count = 2;
  Pending pending;
  for (const auto& [first, second] : {std::pair(six, two), std::pair(two, six)}) {
    pending.changes = {first, second};
    EXPECT_THAT(Taken(policy, pending), HasSubstr("baseline: 6}"));
  }
}

TEST(Review, RefusesAnEntryOfAListThatIsGone) {
  TraceBuilder run;
  run.Add(Read("/etc/x"));
  const Pending pending = PendingFor(run.Build(), kPolicy);
  ASSERT_THAT(pending.changes, SizeIs(1));
  const auto edited =
      Accept("sysassert: 1\nname: app\nonly: {write: []}\n", kPath, pending.changes[0]);
  ASSERT_FALSE(edited.ok());
  EXPECT_THAT(edited.error().Message(), HasSubstr("'only.read' is no longer in this policy"));
}

TEST(Review, NeverWidensCloseToTheRootOrToSecrets) {
  TraceBuilder run;
  run.Add(Read("/data7"));
  run.Add(Read("/etc/shadow"));
  for (const Change& change : PendingFor(run.Build(), kPolicy).changes)
    EXPECT_THAT(change.forms, SizeIs(1)) << change.forms[0];
}

TEST(Review, AddsTheBaselineOfAPlatformThatHasNone) {
  const std::string policy =
      "sysassert: 1\nname: app\nrules:\n  - id: few\n    count: {call: openat}\n"
      "    baseline: {x86_64-musl: 3}  # by platform\n";
  TraceBuilder run;
  run.Add(Read("/a"));
  const Trace trace = run.Build();
  const std::string text = Taken(policy, PendingFor(trace, policy));
  EXPECT_THAT(text, HasSubstr("baseline: {x86_64-musl: 3, x86_64-none: 1}  # by platform\n"));
  EXPECT_TRUE(Check(trace, Policy::FromString(text, {}, kPath)).ok());
}

TEST(Review, LeavesTheBaselineOfAnExtendedPolicyToItsFile) {
  Change change;
  change.kind = Change::Kind::kBaseline;
  change.rule = "few";
  change.count = 3;
  const auto gone = Accept(kPolicy, kPath, change);
  ASSERT_FALSE(gone.ok());
  EXPECT_THAT(gone.error().Message(), HasSubstr("'few' is no longer in this policy"));
  const selftest::TempDirectory directory;
  std::ofstream(directory / "base.yaml")
      << "sysassert: 1\nname: base\nrules: [{id: few, count: {call: open}, baseline: 2}]\n";
  const auto edited =
      Accept("sysassert: 1\nname: app\nextends: [base.yaml]\n", directory / "app.yaml", change);
  ASSERT_FALSE(edited.ok());
  EXPECT_THAT(edited.error().Message(), HasSubstr("'few' has no baseline in this file"));
}

TEST(Renewed, ReplacesWhatOneCommandAskedForAndKeepsTheOthers) {
  Change a, b;
  a.command = "a";
  b.command = "b";
  Pending before;
  before.changes = {a, b};
  before.by_hand = {{"r", "w", "p", "a"}};
  const Pending after = Renewed(before, "a", {});
  ASSERT_THAT(after.changes, SizeIs(1));
  EXPECT_EQ(after.changes[0].command, "b");
  EXPECT_THAT(after.by_hand, IsEmpty());
}

Change Seen(const std::string& rule, const std::string& seen) {
  Change change;
  change.rule = rule;
  change.seen = seen;
  change.cwd = "/w";
  return change;
}

TEST(WhyNotAllowed, AsksWhatTheEntryMatches) {
  const auto allows = [](const std::string& entry, const Change& change) {
    return WhyNotAllowed(entry, change, kPath).empty();
  };
  const Change file = Seen("only.read", "/w/policies/data/file-1.txt");
  for (const char* entry : {"/w/policies/data/*", "/w/policies/**", "${cwd}/policies/data/*",
                            "${policy_dir}/data/file-<num>.txt", "${NOT_SET:-/w}/*/*/file-?.txt"})
    EXPECT_TRUE(allows(entry, file)) << entry;
  for (const char* entry : {"/w/policies/*", "${policy_dir}/policies/data/*", "${cwd}/data/*"})
    EXPECT_FALSE(allows(entry, file)) << entry;
  const Change port = Seen("only.connect", "127.0.0.1:80");
  EXPECT_TRUE(allows("127.0.0.1:*", port));
  EXPECT_TRUE(allows("127.0.0.0/8:80", port));
  EXPECT_FALSE(allows("127.0.0.2:*", port));
  const Change socket = Seen("only.listen", "unix:/w/app-7.sock");
  EXPECT_TRUE(allows("unix:${cwd}/app-<num>.sock", socket));
  EXPECT_TRUE(allows("unix:/w/*", socket));
  EXPECT_FALSE(allows("unix:${cwd}/*/app-7.sock", socket));
  EXPECT_FALSE(allows("unix:@app", socket));
}

TEST(WhyNotAllowed, SaysWhy) {
  const Change file = Seen("only.read", "/w/data/a");
  EXPECT_EQ(WhyNotAllowed("/w/other", file, kPath), "it does not match /w/data/a");
  EXPECT_THAT(WhyNotAllowed("${SYSASSERT_NOT_SET}/a", file, kPath), HasSubstr("undefined"));
  EXPECT_THAT(WhyNotAllowed("data/a", file, kPath), HasSubstr("a relative pattern"));
  EXPECT_THAT(WhyNotAllowed("nowhere", Seen("only.connect", "[::1]:1"), kPath),
              HasSubstr("an address without a port"));
}

}  // namespace
}  // namespace sysassert::review
