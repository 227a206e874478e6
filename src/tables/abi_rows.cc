#include "tables/abi_rows.h"

#include <span>

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables {
namespace {

using namespace build;

// i386 passes 64-bit values as two registers, low half first, and some calls pack or reorder
// theirs.
// clang-format off
constexpr Row kI386Overrides[] = {
    {Sysno::clone, Ret::kPid, {flags("flags", kCloneFlags), address("stack"), live("parent_tid", kBirthId), address("tls"), address("child_tid")}},
    {Sysno::mmap, Ret::kAddress, {pointer("arg")}},  // a structure of six: old_mmap
    {Sysno::select, Ret::kInt, {pointer("arg")}},    // a structure of five: old_select
    {Sysno::pread64, Ret::kBytes, {fd("fd"), bytes_out("buf", ResultBytes()), size("count"), count("offset_low"), count("offset_high")}},
    {Sysno::pwrite64, Ret::kBytes, {fd("fd"), bytes_in("buf", BytesOf(2)), size("count"), count("offset_low"), count("offset_high")}},
    {Sysno::preadv, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), count("offset_low"), count("offset_high")}},
    {Sysno::pwritev, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), count("offset_low"), count("offset_high")}},
    {Sysno::preadv2, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), count("offset_low"), count("offset_high"), flags("flags", kReadWriteFlags)}},
    {Sysno::pwritev2, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), count("offset_low"), count("offset_high"), flags("flags", kReadWriteFlags)}},
    {Sysno::readahead, Ret::kInt, {fd("fd"), count("offset_low"), count("offset_high"), size("count")}},
    {Sysno::fadvise64, Ret::kInt, {fd("fd"), count("offset_low"), count("offset_high"), size("len"), choice("advice", kFadvise)}},
    {Sysno::fallocate, Ret::kInt, {fd("fd"), flags("mode", kFallocateModes), count("offset_low"), count("offset_high"), count("len_low"), count("len_high")}},
    {Sysno::sync_file_range, Ret::kInt, {fd("fd"), count("offset_low"), count("offset_high"), count("nbytes_low"), count("nbytes_high"), flags("flags", kSyncFileRangeFlags)}},
    {Sysno::fanotify_mark, Ret::kInt, {fd("fanotify_fd"), flags("flags", kFanotifyMarkFlags), flags("mask_low", kFanotifyMask), count("mask_high"), dirfd("dirfd"), path("pathname", At(4))}},
};
// clang-format on

// Structures that a 32-bit process lays out otherwise. What is not here is the same, or has fields
// of a fixed width.
struct Layout {
  std::string_view usual;
  std::string_view here;  // empty: no printer knows it, so it is not read
};
constexpr Layout kI386Layouts[] = {{"stat", "stat32"},
                                   {"statfs", "statfs32"},
                                   {"timespec", "timespec32"},
                                   {"timespecs", "timespecs32"},
                                   {"timeval", "timeval32"},
                                   {"timevals", "timevals32"},
                                   {"itimerspec", "itimerspec32"},
                                   {"itimerval", "itimerval32"},
                                   {"rlimit", "rlimit32"},
                                   {"rusage", "rusage32"},
                                   {"sysinfo", "sysinfo32"},
                                   {"tms", "tms32"},
                                   {"utimbuf", "utimbuf32"},
                                   {"sigaction", "sigaction32"},
                                   {"stack", "stack32"},
                                   {"iovec", "iovec32"},
                                   {"one_iovec", "one_iovec32"},
                                   {"msghdr", "msghdr32"},
                                   {"msg_namelen", "msg_namelen32"},
                                   {"long", "long32"},
                                   {"address", "address32"},
                                   {"time", "time32"},
                                   {"mq_attr", "mq_attr32"},
                                   {"timex", "timex32"},
                                   {"sigevent", "sigevent32"},
                                   {"siginfo", "siginfo32"},
                                   {"sigmask", "sigmask32"},
                                   {"page", "page32"},
                                   {"kexec_segment", "kexec_segment32"},
                                   {"flock", "flock32"},
                                   {"flock_found", "flock_found32"},
                                   {"sock_fprog", "sock_fprog32"},
                                   {"socket_filter", "socket_filter32"},
                                   {"user_regs", ""},
                                   {"ring_buffers", ""},
                                   {"ring_buffers_update", ""},
                                   {"shmid_ds", ""},
                                   {"shmid_ds_set", ""},
                                   {"shminfo", ""},
                                   {"shm_info", ""},
                                   {"semid_ds", ""},
                                   {"semid_ds_set", ""},
                                   {"msqid_ds", ""},
                                   {"msqid_ds_set", ""},
                                   {"loop_info", ""},
                                   {"ifconf", ""},
                                   {"blkpg", ""},
                                   {"sysctl", ""},
                                   {"ustat", ""},
                                   {"nodemask", ""}};
constexpr Layout kAarch64Layouts[] = {{"stat", "stat_aarch64"},
                                      {"epoll_event", "epoll_event_aarch64"}};

void Adapt(std::span<const Layout> layouts, Parameter* parameter) {
  if (parameter->kind != ArgumentKind::kStruct) return;
  for (const Layout& layout : layouts) {
    if (layout.usual == parameter->asked) parameter->asked = layout.here;
    if (layout.usual == parameter->answer) parameter->answer = layout.here;
  }
  for (const Layout& layout : layouts) {
    if (layout.usual != parameter->structure) continue;
    if (layout.here.empty()) {
      *parameter = pointer(parameter->name);
      return;
    }
    // A fixed size may be of several in a row; an array's is of one element.
    parameter->size = parameter->size / StructureSize(layout.usual) * StructureSize(layout.here);
    parameter->structure = layout.here;
    return;
  }
}

Row Recounted(Row row) {
  row.count = 0;
  row.fully_decoded = true;
  for (const Parameter& parameter : row.parameters) {
    if (parameter.name.empty()) break;
    ++row.count;
    if (parameter.kind == ArgumentKind::kPointer && parameter.structure.empty())
      row.fully_decoded = false;
  }
  return row;
}

AbiRows Adapted(const AbiRows& x86_64, std::span<const Layout> layouts) {
  AbiRows rows = x86_64;
  for (Row& row : rows) {
    for (Parameter& parameter : row.parameters) Adapt(layouts, &parameter);
    row = Recounted(row);
  }
  return rows;
}

}  // namespace

void AdaptToI386(Parameter* parameter) { Adapt(kI386Layouts, parameter); }

AbiRows I386Rows(const AbiRows& x86_64) {
  AbiRows rows = Adapted(x86_64, kI386Layouts);
  for (const Row& row : kI386Overrides) rows[static_cast<std::size_t>(row.id)] = Recounted(row);
  return rows;
}

AbiRows Aarch64Rows(const AbiRows& x86_64) {
  AbiRows rows = Adapted(x86_64, kAarch64Layouts);
  for (Row& row : rows) {
    for (Parameter& parameter : row.parameters) {
      if (parameter.names == &kOpenFlags) parameter.names = &kOpenFlagsAarch64;
    }
  }
  Row& clone = rows[static_cast<std::size_t>(Sysno::clone)];
  std::swap(clone.parameters[3], clone.parameters[4]);  // CLONE_BACKWARDS, as on i386
  return rows;
}

}  // namespace sysassert::tables
