#include "learn/path_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sysassert::learn {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class PathTreeTest : public testing::Test {
 protected:
  // What run number `run` used, each as "read /a/b".
  void Run(std::size_t run, const std::vector<std::string>& uses) {
    for (const std::string& use : uses) {
      const std::size_t space = use.find(' ');
      Evidence evidence;
      evidence.hits = 1;
      evidence.runs = {run};
      evidence.first_run = run;
      evidence.ever_worked = true;
      tree_.Add(places_.Split(use.substr(space + 1)), use.substr(0, space), evidence);
    }
  }
  std::vector<std::string> Entries() {
    tree_.Align(guard_, pids_);
    tree_.Collapse(guard_);
    std::vector<std::string> lines;
    for (const PathTree::Entry& entry : tree_.Entries())
      lines.push_back(entry.list + " " + Write(entry.pattern).text);
    return lines;
  }
  std::set<std::size_t> RunsOf(const std::string& line) {
    for (const PathTree::Entry& entry : tree_.Entries()) {
      if (entry.list + " " + Write(entry.pattern).text == line) return entry.evidence.runs;
    }
    return {};
  }

  const Places places_{
      {{std::string(kTemporaryPlace), "/tmp"}, {"~", "/home/u"}, {"${cwd}", "/home/u/w"}}};
  const Guard guard_{places_};
  std::set<int> pids_;
  PathTree tree_;
};

