// Paths: the file that each one named for the program, whatever way it was written.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "session/helpers.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// A directory with a file, links to it and out of nowhere, and a directory below.
class Paths : public testing::Test {
 protected:
  Paths() {
    std::filesystem::create_directories(root_ / "sub/deep");
    std::ofstream(root_ / "file") << "content";
    std::filesystem::create_symlink("file", root_ / "link");
    std::filesystem::create_symlink("sub/deep", root_ / "short");
    std::filesystem::create_symlink("nowhere", root_ / "dangling");
    std::filesystem::create_symlink("loop", root_ / "loop");
  }

  // What one access(2) in `root_` was taken for.
  std::string AccessOf(const std::string& passed, const std::string& in = "") {
    const Trace trace = Record([&] {
      if (chdir((root_ / in).c_str()) == 0) access(passed.c_str(), F_OK);
    });
    const std::vector<Call> calls = CallsOf(trace, Sysno::access);
    EXPECT_THAT(calls, SizeIs(1));
    if (calls.size() != 1) return "";
    EXPECT_EQ(calls[0].passed_path(), passed);
    return std::string(calls[0].path());
  }

  // What one openat(2) in `root_` was taken for; -1 as `error_number` for any.
  Call OpenOf(const std::string& passed, int flags) {
    const Trace trace = Record([&] {
      if (chdir(root_.path().c_str()) == 0) open(passed.c_str(), flags, 0600);
    });
    const std::vector<Call> calls = CallsOf(trace, Sysno::openat);
    EXPECT_THAT(calls, SizeIs(1));
    return calls.empty() ? Call() : calls[0];
  }

  TempDirectory root_;
};

TEST_F(Paths, AbsoluteAndRelative) {
  EXPECT_EQ(AccessOf(root_ / "file"), root_ / "file");
  EXPECT_EQ(AccessOf("file"), root_ / "file");
  EXPECT_EQ(AccessOf("./sub//deep/."), root_ / "sub/deep");
  EXPECT_EQ(AccessOf("/"), "/");
}

TEST_F(Paths, DotDotLeavesTheDirectoryThatALinkLedTo) {
  EXPECT_EQ(AccessOf("../file", "sub"), root_ / "file");
  EXPECT_EQ(AccessOf("short/../deep"), root_ / "sub/deep");
  EXPECT_EQ(AccessOf("short/.."), root_ / "sub");
  EXPECT_EQ(AccessOf("/../../etc/passwd"), "/etc/passwd");
}

TEST_F(Paths, WhatIsNotThereIsNamedInItsDirectory) {
  EXPECT_EQ(AccessOf("missing"), root_ / "missing");
  EXPECT_EQ(AccessOf("short/missing"), root_ / "sub/deep/missing");
  EXPECT_EQ(AccessOf("missing/below"), root_ / "missing/below");
  EXPECT_EQ(AccessOf("short/../missing//./below/"), root_ / "sub/missing/below");
  EXPECT_EQ(AccessOf("missing/below/../../link"), root_ / "file");
  EXPECT_EQ(AccessOf("dangling/below"), root_ / "nowhere/below");
}

TEST_F(Paths, LinksAreFollowedAsTheCallFollowsThem) {
  EXPECT_EQ(AccessOf("link"), root_ / "file");
  EXPECT_EQ(AccessOf("dangling"), root_ / "nowhere");
  const Trace trace = Record([&] {
    char target[16];
    struct stat status;
    if (chdir(root_.path().c_str()) != 0) return;
    EXPECT_EQ(readlink("link", target, sizeof target), 4);
    EXPECT_EQ(lstat("link", &status), 0);
    EXPECT_EQ(stat("link", &status), 0);
  });
  std::vector<std::string> named;
  for (Call call : trace) {
    if (call.passed_path() == "link") named.emplace_back(call.path());
  }
  EXPECT_THAT(named, testing::ElementsAre(root_ / "link", root_ / "link", root_ / "file"));
}

TEST_F(Paths, ALoopOfLinksIsNoPath) {
  const Call call = OpenOf("loop", O_RDONLY);
  EXPECT_EQ(call.error_number(), ELOOP);
  EXPECT_EQ(call.passed_path(), "loop");
}

TEST_F(Paths, CreatingThroughADanglingLinkNamesWhatIsMade) {
  const Call call = OpenOf("dangling", O_WRONLY | O_CREAT);
  EXPECT_TRUE(call.succeeded()) << call.text();
  EXPECT_EQ(call.path(), root_ / "nowhere");
  EXPECT_EQ(call.opened().path, root_ / "nowhere");
}

