#include "learn/guard.h"

#include <gtest/gtest.h>

namespace sysassert::learn {
namespace {

class GuardTest : public testing::Test {
 protected:
  const Places places_{{{"~", "/home/u"}, {"${cwd}", "/home/u/work"}}};
  const Guard guard_{places_};
  bool Permits(std::string_view text) const {
    PathPattern pattern = ParsePattern(text);
    if (text.starts_with("~") || text.starts_with("$"))
      pattern.components[0] = {{Part::Kind::kVariable, pattern.components[0][0].text}};
    return guard_.Permits(pattern);
  }
};

TEST_F(GuardTest, PermitsPatternsInTheOpen) {
  EXPECT_TRUE(Permits("/srv/data/*"));
  EXPECT_TRUE(Permits("/tmp/cc*.s"));
  EXPECT_TRUE(Permits("${cwd}/out/*"));
  EXPECT_TRUE(Permits("${cwd}/*"));
  EXPECT_TRUE(Permits("~/.cache/app/<num>"));
}

TEST_F(GuardTest, RefusesThemCloseToTheRoot) {
  EXPECT_FALSE(Permits("/*"));
  EXPECT_FALSE(Permits("/data-<num>"));
  EXPECT_FALSE(Permits("/*/x"));
  EXPECT_FALSE(Permits("/srv/*"));
  EXPECT_TRUE(Permits("/srv/data-*.txt"));
}

TEST_F(GuardTest, RefusesAllOfHomeAndWhatHoldsIt) {
  EXPECT_FALSE(Permits("~/*"));
  EXPECT_FALSE(Permits("/home/*"));
  EXPECT_FALSE(Permits("/home/*/x"));
  EXPECT_TRUE(Permits("~/.app-<num>"));
}

TEST_F(GuardTest, RefusesWhatCouldMatchASecret) {
  EXPECT_FALSE(Permits("~/.ssh/*"));
  EXPECT_FALSE(Permits("~/.ssh/id_<num>"));
  EXPECT_FALSE(Permits("~/.ssh/deep/er/<num>"));
  EXPECT_FALSE(Permits("~/.s*/config"));
  EXPECT_FALSE(Permits("/etc/shad*"));
  EXPECT_FALSE(Permits("/etc/ssh/ssh_*_key"));
  EXPECT_TRUE(Permits("/etc/ssh/moduli-<num>"));
  EXPECT_FALSE(Permits("/proc/<pid>/environ"));
  EXPECT_FALSE(Permits("/proc/<pid>/*"));
  EXPECT_TRUE(Permits("/proc/<pid>/stat"));
}

TEST_F(GuardTest, OfAbstractSocketsRefusesAllAlone) {
  EXPECT_TRUE(Permits("@app-<pid>"));
  EXPECT_TRUE(Permits("@/tmp/.X11-unix/X<num>"));
  EXPECT_FALSE(Permits("@*"));
  EXPECT_FALSE(Permits("@<num>"));
}

TEST(Overlap, IsFoundWhereOnePathSuitsBoth) {
  const auto overlap = [](std::string_view a, std::string_view b) {
    return MayOverlap(ParsePattern(a), ParsePattern(b)) &&
           MayOverlap(ParsePattern(b), ParsePattern(a));
  };
  EXPECT_TRUE(overlap("/a/*b", "/a/a*"));
  EXPECT_FALSE(overlap("/a/*b", "/a/a*c"));
  EXPECT_TRUE(overlap("/a/**", "/a"));
  EXPECT_TRUE(overlap("/a/**/z", "/a/b/c/*"));
  EXPECT_FALSE(overlap("/a/**/z", "/b/**"));
  EXPECT_FALSE(overlap("/a/*", "/a/b/c"));
}

}  // namespace
}  // namespace sysassert::learn
