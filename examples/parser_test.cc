// A function under test instead of a program: Record() runs a lambda in a forked child, and what
// fails there fails here. This parser is asked to open its input and nothing else.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <fstream>
#include <map>
#include <optional>
#include <string>

#include "temp_directory.h"

namespace {

using namespace sysassert;
using testing::Not;

using Settings = std::map<std::string, std::string>;

// Lines of `name=value`, and of `include=FILE`: the kind of convenience that opens more than one
// thought of.
std::optional<Settings> ParseFile(const std::string& path) {
  std::ifstream in(path);
  if (!in) return std::nullopt;
  Settings settings;
  for (std::string line; std::getline(in, line);) {
    const std::size_t equals = line.find('=');
    if (equals == std::string::npos) return std::nullopt;
    const std::string value = line.substr(equals + 1);
    if (line.compare(0, equals, "include") != 0) {
      settings[line.substr(0, equals)] = value;
    } else if (auto included = ParseFile(value)) {
      settings.merge(*included);
    }
  }
  return settings;
}

TEST(Parser, OpensOnlyItsInput) {
  TempDirectory directory;
  const std::string input = directory.Write("app.conf", "color=blue\nsize=12\n");
  const Trace trace = Record([&] { EXPECT_EQ(ParseFile(input)->at("size"), "12"); });
  EXPECT_THAT(trace, OnlyOpens({input}));
}

TEST(Parser, AnIncludeInTheInputOpensMore) {
  TempDirectory directory;
  const std::string input = directory.Write("app.conf", "include=/etc/passwd\nsize=12\n");
  const Trace trace = Record([&] { EXPECT_TRUE(ParseFile(input)); });
  EXPECT_THAT(trace, Not(OnlyOpens({input})));
  EXPECT_THAT(trace, OnlyOpens({input, "/etc/passwd"}));
}

TEST(Parser, SaysSoWhenThereIsNoInput) {
  TempDirectory directory;
  const std::string input = directory / "missing.conf";
  const Trace trace = Record([&] { EXPECT_FALSE(ParseFile(input)); });
  EXPECT_THAT(trace, Made(calls::OpenForReading(input).Failing(ENOENT)).Times(1));
}

}  // namespace
