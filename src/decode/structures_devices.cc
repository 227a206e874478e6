// What devices are asked with ioctl: loop, clocks, disks, filesystems.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_objects.h"
#include "tables/names_terminal.h"

namespace sysassert::decode {
namespace {

constexpr Member kLong[] = {{"", 0, 8, As::kHex}};
constexpr Member kCharacter[] = {{"", 0, 1, As::kHex}};
// linux/loop.h
constexpr Member kLoop64[] = {{"lo_device", 0, 8, As::kDevice, nullptr, true},
                              {"lo_inode", 8, 8, As::kUnsigned, nullptr, true},
                              {"lo_rdevice", 16, 8, As::kDevice, nullptr, true},
                              {"lo_offset", 24, 8, As::kHex},
                              {"lo_sizelimit", 32, 8, As::kUnsigned, nullptr, true},
                              {"lo_number", 40, 4},
                              {.name = "lo_encrypt_type",
                               .offset = 44,
                               .bytes = 4,
                               .as = As::kChoice,
                               .names = &tables::kLoopCryptTypes,
                               .whole = true,
                               .flags_at = 44,
                               .flags = ~0U},
                              {.name = "lo_encrypt_key_size",
                               .offset = 48,
                               .bytes = 4,
                               .as = As::kUnsigned,
                               .whole = true,
                               .flags_at = 44,
                               .flags = ~0U},
                              {"lo_flags", 52, 4, As::kFlags, &tables::kLoopFlags},
                              {"lo_file_name", 56, 64, As::kText},
                              {.name = "lo_crypt_name",
                               .offset = 120,
                               .bytes = 64,
                               .as = As::kText,
                               .whole = true,
                               .flags_at = 44,
                               .flags = ~0U},
                              {.name = "lo_encrypt_key",
                               .offset = 184,
                               .bytes = 32,
                               .as = As::kString,
                               .whole = true,
                               .count_at = 48,
                               .flags_at = 44,
                               .flags = ~0U},
                              {.name = "lo_init",
                               .offset = 216,
                               .bytes = 16,
                               .as = As::kArray,
                               .whole = true,
                               .members = kLong}};
constexpr Member kLoop[] = {{"lo_number", 0, 4, As::kSigned},
                            {"lo_device", 8, 8, As::kDevice, nullptr, true},
                            {"lo_inode", 16, 8, As::kUnsigned, nullptr, true},
                            {"lo_rdevice", 24, 8, As::kDevice, nullptr, true},
                            {"lo_offset", 32, 4, As::kHex},
                            {.name = "lo_encrypt_type",
                             .offset = 36,
                             .bytes = 4,
                             .as = As::kChoice,
                             .names = &tables::kLoopCryptTypes,
                             .whole = true,
                             .flags_at = 36,
                             .flags = ~0U},
                            {.name = "lo_encrypt_key_size",
                             .offset = 40,
                             .bytes = 4,
                             .as = As::kUnsigned,
                             .whole = true,
                             .flags_at = 36,
                             .flags = ~0U},
                            {"lo_flags", 44, 4, As::kFlags, &tables::kLoopFlags},
                            {"lo_name", 48, 64, As::kText},
                            {.name = "lo_encrypt_key",
                             .offset = 112,
                             .bytes = 32,
                             .as = As::kString,
                             .whole = true,
                             .count_at = 40,
                             .flags_at = 36,
                             .flags = ~0U},
                            {.name = "lo_init",
                             .offset = 144,
                             .bytes = 16,
                             .as = As::kArray,
                             .whole = true,
                             .members = kLong},
                            {.name = "reserved",
                             .offset = 160,
                             .bytes = 4,
                             .as = As::kArray,
                             .whole = true,
                             .members = kCharacter}};
constexpr Member kLong32[] = {{"", 0, 4, As::kHex}};
constexpr Member kLoop32[] = {{"lo_number", 0, 4, As::kSigned},
                              {"lo_device", 4, 2, As::kDevice, nullptr, true},
                              {"lo_inode", 8, 4, As::kUnsigned, nullptr, true},
                              {"lo_rdevice", 12, 2, As::kDevice, nullptr, true},
                              {"lo_offset", 16, 4, As::kHex},
                              {.name = "lo_encrypt_type",
                               .offset = 20,
                               .bytes = 4,
                               .as = As::kChoice,
                               .names = &tables::kLoopCryptTypes,
                               .whole = true,
                               .flags_at = 20,
                               .flags = ~0U},
                              {.name = "lo_encrypt_key_size",
                               .offset = 24,
                               .bytes = 4,
                               .as = As::kUnsigned,
                               .whole = true,
                               .flags_at = 20,
                               .flags = ~0U},
                              {"lo_flags", 28, 4, As::kFlags, &tables::kLoopFlags},
                              {"lo_name", 32, 64, As::kText},
                              {.name = "lo_encrypt_key",
                               .offset = 96,
                               .bytes = 32,
                               .as = As::kString,
                               .whole = true,
                               .count_at = 24,
                               .flags_at = 20,
                               .flags = ~0U},
                              {.name = "lo_init",
                               .offset = 128,
                               .bytes = 8,
                               .as = As::kArray,
                               .whole = true,
                               .members = kLong32},
                              {.name = "reserved",
                               .offset = 136,
                               .bytes = 4,
                               .as = As::kArray,
                               .whole = true,
                               .members = kCharacter}};
constexpr Member kLoopConfiguration[] = {
    {"fd", 0, 4, As::kFd},
    {"block_size", 4, 4},
    {.name = "info", .offset = 8, .bytes = 232, .as = As::kNested, .members = kLoop64},
    {.name = "__reserved",
     .offset = 240,
     .bytes = 64,
     .as = As::kArray,
     .if_set = true,
     .members = kLong}};

// linux/rtc.h
constexpr Member kClockTime[] = {{"tm_sec", 0, 4, As::kSigned},
                                 {"tm_min", 4, 4, As::kSigned},
                                 {"tm_hour", 8, 4, As::kSigned},
                                 {"tm_mday", 12, 4, As::kSigned},
                                 {"tm_mon", 16, 4, As::kSigned},
                                 {"tm_year", 20, 4, As::kSigned},
                                 {"tm_wday", 24, 4, As::kSigned, nullptr, true},
                                 {"tm_yday", 28, 4, As::kSigned, nullptr, true},
                                 {"tm_isdst", 32, 4, As::kSigned, nullptr, true}};
constexpr Member kWakeAlarm[] = {
    {"enabled", 0, 1},
    {"pending", 1, 1},
    {.name = "time", .offset = 4, .bytes = 36, .as = As::kNested, .members = kClockTime}};

// linux/fs.h
constexpr Member kCloneRange[] = {
    {"src_fd", 0, 8, As::kFd}, {"src_offset", 8, 8}, {"src_length", 16, 8}, {"dest_offset", 24, 8}};
constexpr Member kTrim[] = {{"start", 0, 8, As::kHex}, {"len", 8, 8}, {"minlen", 16, 8}};
constexpr Member kAttributesSet[] = {{"fsx_xflags", 0, 4, As::kFlags, &tables::kFileXflags},
                                     {"fsx_extsize", 4, 4},
                                     {"fsx_projid", 12, 4, As::kHex},
                                     {"fsx_cowextsize", 16, 4}};
constexpr Member kAttributes[] = {{"fsx_xflags", 0, 4, As::kFlags, &tables::kFileXflags},
                                  {"fsx_extsize", 4, 4},
                                  {"fsx_nextents", 8, 4},
                                  {"fsx_projid", 12, 4, As::kHex},
                                  {"fsx_cowextsize", 16, 4}};
constexpr Member kPartition[] = {{"start", 0, 8, As::kSigned},
                                 {"length", 8, 8, As::kSigned},
                                 {"pno", 16, 4, As::kSigned},
                                 {"devname", 20, 64, As::kText},
                                 {"volname", 84, 64, As::kText}};
template <std::size_t kWidth>
std::string PartitionOperation(const Seen& seen) {
  const Fields fields(seen.bytes);
  const std::uint64_t address = kWidth == 4 ? fields.U32(12) : fields.U64(16);
  std::string data = PointerText(address);
  if (seen.style.memory != nullptr) {
    const std::string bytes = BytesAt(address, BytesOf(kPartition), seen.style);
    if (bytes.size() == BytesOf(kPartition)) data = MembersText(kPartition, bytes, seen.style);
  }
  return fmt::format("{{op={}, flags={}, datalen={}, data={}}}",
                     tables::EnumText(tables::kPartitionOperations, fields.U32(0)), fields.S32(4),
                     fields.S32(8), data);
}

// Two numbers: of a range of bytes, of how keys repeat.
std::string TwoLongs(std::string_view bytes) {
  return fmt::format("[{}, {}]", Fields(bytes).U64(0), Fields(bytes).U64(8));
}
std::string TwoWords(std::string_view bytes) {
  return fmt::format("[{}, {}]", Fields(bytes).U32(0), Fields(bytes).U32(4));
}

// struct rand_pool_info; linux/random.h. Its bytes stand behind it.
std::string Entropy(const Seen& seen) {
  constexpr std::size_t kHeader = 8;
  const Fields fields(seen.bytes);
  const std::size_t size = fields.U32(4);
  const std::string_view pool = seen.bytes.substr(kHeader, std::min(size, seen.style.buffer_limit));
  const bool cut = pool.size() < std::min(size, seen.style.buffer_limit) && seen.unreadable;
  return fmt::format("{{entropy_count={}, buf_size={}, buf={}}}", fields.S32(0), fields.S32(4),
                     cut ? PointerText(seen.address + kHeader) : Quote(pool, pool.size() < size));
}

std::string Lines(std::string_view bytes) {
  return "[" + tables::FlagsText(tables::kModemLines, Fields(bytes).U32(0)) + "]";
}
std::string Short(std::string_view bytes) { return fmt::format("[{}]", Fields(bytes).U16(0)); }
std::string OneCharacter(std::string_view bytes) { return Quote(bytes.substr(0, 1)); }

// What FS_IOC_FIEMAP answers: a header, and the extents behind it.
constexpr Member kExtent[] = {{"fe_logical", 0, 8},
                              {"fe_physical", 8, 8},
                              {"fe_length", 16, 8},
                              {"fe_flags", 40, 4, As::kFlags, &tables::kFiemapExtentFlags}};
std::string Extents(const Seen& seen) {
  constexpr std::size_t kHeader = 32, kOne = 56;
  const Fields fields(seen.bytes);
  const std::size_t mapped = fields.U32(20);
  std::string text = fmt::format("{{fm_flags={}, fm_mapped_extents={}",
                                 tables::FlagsText(tables::kFiemapFlags, fields.U32(16)), mapped);
  if (seen.style.abbreviate) return text + ", ...}";
  text += ", fm_extents=[";
  for (std::size_t i = 0; i < mapped; ++i) {
    text += i > 0 ? ", " : "";
    if (kHeader + (i + 1) * kOne > seen.bytes.size()) return text + "...]}";
    text += MembersText(kExtent, seen.bytes.substr(kHeader + i * kOne, kOne), seen.style);
  }
  return text + "]}";
}

}  // namespace

const StructurePrinter kDevicePrinters[] = {
    Described("loop_info64", kLoop64),
    Described("loop_info", kLoop),
    Described("loop_info32", kLoop32),
    Described("loop_config", kLoopConfiguration),
    Described("rtc_time", kClockTime),
    Described("rtc_wkalrm", kWakeAlarm),
    Described("file_clone_range", kCloneRange),
    Described("fstrim_range", kTrim),
    Described("fsxattr_set", kAttributesSet),
    Described("fsxattr", kAttributes),
    Special("blkpg", 24, PartitionOperation<8>),
    Special("blkpg32", 16, PartitionOperation<4>),
    {"two_longs", 16, TwoLongs},
    {"two_words", 8, TwoWords},
    Special("rand_pool_info", 8, Entropy),
    {"modem_lines", 4, Lines},
    {"character", 1, OneCharacter},
    {"ushort", 2, Short},
    Special("fiemap_answer", 32, Extents),
    {},
};

}  // namespace sysassert::decode
