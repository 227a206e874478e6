// Rows: signals.
#ifndef SYSASSERT_TABLES_ROWS_SIGNAL_H_
#define SYSASSERT_TABLES_ROWS_SIGNAL_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kSignalRows[] = {
    {Sysno::rt_sigaction, Ret::kInt, {signal_number("signum"), struct_in("act", "sigaction"), struct_out("oldact", "sigaction"), size("sigsetsize")}},
    {Sysno::rt_sigprocmask, Ret::kInt, {choice("how", kSigprocmaskHow), struct_in("set", "sigset", BytesOf(3)), struct_out("oldset", "sigset", BytesOf(3)), size("sigsetsize")}},
    {Sysno::rt_sigpending, Ret::kInt, {struct_out("set", "sigset", BytesOf(1)), size("sigsetsize")}},
    {Sysno::rt_sigsuspend, Ret::kInt, {struct_in("mask", "sigset", BytesOf(1)), size("sigsetsize")}},
    {Sysno::rt_sigtimedwait, Ret::kInt, {struct_in("set", "sigset", BytesOf(3)), struct_out("info", "siginfo"), struct_in("timeout", "timespec"), size("sigsetsize")}},
    {Sysno::rt_sigtimedwait_time64, Ret::kInt, {struct_in("set", "sigset", BytesOf(3)), struct_out("info", "siginfo"), struct_in("timeout", "timespec64"), size("sigsetsize")}},
    {Sysno::rt_sigqueueinfo, Ret::kInt, {pid("tgid"), signal_number("sig"), struct_in("info", "siginfo")}},
    {Sysno::rt_tgsigqueueinfo, Ret::kInt, {pid("tgid"), pid("tid"), signal_number("sig"), struct_in("info", "siginfo")}},
    {Sysno::rt_sigreturn, Ret::kInt, {}},
    {Sysno::sigreturn, Ret::kInt, {}},
    {Sysno::sigaltstack, Ret::kInt, {struct_in("ss", "stack"), struct_out("old_ss", "stack")}},
    {Sysno::kill, Ret::kInt, {pid("pid"), signal_number("sig")}},
    {Sysno::tkill, Ret::kInt, {pid("tid"), signal_number("sig")}},
    {Sysno::tgkill, Ret::kInt, {pid("tgid"), pid("tid"), signal_number("sig")}},
    {Sysno::pidfd_send_signal, Ret::kInt, {fd("pidfd"), signal_number("sig"), struct_in("info", "siginfo"), flags("flags", kPidfdSignalFlags)}},
    {Sysno::pause, Ret::kInt, {}},
    {Sysno::restart_syscall, Ret::kInt, {}},
    {Sysno::signalfd, Ret::kFd, {fd("fd"), struct_in("mask", "sigset", BytesOf(2)), size("sizemask")}},
    {Sysno::signalfd4, Ret::kFd, {fd("fd"), struct_in("mask", "sigset", BytesOf(2)), size("sizemask"), flags("flags", kSignalfdFlags)}},

    // i386's first generation.
    {Sysno::signal, Ret::kAddress, {signal_number("signum"), spelt(address("handler"), "signal_handler")}},
    {Sysno::sigaction, Ret::kInt, {signal_number("signum"), struct_in("act", "former_sigaction"), struct_out("oldact", "former_sigaction")}},
    {Sysno::sigpending, Ret::kInt, {struct_out("set", "former_sigset")}},
    {Sysno::sigprocmask, Ret::kInt, {choice("how", kSigprocmaskHow), struct_in("set", "former_sigset"), struct_out("oldset", "former_sigset")}},
    {Sysno::sigsuspend, Ret::kInt, {unused("history0"), unused("history1"), word("mask", "former_mask")}},
    {Sysno::sgetmask, Ret::kInt, {}},
    {Sysno::ssetmask, Ret::kInt, {word("newmask", "former_mask")}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_SIGNAL_H_
