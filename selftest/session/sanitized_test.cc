// Programs that are built with a sanitizer run as they do alone; only a search for leaks, which is
// a tracer itself, is left out, and said to be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "session/helpers.h"
#include "sysassert/policy.h"
#include "temp_directory.h"

namespace sysassert::selftest {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Sanitized : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    std::ifstream random("/proc/sys/vm/mmap_rnd_bits");
    int bits = 0;
    if (GetParam() == std::string("thread") && random >> bits && bits > 28)
      GTEST_SKIP() << "ThreadSanitizer does not start with vm.mmap_rnd_bits of " << bits;
  }
  Command Running() const {
    return Command(Program(std::string("sanitized_") + GetParam()), {directory_ / "file"});
  }
  void ExpectAsAlone(const Trace& trace) const {
    EXPECT_THAT(trace, Exited(0));
    EXPECT_EQ(trace.std_out(), "done\n");
    EXPECT_EQ(trace.std_err(), "");
    EXPECT_THAT(trace, Made(Calls("open-write").On(directory_ / "file")).Times(2));
    EXPECT_THAT(trace, Never(Calls("@network")));
    EXPECT_THAT(trace.blind_spots(), IsEmpty());
  }
  const TempDirectory directory_;
};

TEST_P(Sanitized, RunsAsAlone) { ExpectAsAlone(Record(Running())); }
TEST_P(Sanitized, RunsAsAloneBelowAFilter) {
  const Policy policy = Policy::FromString(
      "sysassert: 1\nname: p\nrules: [{id: r, deny: {call: [open, \"@network\"]}}]");
  ExpectAsAlone(Record(Running(), WatchingFor({policy})));
}

INSTANTIATE_TEST_SUITE_P(With, Sanitized, testing::Values("address", "leak", "thread", "undefined"),
                         [](const auto& with) { return std::string(with.param); });

TEST(LeakCheck, IsLeftOutAndThatIsNoted) {
  const TempDirectory directory;
  for (const char* program : {"sanitized_address", "sanitized_leak"}) {
    const Command leaking(Program(program), {directory / "file", "leak"});
    const Trace trace = Record(leaking);
    EXPECT_THAT(trace, Exited(0)) << program;
    EXPECT_THAT(trace.notes(), Contains(HasSubstr("detect_leaks=0"))) << program;
    const Trace kept = Record(Command(leaking).KeepLeakCheck());
    EXPECT_THAT(kept, Not(Exited(0))) << program;
    EXPECT_THAT(kept.std_err(), AllOf(HasSubstr("LeakSanitizer"), HasSubstr("ptrace"))) << program;
  }
}

}  // namespace
}  // namespace sysassert::selftest
