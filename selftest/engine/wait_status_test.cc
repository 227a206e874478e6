#include "engine/wait_status.h"

#include <gtest/gtest.h>

#include "scripted_kernel.h"

namespace sysassert::engine {
namespace {

struct Case {
  const char* name;
  int status;
  WaitStatus::Kind kind;
  int value;
};

class EveryStatus : public testing::TestWithParam<Case> {};

TEST_P(EveryStatus, IsReadAsWait2Says) {
  const WaitStatus status(GetParam().status);
  EXPECT_EQ(status.kind(), GetParam().kind);
  EXPECT_EQ(status.value(), GetParam().value);
  EXPECT_EQ(status.raw(), GetParam().status);
  const bool ended =
      status.kind() == WaitStatus::Kind::kExited || status.kind() == WaitStatus::Kind::kKilled;
  EXPECT_EQ(status.ended(), ended);
}

using Kind = WaitStatus::Kind;
INSTANTIATE_TEST_SUITE_P(
    Of, EveryStatus,
    testing::Values(
        Case{"exit", selftest::Exited(42), Kind::kExited, 42},
        Case{"kill", selftest::KilledBy(SIGKILL), Kind::kKilled, SIGKILL},
        Case{"core", selftest::KilledBy(SIGSEGV) | 0x80, Kind::kKilled, SIGSEGV},
        Case{"call", selftest::StoppedBy(SIGTRAP | 0x80), Kind::kSyscall, SIGTRAP | 0x80},
        Case{"fork", selftest::EventStop(PTRACE_EVENT_FORK), Kind::kEvent, PTRACE_EVENT_FORK},
        Case{"seccomp", selftest::EventStop(PTRACE_EVENT_SECCOMP), Kind::kEvent,
             PTRACE_EVENT_SECCOMP},
        Case{"interrupt", selftest::EventStop(PTRACE_EVENT_STOP), Kind::kInterrupted, SIGTRAP},
        Case{"group_stop", selftest::EventStop(PTRACE_EVENT_STOP, SIGTSTP), Kind::kGroupStop,
             SIGTSTP},
        Case{"signal", selftest::StoppedBy(SIGTERM), Kind::kSignal, SIGTERM},
        Case{"trap_of_its_own", selftest::StoppedBy(SIGTRAP), Kind::kSignal, SIGTRAP}),
    [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace sysassert::engine
