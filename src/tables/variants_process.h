// What prctl, arch_prctl, ptrace and futex take, by their operation. Entries of one call stand
// together. Private to tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_PROCESS_H_
#define SYSASSERT_TABLES_VARIANTS_PROCESS_H_

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/names_operations.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

// clang-format off
inline constexpr Variant kProcessVariants[] = {
    {Sysno::prctl, 1, 0, 1 /* PR_SET_PDEATHSIG */, signal_number("arg2")},
    {Sysno::prctl, 1, 0, 2 /* PR_GET_PDEATHSIG */, struct_out("arg2", "signal_number")},
    {Sysno::prctl, 1, 0, 4 /* PR_SET_DUMPABLE */, choice("arg2", kDumpable)},
    {Sysno::prctl, 1, 0, 5 /* PR_GET_UNALIGN */, struct_out("arg2", "int")},
    {Sysno::prctl, 1, 0, 6 /* PR_SET_UNALIGN */, choice("arg2", kUnaligned)},
    {Sysno::prctl, 1, 0, 8 /* PR_SET_KEEPCAPS */, count("arg2")},
    {Sysno::prctl, 1, 0, 9 /* PR_GET_FPEMU */, struct_out("arg2", "int")},
    {Sysno::prctl, 1, 0, 10 /* PR_SET_FPEMU */, count("arg2")},
    {Sysno::prctl, 1, 0, 11 /* PR_GET_FPEXC */, struct_out("arg2", "int")},
    {Sysno::prctl, 1, 0, 12 /* PR_SET_FPEXC */, count("arg2")},
    {Sysno::prctl, 1, 0, 14 /* PR_SET_TIMING */, count("arg2")},
    {Sysno::prctl, 1, 0, 15 /* PR_SET_NAME */, string("arg2")},
    {Sysno::prctl, 1, 0, 16 /* PR_GET_NAME */, struct_out("arg2", "comm")},
    {Sysno::prctl, 1, 0, 19 /* PR_GET_ENDIAN */, struct_out("arg2", "int")},
    {Sysno::prctl, 1, 0, 20 /* PR_SET_ENDIAN */, count("arg2")},
    {Sysno::prctl, 1, 0, 22 /* PR_SET_SECCOMP */, choice("arg2", kSeccompModes)},
    {Sysno::prctl, 2, 0, 22 /* PR_SET_SECCOMP */, struct_in("arg3", "sock_fprog"), 1, 2 /* SECCOMP_MODE_FILTER */},
    {Sysno::prctl, 1, 0, 23 /* PR_CAPBSET_READ */, choice("arg2", kCapabilities)},
    {Sysno::prctl, 1, 0, 24 /* PR_CAPBSET_DROP */, choice("arg2", kCapabilities)},
    {Sysno::prctl, 1, 0, 25 /* PR_GET_TSC */, struct_out("arg2", "tsc_mode")},
    {Sysno::prctl, 1, 0, 26 /* PR_SET_TSC */, choice("arg2", kTscModes)},
    {Sysno::prctl, 1, 0, 28 /* PR_SET_SECUREBITS */, flags("arg2", kSecureBits)},
    {Sysno::prctl, 1, 0, 29 /* PR_SET_TIMERSLACK */, count("arg2")},
    {Sysno::prctl, 1, 0, 33 /* PR_MCE_KILL */, choice("arg2", kMceKills)},
    {Sysno::prctl, 2, 0, 33 /* PR_MCE_KILL */, choice("arg3", kMceKillPolicies), 1, 1 /* PR_MCE_KILL_SET */},
    {Sysno::prctl, 1, 0, 35 /* PR_SET_MM */, choice("arg2", kMemoryMapFields)},
    {Sysno::prctl, 1, 0, 36 /* PR_SET_CHILD_SUBREAPER */, count("arg2")},
    {Sysno::prctl, 1, 0, 37 /* PR_GET_CHILD_SUBREAPER */, struct_out("arg2", "int")},
    {Sysno::prctl, 1, 0, 38 /* PR_SET_NO_NEW_PRIVS */, count("arg2")},
    {Sysno::prctl, 1, 0, 40 /* PR_GET_TID_ADDRESS */, struct_out("arg2", "address")},
    {Sysno::prctl, 1, 0, 41 /* PR_SET_THP_DISABLE */, count("arg2")},
    {Sysno::prctl, 1, 0, 45 /* PR_SET_FP_MODE */, flags("arg2", kFloatModes)},
    {Sysno::prctl, 1, 0, 47 /* PR_CAP_AMBIENT */, choice("arg2", kAmbientOperations)},
    {Sysno::prctl, 2, 0, 47 /* PR_CAP_AMBIENT */, choice("arg3", kCapabilities), 1, 1 /* PR_CAP_AMBIENT_IS_SET */},
    {Sysno::prctl, 2, 0, 47 /* PR_CAP_AMBIENT */, choice("arg3", kCapabilities), 1, 2 /* PR_CAP_AMBIENT_RAISE */},
    {Sysno::prctl, 2, 0, 47 /* PR_CAP_AMBIENT */, choice("arg3", kCapabilities), 1, 3 /* PR_CAP_AMBIENT_LOWER */},
    {Sysno::prctl, 1, 0, 52 /* PR_GET_SPECULATION_CTRL */, choice("arg2", kSpeculations)},
    {Sysno::prctl, 1, 0, 53 /* PR_SET_SPECULATION_CTRL */, choice("arg2", kSpeculations)},
    {Sysno::prctl, 2, 0, 53 /* PR_SET_SPECULATION_CTRL */, flags("arg3", kSpeculationFlags), 1, 0 /* PR_SPEC_STORE_BYPASS */},
    {Sysno::prctl, 2, 0, 53 /* PR_SET_SPECULATION_CTRL */, flags("arg3", kSpeculationFlags), 1, 1 /* PR_SPEC_INDIRECT_BRANCH */},
    {Sysno::prctl, 2, 0, 53 /* PR_SET_SPECULATION_CTRL */, flags("arg3", kSpeculationFlags), 1, 2 /* PR_SPEC_L1D_FLUSH */},
    {Sysno::prctl, 1, 0, 54 /* PR_PAC_RESET_KEYS */, flags("arg2", kPointerKeys)},
    {Sysno::prctl, 1, 0, 55 /* PR_SET_TAGGED_ADDR_CTRL */, flags("arg2", kTaggedAddresses)},
    {Sysno::prctl, 1, 0, 57 /* PR_SET_IO_FLUSHER */, count("arg2")},
    {Sysno::prctl, 1, 0, 59 /* PR_SET_SYSCALL_USER_DISPATCH */, choice("arg2", kDispatchModes)},
    {Sysno::prctl, 1, 0, 62 /* PR_SCHED_CORE */, choice("arg2", kSchedCoreOperations)},
    {Sysno::prctl, 2, 0, 62 /* PR_SCHED_CORE */, pid("arg3")},
    {Sysno::prctl, 3, 0, 62 /* PR_SCHED_CORE */, choice("arg4", kPidTypes)},
    {Sysno::prctl, 4, 0, 62 /* PR_SCHED_CORE */, address("arg5")},
    {Sysno::prctl, 1, 0, 0x53564d41 /* PR_SET_VMA */, choice("arg2", kVmaSettings)},
    {Sysno::prctl, 2, 0, 0x53564d41 /* PR_SET_VMA */, address("arg3"), 1, 0 /* PR_SET_VMA_ANON_NAME */},
    {Sysno::prctl, 3, 0, 0x53564d41 /* PR_SET_VMA */, count("arg4"), 1, 0 /* PR_SET_VMA_ANON_NAME */},
    {Sysno::prctl, 4, 0, 0x53564d41 /* PR_SET_VMA */, string("arg5"), 1, 0 /* PR_SET_VMA_ANON_NAME */},
    {Sysno::prctl, 1, 0, 0x59616d61 /* PR_SET_PTRACER */, word("arg2", "ptracer")},

    {Sysno::seccomp, 1, 0, 1 /* SECCOMP_SET_MODE_FILTER */, flags("flags", kSeccompFlags)},
    {Sysno::seccomp, 2, 0, 1 /* SECCOMP_SET_MODE_FILTER */, struct_in("args", "sock_fprog")},
    {Sysno::seccomp, 2, 0, 2 /* SECCOMP_GET_ACTION_AVAIL */, struct_in("args", "seccomp_action")},
    {Sysno::seccomp, 2, 0, 3 /* SECCOMP_GET_NOTIF_SIZES */, struct_out("args", "seccomp_sizes")},

    {Sysno::landlock_add_rule, 2, 1, 1 /* LANDLOCK_RULE_PATH_BENEATH */, struct_in("rule_attr", "landlock_path")},
    {Sysno::landlock_add_rule, 2, 1, 2 /* LANDLOCK_RULE_NET_PORT */, struct_in("rule_attr", "landlock_port")},

    {Sysno::arch_prctl, 1, 0, 0x1003 /* ARCH_GET_FS */, struct_out("addr", "address")},
    {Sysno::arch_prctl, 1, 0, 0x1004 /* ARCH_GET_GS */, struct_out("addr", "address")},
    {Sysno::arch_prctl, 1, 0, 0x1021 /* ARCH_GET_XCOMP_SUPP */, struct_out("addr", "xfeatures")},
    {Sysno::arch_prctl, 1, 0, 0x1022 /* ARCH_GET_XCOMP_PERM */, struct_out("addr", "xfeatures")},
    {Sysno::arch_prctl, 1, 0, 0x1023 /* ARCH_REQ_XCOMP_PERM */, choice("addr", kXfeatureNumbers)},

    {Sysno::ptrace, 2, 0, 1 /* PTRACE_PEEKTEXT */, address("addr")},
    {Sysno::ptrace, 2, 0, 3 /* PTRACE_PEEKUSER */, word("addr", "user_offset")},
    {Sysno::ptrace, 3, 0, 4 /* PTRACE_POKETEXT */, hex("data")},
    {Sysno::ptrace, 3, 0, 5 /* PTRACE_POKEDATA */, hex("data")},
    {Sysno::ptrace, 2, 0, 6 /* PTRACE_POKEUSER */, word("addr", "user_offset")},
    {Sysno::ptrace, 3, 0, 6 /* PTRACE_POKEUSER */, hex("data")},
    {Sysno::ptrace, 3, 0, 7 /* PTRACE_CONT */, signal_number("data")},
    {Sysno::ptrace, 3, 0, 9 /* PTRACE_SINGLESTEP */, signal_number("data")},
    {Sysno::ptrace, 3, 0, 12 /* PTRACE_GETREGS */, struct_out("data", "user_regs")},
    {Sysno::ptrace, 3, 0, 13 /* PTRACE_SETREGS */, struct_in("data", "user_regs")},
    {Sysno::ptrace, 3, 0, 17 /* PTRACE_DETACH */, signal_number("data")},
    {Sysno::ptrace, 3, 0, 24 /* PTRACE_SYSCALL */, signal_number("data")},
    {Sysno::ptrace, 3, 0, 31 /* PTRACE_SYSEMU */, signal_number("data")},
    {Sysno::ptrace, 3, 0, 32 /* PTRACE_SYSEMU_SINGLESTEP */, signal_number("data")},
    {Sysno::ptrace, 3, 0, 33 /* PTRACE_SINGLEBLOCK */, signal_number("data")},
    {Sysno::ptrace, 3, 0, 0x4200 /* PTRACE_SETOPTIONS */, flags("data", kPtraceOptions)},
    {Sysno::ptrace, 3, 0, 0x4201 /* PTRACE_GETEVENTMSG */, struct_out("data", "long")},
    {Sysno::ptrace, 3, 0, 0x4202 /* PTRACE_GETSIGINFO */, struct_out("data", "siginfo")},
    {Sysno::ptrace, 3, 0, 0x4203 /* PTRACE_SETSIGINFO */, struct_in("data", "siginfo")},
    {Sysno::ptrace, 2, 0, 0x4204 /* PTRACE_GETREGSET */, choice("addr", kRegisterSets)},
    {Sysno::ptrace, 3, 0, 0x4204 /* PTRACE_GETREGSET */, struct_in("data", "one_iovec")},
    {Sysno::ptrace, 2, 0, 0x4205 /* PTRACE_SETREGSET */, choice("addr", kRegisterSets)},
    {Sysno::ptrace, 3, 0, 0x4205 /* PTRACE_SETREGSET */, struct_in("data", "one_iovec")},
    {Sysno::ptrace, 3, 0, 0x4206 /* PTRACE_SEIZE */, flags("data", kPtraceOptions)},
    {Sysno::ptrace, 2, 0, 0x4209 /* PTRACE_PEEKSIGINFO */, struct_in("addr", "peeksiginfo")},
    {Sysno::ptrace, 2, 0, 0x420a /* PTRACE_GETSIGMASK */, count("addr")},
    {Sysno::ptrace, 3, 0, 0x420a /* PTRACE_GETSIGMASK */, struct_out("data", "sigset")},
    {Sysno::ptrace, 2, 0, 0x420b /* PTRACE_SETSIGMASK */, count("addr")},
    {Sysno::ptrace, 3, 0, 0x420b /* PTRACE_SETSIGMASK */, struct_in("data", "sigset")},
    {Sysno::ptrace, 2, 0, 0x420e /* PTRACE_GET_SYSCALL_INFO */, count("addr")},

    // The fourth argument is a time for those that wait, a count for those that wake two words.
    {Sysno::futex, 3, 1, 0 /* FUTEX_WAIT */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 6 /* FUTEX_LOCK_PI */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 9 /* FUTEX_WAIT_BITSET */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 11 /* FUTEX_WAIT_REQUEUE_PI */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 13 /* FUTEX_LOCK_PI2 */, struct_in("timeout", "timespec")},
    {Sysno::futex, 3, 1, 3 /* FUTEX_REQUEUE */, count("val2")},
    {Sysno::futex, 3, 1, 4 /* FUTEX_CMP_REQUEUE */, count("val2")},
    {Sysno::futex, 3, 1, 5 /* FUTEX_WAKE_OP */, count("val2")},
    {Sysno::futex, 3, 1, 12 /* FUTEX_CMP_REQUEUE_PI */, count("val2")},
    {Sysno::futex, 5, 1, 4 /* FUTEX_CMP_REQUEUE */, count("val3")},
    {Sysno::futex, 5, 1, 9 /* FUTEX_WAIT_BITSET */, choice("val3", kFutexBitsets)},
    {Sysno::futex, 5, 1, 10 /* FUTEX_WAKE_BITSET */, choice("val3", kFutexBitsets)},
    {Sysno::futex, 5, 1, 5 /* FUTEX_WAKE_OP */, word("val3", "futex_op")},
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_PROCESS_H_
