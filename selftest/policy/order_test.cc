// What makes two events of an order the same; each test is named for a sentence of the language.
#include <gtest/gtest.h>

#include <string>

#include "policy_helpers.h"
#include "trace_builder.h"

namespace sysassert {
namespace {

using selftest::FakeCall;
using selftest::Holds;
using selftest::TraceBuilder;

FakeCall Write(const std::string& path, std::uint64_t inode) {
  return FakeCall(Sysno::write).Fd(0, 3, path, inode).Returns(1);
}
FakeCall Fsync(const std::string& path, std::uint64_t inode) {
  return FakeCall(Sysno::fsync).Fd(0, 4, path, inode);
}
FakeCall Rename(const std::string& from, const std::string& to, std::uint64_t inode) {
  return FakeCall(Sysno::rename).Path(0, from, from, inode).Path(1, to, to);
}
Trace Of(std::initializer_list<FakeCall> calls) {
  TraceBuilder builder;
  for (const FakeCall& call : calls) builder.Add(call);
  return builder.Build();
}

const std::string kSyncBeforeRename =
    "order: {from: {call: write}, until: {call: \"@sync\"}, never: {call: rename}, same: [file]}";

TEST(Sentence, SyncfsSyncsEveryFileOfItsFilesystem) {
  const auto syncfs = [](std::uint64_t device) {
    return FakeCall(Sysno::syncfs).Fd(0, 9, "/w", 90, FdKind::kDirectory).OnDevice(device);
  };
  EXPECT_TRUE(
      Holds(Of({Write("/w/t", 7), syncfs(1), Rename("/w/t", "/w/l", 7)}), kSyncBeforeRename));
  EXPECT_FALSE(
      Holds(Of({Write("/w/t", 7), syncfs(2), Rename("/w/t", "/w/l", 7)}), kSyncBeforeRename));
}

TEST(Sentence, TheObjectOfSameFileForRenameAndLinkIsTheSource) {
  const auto link = [](const std::string& from, const std::string& to, std::uint64_t inode) {
    return FakeCall(Sysno::link).Path(0, from, from, inode).Path(1, to, to);
  };
  const std::string rule =
      "order: {from: {call: write}, until: {call: fsync}, never: {call: link}, same: [file]}";
  EXPECT_FALSE(Holds(Of({Write("/w/t", 7), link("/w/t", "/w/l", 7)}), rule));
  EXPECT_TRUE(Holds(Of({Write("/w/t", 7), link("/w/o", "/w/t", 8)}), rule));
}

TEST(Sentence, TheDirectoryIsTheOneThatHoldsTheNameTheCallMakes) {
  const std::string rule =
      "order: {from: {call: rename}, until: {call: fsync}, same: [dir], must_end: true}";
  const auto sync = [](const char* path) {
    return FakeCall(Sysno::fsync).Fd(0, 5, path, 90, FdKind::kDirectory);
  };
  EXPECT_TRUE(Holds(Of({Rename("/w/t", "/out/l", 7), sync("/out")}), rule));
  EXPECT_FALSE(Holds(Of({Rename("/w/t", "/out/l", 7), sync("/w")}), rule));
}

TEST(Sentence, ASyncOfAFileIsNoneOfItsDirectory) {
  const std::string rule =
      "order: {from: {call: rename}, until: {call: fsync}, same: [dir], must_end: true}";
  for (const char* file : {"/out/l", "/out/other"})
    EXPECT_FALSE(Holds(Of({Rename("/w/t", "/out/l", 7), Fsync(file, 7)}), rule)) << file;
}

TEST(Sentence, FilesCorrelateByDeviceInodeAndBirthTime) {
  // The name differs and the file is the same: it was renamed in between.
  EXPECT_FALSE(Holds(Of({Write("/w/old", 7), Rename("/w/new", "/w/l", 7)}), kSyncBeforeRename));
  // The inode was given out again at once: another birth, another file.
  const FakeCall reused = Fsync("/w/t", 7).Born(2);
  EXPECT_FALSE(Holds(Of({Write("/w/t", 7), reused, Rename("/w/t", "/w/l", 7)}), kSyncBeforeRename));
  const FakeCall elsewhere = Fsync("/w/t", 7).OnDevice(2);
  EXPECT_FALSE(
      Holds(Of({Write("/w/t", 7), elsewhere, Rename("/w/t", "/w/l", 7)}), kSyncBeforeRename));
}

TEST(Sentence, FilesCorrelateThroughTheOpenDescription) {
  // overlayfs: a copy-up changed what the file is called by the kernel, and the descriptor is one.
  const auto by = [](Sysno id, std::uint64_t inode) {
    return FakeCall(id).Fd(0, 3, "/w/t", inode, FdKind::kFile, 5).Returns(id == Sysno::write);
  };
  const std::string rule =
      "order: {from: {call: write}, until: {call: fsync}, same: [file], must_end: true}";
  EXPECT_TRUE(Holds(Of({by(Sysno::write, 7), by(Sysno::fsync, 8)}), rule));
}

TEST(Sentence, SameFdThreadAndProcessAreAsInTheOpeningEvent) {
  const auto rule = [](const char* same) {
    return "order: {from: {call: write}, until: {call: fsync}, never: {call: close}, same: [" +
           std::string(same) + "]}";
  };
  const auto close = [](int fd) { return FakeCall(Sysno::close).Fd(0, fd, "/w/t", 7); };
  const auto broken_by = [&](const char* same, std::uint32_t (*where)(TraceBuilder*), int fd) {
    TraceBuilder builder;
    const std::uint32_t thread = where(&builder);
    builder.Add(Write("/w/t", 7)).Add(close(fd).In(thread));
    return !Holds(builder.Build(), rule(same));
  };
  const auto here = [](TraceBuilder*) { return std::uint32_t{0}; };
  const auto thread = [](TraceBuilder* builder) {
    return builder->Thread(101, 100, "/usr/bin/app", "io", 0);
  };
  const auto process = [](TraceBuilder* builder) {
    return builder->Thread(200, 200, "/usr/bin/app", "app", 0);
  };
  EXPECT_TRUE(broken_by("fd", here, 3));
  EXPECT_FALSE(broken_by("fd", here, 4));
  EXPECT_FALSE(broken_by("fd", process, 3));
  EXPECT_TRUE(broken_by("thread", here, 4));
  EXPECT_FALSE(broken_by("thread", thread, 3));
  EXPECT_TRUE(broken_by("process", thread, 4));
  EXPECT_FALSE(broken_by("process", process, 3));
}

TEST(Sentence, TheSameFdIsTheNumberUntilItIsClosed) {
  const auto open = [](int fd) {
    return FakeCall(Sysno::open).Opens(fd, "/w/t", 7, FdKind::kFile, 9);
  };
  const auto dup = [](int from, int to) {
    return FakeCall(Sysno::dup)
        .Fd(0, from, "/w/t", 7, FdKind::kFile, 9)
        .Opens(to, "/w/t", 7, FdKind::kFile, 9);
  };
  const auto close = [](int fd, std::uint32_t description = 9) {
    return FakeCall(Sysno::close).Fd(0, fd, "/w/t", 7, FdKind::kFile, description);
  };
  const auto ends = [](std::initializer_list<FakeCall> calls) {
    return Holds(
        Of(calls),
        "order: {from: {call: open}, until: {call: [close, dup2]}, same: [fd], must_end: true}");
  };
  EXPECT_TRUE(ends({open(3), close(3)}));
  EXPECT_FALSE(ends({open(3), dup(3, 4), close(4)})) << "the other one is open still";
  EXPECT_TRUE(ends({open(3), dup(3, 4), close(4), close(3)}));
  EXPECT_FALSE(ends({open(3), close(3, 8)})) << "the number is another file's by now";
  const auto range = [](int first, unsigned last, unsigned flags = 0) {
    return FakeCall(Sysno::close_range)
        .Arg(0, static_cast<unsigned>(first))
        .Arg(1, last)
        .Arg(2, flags);
  };
  EXPECT_TRUE(ends({open(3), range(3, 3)}));
  EXPECT_TRUE(ends({open(3), range(0, ~0U)}));
  EXPECT_FALSE(ends({open(3), range(4, ~0U)}));
  EXPECT_FALSE(ends({open(3), range(3, 3, 4 /* CLOSE_RANGE_CLOEXEC */)}));
  const auto dup2 = [](int from, int to) {
    return FakeCall(Sysno::dup2)
        .Fd(0, from, "/dev/tty", 2, FdKind::kTty, 1)
        .Arg(1, static_cast<unsigned>(to))
        .Opens(to, "/dev/tty", 2, FdKind::kTty, 1);
  };
  EXPECT_TRUE(ends({open(3), dup2(1, 3)}));
  EXPECT_FALSE(ends({open(3), dup2(1, 4)}));
}

TEST(Sentence, ANeverThatOverlapsTheIntervalsBeginningBreaksIt) {
  // The rename enters while the write is in flight, and ends after it.
  EXPECT_FALSE(Holds(Of({Write("/w/t", 7).EndsAfter(1), Rename("/w/t", "/w/l", 7).EndsAfter(3),
                         FakeCall(Sysno::getpid)}),
                     kSyncBeforeRename));
}

}  // namespace
}  // namespace sysassert
