// The generated files are what their generator makes of the headers and the supplement.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tables/row.h"

namespace sysassert::tables {
namespace {

std::string ContentsOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// clang-format breaks lines; what it leaves alone are the words.
std::string Words(const std::string& text) {
  std::istringstream in(text);
  std::string words;
  for (std::string word; in >> word;) {
    if (word != "//") words += word + " ";
  }
  return words;
}

class Generated : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "sysassert-numbers-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    const std::string command =
        "python3 " + std::string(SYSASSERT_SOURCE) + "/src/tables/generate/numbers.py " + name;
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void ExpectSame(const std::string& file) {
    EXPECT_EQ(Words(ContentsOf(folder_ / file)),
              Words(ContentsOf(std::filesystem::path(SYSASSERT_SOURCE) / file)))
        << file
        << " is not what src/tables/generate/numbers.py makes; run it and commit the result";
  }
  std::filesystem::path folder_;
};

TEST_F(Generated, NumbersAreAsTheGeneratorMakesThem) { ExpectSame("src/tables/numbers.inc"); }
TEST_F(Generated, SysnoIsAsTheGeneratorMakesIt) { ExpectSame("include/sysassert/sysno.h"); }

TEST(Numbers, ACallHasItsOwnNumberOnEachAbi) {
  EXPECT_EQ(NumberOf(Sysno::openat, Abi::kX86_64), 257);
  EXPECT_EQ(NumberOf(Sysno::openat, Abi::kI386), 295);
  EXPECT_EQ(NumberOf(Sysno::openat, Abi::kAarch64), 56);
  EXPECT_EQ(NumberOf(Sysno::open, Abi::kAarch64), -1);
  EXPECT_EQ(NumberOf(Sysno::kUnknown, Abi::kX86_64), -1);
}

TEST(Numbers, EveryNumberLeadsBackToItsCall) {
  for (Abi abi : {Abi::kX86_64, Abi::kI386, Abi::kAarch64, Abi::kX32}) {
    for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
      const auto id = static_cast<Sysno>(i);
      if (NumberOf(id, abi) < 0) continue;
      EXPECT_EQ(FromNumber(abi, NumberOf(id, abi)), id) << NameOf(id);
    }
  }
}

TEST(Numbers, WhatNoTableHasIsUnknown) {
  for (int number : {-1, 400, 999, 100000, 0x7fffffff}) {
    EXPECT_EQ(FromNumber(Abi::kX86_64, number), Sysno::kUnknown) << number;
  }
}

TEST(Numbers, TheNewestCallsAreThere) {
  EXPECT_EQ(FromNumber(Abi::kX86_64, 451), Sysno::cachestat);
  EXPECT_EQ(FromNumber(Abi::kX86_64, 469), Sysno::file_setattr);
  EXPECT_EQ(FromNumber(Abi::kX86_64, 335), Sysno::uretprobe);
}

TEST(Names, ANameLeadsToItsCallAndBack) {
  EXPECT_EQ(FromName("newfstatat"), Sysno::newfstatat);
  EXPECT_EQ(FromName("break"), Sysno::break_);
  EXPECT_EQ(NameOf(Sysno::break_), "break");
  EXPECT_EQ(FromName("opennat"), std::nullopt);
  EXPECT_EQ(NameOf(Sysno::kUnknown), "unknown");
}

// Newer headers name more: then the files are those of others.
TEST(GeneratedConstants, AreWhatTheHeadersSay) {
  std::string folder = testing::TempDir() + "sysassert-constants-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string source = SYSASSERT_SOURCE;
  const std::string command =
      "python3 -B " + source + "/src/tables/generate/constants.py " + folder;
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  for (const char* file :
       {"/src/tables/netlink.inc", "/src/tables/ioctls.inc", "/src/tables/ioctls_i386.inc",
        "/src/tables/attributes.inc", "/src/tables/devices.inc"}) {
    const std::string made = ContentsOf(folder + file), kept = ContentsOf(source + file);
    if (made.substr(0, made.find('\n')) != kept.substr(0, kept.find('\n')))
      GTEST_SKIP() << "the headers here are of another Linux: " << made.substr(0, made.find('\n'));
    EXPECT_EQ(made, kept) << file << " is not what src/tables/generate/constants.py makes";
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace sysassert::tables
