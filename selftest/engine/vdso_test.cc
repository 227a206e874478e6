// The vDSO's entry is taken out of the auxiliary vector that an exec leaves on the stack.
#include "engine/vdso.h"

#include <elf.h>
#include <gmock/gmock.h>

#include <cerrno>
#include <vector>

#include "tracer_loop.h"

namespace sysassert::engine {
namespace {

using namespace selftest;  // NOLINT: the words of the scripts
using testing::AllOf, testing::Contains, testing::Not;

constexpr unsigned long kStack = 0x7ffc0000;
constexpr TracerOptions kHidingTheVdso = [] {
  TracerOptions options = kUnfiltered;
  options.hide_vdso = true;
  return options;
}();

class HidingTheVdso : public TracerLoop {
 protected:
  void Push(const std::vector<unsigned long>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) kernel_.words[kStack + 8 * i] = words[i];
    kernel_.registers(kRoot).rsp = kStack;
    kernel_.registers(kRoot).cs = 0x33;
    kernel_.First(kRoot).Event(kRoot, PTRACE_EVENT_EXEC, kRoot).End(kRoot, Exited(0));
  }
};

TEST_F(HidingTheVdso, TakesItsEntryOutAndNoOther) {
  Push({1, 0x1000, 0, 0x2000, 0x3000, 0, AT_PAGESZ, 4096, AT_SYSINFO_EHDR, 0x7fff0000, AT_ENTRY,
        0x4000, AT_NULL, 0});
  EXPECT_THAT(Run(kHidingTheVdso), Not(Contains("blind spot vdso")));
  EXPECT_EQ(kernel_.words[kStack + 8 * 8], static_cast<unsigned long>(AT_IGNORE));
  EXPECT_EQ(kernel_.words[kStack + 8 * 9], 0U);
  EXPECT_EQ(kernel_.words[kStack + 8 * 7], 4096U);
  EXPECT_EQ(kernel_.words[kStack + 8 * 11], 0x4000U);
}

TEST_F(HidingTheVdso, KnowsTheNarrowStackOf32BitPrograms) {
  const std::vector<unsigned long> words = {
      1, 0x1000, 0, 0x2000, 0, AT_SYSINFO_EHDR, 0xf7f00000, AT_PAGESZ, 4096, AT_NULL, 0, 0};
  Push({});
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    kernel_.words[kStack + 4 * i] = words[i] | words[i + 1] << 32U;
  kernel_.registers(kRoot).cs = 0x23;
  EXPECT_THAT(Run(kHidingTheVdso), Not(Contains("blind spot vdso")));
  EXPECT_EQ(kernel_.words[kStack + 4 * 5], static_cast<unsigned long>(AT_IGNORE)) << "and no value";
  EXPECT_EQ(kernel_.words[kStack + 4 * 7], AT_PAGESZ | 4096UL << 32U);
}

TEST_F(HidingTheVdso, NeedsNone) {
  Push({0, 0, 0, AT_PAGESZ, 4096, AT_NULL, 0});
  EXPECT_THAT(Run(kHidingTheVdso), Not(Contains("blind spot vdso")));
}

TEST_F(HidingTheVdso, IsABlindSpotWhereItCannotBeDone) {
  Push({1, 0x1000, 0, 0x2000});  // and nothing that can be read behind it
  EXPECT_THAT(Run(kHidingTheVdso), Contains("blind spot vdso"));
}

TEST_F(HidingTheVdso, IsDoneOnRequestAlone) {
  Push({0, 0, 0, AT_SYSINFO_EHDR, 0x7fff0000, AT_NULL, 0});
  Run();
  EXPECT_EQ(kernel_.words[kStack + 8 * 3], static_cast<unsigned long>(AT_SYSINFO_EHDR));
}

}  // namespace
}  // namespace sysassert::engine
