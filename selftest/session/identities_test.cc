// Which file is which: an inode that is used again, and a file that is known by its pages alone.
#include "capture/identities.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "capture/mapped.h"
#include "session/helpers.h"
#include "sysassert/policy.h"
#include "sysassert/record.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using capture::Identities;

class InADirectory : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::current_path(directory_.path()); }
  void TearDown() override { std::filesystem::current_path("/"); }

  static Policy PolicyOf(const std::string& order) {
    Policy policy =
        Policy::FromString("sysassert: 1\nname: p\nrules: [{id: r, order: {" + order + "}}]");
    EXPECT_TRUE(policy.ok());
    return policy;
  }
  static bool Holds(const Trace& trace, const std::string& order) {
    // What is mapped may be written without a call: inconclusive is no more than that.
    const Verdict verdict = Check(trace, PolicyOf(order));
    return std::none_of(verdict.violations.begin(), verdict.violations.end(),
                        [](const auto& one) { return one.kind == Violation::Kind::kBroken; });
  }
  TempDirectory directory_;
};

using Identity = InADirectory;

// As if the file were removed and another made within one tick of the clock, on the same inode.
TEST_F(Identity, OfAFileThatIsMadeWhereOneWasMadeBeforeIsAnother) {
  std::ofstream("f") << "x";
  Identities identities;
  const FileIdentity first = identities.OfMade("f", identities.Now(), nullptr, nullptr);
  EXPECT_EQ(identities.Of("f", true), first);
  const FileIdentity second = identities.OfMade("f", identities.Now(), nullptr, nullptr);
  EXPECT_FALSE(second == first);
  EXPECT_EQ(identities.Of("f", true), second);
  const FileIdentity third = identities.OfMade("f", identities.Now(), nullptr, nullptr);
  EXPECT_FALSE(third == first);
  EXPECT_FALSE(third == second);
}

// Two threads look, find nothing, and open with O_CREAT: one makes it, and both open the same.
TEST_F(Identity, OfAFileThatTwoOpensMayHaveMadeIsOne) {
  std::ofstream("f") << "x";
  Identities identities;
  const std::uint64_t one = identities.Now();
  const std::uint64_t other = identities.Now();
  const FileIdentity first = identities.OfMade("f", one, nullptr, nullptr);
  EXPECT_EQ(identities.OfMade("f", other, nullptr, nullptr), first);
}

TEST_F(Identity, OfWhatIsNotThereIsUnknown) {
  Identities identities;
  EXPECT_FALSE(identities.Of("nowhere", true).known());
  EXPECT_FALSE(identities.OfMade("nowhere", identities.Now(), nullptr, nullptr).known());
}

// Where the filesystem uses inodes again at once (ext4 does), the second is on the first's.
TEST_F(Identity, EndsWithTheFile) {
  const auto use_again = [] {
    for (int i = 0; i < 20; ++i) {
      const int fd = open("first", O_WRONLY | O_CREAT | O_EXCL, 0600);
      if (write(fd, "x", 1) != 1) _exit(1);
      close(fd);
      unlink("first");
      close(open("second", O_WRONLY | O_CREAT | O_EXCL, 0600));
      std::rename("second", "third");
      unlink("third");
    }
  };
  const std::string sync_first =
      "from: {call: write}, until: {call: fsync}, never: {call: rename}, same: [file]";
  EXPECT_TRUE(Holds(Record(use_again), sync_first));
  EXPECT_TRUE(Holds(Record(use_again, WatchingFor({PolicyOf(sync_first)})), sync_first));
}

TEST_F(Identity, IsKeptByARename) {
  const Trace trace = Record([] {
    const int fd = open("first", O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (write(fd, "x", 1) != 1) _exit(1);
    close(fd);
    std::rename("first", "second");
  });
  EXPECT_FALSE(Holds(
      trace, "from: {call: write}, until: {call: fsync}, never: {call: rename}, same: [file]"));
}

using Mapping = InADirectory;

void WriteBack(const char* name, bool sync) {
  constexpr std::size_t kBytes = 8192;
  const int fd = open(name, O_RDWR | O_CREAT, 0600);
  if (ftruncate(fd, kBytes) != 0) _exit(1);
  void* pages = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  *static_cast<char*>(pages) = 'x';
  if (sync) msync(static_cast<char*>(pages) + 4096, 4096, MS_SYNC);
  munmap(pages, kBytes);
}

TEST_F(Mapping, AnMsyncIsOfTheFileThatItsPagesAreOf) {
  const Trace trace = Record([] {
    WriteBack("a", true);
    WriteBack("b", false);
  });
  const std::vector<Call> syncs = CallsOf(trace, Sysno::msync);
  ASSERT_EQ(syncs.size(), 1U);
  EXPECT_EQ(syncs[0].path(), directory_ / "a");
  EXPECT_TRUE(syncs[0].paths().front().file.known());
  const auto synced = [&](const std::string& name) {
    return "from: {call: ftruncate, path: " + (directory_ / name) +
           "}, until: {call: msync}, same: [file], must_end: true";
  };
  EXPECT_TRUE(Holds(trace, synced("a")));
  EXPECT_FALSE(Holds(trace, synced("b")));
}

TEST_F(Mapping, OfNoFileHasNone) {
  void* pages = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const Identities identities;
  const auto at = [&](const void* address, std::uint64_t bytes) {
    return capture::FileMappedAt(identities, getpid(), reinterpret_cast<std::uintptr_t>(address),
                                 bytes)
        .path;
  };
  EXPECT_EQ(at(pages, 4096), "");
  EXPECT_EQ(at(nullptr, 16), "");
  munmap(pages, 4096);
  std::ofstream("gone") << "x";
  const int fd = open("gone", O_RDONLY);
  pages = mmap(nullptr, 4096, PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  EXPECT_EQ(at(pages, 1), directory_ / "gone");
  unlink("gone");
  EXPECT_EQ(at(pages, 1), directory_ / "gone");
  munmap(pages, 4096);
}

}  // namespace
}  // namespace sysassert::selftest
