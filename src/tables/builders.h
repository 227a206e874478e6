// The words that rows are written in: one small function a kind of argument. Private to tables/.
#ifndef SYSASSERT_TABLES_BUILDERS_H_
#define SYSASSERT_TABLES_BUILDERS_H_

#include "tables/row.h"

namespace sysassert::tables::build {

// How many bytes stand behind a pointer.
struct Bytes {
  Length length = Length::kNone;
  std::uint32_t size = 0;
  std::int8_t of = -1;
};
constexpr Bytes Fixed(std::uint32_t size) { return {Length::kFixed, size, -1}; }
constexpr Bytes BytesOf(int argument) {
  return {Length::kArgument, 0, static_cast<std::int8_t>(argument)};
}
constexpr Bytes ElementsOf(int argument, std::uint32_t size) {
  return {Length::kArgumentElements, size, static_cast<std::int8_t>(argument)};
}
constexpr Bytes ResultBytes() { return {Length::kResult, 0, -1}; }
constexpr Bytes NodesOf(int argument) {
  return {Length::kNodes, 0, static_cast<std::int8_t>(argument)};
}
constexpr Bytes PagesOf(int argument) {
  return {Length::kPages, 0, static_cast<std::int8_t>(argument)};
}
constexpr Bytes Pointee(int argument) {
  return {Length::kPointee, 0, static_cast<std::int8_t>(argument)};
}

// What a path is relative to, and whether its last component is followed.
struct At {
  constexpr explicit At(int argument) : dirfd(static_cast<std::int8_t>(argument)) {}
  std::int8_t dirfd;
};
struct Walk {
  Follow follow = Follow::kAlways;
  std::int8_t of = -1;
};
inline constexpr Walk kFollowed{Follow::kAlways, -1};
inline constexpr Walk kNotFollowed{Follow::kNever, -1};
constexpr Walk UnlessNofollow(int flags) {
  return {Follow::kUnlessAtNofollow, static_cast<std::int8_t>(flags)};
}
constexpr Walk IfFollow(int flags) {
  return {Follow::kIfAtFollow, static_cast<std::int8_t>(flags)};
}
constexpr Walk ByOpenFlags(int flags) {
  return {Follow::kOpenFlags, static_cast<std::int8_t>(flags)};
}
constexpr Walk ByOpenHow(int how) { return {Follow::kOpenHow, static_cast<std::int8_t>(how)}; }

constexpr Parameter plain(std::string_view name, ArgumentKind kind) {
  Parameter parameter;
  parameter.name = name;
  parameter.kind = kind;
  return parameter;
}
constexpr Parameter memory(std::string_view name, ArgumentKind kind, When when, Bytes bytes,
                           std::string_view structure = {}) {
  Parameter parameter = plain(name, kind);
  parameter.when = when;
  parameter.length = bytes.length;
  parameter.size = bytes.size;
  parameter.of = bytes.of;
  parameter.structure = structure;
  return parameter;
}
constexpr Parameter named(std::string_view name, ArgumentKind kind, const NameTable& names) {
  Parameter parameter = plain(name, kind);
  parameter.names = &names;
  return parameter;
}

// Values that the register holds whole.
constexpr Parameter integer(std::string_view name) { return plain(name, ArgumentKind::kInteger); }
constexpr Parameter count(std::string_view name) { return plain(name, ArgumentKind::kUnsigned); }
constexpr Parameter submitted(std::string_view name) {
  Parameter parameter = count(name);
  parameter.structure = kRingEntries;
  return parameter;
}
constexpr Parameter offset(std::string_view name) { return plain(name, ArgumentKind::kOffset); }
constexpr Parameter hex(std::string_view name) {
  Parameter parameter = integer(name);
  parameter.structure = kInHex;
  return parameter;
}
constexpr Parameter hex_offset(std::string_view name) {
  Parameter parameter = offset(name);
  parameter.structure = kInHex;
  return parameter;
}
constexpr Parameter size(std::string_view name) { return plain(name, ArgumentKind::kSize); }
constexpr Parameter fd(std::string_view name) { return plain(name, ArgumentKind::kFd); }
constexpr Parameter dirfd(std::string_view name) { return plain(name, ArgumentKind::kDirfd); }
constexpr Parameter mode(std::string_view name) { return plain(name, ArgumentKind::kMode); }
constexpr Parameter typed_mode(std::string_view name) {
  Parameter parameter = mode(name);
  parameter.structure = kWithFileType;
  return parameter;
}
constexpr Parameter signal_number(std::string_view name) {
  return plain(name, ArgumentKind::kSignal);
}
constexpr Parameter pid(std::string_view name) { return plain(name, ArgumentKind::kPid); }
constexpr Parameter device(std::string_view name) { return plain(name, ArgumentKind::kDevice); }
constexpr Parameter uid(std::string_view name) { return plain(name, ArgumentKind::kUid); }
constexpr Parameter gid(std::string_view name) { return plain(name, ArgumentKind::kGid); }
constexpr Parameter unused(std::string_view name) { return plain(name, ArgumentKind::kUnused); }
constexpr Parameter flags(std::string_view name, const NameTable& names) {
  return named(name, ArgumentKind::kFlags, names);
}
constexpr Parameter choice(std::string_view name, const NameTable& names) {
  return named(name, ArgumentKind::kEnum, names);
}
// A register that decode/words.h has a printer for.
constexpr Parameter spelt(Parameter parameter, std::string_view printer) {
  parameter.structure = printer;
  return parameter;
}
constexpr Parameter word(std::string_view name, std::string_view printer) {
  return spelt(integer(name), printer);
}
constexpr Parameter clock_id(std::string_view name, const NameTable& names) {
  return named(name, ArgumentKind::kClock, names);
}
constexpr Parameter key(std::string_view name) { return word(name, "key"); }

// Pointers. An address is a value in its own right (munmap's); a pointer is one whose object is not
// described, which keeps its row from counting as fully decoded.
inline constexpr std::string_view kAddressOnly = "address";
constexpr Parameter pointer(std::string_view name) { return plain(name, ArgumentKind::kPointer); }
constexpr Parameter address(std::string_view name) {
  Parameter parameter = pointer(name);
  parameter.structure = kAddressOnly;
  return parameter;
}
constexpr Parameter live(std::string_view name, std::string_view object) {
  Parameter parameter = pointer(name);
  parameter.structure = object;
  return parameter;
}
constexpr Parameter path(std::string_view name, Walk walk = kFollowed) {
  Parameter parameter = plain(name, ArgumentKind::kPath);
  parameter.follow = walk.follow;
  parameter.of = walk.of;
  return parameter;
}
constexpr Parameter path(std::string_view name, At at, Walk walk = kFollowed) {
  Parameter parameter = path(name, walk);
  parameter.dirfd = at.dirfd;
  return parameter;
}
constexpr Parameter string(std::string_view name) { return plain(name, ArgumentKind::kString); }
constexpr Parameter strings(std::string_view name) {
  return plain(name, ArgumentKind::kStringVector);
}
constexpr Parameter bytes_in(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kBytesIn, When::kEntry, bytes);
}
constexpr Parameter bytes_out(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kBytesOut, When::kExit, bytes);
}
// Bytes that end with a NUL, which is not shown.
constexpr Parameter text_out(std::string_view name, Bytes bytes) {
  Parameter parameter = bytes_out(name, bytes);
  parameter.structure = kTerminated;
  return parameter;
}
// `structure` is the name that decode/ has a printer for; its size comes from StructureSize.
constexpr std::uint32_t StructureSize(std::string_view structure);
constexpr Parameter struct_in(std::string_view name, std::string_view structure) {
  return memory(name, ArgumentKind::kStruct, When::kEntry, Fixed(StructureSize(structure)),
                structure);
}
constexpr Parameter struct_out(std::string_view name, std::string_view structure) {
  return memory(name, ArgumentKind::kStruct, When::kExit, Fixed(StructureSize(structure)),
                structure);
}
constexpr Parameter struct_in(std::string_view name, std::string_view structure, Bytes bytes) {
  return memory(name, ArgumentKind::kStruct, When::kEntry, bytes, structure);
}
constexpr Parameter struct_out(std::string_view name, std::string_view structure, Bytes bytes) {
  return memory(name, ArgumentKind::kStruct, When::kExit, bytes, structure);
}
// What the call fills in, of which `asked` says what it was asked for.
constexpr Parameter struct_out(std::string_view name, std::string_view structure,
                               std::string_view asked) {
  Parameter parameter = struct_out(name, structure);
  parameter.asked = asked;
  return parameter;
}
// What the call reads, and what it answers in the same place.
constexpr Parameter struct_in(std::string_view name, std::string_view structure,
                              std::string_view answer) {
  Parameter parameter = struct_in(name, structure);
  parameter.answer = answer;
  return parameter;
}
// What the call reads, and changes, or what it writes to where that points.
constexpr Parameter struct_late(std::string_view name, std::string_view structure, Bytes bytes) {
  Parameter parameter = struct_in(name, structure, bytes);
  parameter.late = true;
  return parameter;
}
// One structure, in which argument `of` says how many of something there are.
constexpr Parameter counted(Parameter parameter, int of) {
  parameter.of = static_cast<std::int8_t>(of);
  return parameter;
}
// An array of `structure`, as many as argument `of` says.
constexpr Parameter array_in(std::string_view name, std::string_view structure, int of) {
  return struct_in(name, structure, ElementsOf(of, StructureSize(structure)));
}
constexpr Parameter array_out(std::string_view name, std::string_view structure, int of) {
  return struct_out(name, structure, ElementsOf(of, StructureSize(structure)));
}
constexpr Parameter socket_address(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kSockaddr, When::kEntry, bytes);
}
constexpr Parameter socket_address_out(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kSockaddr, When::kExit, bytes);
}

