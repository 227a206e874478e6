// Each format's text for one small run, and that hostile bytes reach no reader of it as they are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "approved.h"
#include "report/escape.h"
#include "report/report.h"
#include "report_helpers.h"

namespace sysassert::report {
namespace {

using selftest::ExpectApproved;
using selftest::HostileReport;
using selftest::SmallReport;
using testing::HasSubstr, testing::Not;

class EveryFormat : public testing::TestWithParam<std::string> {
 protected:
  static std::string Write(const RunReport& report) {
    return FindReportFormat(GetParam())->write(report, {});
  }
};

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const ReportFormat& format : ReportFormats()) names.emplace_back(format.name);
  return names;
}

TEST_P(EveryFormat, SaysWhatIsApproved) {
  ExpectApproved("report/" + GetParam(), Write(SmallReport()));
}

TEST_P(EveryFormat, IsTheSameTextEveryTime) {
  EXPECT_EQ(Write(SmallReport()), Write(SmallReport()));
}

TEST_P(EveryFormat, EscapesWhatIsHostileInPathsCommandsAndCauses) {
  const std::string text = Write(HostileReport());
  EXPECT_EQ(Printable(text, Newlines::kKeep), text);
  EXPECT_THAT(text, Not(HasSubstr("\n::error::forged")));
  EXPECT_THAT(text, Not(HasSubstr("\n##[error]forged")));
  ExpectApproved("report/hostile_" + GetParam(), text);
}

TEST(Github, SummaryOfAStepSaysWhatIsApproved) {
  ExpectApproved("report/github_summary",
                 FindReportFormat("github")->aside->write(SmallReport(), {}));
  ExpectApproved("report/hostile_github_summary",
                 FindReportFormat("github")->aside->write(HostileReport(), {}));
}

INSTANTIATE_TEST_SUITE_P(Report, EveryFormat, testing::ValuesIn(Names()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace sysassert::report