TEST_F(PathTreeTest, KeepsWhatEveryRunUsed) {
  Run(0, {"read /srv/a", "write /srv/b", "read /home/u/w"});
  Run(1, {"read /srv/a", "write /srv/b", "read /home/u/w"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/a", "write /srv/b", "read ${cwd}"));
  EXPECT_THAT(RunsOf("read /srv/a"), UnorderedElementsAre(0, 1));
}

TEST_F(PathTreeTest, JoinsNamesThatDifferInANumber) {
  Run(0, {"write /srv/log-1.txt"});
  Run(1, {"write /srv/log-22.txt"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("write /srv/log-<num>.txt"));
}

TEST_F(PathTreeTest, TwoNumbersOfEveryRunAreTwoNames) {
  Run(0, {"read /srv/part-1", "read /srv/part-2"});
  Run(1, {"read /srv/part-1", "read /srv/part-2"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/part-1", "read /srv/part-2"));
}

TEST_F(PathTreeTest, OneRunAloneTeachesNoPattern) {
  Run(0, {"write /tmp/ccA1b2C3.s", "write /tmp/ccD4e5F6.s"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("write ${TMPDIR:-/tmp}/ccA1b2C3.s",
                                              "write ${TMPDIR:-/tmp}/ccD4e5F6.s"));
}

TEST_F(PathTreeTest, JoinsProcessIds) {
  pids_ = {100, 200};
  Run(0, {"read /proc/100/stat"});
  Run(1, {"read /proc/200/stat"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /proc/<pid>/stat"));
}

TEST_F(PathTreeTest, JoinsRandomNamesByTheirKind) {
  Run(0, {"write /tmp/ccX1yZ0q.s", "write /tmp/ccAb93Kd.o", "write /tmp/b1sxqk0e"});
  Run(1, {"write /tmp/ccQ7rTu8.s", "write /tmp/ccuu8hgT.o", "write /tmp/pdencn9t"});
  EXPECT_THAT(Entries(),
              UnorderedElementsAre("write ${TMPDIR:-/tmp}/cc*.s", "write ${TMPDIR:-/tmp}/cc*.o",
                                   "write ${TMPDIR:-/tmp}/????????"));
}

TEST_F(PathTreeTest, JoinsADirectoryWithAllBelowIt) {
  Run(0, {"write /tmp/build-aX7.d", "write /tmp/build-aX7.d/out-17", "read /tmp/build-aX7.d/in"});
  Run(1, {"write /tmp/build-Qq2.d", "write /tmp/build-Qq2.d/out-4", "read /tmp/build-Qq2.d/in"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("write ${TMPDIR:-/tmp}/build-*.d",
                                              "write ${TMPDIR:-/tmp}/build-*.d/out-<num>",
                                              "read ${TMPDIR:-/tmp}/build-*.d/in"));
}

TEST_F(PathTreeTest, APatternTakesInWhatItMatches) {
  Run(0, {"read /srv/part-1", "read /srv/part-7", "write /srv/part-1"});
  Run(1, {"read /srv/part-1", "read /srv/part-8", "write /srv/part-1"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/part-<num>", "write /srv/part-1"));
}

TEST_F(PathTreeTest, KeepsApartWhatDiffersFurtherDown) {
  Run(0, {"read /srv/data/a/x"});
  Run(1, {"read /srv/data/b/y"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/data/a/x", "read /srv/data/b/y"));
  EXPECT_THAT(RunsOf("read /srv/data/a/x"), UnorderedElementsAre(0));
}

TEST_F(PathTreeTest, ShortNamesWithNothingInCommonStayApart) {
  Run(0, {"read /srv/data/a"});
  Run(1, {"read /srv/data/b"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/data/a", "read /srv/data/b"));
}

TEST_F(PathTreeTest, JoinsHashesBelowHashes) {
  Run(0, {"write /srv/objects/3f", "write /srv/objects/3f/0123456789abcdef"});
  Run(1, {"write /srv/objects/a1", "write /srv/objects/a1/fedcba9876543210"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("write /srv/objects/??",
                                              "write /srv/objects/?\?/????????????????"));
}

TEST_F(PathTreeTest, KeepsApartWhatIsUsedInDifferentWays) {
  Run(0, {"read /srv/data/log-1"});
  Run(1, {"write /srv/data/log-2"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/data/log-1", "write /srv/data/log-2"));
}

TEST_F(PathTreeTest, ARunWithoutSuchANameTeachesNoPattern) {
  Run(0, {"write /srv/data/log-1"});
  Run(1, {"write /srv/data/log-2"});
  Run(2, {"read /srv/data"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/data", "write /srv/data/log-1",
                                              "write /srv/data/log-2"));
}

TEST_F(PathTreeTest, AStrayNameJoinsNoOthers) {
  Run(0, {"write /tmp/tmpab12cd34", "write /tmp/once.lock"});
  Run(1, {"write /tmp/tmpzz98yx76"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("write ${TMPDIR:-/tmp}/tmp*",
                                              "write ${TMPDIR:-/tmp}/once.lock"));
}

TEST_F(PathTreeTest, NothingBecomesAWholeStar) {
  Run(0, {"write /srv/data/one", "read /srv/conf/one"});
  Run(1, {"write /srv/data/other-name", "read /srv/conf/other-name"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /srv/conf/one", "read /srv/conf/other-name",
                                              "write /srv/data/one", "write /srv/data/other-name"));
}

TEST_F(PathTreeTest, NoPatternStandsWhereTheGuardForbidsIt) {
  Run(0, {"read /home/u/.ssh/id_1", "read /data1/x", "write /home/u/aaaaaaaa"});
  Run(1, {"read /home/u/.ssh/id_2", "read /data2/x", "write /home/u/bbbbbbbb"});
  EXPECT_THAT(Entries(),
              UnorderedElementsAre("read ~/.ssh/id_1", "read ~/.ssh/id_2", "read /data1/x",
                                   "read /data2/x", "write ~/aaaaaaaa", "write ~/bbbbbbbb"));
}

class Siblings : public PathTreeTest {
 protected:
  std::vector<std::string> Files(const std::string& directory, std::size_t count,
                                 const std::string& list = "read") {
    std::vector<std::string> uses;
    for (std::size_t i = 0; i < count; ++i)
      uses.push_back(list + " " + directory + "/" + std::string(1, static_cast<char>('a' + i)));
    return uses;
  }
};

TEST_F(Siblings, EightThatAreReadBecomeOneLine) {
  Run(0, Files("/usr/include/bits", 8));
  Run(0, Files("/usr/include/sys", 7));
  EXPECT_THAT(Entries(), Contains("read /usr/include/bits/*"));
  EXPECT_EQ(Entries().size(), 8u);
}

TEST_F(Siblings, ThatAreWrittenStayApart) {
  Run(0, Files("/srv/data", 12, "write"));
  EXPECT_EQ(Entries().size(), 12u);
}

TEST_F(Siblings, ThatAreUsedInDifferentWaysStayApart) {
  Run(0, Files("/srv/data", 12));
  Run(0, {"write /srv/data/c"});
  EXPECT_EQ(Entries().size(), 13u);
}

TEST_F(Siblings, StayApartInHomeNearTheRootAndAmongSecrets) {
  for (const char* directory : {"/etc", "/home/u", "/home/u/.ssh", "/opt", "/etc/ssl/private"})
    Run(0, Files(directory, 9));
  EXPECT_EQ(Entries().size(), 45u);
  for (const std::string& entry : Entries()) EXPECT_EQ(entry.find('*'), std::string::npos) << entry;
}

TEST_F(Siblings, StayApartInTheDirectoriesOfHome) {
  Run(0, Files("/home/u/letters", 9));
  EXPECT_EQ(Entries().size(), 9u);
}

TEST_F(Siblings, OfTheWorkingDirectoryBecomeOneLineWhereverItIs) {
  Run(0, Files("/home/u/w", 9));
  EXPECT_THAT(Entries(), UnorderedElementsAre("read ${cwd}/*"));
}

TEST_F(Siblings, HaveWhatStandsBelowThemKept) {
  Run(0, Files("/usr/lib/x", 8));
  Run(0, {"read /usr/lib/x/deep/er"});
  EXPECT_THAT(Entries(), UnorderedElementsAre("read /usr/lib/x/*", "read /usr/lib/x/deep/er"));
}

TEST_F(PathTreeTest, OfNothingHasNoEntries) { EXPECT_THAT(Entries(), IsEmpty()); }

}  // namespace
}  // namespace sysassert::learn
