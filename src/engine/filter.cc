#include "engine/filter.h"

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include "events/interest.h"
#include "tables/row.h"

namespace sysassert::engine {
namespace {

constexpr std::uint32_t kX32Bit = 0x40000000;
constexpr std::uint32_t kSkipped = UINT32_MAX;  // what a tracer makes of a call that is not to run

Answer AnswerFor(const Interest& stops, Sysno id, Abi abi) {
  if (!stops.Wants(id)) return {};
  const ArgumentTests* tests = events::TestsOf(stops, id, abi);
  return {tests != nullptr ? Answer::Kind::kAsk : Answer::Kind::kStop, tests};
}

// Numbers in no table are one call more, which may be of interest or not.
std::vector<NumberRange> RangesOf(const Interest& stops, Abi abi) {
  int end = 0;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i)
    end = std::max(end, tables::NumberOf(static_cast<Sysno>(i), abi) + 1);
  std::vector<NumberRange> ranges;
  for (int number = 0; number <= end; ++number) {
    const Answer answer = AnswerFor(stops, tables::FromNumber(abi, number), abi);
    if (ranges.empty() || !(ranges.back().answer == answer))
      ranges.push_back({static_cast<std::uint32_t>(number), answer});
  }
  return ranges;
}

}  // namespace

FilterMark DrawFilterMark() {
  FilterMark mark = 0;
  if (getrandom(&mark, sizeof mark, GRND_NONBLOCK) == sizeof mark) return mark;
  timespec now{};  // so early after the machine's start that there is no randomness yet
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<FilterMark>(now.tv_nsec);
}

std::vector<sock_filter> CompileFilter(const Interest& interest, FilterMark mark) {
  const Interest stops = events::StopsOf(interest);
  ArchitectureAnswers native{AUDIT_ARCH_X86_64, RangesOf(stops, Abi::kX86_64)};
  native.ranges.push_back({kX32Bit, {Answer::Kind::kStop}});
  // A program may make it, too; of one that is skipped the tracer knows.
  native.ranges.push_back({kSkipped, AnswerFor(stops, Sysno::kUnknown, Abi::kX86_64)});
  return AssembleFilter({native, {AUDIT_ARCH_I386, RangesOf(stops, Abi::kI386)}}, mark);
}

int InstallFilter(const std::vector<sock_filter>& filter, bool* no_new_privileges) {
  *no_new_privileges = false;
  const sock_fprog program{static_cast<unsigned short>(filter.size()),
                           const_cast<sock_filter*>(filter.data())};
  auto install = [&program] {
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW,
                   &program) == 0
               ? 0
               : errno;
  };
  int refused = install();
  if (refused == EACCES) {  // seccomp(2): without CAP_SYS_ADMIN it takes NO_NEW_PRIVS
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    *no_new_privileges = true;
    refused = install();
  }
  return refused;
}

std::string FilterRefusedText(int refused) {
  return "the kernel took no seccomp filter (" + std::string(tables::ErrnoName(refused)) +
         "), so that every call stopped: slower, and nothing less is seen";
}

}  // namespace sysassert::engine
