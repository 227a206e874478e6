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
        Case{"exit_of_255", selftest::Exited(255), Kind::kExited, 255},
        Case{"vfork", selftest::EventStop(PTRACE_EVENT_VFORK), Kind::kEvent, PTRACE_EVENT_VFORK},
        Case{"clone", selftest::EventStop(PTRACE_EVENT_CLONE), Kind::kEvent, PTRACE_EVENT_CLONE},
        Case{"exec", selftest::EventStop(PTRACE_EVENT_EXEC), Kind::kEvent, PTRACE_EVENT_EXEC},
        Case{"exit_event", selftest::EventStop(PTRACE_EVENT_EXIT), Kind::kEvent, PTRACE_EVENT_EXIT},
        Case{"sigstop_before_the_group_stops", selftest::StoppedBy(SIGSTOP), Kind::kSignal,
             SIGSTOP},
        Case{"real_time_signal", selftest::StoppedBy(64), Kind::kSignal, 64},
        Case{"fork", selftest::EventStop(PTRACE_EVENT_FORK), Kind::kEvent, PTRACE_EVENT_FORK},
        Case{"seccomp", selftest::EventStop(PTRACE_EVENT_SECCOMP), Kind::kEvent,
             PTRACE_EVENT_SECCOMP},
        Case{"interrupt", selftest::EventStop(PTRACE_EVENT_STOP), Kind::kInterrupted, SIGTRAP},
        Case{"group_stop_by_sigstop", selftest::EventStop(PTRACE_EVENT_STOP, SIGSTOP),
             Kind::kGroupStop, SIGSTOP},
        Case{"group_stop", selftest::EventStop(PTRACE_EVENT_STOP, SIGTSTP), Kind::kGroupStop,
             SIGTSTP},
        Case{"signal", selftest::StoppedBy(SIGTERM), Kind::kSignal, SIGTERM},
        Case{"trap_of_its_own", selftest::StoppedBy(SIGTRAP), Kind::kSignal, SIGTRAP}),
    [](const auto& named) { return named.param.name; });

}  // namespace
}  // namespace sysassert::engine
