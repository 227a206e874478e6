// What a call that makes descriptors says of close-on-exec, by whichever call. Real runs.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/openat2.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "policy_helpers.h"
#include "sysassert/record.h"

namespace sysassert {
namespace {

using selftest::Holds;

void OpenAt2(std::uint64_t flags) {
  open_how how{};
  how.flags = flags;
  syscall(SYS_openat2, AT_FDCWD, "/etc", &how, sizeof how);
}
void Pair(int flags) {
  int pair[2];
  static_cast<void>(socketpair(AF_UNIX, SOCK_STREAM | flags, 0, pair));
}
void Pipe(int flags) {
  int pair[2];
  static_cast<void>(pipe2(pair, flags));
}

// `make(true)` asks for close-on-exec. A call that this kernel does not have proves nothing, and
// is no mistake.
struct Maker {
  std::string call;
  std::function<void(bool cloexec)> make;
};

TEST(Cloexec, IsToldOfEveryCallThatMakesDescriptors) {
  constexpr long kPerfCloexec = 8, kFanCloexec = 1;
  const Maker makers[] = {
      {"pipe2", [](bool on) { Pipe(on ? O_CLOEXEC : 0); }},
      {"socketpair", [](bool on) { Pair(on ? SOCK_CLOEXEC : 0); }},
      {"openat2", [](bool on) { OpenAt2(on ? O_CLOEXEC : 0); }},
      {"userfaultfd", [](bool on) { syscall(SYS_userfaultfd, on ? O_CLOEXEC : 0); }},
      {"fanotify_init", [](bool on) { syscall(SYS_fanotify_init, on ? kFanCloexec : 0L, 0L); }},
      {"open_tree", [](bool on) { syscall(SYS_open_tree, AT_FDCWD, "/etc", on ? O_CLOEXEC : 0); }},
      {"fsopen", [](bool on) { syscall(SYS_fsopen, "tmpfs", on ? 1L : 0L); }},
      {"perf_event_open", [](bool on) {
         std::uint32_t attributes[32] = {1,
                                         sizeof attributes};  // a software event: the CPU's clock
         syscall(SYS_perf_event_open, attributes, 0L, -1L, -1L, on ? kPerfCloexec : 0L);
       }}};
  for (const Maker& maker : makers) {
    for (const bool on : {false, true}) {
      const Trace trace = Record([&] { maker.make(on); });
      ASSERT_TRUE(trace.valid());
      const bool made = !Holds(trace, "deny: {call: " + maker.call + ", result: ok}");
      const auto denied = [&](const char* cloexec) {
        return !Holds(trace, "deny: {call: " + maker.call + ", cloexec: " + cloexec + "}");
      };
      EXPECT_EQ(denied("true"), made && on) << maker.call << " with close-on-exec: " << on;
      EXPECT_EQ(denied("false"), made && !on) << maker.call << " with close-on-exec: " << on;
    }
  }
}

TEST(Cloexec, OfPipeIsNever) {
  const Trace trace = Record([] {
    int pair[2];
    static_cast<void>(syscall(SYS_pipe, pair));
  });
  EXPECT_FALSE(Holds(trace, "deny: {call: \"@new-fd\", cloexec: false}"));
}

}  // namespace
}  // namespace sysassert
