// A trace that was saved and loaded is the trace that was recorded.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "session/helpers.h"
#include "sysassert/mark.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

std::vector<std::string> TextsOf(const Trace& trace) {
  std::vector<std::string> texts;
  for (Call call : trace.WholeRun()) {
    texts.push_back(std::to_string(call.tid()) + " " + call.text() + " " +
                    std::string(call.path()) + " " + std::string(call.thread_name()));
  }
  return texts;
}

TEST(SavedTrace, IsTheSameWhenLoaded) {
  const TempDirectory directory;
  const std::string path = directory / "t.satrace";
  const Trace trace = Record(Command(Program("forks"), {"3"}).Cwd("/etc"));
  ASSERT_TRUE(trace.Save(path).ok());
  const auto loaded = Trace::Load(path);
  ASSERT_TRUE(loaded.ok()) << loaded.error().Message();
  EXPECT_THAT(TextsOf(loaded.value()), ElementsAreArray(TextsOf(trace)));
  EXPECT_EQ(loaded.value().command(), trace.command());
  EXPECT_EQ(loaded.value().cwd(), "/etc");
  EXPECT_EQ(loaded.value().status().text(), "exited with 0");
  EXPECT_EQ(loaded.value().size(), trace.size());
  EXPECT_TRUE(loaded.value().watched_everything());
}

TEST(SavedTrace, KeepsItsInterestItsMarksAndItsBlindSpots) {
  const TempDirectory directory;
  const std::string path = directory / "t.satrace";
  const Trace trace = Record(
      [] {
        SYSASSERT_MARK("here");
        access("/say/x", F_OK);
      },
      WatchOnly({Sysno::access}));
  ASSERT_TRUE(trace.Save(path).ok());
  const auto loaded = Trace::Load(path);
  ASSERT_TRUE(loaded.ok());
  EXPECT_FALSE(loaded.value().watched_everything());
  EXPECT_TRUE(loaded.value().watched(Sysno::access));
  EXPECT_FALSE(loaded.value().watched(Sysno::openat));
  EXPECT_THAT(loaded.value().marks(), testing::ElementsAre("here"));

  const Trace ring = Record(Command(Program("io_uring")).Accept(BlindSpot::kIoUring));
  ASSERT_TRUE(ring.Save(path).ok()) << "over the one before";
  const auto again = Trace::Load(path);
  ASSERT_TRUE(again.ok());
  ASSERT_THAT(again.value().blind_spots(), testing::SizeIs(1));
  EXPECT_EQ(again.value().blind_spots()[0].spot, BlindSpot::kIoUring);
  EXPECT_TRUE(again.value().blind_spots()[0].accepted);
}

TEST(SavedTrace, ARefusedSaveLeavesNothingAndSaysWhere) {
  const TempDirectory directory;
  const Trace trace = Record([] {});
  const Status refused = trace.Save("/no/such/directory/t.satrace");
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().Message(), HasSubstr("/no/such/directory/t.satrace"));
  std::filesystem::create_directory(directory / "occupied");
  EXPECT_FALSE(trace.Save(directory / "occupied").ok());
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(directory.path()))
    left.push_back(entry.path().filename());
  EXPECT_THAT(left, testing::ElementsAre("occupied"));
}

TEST(SavedTrace, ALiveViewOutlivesItsRun) {
  Call kept;
  {
    const Trace trace = Record([] { access("/say/kept", F_OK); });
    kept = trace[0];
  }
  EXPECT_EQ(kept.passed_path(), "/say/kept");
}

}  // namespace
}  // namespace sysassert::selftest
