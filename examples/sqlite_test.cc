// How a database keeps its promise through a power cut: what it is about to overwrite is safe in
// the journal first, and the journal goes only when the new content is safe in the database.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <string>

#include "temp_directory.h"

namespace {

using namespace sysassert;
namespace sys = sysassert::calls;
using testing::Not;

class Sqlite : public testing::Test {
 protected:
  Trace Execute(const std::string& sql) const {
    return Record(Command("sqlite3")
                      .Args({"-batch", "shop.db", sql})
                      .Cwd(directory_.path())
                      .Env("HOME", directory_.path()));
  }

  // The two halves of the promise. A plain name starts at the command's own directory.
  static auto SyncsJournalBeforeDatabase() {
    return NeverBetween(sys::Write("shop.db-journal"), sys::Fsync(kSameFile),
                        sys::Write("shop.db"));
  }
  static auto SyncsDatabaseBeforeCommit() {  // the commit is the journal's removal
    return NeverBetween(sys::Write("shop.db"), sys::Fsync(kSameFile),
                        sys::Unlink("shop.db-journal"));
  }

  TempDirectory directory_;
};

constexpr char kOrders[] =
    "CREATE TABLE orders(item TEXT); INSERT INTO orders VALUES('tea'); INSERT INTO orders "
    "VALUES('milk');";

TEST_F(Sqlite, SyncsBeforeItCommits) {
  const Trace trace = Execute(kOrders);
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Made(sys::Unlink("shop.db-journal")).Times(3));  // one commit a statement
  EXPECT_THAT(trace, SyncsJournalBeforeDatabase());
  EXPECT_THAT(trace, SyncsDatabaseBeforeCommit());
}

// A new file's name is safe only when its directory is.
TEST_F(Sqlite, SyncsTheDirectoryOfItsJournal) {
  const Trace trace = Execute(kOrders);
  EXPECT_THAT(trace, InOrder(sys::Create("shop.db-journal"), sys::Fsync(directory_.path()),
                             sys::Write("shop.db"), sys::Unlink("shop.db-journal")));
}

TEST_F(Sqlite, OneTransactionIsOneCommit) {
  const Trace trace = Execute(std::string("BEGIN; ") + kOrders + " COMMIT;");
  EXPECT_THAT(trace, Made(sys::Unlink("shop.db-journal")).Times(1));
  EXPECT_THAT(trace, SyncsJournalBeforeDatabase());
  EXPECT_THAT(trace, SyncsDatabaseBeforeCommit());
}

TEST_F(Sqlite, PromisesNothingWhenToldNotToSync) {
  const Trace trace = Execute(std::string("PRAGMA synchronous=OFF; ") + kOrders);
  EXPECT_THAT(trace, Exited(0));
  EXPECT_THAT(trace, Never(sys::Fsync()));
  EXPECT_THAT(trace, Not(SyncsJournalBeforeDatabase()));
  EXPECT_THAT(trace, Not(SyncsDatabaseBeforeCommit()));
}

}  // namespace
