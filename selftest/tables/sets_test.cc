#include "tables/sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tables/row.h"

namespace sysassert::tables {
namespace {

using testing::Contains;
using testing::Not;

std::set<std::string_view> NamesIn(std::string_view group) {
  std::set<std::string_view> names;
  const Group* found = FindGroup(group);
  EXPECT_NE(found, nullptr) << group;
  if (found == nullptr) return names;
  for (std::size_t i = 0; i < kSysnoCount; ++i) {
    if (found->calls[i]) names.insert(NameOf(static_cast<Sysno>(i)));
  }
  return names;
}

bool IsSet(const Group& group) { return group.name[0] == '@'; }

TEST(Sets, EveryCallIsInOneBesidesAll) {
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    bool found = false;
    for (const Group& group : Groups())
      found = found || (IsSet(group) && group.name != "@all" && group.name != "@file" &&
                        group.name != "@fd" && group.name != "@new-fd" && group.calls[i]);
    EXPECT_TRUE(found) << NameOf(static_cast<Sysno>(i))
                       << " is in no set: add it to one of those in sets.cc";
  }
}

TEST(Sets, AllHasEveryCallAndUnknownNumbersToo) { EXPECT_TRUE(FindGroup("@all")->calls.all()); }

TEST(Sets, ThoseOfThePolicyLanguageExist) {
  for (const char* name :
       {"@open",   "@fs-read", "@fs-write", "@fs-meta",  "@file",   "@fd-read", "@fd-write",
        "@new-fd", "@sync",    "@network",  "@unix",     "@exec",   "@process", "@memory",
        "@signal", "@time",    "@ipc",      "@io-uring", "@ptrace", "@all"}) {
    ASSERT_NE(FindGroup(name), nullptr) << name;
    EXPECT_TRUE(FindGroup(name)->calls.any()) << name;
  }
}

TEST(Groups, AreNamedOnceSortedAndExplained) {
  std::set<std::string_view> names;
  bool in_sets = false;
  std::string_view last;
  for (const Group& group : Groups()) {
    EXPECT_TRUE(names.insert(group.name).second) << group.name;
    EXPECT_FALSE(group.summary.empty()) << group.name;
    EXPECT_TRUE(group.calls.any()) << group.name;
    if (IsSet(group) != in_sets) {
      EXPECT_FALSE(in_sets) << group.name << ": families stand first";
      in_sets = true;
      last = {};
    }
    EXPECT_LT(last, group.name);
    last = group.name;
  }
}

// A bare kernel name that is not a family means that one call; where it is one, the call belongs.
TEST(Families, ThatBearTheNameOfACallContainIt) {
  for (const Group& group : Groups()) {
    const auto id = FromName(group.name);
    if (id) {
      EXPECT_TRUE(group.calls[static_cast<std::size_t>(*id)]) << group.name;
    }
  }
}

TEST(Families, HoldTheVariantsOfTheirOperation) {
  EXPECT_THAT(NamesIn("open"), testing::IsSupersetOf({"open", "openat", "openat2", "creat"}));
  EXPECT_THAT(NamesIn("rename"), testing::ElementsAre("rename", "renameat", "renameat2"));
  EXPECT_THAT(NamesIn("stat"), testing::IsSupersetOf({"newfstatat", "statx", "fstat64"}));
  EXPECT_THAT(NamesIn("open-read"), Not(Contains("creat")));
  EXPECT_EQ(FindGroup("unlink")->split, Split::kUnlinkFile);
  EXPECT_EQ(FindGroup("no-such-family"), nullptr);
}

TEST(Sets, FileHasExactlyTheCallsThatTakeAPath) {
  EXPECT_THAT(NamesIn("@file"), testing::IsSupersetOf({"openat", "execve", "mount", "chdir"}));
  EXPECT_THAT(NamesIn("@file"), Not(Contains("fstat")));
}

TEST(Sets, SyncHoldsOnlyCallsThatPromiseDurability) {
  EXPECT_THAT(NamesIn("@sync"), testing::ElementsAre("fdatasync", "fsync", "sync", "syncfs"));
}

TEST(Sets, SocketpairReachesNoNetwork) {
  EXPECT_THAT(NamesIn("@network"), Not(Contains("socketpair")));
  EXPECT_THAT(NamesIn("@unix"), Contains("socketpair"));
}

}  // namespace
}  // namespace sysassert::tables
