// Taken: which of its arguments a call takes, by its operation. Private to tables/variants.cc.
#ifndef SYSASSERT_TABLES_TAKEN_H_
#define SYSASSERT_TABLES_TAKEN_H_

#include <cstdint>

#include "sysassert/sysno.h"

namespace sysassert::tables::build {

// Of calls whose arguments depend on their operation: which of them it takes, as bits. Later
// entries of an operation are of those that another argument selects, too.
struct Taken {
  Sysno id;
  std::int8_t by;
  std::uint32_t value;
  std::uint8_t arguments;
  std::int8_t also = -1;
  std::uint32_t also_value = 0;
};
// clang-format off
inline constexpr Taken kTaken[] = {
    {Sysno::fcntl, 1, 1 /* F_GETFD */, 0b11},
    {Sysno::fcntl, 1, 3 /* F_GETFL */, 0b11},
    {Sysno::fcntl, 1, 9 /* F_GETOWN */, 0b11},
    {Sysno::fcntl, 1, 11 /* F_GETSIG */, 0b11},
    {Sysno::fcntl, 1, 1025 /* F_GETLEASE */, 0b11},
    {Sysno::fcntl, 1, 1032 /* F_GETPIPE_SZ */, 0b11},
    {Sysno::fcntl, 1, 1034 /* F_GET_SEALS */, 0b11},
    {Sysno::ioctl, 1, 0x5450 /* FIONCLEX */, 0b11},
    {Sysno::ioctl, 1, 0x5451 /* FIOCLEX */, 0b11},
    {Sysno::futex, 1, 0 /* FUTEX_WAIT */, 0b001111},
    {Sysno::futex, 1, 1 /* FUTEX_WAKE */, 0b000111},
    {Sysno::futex, 1, 3 /* FUTEX_REQUEUE */, 0b011111},
    {Sysno::futex, 1, 6 /* FUTEX_LOCK_PI */, 0b001011},
    {Sysno::futex, 1, 7 /* FUTEX_UNLOCK_PI */, 0b000011},
    {Sysno::futex, 1, 8 /* FUTEX_TRYLOCK_PI */, 0b000011},
    {Sysno::futex, 1, 9 /* FUTEX_WAIT_BITSET */, 0b101111},
    {Sysno::futex, 1, 10 /* FUTEX_WAKE_BITSET */, 0b100111},
    {Sysno::futex, 1, 11 /* FUTEX_WAIT_REQUEUE_PI */, 0b011111},
    {Sysno::futex, 1, 13 /* FUTEX_LOCK_PI2 */, 0b001011},
    {Sysno::prctl, 0, 1 /* PR_SET_PDEATHSIG */, 0b11},
    {Sysno::prctl, 0, 2 /* PR_GET_PDEATHSIG */, 0b11},
    {Sysno::prctl, 0, 3 /* PR_GET_DUMPABLE */, 0b1},
    {Sysno::prctl, 0, 4 /* PR_SET_DUMPABLE */, 0b11},
    {Sysno::prctl, 0, 5 /* PR_GET_UNALIGN */, 0b11},
    {Sysno::prctl, 0, 6 /* PR_SET_UNALIGN */, 0b11},
    {Sysno::prctl, 0, 7 /* PR_GET_KEEPCAPS */, 0b1},
    {Sysno::prctl, 0, 8 /* PR_SET_KEEPCAPS */, 0b11},
    {Sysno::prctl, 0, 9 /* PR_GET_FPEMU */, 0b11},
    {Sysno::prctl, 0, 10 /* PR_SET_FPEMU */, 0b11},
    {Sysno::prctl, 0, 11 /* PR_GET_FPEXC */, 0b11},
    {Sysno::prctl, 0, 12 /* PR_SET_FPEXC */, 0b11},
    {Sysno::prctl, 0, 13 /* PR_GET_TIMING */, 0b1},
    {Sysno::prctl, 0, 14 /* PR_SET_TIMING */, 0b11},
    {Sysno::prctl, 0, 15 /* PR_SET_NAME */, 0b11},
    {Sysno::prctl, 0, 16 /* PR_GET_NAME */, 0b11},
    {Sysno::prctl, 0, 19 /* PR_GET_ENDIAN */, 0b11},
    {Sysno::prctl, 0, 20 /* PR_SET_ENDIAN */, 0b11},
    {Sysno::prctl, 0, 21 /* PR_GET_SECCOMP */, 0b1},
    {Sysno::prctl, 0, 22 /* PR_SET_SECCOMP */, 0b11, 1, 1 /* SECCOMP_MODE_STRICT */},
    {Sysno::prctl, 0, 22 /* PR_SET_SECCOMP */, 0b111, 1, 2 /* SECCOMP_MODE_FILTER */},
    {Sysno::prctl, 0, 23 /* PR_CAPBSET_READ */, 0b11},
    {Sysno::prctl, 0, 24 /* PR_CAPBSET_DROP */, 0b11},
    {Sysno::prctl, 0, 25 /* PR_GET_TSC */, 0b11},
    {Sysno::prctl, 0, 26 /* PR_SET_TSC */, 0b11},
    {Sysno::prctl, 0, 27 /* PR_GET_SECUREBITS */, 0b1},
    {Sysno::prctl, 0, 28 /* PR_SET_SECUREBITS */, 0b11},
    {Sysno::prctl, 0, 29 /* PR_SET_TIMERSLACK */, 0b11},
    {Sysno::prctl, 0, 30 /* PR_GET_TIMERSLACK */, 0b1},
    {Sysno::prctl, 0, 31 /* PR_TASK_PERF_EVENTS_DISABLE */, 0b1},
    {Sysno::prctl, 0, 32 /* PR_TASK_PERF_EVENTS_ENABLE */, 0b1},
    {Sysno::prctl, 0, 36 /* PR_SET_CHILD_SUBREAPER */, 0b11},
    {Sysno::prctl, 0, 37 /* PR_GET_CHILD_SUBREAPER */, 0b11},
    {Sysno::prctl, 0, 40 /* PR_GET_TID_ADDRESS */, 0b11},
    {Sysno::prctl, 0, 45 /* PR_SET_FP_MODE */, 0b11},
    {Sysno::prctl, 0, 46 /* PR_GET_FP_MODE */, 0b1},
    {Sysno::prctl, 0, 50 /* PR_SVE_SET_VL */, 0b11},
    {Sysno::prctl, 0, 51 /* PR_SVE_GET_VL */, 0b1},
    {Sysno::prctl, 0, 52 /* PR_GET_SPECULATION_CTRL */, 0b11},
    {Sysno::prctl, 0, 53 /* PR_SET_SPECULATION_CTRL */, 0b111},
    {Sysno::prctl, 0, 0x59616d61 /* PR_SET_PTRACER */, 0b11},
    {Sysno::arch_prctl, 0, 0x1011 /* ARCH_GET_CPUID */, 0b1},
    {Sysno::ptrace, 0, 0 /* PTRACE_TRACEME */, 0b1},
    {Sysno::ptrace, 0, 8 /* PTRACE_KILL */, 0b11},
    {Sysno::ptrace, 0, 12 /* PTRACE_GETREGS */, 0b1011},
    {Sysno::ptrace, 0, 13 /* PTRACE_SETREGS */, 0b1011},
    {Sysno::ptrace, 0, 14 /* PTRACE_GETFPREGS */, 0b1011},
    {Sysno::ptrace, 0, 15 /* PTRACE_SETFPREGS */, 0b1011},
    {Sysno::ptrace, 0, 16 /* PTRACE_ATTACH */, 0b11},
    {Sysno::ptrace, 0, 18 /* PTRACE_GETFPXREGS */, 0b1011},
    {Sysno::ptrace, 0, 19 /* PTRACE_SETFPXREGS */, 0b1011},
    {Sysno::ptrace, 0, 0x4207 /* PTRACE_INTERRUPT */, 0b11},
    {Sysno::ptrace, 0, 0x4208 /* PTRACE_LISTEN */, 0b11},
    {Sysno::keyctl, 0, 0 /* KEYCTL_GET_KEYRING_ID */, 0b111},
    {Sysno::keyctl, 0, 1 /* KEYCTL_JOIN_SESSION_KEYRING */, 0b11},
    {Sysno::keyctl, 0, 2 /* KEYCTL_UPDATE */, 0b1111},
    {Sysno::keyctl, 0, 3 /* KEYCTL_REVOKE */, 0b11},
    {Sysno::keyctl, 0, 4 /* KEYCTL_CHOWN */, 0b1111},
    {Sysno::keyctl, 0, 5 /* KEYCTL_SETPERM */, 0b111},
    {Sysno::keyctl, 0, 6 /* KEYCTL_DESCRIBE */, 0b1111},
    {Sysno::keyctl, 0, 7 /* KEYCTL_CLEAR */, 0b11},
    {Sysno::keyctl, 0, 8 /* KEYCTL_LINK */, 0b111},
    {Sysno::keyctl, 0, 9 /* KEYCTL_UNLINK */, 0b111},
    {Sysno::keyctl, 0, 11 /* KEYCTL_READ */, 0b1111},
    {Sysno::keyctl, 0, 13 /* KEYCTL_NEGATE */, 0b1111},
    {Sysno::keyctl, 0, 14 /* KEYCTL_SET_REQKEY_KEYRING */, 0b11},
    {Sysno::keyctl, 0, 15 /* KEYCTL_SET_TIMEOUT */, 0b111},
    {Sysno::keyctl, 0, 16 /* KEYCTL_ASSUME_AUTHORITY */, 0b11},
    {Sysno::keyctl, 0, 17 /* KEYCTL_GET_SECURITY */, 0b1111},
    {Sysno::keyctl, 0, 18 /* KEYCTL_SESSION_TO_PARENT */, 0b1},
    {Sysno::keyctl, 0, 21 /* KEYCTL_INVALIDATE */, 0b11},
    {Sysno::keyctl, 0, 22 /* KEYCTL_GET_PERSISTENT */, 0b111},
    {Sysno::keyctl, 0, 29 /* KEYCTL_RESTRICT_KEYRING */, 0b1111},
    {Sysno::keyctl, 0, 31 /* KEYCTL_CAPABILITIES */, 0b111},
    {Sysno::quotactl, 0, 0x800001 /* Q_SYNC */, 0b11},
    {Sysno::quotactl, 0, 0x800003 /* Q_QUOTAOFF */, 0b11},
    {Sysno::quotactl, 0, 0x800004 /* Q_GETFMT */, 0b1011},
    {Sysno::quotactl, 0, 0x800005 /* Q_GETINFO */, 0b1011},
    {Sysno::quotactl, 0, 0x800006 /* Q_SETINFO */, 0b1011},
    {Sysno::quotactl, 0, 0x5801 /* Q_XQUOTAON */, 0b1011},
    {Sysno::quotactl, 0, 0x5802 /* Q_XQUOTAOFF */, 0b1011},
    {Sysno::quotactl, 0, 0x5805 /* Q_XGETQSTAT */, 0b1011},
    {Sysno::quotactl, 0, 0x5806 /* Q_XQUOTARM */, 0b1011},
    {Sysno::quotactl, 0, 0x5807 /* Q_XQUOTASYNC */, 0b11},
    {Sysno::quotactl, 0, 0x5808 /* Q_XGETQSTATV */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x800001 /* Q_SYNC */, 0b11},
    {Sysno::quotactl_fd, 1, 0x800003 /* Q_QUOTAOFF */, 0b11},
    {Sysno::quotactl_fd, 1, 0x800004 /* Q_GETFMT */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x800005 /* Q_GETINFO */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x800006 /* Q_SETINFO */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x5801 /* Q_XQUOTAON */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x5802 /* Q_XQUOTAOFF */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x5805 /* Q_XGETQSTAT */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x5806 /* Q_XQUOTARM */, 0b1011},
    {Sysno::quotactl_fd, 1, 0x5807 /* Q_XQUOTASYNC */, 0b11},
    {Sysno::quotactl_fd, 1, 0x5808 /* Q_XGETQSTATV */, 0b1011},
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_TAKEN_H_
