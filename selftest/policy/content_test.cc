// What the language says of content; each test is named for a sentence.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/uio.h>
#include <unistd.h>

#include <string>

#include "policy_helpers.h"
#include "sysassert/gmock.h"
#include "temp_directory.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FakeCall;
using selftest::FieldOf;
using selftest::Holds;
using selftest::RuleOnly;
using selftest::TraceBuilder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

FakeCall Write(const std::string& bytes, bool cut = false) {
  return FakeCall(Sysno::write)
      .Bytes(1, bytes, capture::ItemKind::kBytes, cut ? capture::kTruncated : 0)
      .Returns(static_cast<std::int64_t>(bytes.size()));
}

constexpr char kNoPassword[] = "deny: {call: write, content: [password, secret]}";

TEST(Content, IsAPartOfWhatWasWrittenOrRead) {
  EXPECT_FALSE(Holds(TraceBuilder().Add(Write("my password: x")).Build(), kNoPassword));
  EXPECT_FALSE(Holds(TraceBuilder().Add(Write("secret")).Build(), kNoPassword));
  EXPECT_TRUE(Holds(TraceBuilder().Add(Write("nothing")).Build(), kNoPassword));
}

TEST(Content, MayHoldWhatYamlCanEscape) {
  const Trace trace = TraceBuilder().Add(Write("a\tb\n")).Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: write, content: \"\\tb\\n\"}"));
  EXPECT_TRUE(Holds(trace, "deny: {call: write, content: \"\\ta\"}"));
}

TEST(Content, ThatWasCutIsInconclusiveWhereItDoesNotMatch) {
  const Trace cut = TraceBuilder().Add(Write("my pass", true)).Build();
  const Verdict verdict = Check(cut, RuleOnly(kNoPassword));
  ASSERT_EQ(verdict.violations.size(), 1U);
  EXPECT_EQ(verdict.violations[0].kind, Violation::Kind::kInconclusive);
  EXPECT_THAT(FieldOf(verdict.violations[0], "remedy"), HasSubstr("--string-limit"));
  EXPECT_THAT(Broken(TraceBuilder().Add(Write("password", true)).Build(), RuleOnly(kNoPassword)),
              ElementsAre("r: forbidden call"));
}

TEST(Content, OfACallThatAnotherConditionExcludesIsOfNoInterest) {
  const Trace cut = TraceBuilder().Add(Write("my pass", true)).Build();
  EXPECT_TRUE(Holds(cut, "deny: {call: write, fd: 9, content: password}"));
}

TEST(Content, ThatWasNotRecordedIsInconclusive) {
  const Trace trace = TraceBuilder().Add(FakeCall(Sysno::writev).Returns(5)).Build();
  EXPECT_FALSE(Holds(trace, "deny: {call: writev, content: password}"));
  const Trace failed = TraceBuilder().Add(FakeCall(Sysno::writev).Fails(EBADF)).Build();
  EXPECT_TRUE(Holds(failed, "deny: {call: writev, content: password}"));
}

TEST(Content, EnoughOfItIsRecordedForAPolicyThatAsks) {
  const Policy policy = RuleOnly(kNoPassword);
  EXPECT_TRUE(policy.asks_content());
  EXPECT_FALSE(RuleOnly("deny: {call: write}").asks_content());
  const Trace trace = Record(
      [] {
        const std::string text = std::string(2000, '.') + "password";
        const int null = open("/dev/null", O_WRONLY);
        EXPECT_EQ(write(null, text.data(), text.size()), static_cast<ssize_t>(text.size()));
      },
      WatchingFor({policy}));
  EXPECT_THAT(Broken(trace, policy), ElementsAre("r: forbidden call"));
}

TEST(Content, OfACallMatchesByAMatcher) {
  const Trace trace = TraceBuilder().Add(Write("BEGIN; COMMIT")).Build();
  EXPECT_THAT(trace, Made(calls::Write().WithContent(HasSubstr("COMMIT"))));
  EXPECT_THAT(trace, Never(calls::Write().WithContent(HasSubstr("ROLLBACK"))));
}

TEST(Content, IsShownShort) {
  const Trace trace = TraceBuilder().Add(Write(std::string(5000, 'x'))).Build();
  EXPECT_THAT(trace[0].text(), HasSubstr("\"" + std::string(32, 'x') + "\"..."));
}

}  // namespace
}  // namespace sysassert
