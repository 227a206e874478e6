// The kernel's log beside the trace: records as /dev/kmsg gives them, without the device.
#include "strace/kernel_log.h"

#include <gmock/gmock.h>

#include <deque>

namespace sysassert::strace {
namespace {

using testing::ElementsAre, testing::IsEmpty, testing::SizeIs;

TEST(KernelRecord, IsReadAsTheKernelWritesIt) {
  const auto record = ParseKernelRecord(
      "4,1057,7216412318,-;crash[4711]: segfault at 0 ip 000055d0 sp 00007ffd error 4 in crash\n"
      " SUBSYSTEM=acpi\n DEVICE=+acpi:PNP0A03:00\n");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->level, 4);
  EXPECT_EQ(record->facility, 0);
  EXPECT_EQ(record->sequence, 1057U);
  EXPECT_EQ(record->monotonic_us, 7216412318U);
  EXPECT_EQ(record->message, "crash[4711]: segfault at 0 ip 000055d0 sp 00007ffd error 4 in crash");
  EXPECT_THAT(record->pids, ElementsAre(4711));
  EXPECT_EQ(KernelLine(*record),
            "=== kernel [ 7216.412318] crash[4711]: segfault at 0 ip 000055d0 sp 00007ffd error 4 "
            "in crash ===");
}

TEST(KernelRecord, NamesProcessesInManyWays) {
  const auto pids = [](const std::string& message) {
    const auto record = ParseKernelRecord("6,1,2,-;" + message);
    return record ? record->pids : std::vector<int>{-1};
  };
  EXPECT_THAT(pids("Out of memory: Killed process 812 (eater) total-vm:10kB"), ElementsAre(812));
  EXPECT_THAT(pids("audit: type=1326 audit(1.2:3): auid=0 uid=0 pid=77 comm=\"x\" sig=31"),
              ElementsAre(77));
  EXPECT_THAT(pids("traps: a b[9] general protection fault ip:1 in lib.so[7f00+2000]"),
              ElementsAre(9));
  EXPECT_THAT(pids("INFO: task cat:31 blocked"), IsEmpty());
  EXPECT_THAT(pids("CPU: 1 PID: 55 Comm: oops"), ElementsAre(55));
  EXPECT_THAT(pids("eth0: link up, ppid=4 [12]"), IsEmpty());
}

TEST(KernelRecord, TakesFieldsOfNewerKernelsAndUndoesEscapes) {
  const auto record = ParseKernelRecord("30,8,9,c,caller=T12,new=1;tab\\x09 and \\x5c done\\x");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->level, 6);
  EXPECT_EQ(record->facility, 3);
  EXPECT_EQ(record->message, "tab\t and \\ done\\x");
  EXPECT_EQ(KernelLine(*record), "=== kernel [    0.000009] tab\\t and \\\\ done\\\\x ===");
}

TEST(KernelRecord, HasItsQuotesAsTheyAre) {
  const auto record = ParseKernelRecord(R"(5,1,2,-;audit: comm="a\x5c\x22\x0a" res=1)");
  ASSERT_TRUE(record);
  EXPECT_EQ(KernelLine(*record), R"(=== kernel [    0.000002] audit: comm="a\\"\n" res=1 ===)");
}

TEST(KernelRecord, IsNothingWhereTheTextIsNone) {
  for (const char* text : {"", ";", "6", "6,", "6,1,", "6,1,2", "6,1,2,-", "x,1,2,-;m", "6,x,2,-;m",
                           "6,1,99999999999999999999999,-;m"})
    EXPECT_FALSE(ParseKernelRecord(text)) << text;
}

class Script : public KernelLogSource {
 public:
  explicit Script(std::deque<std::string> records) : records_(std::move(records)) {}
  std::optional<std::string> Next(bool* lost) override {
    if (records_.empty()) return std::nullopt;
    std::string next = records_.front();
    records_.pop_front();
    if (next != "lost") return next;
    *lost = true;
    return Next(lost);
  }

 private:
  std::deque<std::string> records_;
};

KernelLog LogOf(std::deque<std::string> records) {
  return KernelLog(std::make_unique<Script>(std::move(records)));
}

TEST(KernelLog, ShowsWhatNamesATracedProcessOrNone) {
  KernelLog log = LogOf({"6,1,10,-;one[17]: segfault", "6,2,20,-;other[18]: segfault",
                         "6,3,30,-;the link is up", "6,4,40,-;process 18 killed by process 17"});
  log.Traced(17);
  std::vector<std::uint64_t> shown;
  for (const KernelRecord& record : log.Take()) shown.push_back(record.sequence);
  EXPECT_THAT(shown, ElementsAre(1, 3, 4));
  EXPECT_THAT(log.Take(), IsEmpty());
}

TEST(KernelLog, ShowsTheBytesAtAFaultWithIt) {
  KernelLog log = LogOf({"6,1,10,-;other[18]: segfault at 0", "6,2,11,-;Code: 00 01 5d",
                         "6,3,20,-;one[17]: segfault at 0", "6,4,21,-;Code: 00 01 5d"});
  log.Traced(17);
  std::vector<std::uint64_t> shown;
  for (const KernelRecord& record : log.Take()) shown.push_back(record.sequence);
  EXPECT_THAT(shown, ElementsAre(3, 4));
}

TEST(KernelLog, CountsWhatWasLost) {
  KernelLog log = LogOf({"6,1,10,-;one", "lost", "6,9,90,-;nine"});
  EXPECT_THAT(log.Take(), SizeIs(2));
  EXPECT_EQ(log.lost(), 1U);
}

TEST(KernelLog, PassesOverWhatIsNoRecord) {
  KernelLog log = LogOf({"garbage", "6,1,10,-;one"});
  EXPECT_THAT(log.Take(), SizeIs(1));
}

}  // namespace
}  // namespace sysassert::strace
