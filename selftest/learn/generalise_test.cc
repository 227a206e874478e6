#include "learn/generalise.h"

#include <gtest/gtest.h>

namespace sysassert::learn {
namespace {

std::string Pattern(const std::vector<std::string>& names, const std::set<int>& pids = {}) {
  PathPattern pattern;
  pattern.absolute = false;
  pattern.components = {PatternOfNames(names, pids)};
  return Write(pattern).text;
}

TEST(NamesThatDiffer, InNumbersAloneGetNumbers) {
  EXPECT_EQ(Pattern({"1", "23"}), "<num>");
  EXPECT_EQ(Pattern({"report-17.txt", "report-204.txt"}), "report-<num>.txt");
  EXPECT_EQ(Pattern({"report-123", "report-124"}), "report-<num>");
  EXPECT_EQ(Pattern({"a1b2", "a1b3", "a1b4"}), "a1b<num>");
}

TEST(NamesThatDiffer, InProcessIdsGetThem) {
  EXPECT_EQ(Pattern({"app.4711", "app.815"}, {4711, 815, 3}), "app.<pid>");
  EXPECT_EQ(Pattern({"app.4711", "app.815"}, {4711}), "app.<num>");
  EXPECT_EQ(Pattern({"app.07", "app.8"}, {7, 8}), "app.<num>");
}

TEST(NamesThatDiffer, KeepWhatTheyBeginAndEndWith) {
  EXPECT_EQ(Pattern({"report-aXbYcZ.tmp", "report-Qr7TuV.tmp"}), "report-*.tmp");
  EXPECT_EQ(Pattern({"ccX1yZ0q.s", "ccAb93Kd.s", "ccuu8hgT.s"}), "cc*.s");
  EXPECT_EQ(Pattern({"tmpab_3d9fg", "tmpx8h2kq7p"}), "tmp*");
  EXPECT_EQ(Pattern({"longer-name-of-one.log", "other.log"}), "*.log");
}

TEST(NamesThatDiffer, ThatHaveNothingInCommonKeepTheirSize) {
  EXPECT_EQ(Pattern({"qwerty", "asdfgh"}), "??????");
  EXPECT_EQ(Pattern({"qwerty", "asdfghj"}), "*");
}

TEST(NamesThatDiffer, KeepNoAccidentOfRandomLetters) {
  EXPECT_EQ(Pattern({"ccAAyZ0q.s", "ccAb93Kd.s", "ccAu8hgT.s"}), "cc*.s");  // a common A
  EXPECT_EQ(Pattern({"ccXXyZ0q.s", "ccAb93Kq.s"}), "cc*.s");                // a common q
  EXPECT_EQ(Pattern({"one", "other-name"}), "*");                           // a common o
  EXPECT_EQ(Pattern({"tmpxb12cd_e", "tmpx8h2kq7p"}), "tmp*");               // a common x
  EXPECT_EQ(Pattern({"a-QWERTY-index", "a-ASDFGH-index"}), "a-*-index");
}

TEST(NamesThatDiffer, NeverOverlapHeadAndTail) {
  EXPECT_EQ(Pattern({"aa", "aaa"}), "aa*");
  EXPECT_EQ(Pattern({"x.tmp.tmp", "x.tmp"}), "x.tmp*");
}

}  // namespace
}  // namespace sysassert::learn
