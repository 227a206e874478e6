#include "rules/unlikeness.h"

#include <gtest/gtest.h>

#include <string>

namespace sysassert::rules {
namespace {

TEST(Unlikeness, IsLeastForTheSameDirectory) {
  EXPECT_LT(UnlikenessOf("/w/bad", "\"/w/link/**\""), UnlikenessOf("/w/bad", "\"/etc/passwd\""));
  EXPECT_LT(UnlikenessOf("/w/bad", "\"/w/bat\""), UnlikenessOf("/w/bad", "\"/w/link/**\""));
  EXPECT_LT(UnlikenessOf("/etc/app.conf", "\"/etc\" or below"),
            UnlikenessOf("/etc/app.conf", "\"/opt/app.conf\""));
}

TEST(Unlikeness, WalksOnThroughAMisspeltName) {
  EXPECT_LT(UnlikenessOf("/srv/data/x.txt", "\"/srv/dta/x.txt\""),
            UnlikenessOf("/srv/data/x.txt", "\"/srv/data/other.json\""));
}

TEST(Unlikeness, OfEqualWalksAsksForEdits) {
  EXPECT_LT(UnlikenessOf("/w/a.json", "\"/w/xx.json\""), UnlikenessOf("/w/a.json", "\"/w/qqqq\""));
  EXPECT_EQ(UnlikenessOf("/w/a", "/w/a"), Unlikeness());
}

TEST(Unlikeness, IsOfAnyText) {
  EXPECT_EQ(UnlikenessOf("", "").astray, 0U);
  EXPECT_EQ(UnlikenessOf("/", "\"").astray, 1000U);
  EXPECT_GT(UnlikenessOf(std::string(100'000, '/'), "\"/a\"").astray, 0U);
}

}  // namespace
}  // namespace sysassert::rules
