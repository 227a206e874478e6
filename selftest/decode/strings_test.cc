#include "decode/strings.h"

#include <gtest/gtest.h>

#include <string>

namespace sysassert::decode {
namespace {

TEST(Quote, KeepsWhatIsPrintable) {
  EXPECT_EQ(Quote("a b~", false), R"("a b~")");
  EXPECT_EQ(Quote("", false), R"("")");
}

TEST(Quote, EscapesAsC) { EXPECT_EQ(Quote("\n\t\r\f\v\"\\", false), R"("\n\t\r\f\v\"\\")"); }

TEST(Quote, ShortensOctalUnlessADigitFollows) {
  using std::string_literals::operator""s;
  EXPECT_EQ(Quote("\0"s, false), R"("\0")");
  EXPECT_EQ(Quote("\0001"s, false), R"("\0001")");
  EXPECT_EQ(Quote("\33[0m"s, false), R"("\33[0m")");
  EXPECT_EQ(Quote("\33" + "7"s, false), R"("\0337")");
  EXPECT_EQ(Quote("\33" + "8"s, false), R"("\338")");
  EXPECT_EQ(Quote("\177\377"s, false), R"("\177\377")");
}

TEST(Quote, SaysThatItWasCut) { EXPECT_EQ(Quote("ab", true), R"("ab"...)"); }

}  // namespace
}  // namespace sysassert::decode
