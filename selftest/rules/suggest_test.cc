#include "rules/suggest.h"

#include <gtest/gtest.h>

namespace sysassert::rules {
namespace {

TEST(Suggest, CountsASwapOfNeighboursAsOne) {
  EXPECT_EQ(EditDistance("olny", "only"), 1u);
  EXPECT_EQ(EditDistance("", "only"), 4u);
  EXPECT_EQ(EditDistance("only", "only"), 0u);
  EXPECT_EQ(EditDistance("opne-raed", "open-read"), 2u);
}

TEST(Suggest, NamesTheNearest) {
  EXPECT_EQ(Nearest("olny", {"deny", "only", "allow"}), "only");
  EXPECT_EQ(Nearest("@netwrok", {"@network", "@new-fd"}), "@network");
  EXPECT_EQ(DidYouMean("Deny", {"deny"}), "; did you mean 'deny'?");
}

TEST(Suggest, IsSilentWhereNothingIsNear) {
  EXPECT_EQ(Nearest("frobnicate", {"deny", "only"}), "");
  EXPECT_EQ(Nearest("", {"deny"}), "");
  EXPECT_EQ(Nearest("x", {"y"}), "");
  EXPECT_EQ(DidYouMean(std::string(100'000, 'a'), {"a"}), "");
}

}  // namespace
}  // namespace sysassert::rules
