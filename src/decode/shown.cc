#include "decode/shown.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace sysassert::decode {
namespace {

using capture::CallRecord;
using tables::Row;

// open's mode has a meaning only where a file may be made.
bool AsksForMode(std::uint64_t open_flags) {
  return (open_flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) != 0;
}

bool IsDevice(std::uint64_t mode) { return S_ISCHR(mode) || S_ISBLK(mode); }

int FcntlArguments(std::uint64_t command) {
  constexpr int kGetLease = 1025, kGetPipeSize = 1032, kGetSeals = 1034;
  switch (static_cast<int>(command)) {
    case F_GETFD:
    case F_GETFL:
    case F_GETOWN:
    case 11 /* F_GETSIG */:
    case kGetLease:
    case kGetPipeSize:
    case kGetSeals:
      return 2;
    default:
      return 3;
  }
}

int PrctlArguments(std::uint64_t option) {
  switch (option) {
    case 3 /* PR_GET_DUMPABLE */:
    case 7 /* PR_GET_KEEPCAPS */:
    case 21 /* PR_GET_SECCOMP */:
    case 27 /* PR_GET_SECUREBITS */:
    case 30 /* PR_GET_TIMERSLACK */:
      return 1;
    case 1 /* PR_SET_PDEATHSIG */:
    case 2 /* PR_GET_PDEATHSIG */:
    case 4 /* PR_SET_DUMPABLE */:
    case 8 /* PR_SET_KEEPCAPS */:
    case 15 /* PR_SET_NAME */:
    case 16 /* PR_GET_NAME */:
    case 23 /* PR_CAPBSET_READ */:
    case 24 /* PR_CAPBSET_DROP */:
    case 29 /* PR_SET_TIMERSLACK */:
    case 36 /* PR_SET_CHILD_SUBREAPER */:
    case 37 /* PR_GET_CHILD_SUBREAPER */:
    case 0x59616d61 /* PR_SET_PTRACER */:
      return 2;
    default:
      return 5;
  }
}

// How many, of those whose first arguments alone are shown.
int CountOf(const CallRecord& record, const Row& row) {
  const auto& args = record.args;
  switch (row.id) {
    case Sysno::open:
    case Sysno::mq_open:
      return AsksForMode(args[1]) ? row.count : 2;
    case Sysno::openat:
      return AsksForMode(args[2]) ? 4 : 3;
    case Sysno::fcntl:
    case Sysno::fcntl64:
      return FcntlArguments(args[1]);
    case Sysno::ioctl:
      return args[1] == FIOCLEX || args[1] == FIONCLEX ? 2 : 3;
    case Sysno::prctl:
      return PrctlArguments(args[0]);
    case Sysno::mknod:
      return IsDevice(args[1]) ? 3 : 2;
    case Sysno::mknodat:
      return IsDevice(args[2]) ? 4 : 3;
    case Sysno::membarrier:
      return args[1] != 0 ? 3 : 2;
    case Sysno::mremap:
      return (args[3] & MREMAP_FIXED) != 0 ? 5 : 4;
    default:
      return row.count;
  }
}

// strace names clone's arguments, since their order differs by architecture.
Shown OfClone(const CallRecord& record, const Row& row) {
  const std::uint64_t flags = record.args[0];
  Shown shown;
  shown.Add(1, "child_stack=");
  shown.Add(0, "flags=");
  for (int i = 2; i < row.count; ++i) {
    const std::string_view name = row.parameters[static_cast<std::size_t>(i)].name;
    if (name == "parent_tid" && (flags & (CLONE_PARENT_SETTID | CLONE_PIDFD)) != 0)
      shown.Add(i, "parent_tid=");
    if (name == "tls" && (flags & CLONE_SETTLS) != 0) shown.Add(i, "tls=");
    if (name == "child_tid" && (flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0)
      shown.Add(i, "child_tidptr=");
  }
  return shown;
}

// The arguments that each futex operation takes, as bits; futex(2).
constexpr std::uint8_t kFutexArguments[] = {
    0b001111,  // FUTEX_WAIT: val, timeout
    0b000111,  // FUTEX_WAKE: val
    0b111111,  // FUTEX_FD, gone since 2.6.26
    0b011111,  // FUTEX_REQUEUE: val, val2, uaddr2
    0b111111,  // FUTEX_CMP_REQUEUE: and val3
    0b111111,  // FUTEX_WAKE_OP
    0b001011,  // FUTEX_LOCK_PI: timeout
    0b000011,  // FUTEX_UNLOCK_PI
    0b000011,  // FUTEX_TRYLOCK_PI
    0b101111,  // FUTEX_WAIT_BITSET: val, timeout, val3
    0b100111,  // FUTEX_WAKE_BITSET: val, val3
    0b011111,  // FUTEX_WAIT_REQUEUE_PI
    0b111111,  // FUTEX_CMP_REQUEUE_PI
    0b001011,  // FUTEX_LOCK_PI2: timeout
};

Shown OfFutex(const CallRecord& record) {
  const std::uint64_t operation = record.args[1] & 0x7fU;
  const unsigned taken =
      operation < std::size(kFutexArguments) ? kFutexArguments[operation] : 0b111111U;
  Shown shown;
  for (int i = 0; i < 6; ++i) {
    if (((taken >> i) & 1U) != 0) shown.Add(i);
  }
  return shown;
}

}  // namespace

Shown AllArguments(const Row& row) {
  Shown shown;
  for (int i = 0; i < row.count; ++i) shown.Add(i);
  return shown;
}

Shown ShownArguments(const CallRecord& record, const Row& row) {
  if (row.id == Sysno::clone) return OfClone(record, row);
  if (row.id == Sysno::futex || row.id == Sysno::futex_time64) return OfFutex(record);
  Shown shown;
  const int count = CountOf(record, row);
  for (int i = 0; i < count; ++i) {
    if (row.parameters[static_cast<std::size_t>(i)].kind != ArgumentKind::kUnused) shown.Add(i);
  }
  return shown;
}

}  // namespace sysassert::decode
