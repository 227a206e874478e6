#include "strace/regular_expression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace sysassert::strace {
namespace {

using testing::HasSubstr;

bool Matches(const std::string& pattern, const std::string& text) {
  const auto expression = RegularExpression::Compile(pattern);
  EXPECT_TRUE(expression.ok()) << pattern << ": " << expression.error().Message();
  return expression.ok() && expression.value().MatchesIn(text);
}

std::string Refusal(const std::string& pattern) {
  const auto expression = RegularExpression::Compile(pattern);
  return expression.ok() ? "taken" : expression.error().operation;
}

std::string Times(int times, const std::string& text) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

TEST(RegularExpression, MatchesAnywhere) {
  EXPECT_TRUE(Matches("stat", "newfstatat"));
  EXPECT_FALSE(Matches("^stat", "newfstatat"));
  EXPECT_TRUE(Matches("^(open|close)(at|_range)?2?$", "close_range"));
}

TEST(RegularExpression, WhatIsNoneIsRefusedInTheLibrarysWords) {
  EXPECT_EQ(Refusal("("), "regcomp: (: Unmatched ( or \\(");
  EXPECT_EQ(Refusal("[a"), "regcomp: [a: Unmatched [, [^, [:, [., or [=");
}

// Each of these is copied into more places than there is memory for.
TEST(RegularExpression, WhatRepeatsTooMuchIsRefused) {
  for (const std::string& pattern :
       {"a" + Times(40, "+"), Times(40, "(") + "a" + Times(40, ")+"),
        std::string("((a{100}){100}){100}"), std::string("(a|b{999}){999}"),
        std::string("[[:alpha:]]{200}{200}"), std::string("a{99999999999999999999}"),
        std::string("(a?){90}{90}"), Times(100'000, "("), Times(100'000, "a")})
    EXPECT_THAT(Refusal(pattern), HasSubstr("Regular expression too big")) << pattern.substr(0, 40);
}

TEST(RegularExpression, WhatIsRepeatedALittleIsTaken) {
  EXPECT_TRUE(Matches("^a{1,255}$", "aaa"));
  EXPECT_TRUE(Matches("^(a{3}){3}$", "aaaaaaaaa"));
  EXPECT_TRUE(Matches("^[]+++++++++++++++++++++++++++++{99999}]+\\++$", "+++"));
  EXPECT_TRUE(Matches("^[^]{5000}]{2}[[:digit:]]+[[.a.]]+$", "xx12a"));
  EXPECT_TRUE(Matches(Times(200, "(") + "a" + Times(200, ")"), "a"));
}

}  // namespace
}  // namespace sysassert::strace