TEST_F(Paths, ExclusiveCreationDoesNotFollow) {
  const Call call = OpenOf("dangling", O_WRONLY | O_CREAT | O_EXCL);
  EXPECT_EQ(call.error_number(), EEXIST);
  EXPECT_EQ(call.path(), root_ / "dangling");
}

TEST_F(Paths, NofollowNamesTheLink) {
  const Call call = OpenOf("link", O_RDONLY | O_NOFOLLOW);
  EXPECT_EQ(call.error_number(), ELOOP);
  EXPECT_EQ(call.path(), root_ / "link");
}

TEST_F(Paths, ADirectoryDescriptorIsTheStart) {
  const Trace trace = Record([&] {
    const int directory = open((root_ / "sub").c_str(), O_RDONLY | O_DIRECTORY);
    EXPECT_EQ(faccessat(directory, "../file", F_OK, 0), 0);
    EXPECT_EQ(faccessat(directory, "/etc/passwd", F_OK, 0), 0);
    EXPECT_NE(faccessat(1000, "file", F_OK, 0), 0);
  });
  std::vector<Call> calls;
  for (Call call : trace) {  // the C library chooses which
    if (call.id() == Sysno::faccessat || call.id() == Sysno::faccessat2) calls.push_back(call);
  }
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_EQ(calls[0].path(), root_ / "file");
  EXPECT_EQ(calls[1].path(), "/etc/passwd");
  EXPECT_EQ(calls[2].path(), "") << "a path from nowhere";
  EXPECT_EQ(calls[2].error_number(), EBADF);
}

TEST_F(Paths, ChangingTheDirectoryChangesTheStart) {
  const Trace trace = Record([&] {
    EXPECT_EQ(chdir(root_.path().c_str()), 0);
    access("a", F_OK);
    EXPECT_EQ(chdir("short"), 0);
    access("a", F_OK);
    const int up = open("..", O_RDONLY | O_DIRECTORY);
    EXPECT_EQ(fchdir(up), 0);
    access("a", F_OK);
  });
  std::vector<Call> calls = CallsOf(trace, Sysno::access);
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_EQ(calls[0].path(), root_ / "a");
  EXPECT_EQ(calls[1].path(), root_ / "sub/deep/a");
  EXPECT_EQ(calls[2].path(), root_ / "sub/a");
}

TEST_F(Paths, ProcSelfIsTheProgramsOwn) {
  const Trace trace = Record([&] {
    const int fd = open((root_ / "file").c_str(), O_RDONLY);
    access("/proc/self/status", F_OK);
    access(("/proc/self/fd/" + std::to_string(fd)).c_str(), F_OK);
    access(("/dev/fd/" + std::to_string(fd)).c_str(), F_OK);
  });
  std::vector<Call> calls = CallsOf(trace, Sysno::access);
  ASSERT_THAT(calls, SizeIs(3));
  EXPECT_EQ(calls[0].path(), "/proc/" + std::to_string(calls[0].pid()) + "/status");
  EXPECT_EQ(calls[1].path(), root_ / "file");
  EXPECT_EQ(calls[2].path(), root_ / "file");
}

TEST_F(Paths, FstatNamesTheDescriptorsFile) {
  const Trace trace = Record([&] {
    const int fd = open((root_ / "file").c_str(), O_RDONLY);
    struct stat status;
    EXPECT_EQ(fstatat(fd, "", &status, AT_EMPTY_PATH), 0);
  });
  std::vector<Call> calls;
  for (Call call : trace) {
    if (call.id() == Sysno::newfstatat || call.id() == Sysno::fstat) calls.push_back(call);
  }
  ASSERT_THAT(calls, SizeIs(1));
  EXPECT_EQ(calls[0].path(), root_ / "file");
}

