// What is left out, shortened or renamed on the way to another tool.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "report/github.h"
#include "report/human.h"
#include "report/sarif.h"
#include "report/source_name.h"
#include "report_helpers.h"

namespace sysassert::report {
namespace {

using selftest::FakeCall;
using selftest::OpenOf;
using selftest::ReportOf;
using selftest::TraceBuilder;
using testing::HasSubstr, testing::Not;
using Kind = SourceName::Kind;

std::vector<std::string> LinesWith(const std::string& text, const std::string& start) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(start)) lines.push_back(line);
  }
  return lines;
}

RunReport ReportOfRules(int rules, const std::string& severity) {
  std::string yaml = "sysassert: 1\nname: many\nseverity: " + severity + "\nrules:\n";
  for (int i = 0; i < rules; ++i) {
    yaml += "  - {id: rule-" + std::to_string(i) + ", deny: {call: open}}\n";
  }
  return ReportOf(TraceBuilder().Add(OpenOf("/etc/a")).Add(OpenOf("/etc/b")).Build(), yaml);
}

TEST(Github, TenRulesAreTenAnnotations) {
  const std::string text = WriteGithub(ReportOfRules(10, "error"), {});
  EXPECT_THAT(LinesWith(text, "::error "), testing::SizeIs(10));
  EXPECT_THAT(text, Not(HasSubstr(" more")));
}

TEST(Github, TheTenthOfMoreNamesThoseThatFoundNoRoom) {
  const auto errors = LinesWith(WriteGithub(ReportOfRules(12, "error"), {}), "::error ");
  ASSERT_THAT(errors, testing::SizeIs(10));
  EXPECT_THAT(errors.back(), HasSubstr("3 more"));
  for (const std::string name : {"many/rule-9", "many/rule-10", "many/rule-11"}) {
    EXPECT_THAT(errors.back(), HasSubstr(name));
  }
}

TEST(Github, WarningsHaveTenPlacesOfTheirOwn) {
  const std::string text = WriteGithub(ReportOfRules(12, "warn"), {});
  EXPECT_THAT(LinesWith(text, "::warning "), testing::SizeIs(10));
  EXPECT_THAT(LinesWith(text, "::error "), testing::IsEmpty());
}

TEST(Github, AMessageStaysWithinItsLimitAndItsLogIsWhole) {
  const std::string path = "/w/" + std::string(200 * 1024, 'x');
  const auto report = ReportOf(TraceBuilder().Add(OpenOf(path)).Build(),
                               "sysassert: 1\nname: a\nrules: [{id: r, deny: {call: open}}]\n");
  const std::string text = WriteGithub(report, {});
  const auto errors = LinesWith(text, "::error ");
  ASSERT_THAT(errors, testing::SizeIs(1));
  EXPECT_LT(errors[0].size(), 64u * 1024);
  EXPECT_THAT(text, HasSubstr(path));
}

TEST(Github, ASummaryStaysBelowAMegabyteAndSaysWhatItLeavesOut) {
  const std::string path = "/w/" + std::string(100 * 1024, 'x');
  std::string yaml = "sysassert: 1\nname: many\nrules:\n";
  for (int i = 0; i < 20; ++i) {
    yaml += "  - {id: rule-" + std::to_string(i) + ", deny: {call: open}}\n";
  }
  const auto report = ReportOf(TraceBuilder().Add(OpenOf(path)).Build(), yaml);
  const std::string page = WriteGithubSummary(report, {});
  EXPECT_LT(page.size(), 1024u * 1024);
  EXPECT_THAT(page, HasSubstr(" more; the log has them."));
}

TEST(Human, PointsAtTheRuleInTheColourOfItsSeverity) {
  WriteOptions colored;
  colored.color = true;
  EXPECT_THAT(WriteHuman(ReportOfRules(1, "error"), colored),
              HasSubstr("\x1b[1;31m    |          ^^^^^^\x1b[0m\n"));
  EXPECT_THAT(WriteHuman(ReportOfRules(1, "warn"), colored),
              HasSubstr("\x1b[33m    |          ^^^^^^\x1b[0m\n"));
}

TEST(Human, QuotesNothingWhereThePolicyIsNotKnown) {
  RunReport report = ReportOfRules(1, "error");
  report.policies[0].policy.reset();
  EXPECT_THAT(WriteHuman(report, {}), Not(HasSubstr("^")));
}

TEST(SourceName, IsRelativeToTheRepository) {
  const SourceTree tree{"/home/me/app/ci", "/home/me/app"};
  const auto name = [&tree](std::string_view file) { return NameOfSource(tree, file).path; };
  EXPECT_EQ(name("a.yaml"), "ci/a.yaml");
  EXPECT_EQ(name("./../policies//a.yaml"), "policies/a.yaml");
  EXPECT_EQ(name("/home/me/app/a.yaml"), "a.yaml");
  EXPECT_EQ(NameOfSource(tree, "a.yaml").kind, Kind::kBelowRoot);
}

TEST(SourceName, IsAbsoluteOutsideOfIt) {
  const SourceTree tree{"/home/me/app", "/home/me/app"};
  EXPECT_EQ(NameOfSource(tree, "/etc/a.yaml").path, "/etc/a.yaml");
  EXPECT_EQ(NameOfSource(tree, "../apple/a.yaml").path, "/home/me/apple/a.yaml");
  EXPECT_EQ(NameOfSource(tree, "../apple/a.yaml").kind, Kind::kAbsolute);
}

TEST(SourceName, OfAStockPolicyIsNoFileOfTheRepository) {
  const SourceName name = NameOfSource({"/w", "/w"}, "stock:no-network");
  EXPECT_EQ(name.kind, Kind::kStock);
  EXPECT_EQ(name.path, "no-network.yaml");
}

TEST(UriPath, KeepsWhatIsPlainAndEscapesTheRest) {
  EXPECT_EQ(UriPath("a-b_c.d~e/9"), "a-b_c.d~e/9");
  EXPECT_EQ(UriPath("a b:c%\xff?#"), "a%20b%3Ac%25%FF%3F%23");
}

std::string FingerprintOf(const Trace& trace) {
  const auto report =
      ReportOf(trace, "sysassert: 1\nname: a\nrules: [{id: r, deny: {call: open}}]\n");
  return nlohmann::json::parse(WriteSarif(
      report, {}))["runs"][0]["results"][0]["partialFingerprints"]["sysassertFinding/v1"];
}

TEST(SarifFingerprint, IsTheSameWhereOnlyNumbersDiffer) {
  const std::string first = FingerprintOf(TraceBuilder().Add(OpenOf("/tmp/run-17/x")).Build());
  const std::string later = FingerprintOf(
      TraceBuilder().Add(FakeCall(Sysno::getpid)).Add(OpenOf("/tmp/run-2345/x")).Build());
  EXPECT_EQ(first, later);
}

TEST(SarifFingerprint, DiffersByFile) {
  EXPECT_NE(FingerprintOf(TraceBuilder().Add(OpenOf("/tmp/a")).Build()),
            FingerprintOf(TraceBuilder().Add(OpenOf("/tmp/b")).Build()));
}

}  // namespace
}  // namespace sysassert::report
