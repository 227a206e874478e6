// Structures of files: stat and its sisters, limits of mounts, locks, pairs of descriptors.
#include <fmt/format.h>
#include <sys/stat.h>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

// What strace shows of a file: the device of a device, the size of anything else.
std::string StatText(std::uint32_t mode, std::uint64_t device, std::int64_t size) {
  const bool is_device = S_ISCHR(mode) || S_ISBLK(mode);
  return fmt::format(
      "{{st_mode={}, {}, ...}}", FileModeText(mode),
      is_device ? "st_rdev=" + DeviceText(device) : "st_size=" + std::to_string(size));
}

// Offsets are those of arch/*/include/uapi/asm/stat.h.
std::string Stat(std::string_view bytes) {
  const Fields fields(bytes);
  return StatText(fields.U32(24), fields.U64(40), fields.S64(48));
}
// 1796032548 /* 2026-11-30T09:55:48.860054759+0000 */, and its nanoseconds.
std::string FileTimeMembers(std::string_view prefix, std::int64_t seconds, std::int64_t ns) {
  return fmt::format(", {0}={1}{2}, {0}_nsec={3}", prefix, seconds, DateComment(seconds, ns), ns);
}
// What every layout of stat says.
struct StatMembers {
  std::uint64_t device, inode, mode, links, uid, gid, block_bytes, blocks, special;
  std::int64_t size;
  std::int64_t times[6];  // seconds and nanoseconds of access, change of data, change of status
};
std::string StatWholeText(const StatMembers& stat) {
  const bool is_device = S_ISCHR(stat.mode) || S_ISBLK(stat.mode);
  return fmt::format(
             "{{st_dev={}, st_ino={}, st_mode={}, st_nlink={}, st_uid={}, st_gid={}, "
             "st_blksize={}, st_blocks={}, {}",
             DeviceText(stat.device), stat.inode, FileModeText(stat.mode), stat.links, stat.uid,
             stat.gid, stat.block_bytes, stat.blocks,
             is_device ? "st_rdev=" + DeviceText(stat.special)
                       : "st_size=" + std::to_string(stat.size)) +
         FileTimeMembers("st_atime", stat.times[0], stat.times[1]) +
         FileTimeMembers("st_mtime", stat.times[2], stat.times[3]) +
         FileTimeMembers("st_ctime", stat.times[4], stat.times[5]) + "}";
}
std::string StatWhole(std::string_view bytes) {
  const Fields f(bytes);
  return StatWholeText({f.U64(0),
                        f.U64(8),
                        f.U32(24),
                        f.U64(16),
                        f.U32(28),
                        f.U32(32),
                        f.U64(56),
                        f.U64(64),
                        f.U64(40),
                        f.S64(48),
                        {f.S64(72), f.S64(80), f.S64(88), f.S64(96), f.S64(104), f.S64(112)}});
}
std::string Stat32Whole(std::string_view bytes) {
  const Fields f(bytes);
  return StatWholeText({f.U32(0),
                        f.U32(4),
                        f.U16(8),
                        f.U16(10),
                        f.U16(12),
                        f.U16(14),
                        f.U32(24),
                        f.U32(28),
                        f.U32(16),
                        f.U32(20),
                        {f.U32(32), f.U32(36), f.U32(40), f.U32(44), f.U32(48), f.U32(52)}});
}
std::string Stat64OfI386Whole(std::string_view bytes) {
  const Fields f(bytes);
  return StatWholeText({f.U64(0),
                        f.U64(88),
                        f.U32(16),
                        f.U32(20),
                        f.U32(24),
                        f.U32(28),
                        f.U32(52),
                        f.U64(56),
                        f.U64(32),
                        f.S64(44),
                        {f.U32(64), f.U32(68), f.U32(72), f.U32(76), f.U32(80), f.U32(84)}});
}
// The first stat of all: words of 16 bits, and times in seconds.
std::string FormerStat(std::string_view bytes) {
  const Fields fields(bytes);
  return StatText(fields.U16(4), fields.U16(12), fields.U32(16));
}
std::string FormerStatWhole(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint16_t mode = fields.U16(4);
  const bool is_device = S_ISCHR(mode) || S_ISBLK(mode);
  return fmt::format(
      "{{st_dev={}, st_ino={}, st_mode={}, st_nlink={}, st_uid={}, st_gid={}, {}, st_atime={}{}, "
      "st_mtime={}{}, st_ctime={}{}}}",
      DeviceText(fields.U16(0)), fields.U16(2), FileModeText(mode), fields.U16(6), fields.U16(8),
      fields.U16(10),
      is_device ? "st_rdev=" + DeviceText(fields.U16(12))
                : "st_size=" + std::to_string(fields.U32(16)),
      fields.U32(20), DateComment(fields.U32(20), 0), fields.U32(24),
      DateComment(fields.U32(24), 0), fields.U32(28), DateComment(fields.U32(28), 0));
}
std::string StatAarch64(std::string_view bytes) {
  const Fields fields(bytes);
  return StatText(fields.U32(16), fields.U64(32), fields.S64(48));
}
std::string Stat32(std::string_view bytes) {
  const Fields fields(bytes);
  return StatText(fields.U16(8), fields.U16(16), fields.U32(20));
}
std::string Stat64OfI386(std::string_view bytes) {
  const Fields fields(bytes);
  return StatText(fields.U32(16), fields.U64(32), fields.S64(44));
}

