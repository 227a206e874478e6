// Policies of several files: what each is to the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "policy_helpers.h"
#include "temp_directory.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::Broken;
using selftest::FakeCall;
using selftest::TempDirectory;
using selftest::TraceBuilder;
using testing::HasSubstr, testing::IsEmpty;

class Extends : public testing::Test {
 protected:
  void Write(const std::string& name, const std::string& keys) const {
    const std::string stem = name.substr(0, name.find('.'));
    std::ofstream(directory_ / name) << "sysassert: 1\nname: " + stem + "\n" + keys + "\n";
  }
  Policy Load(const std::string& name) const {
    Policy policy = Policy::FromFile(directory_ / name);
    for (const Diagnostic& diagnostic : policy.diagnostics()) ADD_FAILURE() << diagnostic.text();
    return policy;
  }

  TempDirectory directory_;
  Trace trace_ = TraceBuilder().Add(FakeCall(Sysno::mkdir).Path(0, "/d", "/d")).Build();
};

TEST_F(Extends, AFileThatIsExtendedInTwoWaysCountsOnce) {
  Write("base.yaml", "rules: [{id: b, deny: {call: mkdir}}]");
  Write("mid.yaml", "extends: [base.yaml]");
  Write("top.yaml", "extends: [mid.yaml, ./base.yaml]");
  EXPECT_EQ(Broken(trace_, Load("top.yaml")).size(), 1U);
}

TEST_F(Extends, AnOverrideReachesItHoweverItIsExtended) {
  Write("base.yaml", "rules: [{id: b, deny: {call: mkdir}}]");
  Write("mid.yaml",
        "extends: [base.yaml]\noverrides: [{rule: b, drop: true, reason: it is needed}]");
  Write("top.yaml", "extends: [base.yaml, mid.yaml]");
  EXPECT_THAT(Broken(trace_, Load("top.yaml")), IsEmpty());
}

TEST_F(Extends, TheOutermostOverrideWins) {
  Write("base.yaml", "rules: [{id: b, deny: {call: mkdir}}]");
  Write("mid.yaml",
        "extends: [base.yaml]\noverrides: [{rule: b, severity: warn, reason: it is needed}]");
  Write("top.yaml",
        "extends: [mid.yaml]\noverrides: [{rule: b, severity: error, reason: not here}]");
  EXPECT_TRUE(Check(trace_, Load("mid.yaml")).ok());
  EXPECT_FALSE(Check(trace_, Load("top.yaml")).ok());
}

TEST_F(Extends, BlocksWhereAnExtendedFileDoesAndThisOneDoesNotSay) {
  Write("base.yaml", "mode: block\nrules: [{id: b, deny: {call: mkdir}}]");
  Write("top.yaml", "extends: [base.yaml]");
  Write("other.yaml", "mode: check\nextends: [base.yaml]");
  EXPECT_EQ(Load("top.yaml").mode(), Policy::Mode::kBlock);
  EXPECT_EQ(Load("other.yaml").mode(), Policy::Mode::kCheck);
}

TEST_F(Extends, EveryStockPolicyAtOnce) {
  std::string all;
  for (const std::string& name : StockPolicies())
    all += (all.empty() ? "" : ", ") + ("stock:" + name);
  Write("top.yaml", "extends: [" + all + "]");
  Load("top.yaml");
}

TEST(Variables, AMistakeIsSaidAtItsPlaceWithItsLine) {
  const Policy policy = selftest::Loaded(
      "vars: {A: \"${B}/a\", B: \"${A}/b\"}\n"
      "rules: [{id: r, deny: {call: open, path: \"${A}/x\"}}]");
  const auto rules = policy.RulesFor(TraceBuilder().Build());
  ASSERT_FALSE(rules.ok());
  EXPECT_EQ(rules.error().operation,
            "test.yaml:4:42: error: the variable 'A' is made of itself\n"
            "  4 | rules: [{id: r, deny: {call: open, path: \"${A}/x\"}}]\n"
            "    |                                          ^^^^^^^^");
}

Result<std::vector<Rule>> RulesFor(const std::string& path, const Policy::Vars& vars) {
  return selftest::Loaded("rules: [{id: r, deny: {call: open, path: \"" + path + "\"}}]", vars)
      .RulesFor(TraceBuilder().Build());
}

TEST(Variables, ASlashAtTheEndOfOneIsNone) {
  const Policy policy =
      selftest::Loaded("rules: [{id: r, deny: {call: mkdir, path: \"${D}/x\"}}]", {{"D", "/d//"}});
  const Trace trace = TraceBuilder().Add(FakeCall(Sysno::mkdir).Path(0, "/d/x", "/d/x")).Build();
  EXPECT_EQ(Broken(trace, policy).size(), 1U);
}

TEST(Variables, MakeNoRelativePattern) {
  const auto rules = RulesFor("${D}/x", {{"D", "./data"}});
  ASSERT_FALSE(rules.ok());
  EXPECT_THAT(rules.error().operation, HasSubstr("it is './data/x', a relative path"));
}

// For a recording, nobody can say where it led: a prohibition would hold since it never matches.
TEST(Variables, DotsAreNotResolvedForARecording) {
  for (const char* directory : {"/a/../b", "/a/."}) {
    const auto rules = RulesFor("${D}/x", {{"D", directory}});
    ASSERT_FALSE(rules.ok());
    EXPECT_THAT(rules.error().operation, HasSubstr("for a recording, write it out"));
  }
}

TEST(Variables, TheOneThatIsUndefinedIsNamed) {
  const Policy policy = selftest::Loaded(
      "vars: {A: \"${NO_SUCH_ONE}/a\"}\n"
      "rules: [{id: r, deny: {call: open, path: \"${A}/x\"}}]");
  const auto rules = policy.RulesFor(TraceBuilder().Build());
  ASSERT_FALSE(rules.ok());
  EXPECT_THAT(rules.error().operation, HasSubstr("the variable 'NO_SUCH_ONE' is undefined"));
}

}  // namespace
}  // namespace sysassert
