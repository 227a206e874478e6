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
    {Sysno::clone, Ret::kPid, {spelt(flags("flags", kCloneFlags), "clone_flags"), address("stack"), live("parent_tid", kBirthId), address("tls"), address("child_tid")}},
    {Sysno::mmap, Ret::kAddress, {pointer("arg")}},  // a structure of six: old_mmap
    {Sysno::select, Ret::kInt, {pointer("arg")}},    // a structure of five: old_select
    {Sysno::pread64, Ret::kBytes, {fd("fd"), bytes_out("buf", ResultBytes()), size("count"), low_half(offset("offset")), other_half("offset_high")}},
    {Sysno::pwrite64, Ret::kBytes, {fd("fd"), bytes_in("buf", BytesOf(2)), size("count"), low_half(offset("offset")), other_half("offset_high")}},
    {Sysno::preadv, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), low_half(offset("offset")), other_half("offset_high")}},
    {Sysno::pwritev, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), low_half(offset("offset")), other_half("offset_high")}},
    {Sysno::preadv2, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), low_half(offset("offset")), other_half("offset_high"), flags("flags", kReadWriteFlags)}},
    {Sysno::pwritev2, Ret::kBytes, {fd("fd"), array_in("iov", "iovec32", 2), count("iovcnt"), low_half(offset("offset")), other_half("offset_high"), flags("flags", kReadWriteFlags)}},
    {Sysno::readahead, Ret::kInt, {fd("fd"), low_half(offset("offset")), other_half("offset_high"), size("count")}},
    {Sysno::fadvise64, Ret::kInt, {fd("fd"), low_half(offset("offset")), other_half("offset_high"), size("len"), choice("advice", kFadvise)}},
    {Sysno::fallocate, Ret::kInt, {fd("fd"), flags("mode", kFallocateModes), low_half(offset("offset")), other_half("offset_high"), low_half(offset("len")), other_half("len_high")}},
    {Sysno::sync_file_range, Ret::kInt, {fd("fd"), low_half(offset("offset")), other_half("offset_high"), low_half(offset("nbytes")), other_half("nbytes_high"), flags("flags", kSyncFileRangeFlags)}},
    {Sysno::fanotify_mark, Ret::kInt, {fd("fanotify_fd"), flags("flags", kFanotifyMarkFlags), low_half(flags("mask", kFanotifyMask)), other_half("mask_high"), spelt(dirfd("dirfd"), "fanotify_dirfd"), path("pathname", At(4))}},
    {Sysno::lookup_dcookie, Ret::kInt, {low_half(count("cookie")), other_half("cookie_high"), bytes_out("buffer", ResultBytes()), size("len")}},
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
                                   {"sigset", "sigset32"},
                                   {"sigaction", "sigaction32"},
                                   {"stack", "stack32"},
                                   {"iovec", "iovec32"},
                                   {"ff_effect", "ff_effect32"},
                                   {"bpf_link_create", "bpf_link_create32"},
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
                                   {"group_req", "group_req32"},
                                   {"user_regs", "user_regs32"},
                                   {"ring_buffers", "ring_buffers32"},
                                   {"ring_buffers_update", "ring_buffers_update32"},
                                   {"shmid_ds", "shmid_ds32"},
                                   {"shmid_ds_set", "shmid_ds_set32"},
                                   {"shminfo", "shminfo32"},
                                   {"shm_info", "shm_info32"},
                                   {"semid_ds", "semid_ds32"},
                                   {"semid_ds_set", "semid_ds_set32"},
                                   {"msqid_ds", "msqid_ds32"},
                                   {"msqid_ds_set", "msqid_ds_set32"},
                                   {"loop_info", "loop_info32"},
                                   {"user_fpregs", "user_fpregs32"},
                                   {"kdf_params", "kdf_params32"},
                                   {"ulong", "ulong32"},
                                   {"hd_geometry", "hd_geometry32"},
                                   {"ide_nice", "ide_nice32"},
                                   {"bus_state", "bus_state32"},
                                   {"scsi_request", "scsi_request32"},
                                   {"ifconf", "ifconf32"},
                                   {"unicode_map", "unicode_map32"},
                                   {"unicode_map_got", "unicode_map_got32"},
                                   {"unicode_map_asked", "unicode_map_asked32"},
                                   {"btrfs_inheriting", "btrfs_inheriting32"},
                                   {"scsi_exchange", "scsi_exchange32"},
                                   {"font", "font32"},
                                   {"font_asked", "font_asked32"},
                                   {"font_operation", "font_operation32"},
                                   {"font_answer", "font_answer32"},
                                   {"blkpg", "blkpg32"},
                                   {"sysctl", "sysctl32"},
                                   {"ustat", "ustat32"},
                                   {"nodemask", "nodemask32"},
                                   {"ifconf_asked", "ifconf_asked32"},
                                   {"ifreq_map", "ifreq_map32"},
                                   {"user_desc", "user_desc32"},
                                   {"flock_ofd", "flock64_i386"},
                                   {"flock_ofd_found", "flock_found64_i386"}};
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
    // A fixed size may be of several in a row; an array's is of one element. What is as long as an
    // argument says has none.
    if (parameter->size != 0)
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

// Calls of i386 that have ids of 16 bits; those of their names that end with 32 have today's.
constexpr Sysno kOfNarrowIds[] = {
    Sysno::chown,    Sysno::lchown,    Sysno::fchown,    Sysno::setuid,    Sysno::setgid,
    Sysno::setreuid, Sysno::setregid,  Sysno::setresuid, Sysno::setresgid, Sysno::setfsuid,
    Sysno::setfsgid, Sysno::getresuid, Sysno::getresgid, Sysno::getgroups, Sysno::setgroups};

void NarrowIds(Row* row) {
  constexpr Layout kIds[] = {{"uid", "uid16"}, {"gid", "gid16"}};
  for (Parameter& parameter : row->parameters) {
    if (parameter.kind == ArgumentKind::kUid || parameter.kind == ArgumentKind::kGid)
      parameter.structure = "id16";
    Adapt(kIds, &parameter);
  }
}

}  // namespace

void AdaptToI386(Parameter* parameter) { Adapt(kI386Layouts, parameter); }

AbiRows I386Rows(const AbiRows& x86_64) {
  AbiRows rows = Adapted(x86_64, kI386Layouts);
  for (const Sysno id : kOfNarrowIds) NarrowIds(&rows[static_cast<std::size_t>(id)]);
  for (const Row& row : kI386Overrides) rows[static_cast<std::size_t>(row.id)] = Recounted(row);
  return rows;
}

AbiRows Aarch64Rows(const AbiRows& x86_64) {
  AbiRows rows = Adapted(x86_64, kAarch64Layouts);
  for (Row& row : rows) {
    for (Parameter& parameter : row.parameters) {
      if (parameter.names == &kOpenFlags) parameter.names = &kOpenFlagsAarch64;
      if (parameter.names == &kProtFlags) parameter.names = &kProtFlagsAarch64;
    }
  }
  Row& clone = rows[static_cast<std::size_t>(Sysno::clone)];
  std::swap(clone.parameters[3], clone.parameters[4]);  // CLONE_BACKWARDS, as on i386
  return rows;
}

}  // namespace sysassert::tables
