// What was captured of a call is written once, also where more of it comes at its exit.
#include "capture/writer.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "capture/item_buffer.h"
#include "capture/recording.h"

namespace sysassert::capture {
namespace {

using testing::ElementsAre;

class CapturedData : public testing::Test {
 protected:
  ~CapturedData() override {
    writer_.reset();
    for (const int fd : {store_.memory_fd, store_.disk_fd})
      if (fd >= 0) close(fd);
  }

  static void Add(ItemBuffer* items, std::uint8_t argument, std::string_view bytes) {
    items->AddBytes(ItemKind::kBytes, argument, 0, std::as_bytes(std::span(bytes)));
  }
  std::uint64_t Write(const ItemBuffer& items) {
    return writer_->AppendData(items.bytes(), items.count());
  }
  std::uint64_t Extend(std::uint64_t offset, const ItemBuffer& items) {
    return writer_->ExtendData(offset, items.bytes(), items.count());
  }
  std::vector<std::string> ReadBack(std::uint64_t offset) {
    CallRecord call{};
    call.data = offset;
    const std::uint32_t index = writer_->AppendCall(call);
    const auto recording = Recording::Open(store_.memory_fd, store_.disk_fd).value();
    std::vector<std::string> texts;
    for (const ItemView item : recording->items(index)) texts.emplace_back(item.bytes);
    return texts;
  }

  Store store_ = CreateUnnamedStore().value();
  std::unique_ptr<Writer> writer_ = Writer::Create(store_).value();
};

// Another thread reads what is written meanwhile, at the end, where blocks begin.
TEST_F(CapturedData, AReaderHasTheBlocksOfAllCallsThatItHas) {
  constexpr std::uint64_t kCalls = 200'000;
  const auto recording = Recording::Open(store_.memory_fd, store_.disk_fd).value();
  std::jthread writing([this] {
    for (std::uint64_t i = 1; i <= kCalls; ++i) {
      CallRecord call{};
      call.entry_ns = i;
      writer_->AppendCall(call);
    }
  });
  while (recording->size() < kCalls) {
    ASSERT_TRUE(recording->Refresh().ok());
    if (recording->size() == 0) continue;
    const std::uint64_t last = recording->size() - 1;
    ASSERT_EQ(recording->record(last).entry_ns, last + 1);
  }
}

TEST_F(CapturedData, GrowsInItsPlaceWhereNothingCameAfterIt) {
  ItemBuffer items;
  Add(&items, 0, "at the entry");
  const std::uint64_t at = Write(items);
  Add(&items, 1, "and at the exit");
  EXPECT_EQ(Extend(at, items), at);
  EXPECT_THAT(ReadBack(at), ElementsAre("at the entry", "and at the exit"));
  ItemBuffer next;
  Add(&next, 0, "of the next call");
  EXPECT_THAT(ReadBack(Write(next)), ElementsAre("of the next call"));
  EXPECT_THAT(ReadBack(at), ElementsAre("at the entry", "and at the exit"));
}

TEST_F(CapturedData, IsCopiedWhereAnotherCallsCameAfterIt) {
  ItemBuffer items, other;
  Add(&items, 0, "at the entry");
  Add(&other, 0, "of another thread's");
  const std::uint64_t at = Write(items);
  const std::uint64_t between = Write(other);
  Add(&items, 1, "and at the exit");
  const std::uint64_t copy = Extend(at, items);
  EXPECT_NE(copy, at);
  EXPECT_THAT(ReadBack(copy), ElementsAre("at the entry", "and at the exit"));
  EXPECT_THAT(ReadBack(between), ElementsAre("of another thread's"));
}

TEST_F(CapturedData, IsCopiedWhereItsBlockIsFull) {
  const std::string large(100 * 1024, 'x');
  ItemBuffer first, items;
  Add(&first, 0, large);
  Write(first);
  Add(&items, 0, large);
  const std::uint64_t at = Write(items);
  Add(&items, 1, large);
  const std::uint64_t copy = Extend(at, items);
  EXPECT_NE(copy, at);
  EXPECT_THAT(ReadBack(copy), ElementsAre(large, large));
}

TEST_F(CapturedData, MayBeginAtTheExit) {
  ItemBuffer items;
  Add(&items, 1, "at the exit");
  EXPECT_THAT(ReadBack(Extend(0, items)), ElementsAre("at the exit"));
}

// Root of a user namespace of its own: who is nobody there can make no file.
bool BecomesRootOfItsOwn() {
  const std::string user = "0 " + std::to_string(getuid()) + " 1";
  const std::string group = "0 " + std::to_string(getgid()) + " 1";
  if (unshare(CLONE_NEWNS | CLONE_NEWUSER) != 0) return false;
  std::ofstream("/proc/self/setgroups") << "deny";
  std::ofstream("/proc/self/uid_map") << user;
  std::ofstream("/proc/self/gid_map") << group;
  return getuid() == 0;
}

// Fills a disk of a megabyte in a namespace of its own, and ends with 0 where what was recorded
// until then loads, and says that it is cut; with 77 where there are no such namespaces.
[[noreturn]] void FillADisk() {
  if (!(getuid() == 0 ? unshare(CLONE_NEWNS) == 0 : BecomesRootOfItsOwn()) ||
      mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      mount("none", "/tmp", "tmpfs", 0, "size=1m") != 0)
    _exit(77);
  Store store;
  store.disk_fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  auto writer = Writer::Create(store).value();
  const std::uint32_t program = writer->AddProgram("/bin/app", "");
  writer->AddThread(100, 100, 1, program, true, UINT32_MAX, "app");
  std::uint32_t kept = 0;
  while (writer->AppendCall(CallRecord{}) != kNoCall) ++kept;
  writer->Close();
  const auto recording = Recording::Open(-1, store.disk_fd).value();
  if (recording->size() != kept || kept == 0 || recording->dropped() == 0) _exit(1);
  umount2("/tmp", MNT_DETACH);  // to save it, there is another disk
  const std::string path = "/tmp/sysassert-full-disk-" + std::to_string(getpid());
  const bool saved = recording->Save(path).ok();
  const auto loaded = Recording::Load(path);
  const bool cut = loaded.ok() && loaded.value()->size() == kept && loaded.value()->dropped() > 0;
  unlink(path.c_str());
  _exit(saved && cut ? 0 : 2);
}

TEST(FullDisk, KeepsWhatWasRecordedUntilThenAndSaysThatItIsCut) {
  const pid_t child = fork();
  if (child == 0) FillADisk();
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) GTEST_SKIP() << "no namespaces here";
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace sysassert::capture
