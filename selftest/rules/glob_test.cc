#include "sysassert/glob.h"

#include <fnmatch.h>
#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace sysassert {
namespace {

TEST(Glob, StarStaysWithinAComponentAndMatchesDotfiles) {
  EXPECT_TRUE(GlobMatches("/etc/*.conf", "/etc/host.conf"));
  EXPECT_TRUE(GlobMatches("/home/*", "/home/.profile"));
  EXPECT_TRUE(GlobMatches("/home/?profile", "/home/.profile"));
  EXPECT_FALSE(GlobMatches("/etc/*", "/etc/ssl/cert.pem"));
  EXPECT_FALSE(GlobMatches("/etc?shadow", "/etc/shadow"));
  EXPECT_FALSE(GlobMatches("/etc/*", "/etc"));
}

TEST(Glob, DoubleStarIsAWholeComponentZeroOrMore) {
  for (const char* path : {"/a", "/a/", "/a/b", "/a/b/c/d", "/a/.hidden/x"}) {
    EXPECT_TRUE(GlobMatches("/a/**", path)) << path;
  }
  EXPECT_FALSE(GlobMatches("/a/**", "/ab"));
  EXPECT_FALSE(GlobMatches("/a/**", "/"));
  EXPECT_TRUE(GlobMatches("/a/**/z", "/a/z"));
  EXPECT_TRUE(GlobMatches("/a/**/z", "/a/b/c/z"));
  EXPECT_FALSE(GlobMatches("/a/**/z", "/a/b/zz"));
  EXPECT_TRUE(GlobMatches("/**", "/"));
  EXPECT_TRUE(GlobMatches("/**/x/**/y", "/x/x/q/y"));
  EXPECT_FALSE(GlobMatches("/**/x/**/y", "/y/x"));
}

TEST(Glob, DirectoryWithASlashIsTheDirectoryAlone) {
  EXPECT_TRUE(GlobMatches("/a/", "/a"));
  EXPECT_TRUE(GlobMatches("/a/", "/a/"));
  EXPECT_FALSE(GlobMatches("/a/", "/a/b"));
}

TEST(Glob, BracketsAndBracesAreOrdinaryBytes) {
  EXPECT_TRUE(GlobMatches("/usr/bin/[", "/usr/bin/["));
  EXPECT_TRUE(GlobMatches("/tmp/{a,b}", "/tmp/{a,b}"));
  EXPECT_FALSE(GlobMatches("/tmp/{a,b}", "/tmp/a"));
  EXPECT_FALSE(GlobMatches("/tmp/[ab]", "/tmp/a"));
  EXPECT_TRUE(GlobMatches("/tmp/\\*", "/tmp/\\anything"));
}

TEST(Glob, PlaceholdersMatchNumbers) {
  EXPECT_TRUE(GlobMatches("/tmp/app.<num>.log", "/tmp/app.007.log"));
  EXPECT_TRUE(GlobMatches("/tmp/*<num>", "/tmp/v1.22"));
  EXPECT_FALSE(GlobMatches("/tmp/<num>", "/tmp/12a"));
  EXPECT_FALSE(GlobMatches("/tmp/<num>", "/tmp/"));
  EXPECT_TRUE(GlobMatches("/proc/<pid>/stat", "/proc/812/stat"));
  EXPECT_FALSE(GlobMatches("/proc/<pid>/stat", "/proc/self/stat"));
  EXPECT_FALSE(GlobMatches("/proc/<pid>/stat", "/proc/99999999999999999999999/stat"));
  EXPECT_FALSE(GlobMatches("/proc/<pid>/stat", "/proc/0/stat"));
}

TEST(Glob, SelfIsTheProcessThatAsks) {
  EXPECT_TRUE(GlobMatches("/proc/<self>/maps", "/proc/self/maps"));
  EXPECT_TRUE(GlobMatches("/proc/<self>/maps", "/proc/thread-self/maps"));
  EXPECT_TRUE(GlobMatches("/proc/<self>/maps", "/proc/812/maps", 812));
  EXPECT_FALSE(GlobMatches("/proc/<self>/maps", "/proc/813/maps", 812));
  EXPECT_FALSE(GlobMatches("/proc/<self>/maps", "/proc/812/maps"));
}

TEST(Glob, RepeatedSlashesCountOnce) {
  EXPECT_TRUE(GlobMatches("/etc/shadow", "//etc///shadow"));
  EXPECT_TRUE(GlobMatches("//etc//*", "/etc/shadow"));
}

TEST(Glob, RelativeAndAbsoluteDoNotMix) {
  EXPECT_FALSE(GlobMatches("etc/*", "/etc/x"));
  EXPECT_FALSE(GlobMatches("/etc/*", "etc/x"));
  EXPECT_TRUE(GlobMatches("**/*.tmp", "/a/b.tmp"));
  EXPECT_TRUE(GlobMatches("**/*.tmp", "b.tmp"));
  EXPECT_FALSE(GlobMatches("**", ""));
}

TEST(Glob, LiteralPrefixEndsBeforeTheFirstWildcard) {
  EXPECT_EQ(PathGlob("/usr/lib/**/*.so").literal_prefix(), "/usr/lib");
  EXPECT_EQ(PathGlob("/usr/li*/a").literal_prefix(), "/usr");
  EXPECT_EQ(PathGlob("/**").literal_prefix(), "/");
  EXPECT_EQ(PathGlob("/proc/<self>/x").literal_prefix(), "/proc");
  EXPECT_TRUE(PathGlob("/etc/shadow").literal());
  EXPECT_FALSE(PathGlob("/etc/s*").literal());
}

TEST(Glob, LiteralPiecesAreNotGlobbed) {
  const PathGlob glob({{"/tmp/a*/<num>/**", true}, {"/*.txt", false}});
  EXPECT_TRUE(glob.Matches("/tmp/a*/<num>/**/x.txt"));
  EXPECT_FALSE(glob.Matches("/tmp/ab/7/q/x.txt"));
  EXPECT_EQ(glob.literal_prefix(), "/tmp/a*/<num>/**");
  EXPECT_TRUE(PathGlob({{"/tmp", true}, {"/", false}, {"x", true}}).Matches("/tmp/x"));
}

TEST(Glob, NamesMayHoldSlashes) {
  EXPECT_TRUE(NameGlobMatches("kworker/*", "kworker/0:1"));
  EXPECT_TRUE(NameGlobMatches("io*", "io/7"));
  EXPECT_FALSE(NameGlobMatches("io", "io7"));
  EXPECT_TRUE(NameGlobMatches("*", ""));
}

TEST(Glob, AQuestionMarkIsOneCharacter) {
  EXPECT_TRUE(GlobMatches("/t/?", "/t/\u00f6"));
  EXPECT_FALSE(GlobMatches("/t/??", "/t/\u00f6"));
  EXPECT_TRUE(GlobMatches("/t/?.txt", "/t/\u20ac.txt"));
  EXPECT_TRUE(GlobMatches("/t/a?*b", "/t/a\U0001f600\u00f6b"));
  EXPECT_FALSE(GlobMatches("/t/*??", "/t/\u20ac")) << "a star takes whole characters too";
  EXPECT_TRUE(GlobMatches("/t/*?", "/t/\u20ac"));
}

TEST(Glob, AByteThatIsNoUtf8IsACharacter) {
  EXPECT_TRUE(GlobMatches("/t/?", "/t/\xff"));
  EXPECT_TRUE(GlobMatches("/t/??", "/t/\xc3z")) << "a character that breaks off";
  EXPECT_FALSE(GlobMatches("/t/?", "/t/\xc3z"));
  EXPECT_TRUE(GlobMatches("/t/??", "/t/\xe2\x82")) << "at the end too";
}

// On what both understand (no `**`, no brackets, no backslash, single slashes) we agree with the C
// library.
TEST(Glob, AgreesWithFnmatch) {
  std::mt19937 random(20240607);
  const auto pick = [&](std::string_view letters) { return letters[random() % letters.size()]; };
  int matches = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string pattern = "/", path = "/";
    for (std::size_t i = random() % 8; i > 0; --i) {
      const char c = pick("ab.*?/");
      if ((c == '/' || c == '*') && pattern.back() == c) continue;
      pattern += c;
    }
    for (std::size_t i = random() % 8; i > 0; --i) {
      const char c = pick("ab./");
      if (c == '/' && path.back() == '/') continue;
      path += c;
    }
    if (pattern.size() > 1 && pattern.back() == '/') pattern.pop_back();
    if (path.size() > 1 && path.back() == '/') path.pop_back();
    if (path == "/" && pattern != "/")
      continue;  // `/*` of fnmatch takes the empty component; ours has none
    const bool expected = fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME) == 0;
    ASSERT_EQ(GlobMatches(pattern, path), expected) << pattern << " on " << path;
    matches += expected ? 1 : 0;
  }
  EXPECT_GT(matches, 2'000);  // the comparison was not empty
}

TEST(Glob, ManyStarsDoNotTakeForever) {
  std::string pattern = "/", deep = "", path = "/" + std::string(4000, 'a'), deep_path;
  for (int i = 0; i < 500; ++i) pattern += "*a";
  pattern += "b";
  for (int i = 0; i < 300; ++i) deep += "/**/a";
  deep += "/b";
  for (int i = 0; i < 2000; ++i) deep_path += "/a";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(GlobMatches(pattern, path));
  EXPECT_FALSE(GlobMatches(deep, deep_path));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

}  // namespace
}  // namespace sysassert
