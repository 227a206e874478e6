// A file that is replaced must be synced before it is renamed. Nothing but the calls shows it: the
// file's content is right either way, until the power fails.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <cerrno>

#include "temp_directory.h"

namespace {

using namespace sysassert;
namespace sys = sysassert::calls;
using testing::EndsWith, testing::Le, testing::Not;

Command LogWriter(const TempDirectory& directory, std::vector<std::string> args) {
  return Command(EXAMPLE_PROGRAMS "/logwriter").Args(std::move(args)).Cwd(directory.path());
}

TEST(LogWriter, SyncsBeforeRename) {
  TempDirectory directory;
  const Trace trace = Record(LogWriter(directory, {"app.log"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, InOrder(sys::Write(EndsWith(".tmp")), sys::Fsync(EndsWith(".tmp")),
                             sys::Rename("app.log")));
  EXPECT_THAT(trace, NeverBetween(sys::Write("app.log.tmp"), sys::Fsync(kSameFile),
                                  sys::Rename(kSameFile)));
  EXPECT_THAT(trace, Made(sys::Open("/etc/logwriter.conf").Failing(ENOENT)).Times(1));
  EXPECT_THAT(trace, Made(Syscall(Sysno::mmap)).Times(Le(40)));
  EXPECT_THAT(trace, Never(Calls("@network")));
}

TEST(LogWriter, AForgottenSyncIsFound) {
  TempDirectory directory;
  const Trace trace = Record(LogWriter(directory, {"--bug=no-sync", "app.log"}));
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Not(NeverBetween(sys::Write("app.log.tmp"), sys::Fsync(kSameFile),
                                      sys::Rename(kSameFile))));
}

// The ledger: what became of each file.
TEST(LogWriter, LeavesOnlyItsLog) {
  TempDirectory directory;
  const Trace trace = Record(LogWriter(directory, {"app.log"}));
  bool renamed = false;
  for (const FileRecord& file : trace.files()) {
    if (file.path != directory / "app.log.tmp") continue;
    EXPECT_TRUE(file.created);
    EXPECT_FALSE(file.left_unsynced);
    EXPECT_EQ(file.bytes_written, 14);
    EXPECT_EQ(file.renamed_to, directory / "app.log");
    renamed = true;
  }
  EXPECT_TRUE(renamed) << "app.log.tmp is not in the ledger";
}

// No more calls that change the filesystem than when somebody last looked: logwriter.baseline.
TEST(LogWriter, ChangesNoMoreThanItDid) {
  TempDirectory directory;
  EXPECT_THAT(Record(LogWriter(directory, {"app.log"})),
              MatchesBaseline("logwriter", Calls("@fs-write")));
}

}  // namespace