std::string Statx(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("{{stx_mask={}, stx_attributes={}, stx_mode={}, stx_size={}, ...}}",
                     tables::FlagsText(tables::kStatxMask, fields.U32(0)),
                     tables::FlagsText(tables::kStatxAttributes, fields.U64(8)),
                     FileModeText(fields.U16(28)), fields.U64(40));
}

std::string StatxTime(const Fields& fields, std::size_t at) {
  const std::int64_t seconds = fields.S64(at);
  const std::uint32_t ns = fields.U32(at + 8);
  return fmt::format("{{tv_sec={}, tv_nsec={}}}{}", seconds, ns, DateComment(seconds, ns));
}
// Members that the mask does not promise are left out, as strace leaves them out.
std::string StatxWhole(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint32_t mask = fields.U32(0);
  std::string text = fmt::format("{{stx_mask={}, stx_blksize={}, stx_attributes={}",
                                 tables::FlagsText(tables::kStatxMask, mask), fields.U32(4),
                                 tables::FlagsText(tables::kStatxAttributes, fields.U64(8)));
  const auto add = [&](unsigned wanted, std::string_view name, const auto& value) {
    if ((mask & wanted) != 0) text += fmt::format(", stx_{}={}", name, value);
  };
  add(STATX_NLINK, "nlink", fields.U32(16));
  add(STATX_UID, "uid", fields.U32(20));
  add(STATX_GID, "gid", fields.U32(24));
  add(STATX_TYPE | STATX_MODE, "mode", FileModeText(fields.U16(28)));
  add(STATX_INO, "ino", fields.U64(32));
  add(STATX_SIZE, "size", fields.U64(40));
  add(STATX_BLOCKS, "blocks", fields.U64(48));
  text += ", stx_attributes_mask=" + tables::FlagsText(tables::kStatxAttributes, fields.U64(56));
  add(STATX_ATIME, "atime", StatxTime(fields, 64));
  add(STATX_BTIME, "btime", StatxTime(fields, 80));
  add(STATX_CTIME, "ctime", StatxTime(fields, 96));
  add(STATX_MTIME, "mtime", StatxTime(fields, 112));
  text += fmt::format(", stx_rdev_major={}, stx_rdev_minor={}, stx_dev_major={}, stx_dev_minor={}",
                      fields.U32(128), fields.U32(132), fields.U32(136), fields.U32(140));
  constexpr unsigned kMountId = 0x1000, kUniqueMountId = 0x4000;  // STATX_MNT_ID, since 5.8 and 6.8
  add(kMountId | kUniqueMountId, "mnt_id", fmt::format("{:#x}", fields.U64(144)));
  return text + "}";
}

// Members of one width, or, in i386's statfs64, of two: `narrow` that of the first and the last
// ones, `wide` that of the five counts.
template <std::size_t kNarrow, std::size_t kWide>
std::string Statfs(std::string_view bytes) {
  const Fields fields(bytes);
  const auto at = [&fields](std::size_t offset, std::size_t width) {
    return width == 4 ? fields.U32(offset) : fields.U64(offset);
  };
  constexpr std::uint64_t kValid = 0x20;  // ST_VALID: the kernel says it since 2.6.36
  constexpr std::size_t kCounts = 2 * kNarrow, kId = kCounts + 5 * kWide, kRest = kId + 8;
  const std::uint64_t flags = at(kRest + 2 * kNarrow, kNarrow);
  return fmt::format(
      "{{f_type={}, f_bsize={}, f_blocks={}, f_bfree={}, f_bavail={}, f_files={}, f_ffree={}, "
      "f_fsid={{val=[{}, {}]}}, f_namelen={}, f_frsize={}{}}}",
      tables::EnumText(tables::kFilesystems, at(0, kNarrow)), at(kNarrow, kNarrow),
      at(kCounts, kWide), at(kCounts + kWide, kWide), at(kCounts + 2 * kWide, kWide),
      at(kCounts + 3 * kWide, kWide), at(kCounts + 4 * kWide, kWide), HexText(fields.U32(kId)),
      HexText(fields.U32(kId + 4)), at(kRest, kNarrow), at(kRest + kNarrow, kNarrow),
      (flags & kValid) != 0 ? ", f_flags=" + tables::FlagsText(tables::kStatfsFlags, flags) : "");
}

std::string OpenHow(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint64_t flags = fields.U64(0);
  constexpr std::uint64_t kAsksForMode = 0100 | 020000000;  // O_CREAT, __O_TMPFILE
  std::string mode;
  if (fields.U64(8) != 0 || (flags & kAsksForMode) != 0)
    mode = fields.U64(8) == 0 ? ", mode=000" : fmt::format(", mode=0{:o}", fields.U64(8));
  return fmt::format("{{flags={}{}, resolve={}}}", tables::FlagsText(tables::kOpenFlags, flags),
                     mode, tables::FlagsText(tables::kResolveFlags, fields.U64(16)));
}