TEST_F(Paths, ARenamedFileKeepsTheNameItWasOpenedBy) {
  const Trace trace = Record([&] {
    const int fd = open((root_ / "file").c_str(), O_RDWR);
    EXPECT_EQ(rename((root_ / "file").c_str(), (root_ / "moved").c_str()), 0);
    EXPECT_EQ(write(fd, "x", 1), 1);
    EXPECT_EQ(unlink((root_ / "moved").c_str()), 0);
    EXPECT_EQ(write(fd, "y", 1), 1);
  });
  std::vector<Call> writes = CallsOf(trace, Sysno::write);
  std::erase_if(writes, [&](const Call& call) { return call.path() != root_ / "file"; });
  ASSERT_THAT(writes, SizeIs(2)) << "a sanitizer may write to a pipe";
  const std::vector<Call> renames = CallsOf(trace, Sysno::rename);
  ASSERT_THAT(renames, SizeIs(1));
  ASSERT_THAT(renames[0].paths(), SizeIs(2));
  EXPECT_EQ(renames[0].paths()[1].resolved, root_ / "moved");
  EXPECT_EQ(renames[0].paths()[0].file, writes[0].descriptor().file) << "one file, whatever name";
}

TEST_F(Paths, ADeletedFileThatIsOpenAlreadyKeepsItsName) {
  std::ofstream(root_ / "gone") << "x";
  const std::string name = root_ / "gone";
  const int fd = open(name.c_str(), O_RDONLY);
  unlink(name.c_str());
  const Trace trace = Record([&] {
    char byte;
    EXPECT_EQ(read(fd, &byte, 1), 1);
  });
  close(fd);
  std::vector<Call> reads = CallsOf(trace, Sysno::read);
  ASSERT_THAT(reads, SizeIs(1));
  EXPECT_EQ(reads[0].path(), name);
  EXPECT_TRUE(reads[0].descriptor().deleted);
  EXPECT_TRUE(reads[0].descriptor().inherited);
}

TEST_F(Paths, InAChrootAreNamedFromOutside) {
  if (geteuid() != 0) GTEST_SKIP() << "chroot(2) takes root";
  std::ofstream(root_ / "sub/inside") << "x";
  std::filesystem::create_symlink("/inside", root_ / "sub/absolute");
  const Trace trace = Record([&] {
    EXPECT_EQ(chroot((root_ / "sub").c_str()), 0);
    EXPECT_EQ(chdir("/"), 0);
    EXPECT_EQ(access("/inside", F_OK), 0);
    EXPECT_EQ(access("/../inside", F_OK), 0);
    EXPECT_EQ(access("absolute", F_OK), 0);
    EXPECT_GE(open("/inside", O_RDONLY), 0);
  });
  std::vector<Call> calls = CallsOf(trace, Sysno::access);
  ASSERT_THAT(calls, SizeIs(3));
  for (const Call& call : calls) EXPECT_EQ(call.path(), root_ / "sub/inside") << call.text();
  calls = CallsOf(trace, Sysno::openat);
  ASSERT_THAT(calls, SizeIs(1));
  EXPECT_EQ(calls[0].path(), root_ / "sub/inside");
}

TEST(UnreadablePaths, AreMarkedAndNeverCrash) {
  const Trace trace = Record(Command(Program("bad_pointers")));
  EXPECT_THAT(trace, Exited(0));
  std::vector<Call> calls = CallsOf(trace, Sysno::access);
  ASSERT_THAT(calls, SizeIs(6));
  EXPECT_TRUE(calls[0].arguments_unreadable()) << "not mapped";
  EXPECT_EQ(calls[0].error_number(), EFAULT);
  EXPECT_TRUE(calls[1].arguments_unreadable()) << "no NUL before the missing page";
  EXPECT_EQ(calls[1].passed_path(), "abc");
  EXPECT_EQ(calls[1].error_number(), EFAULT);
  EXPECT_FALSE(calls[2].arguments_unreadable());
  EXPECT_EQ(calls[2].passed_path(), "end");
  EXPECT_TRUE(calls[3].arguments_unreadable()) << "PROT_NONE";
  EXPECT_EQ(calls[4].error_number(), ENAMETOOLONG);
  EXPECT_EQ(calls[4].passed_path().size(), 4096U);
  EXPECT_EQ(calls[4].path(), "") << "no file could have that name";
  EXPECT_EQ(calls[5].passed_path(), "\xff\xfe(not)\x01utf-8");
  EXPECT_TRUE(HasBlindSpot(trace, BlindSpot::kUnreadableArguments));
  const std::vector<Call> opens = CallsOf(trace, Sysno::openat);
  ASSERT_THAT(opens, SizeIs(1));
  EXPECT_EQ(opens[0].error_number(), EFAULT);
  for (Call call : trace.WholeRun()) EXPECT_FALSE(call.text().empty());
}

}  // namespace
}  // namespace sysassert::selftest
