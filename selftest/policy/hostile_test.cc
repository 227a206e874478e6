// Broken policies, one mistake each: every file of hostile/ is refused, with the approved message.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "approved.h"
#include "sysassert/policy.h"

namespace sysassert {
namespace {

const std::string kFolder = std::string(SYSASSERT_SOURCE) + "/selftest/policy/hostile/";

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(kFolder)) {
    if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Messages name the file as it was named, here from its own folder.
std::string MessagesOf(const std::string& name) {
  std::string text;
  for (const Diagnostic& diagnostic : Policy::FromFile(kFolder + name + ".yaml").diagnostics()) {
    text += diagnostic.text();
  }
  for (std::size_t at = 0; (at = text.find(kFolder, at)) != std::string::npos;)
    text.erase(at, kFolder.size());
  return text;
}

class HostilePolicy : public testing::TestWithParam<std::string> {};

TEST_P(HostilePolicy, IsRefusedWithTheApprovedMessage) {
  EXPECT_FALSE(Policy::FromFile(kFolder + GetParam() + ".yaml").ok());
  const std::string messages = MessagesOf(GetParam());
  selftest::ExpectApproved("policy/" + GetParam(), messages);
  EXPECT_TRUE(std::all_of(messages.begin(), messages.end(), [](unsigned char c) {
    return c == '\n' || (c >= 0x20 && c != 0x7f);
  })) << "bytes that steer a terminal";
}

INSTANTIATE_TEST_SUITE_P(Files, HostilePolicy, testing::ValuesIn(Names()), [](const auto& named) {
  std::string name = named.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(HostilePolicies, AreManyEnoughToMeanSomething) { EXPECT_GE(Names().size(), 150U); }

std::string MessageFor(const std::string& yaml) {
  const Policy policy = Policy::FromString(yaml);
  EXPECT_FALSE(policy.ok());
  return policy.diagnostics().empty() ? "" : policy.diagnostics().front().message;
}

TEST(HostilePolicies, TwentyThousandDeepNestingIsRefused) {
  const std::string head = "sysassert: 1\nname: deep\nx-deep: ";
  EXPECT_EQ(MessageFor(head + std::string(20'000, '[')), "nested more than 32 deep");
  std::string maps = head;
  for (int i = 0; i < 20'000; ++i) maps += "{a: ";
  EXPECT_EQ(MessageFor(maps), "nested more than 32 deep");
}

TEST(HostilePolicies, AHundredMegabytesAreRefused) {
  const std::string text = "sysassert: 1\nname: big\n#" + std::string(100'000'000, 'x') + "\n";
  EXPECT_EQ(MessageFor(text), "the file is larger than 1024 KiB: no policy to review");
}

TEST(HostilePolicies, AFloodOfMistakesIsCounted) {
  std::string text = "sysassert: 1\nname: flood\n";
  for (int i = 0; i < 500; ++i) text += "k" + std::to_string(i) + ": 1\n";
  const Policy policy = Policy::FromString(text);
  EXPECT_LE(policy.diagnostics().size(), 21U);
  EXPECT_EQ(policy.diagnostics().back().message, "480 more mistakes are not shown");
}

}  // namespace
}  // namespace sysassert