// The kernel's structures by name, in bytes, as x86_64 lays them out; abi.cc has what the others
// make of them. Names with a width ("timespec64") are the same on every ABI.
struct StructureBytes {
  std::string_view structure;
  std::uint32_t bytes;
};
inline constexpr StructureBytes kStructures[] = {
    {"int", 4},
    {"length", 4},
    {"mempolicy", 4},
    {"signal_number", 4},
    {"long", 8},
    {"u64", 8},
    {"uid", 4},
    {"fd_pair", 8},
    {"stat", 144},
    {"statx", 256},
    {"statfs", 120},
    {"timespec", 16},
    {"timespec64", 16},
    {"timespecs", 32},
    {"timespecs64", 32},
    {"timeval", 16},
    {"timevals", 32},
    {"timezone", 8},
    {"itimerspec", 32},
    {"itimerspec64", 32},
    {"itimerval", 32},
    {"rlimit", 16},
    {"rlimit64", 16},
    {"rusage", 144},
    {"utsname", 390},
    {"sysinfo", 112},
    {"tms", 32},
    {"utimbuf", 16},
    {"sigset", 8},
    {"sigaction", 32},
    {"stack", 24},
    {"siginfo", 128},
    {"sched_param", 4},
    {"linger", 8},
    {"pollfd", 8},
    {"epoll_event", 12},
    {"iovec", 16},
    {"msghdr", 56},
    {"msg_namelen", 56},
    {"msg_namelen32", 28},
    {"one_iovec", 16},
    {"wait_status", 4},
    {"mount_attr", 32},
    {"futex_waitv", 24},
    {"futex_waiters", 48},
    {"time", 8},
    {"gid", 4},
    {"sched_attr", 48},
    {"sembuf", 6},
    {"sigevent", 64},
    {"mq_attr", 64},
    {"capability_header", 8},
    {"ifreq_addr", 40},
    {"ifreq_broadaddr", 40},
    {"ifreq_dstaddr", 40},
    {"ifreq_flags", 40},
    {"ifreq_hwaddr", 40},
    {"ifreq_index", 40},
    {"ifreq_metric", 40},
    {"ifreq_mtu", 40},
    {"ifreq_name", 16},
    {"ifreq_netmask", 40},
    {"ifreq_qlen", 40},
    {"f_owner_ex", 8},
    {"file_flags", 4},
    {"fiemap", 32},
    {"unsigned", 4},
    {"address", 8},
    {"tsc_mode", 4},
    {"xfeatures", 8},
    {"user_regs", 216},
    {"peeksiginfo", 16},
    {"sock_fprog", 16},
    {"seccomp_action", 4},
    {"seccomp_sizes", 6},
    {"landlock_path", 12},
    {"landlock_port", 16},
    {"page", 8},
    {"node", 4},
    {"page_state", 4},
    {"kexec_segment", 32},
    {"sysctl", 48},
    {"sigmask", 16},
    {"user_desc", 16},
    {"shmid_ds", 112},
    {"shmid_ds_set", 112},
    {"shminfo", 72},
    {"shm_info", 48},
    {"semid_ds", 104},
    {"semid_ds_set", 104},
    {"seminfo", 40},
    {"msqid_ds", 120},
    {"msqid_ds_set", 120},
    {"msginfo", 32},
    {"io_uring_params", 120},
    {"ring_file", 4},
    {"ring_files_update", 16},
    {"ring_probe", 528},
    {"ring_restriction", 16},
    {"ring_files", 32},
    {"ring_buffers", 32},
    {"ring_files_update2", 32},
    {"ring_buffers_update", 32},
    {"ring_workers", 8},
    {"ring_fd", 16},
    {"ring_fd_removed", 16},
    {"ring_buffer_ring", 40},
    {"io_event", 32},
    {"iocb", 64},
    {"dqblk", 72},
    {"nextdqblk", 72},
    {"dqinfo", 24},
    {"xfs_dqblk", 112},
    {"xfs_dqstats", 80},
    {"xfs_dqstatsv", 160},
    {"quota_format", 4},
    {"xfs_quota_states", 4},
    {"xfs_quota_kinds", 4},
    {"file_handle", 136},
    {"file_handle_made", 136},
    {"perf_event_attr", 136},
    {"socket_filter", 16},
    {"cachestat_range", 16},
    {"cachestat", 40},
    {"mnt_id_req", 32},
    {"mount_id", 8},
    {"lsm_id", 8},
    {"lsm_ctx", 32},
    {"xattr_args", 16},
    {"file_attr", 24},
    {"ustat", 32},
    {"timex", 208},
    {"dh_params", 12},
    {"pkey_query", 64},
    {"flock", 32},
    {"flock_found", 32},
    {"termios", 36},
    {"winsize", 8},
    {"comm", 16},
    {"capabilities", 24},
    // Layouts that only i386 or aarch64 has.
    {"stat32", 64},
    {"stat64_i386", 96},
    {"stat_aarch64", 128},
    {"timespec32", 8},
    {"timespecs32", 16},
    {"timeval32", 8},
    {"timevals32", 16},
    {"itimerspec32", 16},
    {"itimerval32", 16},
    {"rlimit32", 8},
    {"rusage32", 72},
    {"tms32", 16},
    {"utimbuf32", 8},
    {"sigaction32", 20},
    {"stack32", 12},
    {"iovec32", 8},
    {"msghdr32", 28},
    {"long32", 4},
    {"time32", 4},
    {"epoll_event_aarch64", 16},
};
constexpr std::uint32_t StructureSize(std::string_view structure) {
  for (const StructureBytes& known : kStructures) {
    if (known.structure == structure) return known.bytes;
  }
  throw "a structure that kStructures does not name";  // in a constant expression: does not compile
}

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_BUILDERS_H_
