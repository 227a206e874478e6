#include "learn/path_pattern.h"

#include <gtest/gtest.h>

#include "learn/places.h"
#include "policy/variables.h"
#include "policy/yaml_source.h"
#include "sysassert/glob.h"

namespace sysassert::learn {
namespace {

std::string TextOf(std::string_view path, Quoting quoting = Quoting::kVariables) {
  return Write(Literally(path), quoting).text;
}

// Does the text, read as the policy language reads it, match the path and nothing like it?
bool Matches(const std::string& text, std::string_view path) {
  std::string mistake;
  const auto pieces = policy::Expand(
      text,
      [](std::string_view name) -> std::optional<std::string> {
        return QuotingVariables().at(std::string(name));
      },
      &mistake);
  EXPECT_TRUE(pieces) << mistake;
  return pieces && PathGlob(*pieces).Matches(path);
}

TEST(WrittenPath, IsItselfWhereNothingIsSpecial) {
  EXPECT_EQ(TextOf("/etc/app.conf"), "/etc/app.conf");
  EXPECT_EQ(TextOf("/"), "/");
  EXPECT_EQ(TextOf("//etc///x/"), "/etc/x");
  EXPECT_EQ(TextOf("/usr/bin/["), "/usr/bin/[");
  EXPECT_EQ(TextOf("/a <b> $c {d}"), "/a <b> $c {d}");
}

TEST(WrittenPath, QuotesWhatTheLanguageWouldRead) {
  for (const char* path :
       {"/d/a*b", "/d/**", "/d/what?", "/d/<num>", "/d/<pid>x<self>", "/d/${HOME}", "/${cwd}/~"}) {
    const std::string text = TextOf(path);
    EXPECT_NE(text, path);
    EXPECT_TRUE(Matches(text, path)) << text;
    EXPECT_FALSE(Matches(text, "/d/axxb")) << text;
    EXPECT_FALSE(Matches(text, "/d/12")) << text;
  }
  EXPECT_EQ(TextOf("/d/a*b"), "/d/a${star}b");
  EXPECT_EQ(UsedIn("/d/a${star}b?"), (std::map<std::string, std::string>{{"star", "*"}}));
}

TEST(WrittenPath, IsCoveredWherePoliciesGetNoVariables) {
  const Written written = Write(Literally("/d/a*b"), Quoting::kCovered);
  EXPECT_EQ(written.text, "/d/a?b");
  EXPECT_TRUE(written.covered);
}

// The scalar as YAML reads it.
std::string Read(const std::string& scalar) {
  policy::Diagnostics mistakes;
  const policy::Source source("scalar", "", "a: " + scalar + "\n");
  const auto root = policy::ParseYaml(source, &mistakes);
  EXPECT_TRUE(root && !mistakes.has_errors()) << scalar;
  const policy::Node* node = root ? root->Find("a") : nullptr;
  return node == nullptr ? "" : node->text;
}

TEST(WrittenPath, CoversBytesThatYamlCannotCarry) {
  for (const char* path : {"/d/a\xff"
                           "b",
                           "/d/a\xc3", "/d/\xe0\x80\x80", "/d/\xed\xa0\x80x"}) {
    const Written written = Write(Literally(path));
    EXPECT_TRUE(written.covered) << written.text;
    EXPECT_TRUE(GlobMatches(written.text, path)) << written.text;
    for (char c : written.text) EXPECT_TRUE(c >= ' ' && c <= '~') << written.text;
  }
  EXPECT_EQ(TextOf("/d/\xc3\xa9t\xc3\xa9"), "/d/\xc3\xa9t\xc3\xa9");
  EXPECT_FALSE(Write(Literally("/d/\xc3\xa9")).covered);
  EXPECT_EQ(TextOf("/d/\xc3\xa9\xff"), "/d/\xc3\xa9?");
}

TEST(YamlScalar, EscapesWhatAReaderWouldNotSee) {
  EXPECT_EQ(YamlScalar("/d/a\nb\t"), "\"/d/a\\nb\\t\"");
  EXPECT_EQ(YamlScalar("/d/\x7f"), "\"/d/\\u007f\"");
  EXPECT_EQ(YamlScalar("/d/\xe2\x80\xae"
                       "fdp.exe"),
            "\"/d/\\u202efdp.exe\"");
  for (const char* path : {"/d/a\nb", "/d/a\x7f", "/d/\xc2\x85",
                           "/d/\xe2\x80\xae"
                           "fdp.exe",
                           "/d/\xef\xbb\xbf", "/d/\x1b[31m\r", "/d/\\\"'"}) {
    const Written written = Write(Literally(path));
    EXPECT_FALSE(written.covered) << written.text;
    const std::string scalar = YamlScalar(written.text);
    EXPECT_EQ(Read(scalar), path) << scalar;
    for (char c : scalar) EXPECT_TRUE(c >= ' ' && c <= '~') << scalar;
  }
}

TEST(YamlScalar, IsUtf8WhateverItIsGiven) {
  EXPECT_EQ(Read(YamlScalar("unix:@abs\xff")), "unix:@abs?");
}

TEST(WrittenPath, HasPlaceholdersAndStars) {
  PathPattern pattern = Literally("/proc/x/y");
  pattern.components[1] = {{Part::Kind::kSelf, "self"}};
  pattern.components[2] = {
      {Part::Kind::kLiteral, "a-"}, {Part::Kind::kNumber, ""}, {Part::Kind::kStar, ""}};
  EXPECT_EQ(Write(pattern).text, "/proc/<self>/a-<num>*");
}

TEST(Covers, APathWhoseEveryNameMatches) {
  PathPattern pattern = Literally("/srv/a*b/x");
  pattern.components[2] = {{Part::Kind::kLiteral, "part-"}, {Part::Kind::kNumber, ""}};
  EXPECT_TRUE(Covers(pattern, Literally("/srv/a*b/part-17")));
  EXPECT_FALSE(
      Covers(pattern, Literally("/srv/axb/part-17")));  // a star that was seen is no pattern
  EXPECT_FALSE(Covers(pattern, Literally("/srv/a*b/part-x")));
  EXPECT_FALSE(Covers(pattern, Literally("/srv/a*b")));
  EXPECT_FALSE(Covers(pattern, Literally("srv/a*b/part-17")));
}

TEST(YamlScalar, QuotesUnlessPlainIsSafe) {
  EXPECT_EQ(YamlScalar("/etc/a-b_c.d+e"), "/etc/a-b_c.d+e");
  EXPECT_EQ(YamlScalar("/etc/a b"), "\"/etc/a b\"");
  EXPECT_EQ(YamlScalar("${cwd}/x"), "\"${cwd}/x\"");
  EXPECT_EQ(YamlScalar("/a\"b\\c#d: e"), "\"/a\\\"b\\\\c#d: e\"");
  EXPECT_EQ(YamlScalar("~/x"), "\"~/x\"");
}

TEST(Places, TakeTheDeepestThatHoldsThePath) {
  const Places places(
      {{"~", "/home/u"}, {"${policy_dir}", "/home/u/w/policies"}, {"${cwd}", "/home/u/w"}});
  const auto text = [&](const char* path) { return Write(places.Split(path)).text; };
  EXPECT_EQ(text("/home/u/w/src/a.c"), "${cwd}/src/a.c");
  EXPECT_EQ(text("/home/u/w"), "${cwd}");
  EXPECT_EQ(text("/home/u/w/policies/p.yaml"), "${policy_dir}/p.yaml");
  EXPECT_EQ(text("/home/u/.gitconfig"), "~/.gitconfig");
  EXPECT_EQ(text("/home/u/wide/x"), "~/wide/x");
  EXPECT_EQ(text("/etc/passwd"), "/etc/passwd");
}

TEST(Places, OfEqualDirectoriesTheFirstIsTaken) {
  const Places places({{"${policy_dir}", "/w/"}, {"${cwd}", "/w"}});
  EXPECT_EQ(Write(places.Split("/w/x")).text, "${policy_dir}/x");
  EXPECT_EQ(places.DirectoryOf("${policy_dir}"), "/w");
}

TEST(Places, NoneIsTheRoot) {
  const Places places(
      {{"~", "/"}, {"${cwd}", "//"}, {"${policy_dir}", ""}, {"${TMPDIR:-/tmp}", "tmp"}});
  for (const char* path : {"/", "/etc/x", "/tmp/x"})
    EXPECT_EQ(Write(places.Split(path)).text, path);
}

TEST(Places, TheCallersOwnEntryInProcIsSelf) {
  const Places places({});
  EXPECT_EQ(Write(places.Split("/proc/12/maps", 12)).text, "/proc/<self>/maps");
  EXPECT_EQ(Write(places.Split("/proc/self/maps", 12)).text, "/proc/<self>/maps");
  EXPECT_EQ(Write(places.Split("/proc/13/maps", 12)).text, "/proc/13/maps");
  EXPECT_EQ(Write(places.Split("/srv/self", 12)).text, "/srv/self");
}

}  // namespace
}  // namespace sysassert::learn