constexpr Member kMountAttributes[] = {{"attr_set", 0, 8, As::kFlags, &tables::kMountAttributeBits},
                                       {"attr_clr", 8, 8, As::kFlags, &tables::kMountAttributeBits},
                                       {"propagation", 16, 8, As::kChoice, &tables::kPropagations},
                                       {"userns_fd", 24, 8, As::kWideFd}};

// Where start and length stand, and the holder's pid behind them. kWidth: of start and length.
template <std::size_t kStart, std::size_t kWidth>
std::string FileLock(std::string_view bytes) {
  const Fields fields(bytes);
  const auto at = [&fields](std::size_t offset) {
    return kWidth == 4 ? fields.S32(offset) : fields.S64(offset);
  };
  return fmt::format("{{l_type={}, l_whence={}, l_start={}, l_len={}}}",
                     tables::EnumText(tables::kLockTypes, fields.U16(0)),
                     tables::EnumText(tables::kWhence, fields.U16(2)), at(kStart),
                     at(kStart + kWidth));
}

// What F_GETLK answers: also who holds the lock.
template <std::size_t kStart, std::size_t kWidth>
std::string FileLockFound(const Seen& seen) {
  std::string text = FileLock<kStart, kWidth>(seen.bytes);
  text.pop_back();
  const int holder = Fields(seen.bytes).S32(kStart + 2 * kWidth);
  return text + fmt::format(", l_pid={}}}", ProcessText(holder, seen.style));
}

std::string FdPair(const Seen& seen) {
  const Fields fields(seen.bytes);
  return fmt::format("[{}, {}]", DescriptorText(fields.S32(0), seen.style),
                     DescriptorText(fields.S32(4), seen.style));
}

// What readdir(2) of i386 fills in: a number, an offset, a length, and a name.
std::string FormerEntry(std::string_view bytes) {
  constexpr std::size_t kName = 10;
  const Fields fields(bytes);
  return fmt::format("{{d_ino={}, d_off={}, d_reclen={}, d_name={}}}", fields.U32(0), fields.U32(4),
                     fields.U16(8), Quote(bytes.substr(kName, fields.U16(8))));
}

}  // namespace

std::string HexText(std::uint64_t value) { return value == 0 ? "0" : fmt::format("{:#x}", value); }

std::string DeviceText(std::uint64_t device) {
  const std::uint32_t major = ((device >> 8U) & 0xfffU) | ((device >> 32U) & ~0xfffULL);
  const std::uint32_t minor = (device & 0xffU) | ((device >> 12U) & ~0xffULL);
  return tables::Spelt(HexText(device),
                       fmt::format("makedev({}, {})", HexText(major), HexText(minor)));
}

std::string PermissionsText(std::uint64_t mode) {
  std::string text = fmt::format("0{:o}", mode);
  return mode == 0 ? "000" : text.size() < 3 ? "0" + text : text;
}

std::string FileModeText(std::uint64_t mode) {
  std::string text;
  // Of a type that is none, and of what has more bits than a mode, the number alone.
  if (const std::uint64_t type = mode & ~std::uint64_t{07777U}; type != 0) {
    const std::string_view name = tables::NameOf(tables::kFileTypes, type);
    if (name.empty()) return tables::Spelt(PermissionsText(mode), PermissionsText(mode));
    text = std::string(name) + "|";
  }
  if ((mode & S_ISUID) != 0) text += "S_ISUID|";
  if ((mode & S_ISGID) != 0) text += "S_ISGID|";
  if ((mode & S_ISVTX) != 0) text += "S_ISVTX|";
  text += PermissionsText(mode & 0777U);
  return tables::Spelt(PermissionsText(mode), text);
}

const StructurePrinter kFilePrinters[] = {
    {"stat", 144, Stat, StatWhole},
    {"stat32", 64, Stat32, Stat32Whole},
    {"stat64_i386", 96, Stat64OfI386, Stat64OfI386Whole},
    {"former_stat", 32, FormerStat, FormerStatWhole},
    {"stat_aarch64", 128, StatAarch64},
    {"statx", 152, Statx, StatxWhole},
    {"statfs", 88, Statfs<8, 8>},
    {"statfs32", 48, Statfs<4, 4>},
    {"statfs64_i386", 68, Statfs<4, 8>},
    {"open_how", 24, OpenHow},
    Extended("mount_attr", kMountAttributes),
    {"flock", 32, FileLock<8, 8>},
    Special("flock_found", 32, FileLockFound<8, 8>),
    {"former_dirent", 11, FormerEntry},
    {"flock_ofd", 32, FileLock<8, 8>},
    Special("flock_ofd_found", 32, FileLockFound<8, 8>),
    {"flock32", 16, FileLock<4, 4>},
    Special("flock_found32", 16, FileLockFound<4, 4>),
    {"flock64_i386", 24, FileLock<4, 8>},
    Special("flock_found64_i386", 24, FileLockFound<4, 8>),
    Special("fd_pair", 8, FdPair),
    {},
};

}  // namespace sysassert::decode
