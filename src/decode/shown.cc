#include "decode/shown.h"

#include <fcntl.h>
#include <linux/reboot.h>
#include <linux/sched.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "tables/variants.h"

namespace sysassert::decode {
namespace {

using capture::CallRecord;
using tables::Row;

// open's mode has a meaning only where a file may be made.
bool AsksForMode(std::uint64_t open_flags) {
  return (open_flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) != 0;
}

bool IsDevice(std::uint64_t mode) { return S_ISCHR(mode) || S_ISBLK(mode); }

// How many, of those whose first arguments alone are shown.
int CountOf(const CallRecord& record, const Row& row) {
  const auto& args = record.args;
  switch (row.id) {
    case Sysno::open:
    case Sysno::mq_open:
      return AsksForMode(args[1]) ? row.count : 2;
    case Sysno::openat:
      return AsksForMode(args[2]) ? 4 : 3;
    case Sysno::mknod:
      return IsDevice(args[1]) ? 3 : 2;
    case Sysno::mknodat:
      return IsDevice(args[2]) ? 4 : 3;
    case Sysno::membarrier:
      return (args[1] & 1U) != 0 ? 3 : 2;  // MEMBARRIER_CMD_FLAG_CPU
    case Sysno::reboot:
      return args[2] == LINUX_REBOOT_CMD_RESTART2 ? 4 : 3;
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
  const auto add = [&](std::string_view wanted, std::uint64_t any_of, std::string_view label) {
    if ((flags & any_of) == 0) return;
    for (int i = 2; i < row.count; ++i) {
      if (row.parameters[static_cast<std::size_t>(i)].name == wanted) shown.Add(i, label);
    }
  };
  add("parent_tid", CLONE_PARENT_SETTID | CLONE_PIDFD, "parent_tid=");
  add("tls", CLONE_SETTLS, "tls=");
  add("child_tid", CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID, "child_tidptr=");
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
  Shown shown;
  const int count = CountOf(record, row);
  const unsigned taken = tables::ArgumentsTaken(row, record.args);
  for (int i = 0; i < count; ++i) {
    if (((taken >> static_cast<unsigned>(i)) & 1U) != 0 &&
        row.parameters[static_cast<std::size_t>(i)].kind != ArgumentKind::kUnused)
      shown.Add(i);
  }
  return shown;
}

}  // namespace sysassert::decode
