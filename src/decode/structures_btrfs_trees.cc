// What a btrfs filesystem is asked of its trees, its devices and its space; linux/btrfs.h.
#include <fmt/format.h>
#include <linux/btrfs.h>
#include <linux/btrfs_tree.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

std::string Unclosed(std::string text) {
  text.pop_back();
  return text;
}

// struct btrfs_ioctl_search_key
constexpr Member kKey[] = {{"tree_id", 0, 8, As::kUpTo, &tables::kBtrfsRoots},
                           {"min_objectid", 8, 8, As::kUpTo, &tables::kBtrfsRoots},
                           {"max_objectid", 16, 8, As::kUpTo, &tables::kBtrfsRoots},
                           {"min_offset", 24, 8, As::kUpTo},
                           {"max_offset", 32, 8, As::kUpTo},
                           {"min_transid", 40, 8, As::kUpTo},
                           {"max_transid", 48, 8, As::kUpTo},
                           {"min_type", 56, 4, As::kUpTo, &tables::kBtrfsKeys},
                           {"max_type", 60, 4, As::kUpTo, &tables::kBtrfsKeys},
                           {"nr_items", 64, 4}};
constexpr std::size_t kKeyBytes = 104;
constexpr Member kRoom[] = {{"buf_size", kKeyBytes, 8}};
constexpr Member kFound[] = {{"transid", 0, 8},
                             {"objectid", 8, 8, As::kUpTo, &tables::kBtrfsRoots},
                             {"offset", 16, 8},
                             {"type", 24, 4, As::kUpTo, &tables::kBtrfsKeys},
                             {"len", 28, 4}};
// From the first object that is a file's: what most searches ask for.
bool IsUsual(const Member& member, std::string_view bytes) {
  return member.name == "min_objectid" &&
         Fields(bytes).U64(member.offset) == BTRFS_FIRST_FREE_OBJECTID;
}
template <bool kSized>
std::string Search(const Seen& seen) {
  std::string text = "{key={";
  for (const Member& member : kKey) {
    if (seen.style.abbreviate && IsUsual(member, seen.bytes)) continue;
    text += text.back() == '{' ? "" : ", ";
    text += std::string(member.name) + "=" + MemberText(member, seen.bytes, seen.style);
  }
  text += "}";
  if (kSized) text += ", " + Unclosed(MembersText(kRoom, seen.bytes, seen.style)).substr(1);
  return text + "}";
}
// Headers, each before as many bytes as it says; `room` is where their buffer ends.
std::string FoundText(const Seen& seen, std::size_t offset, std::uint64_t room) {
  constexpr std::size_t kHeader = BytesOf(kFound);
  const std::uint32_t count = Fields(seen.bytes).U32(64);
  std::string text = "[";
  std::uint64_t at = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    text += i > 0 ? ", " : "";
    if (i > std::min(seen.style.string_limit, kMostElements) || at > room || room - at < kHeader)
      return text + "...]";
    std::string header;
    if (offset + at + kHeader <= seen.bytes.size())
      header = seen.bytes.substr(offset + at, kHeader);
    else if (seen.style.memory != nullptr)
      header = BytesAt(seen.address + offset + at, kHeader, seen.style);
    if (header.size() < kHeader)
      return i == 0 ? PointerText(seen.address + offset)
                    : text + fmt::format("... /* {:#x} */]", seen.address + offset + at);
    text += MembersText(kFound, header, seen.style);
    at += kHeader + Fields(header).U32(28);
  }
  return text + "]";
}
template <bool kSized>
std::string SearchFound(const Seen& seen) {
  constexpr std::size_t kBuffer = kKeyBytes + (kSized ? 8 : 0), kPage = 4096;
  const Fields fields(seen.bytes);
  std::string text = fmt::format("{{key={{nr_items={}}}", fields.U32(64));
  if (kSized) text += ", " + Unclosed(MembersText(kRoom, seen.bytes, seen.style)).substr(1);
  if (seen.style.abbreviate) return text + ", ...}";
  return text +
         ", buf=" + FoundText(seen, kBuffer, kSized ? fields.U64(kKeyBytes) : kPage - kKeyBytes) +
         "}";
}

constexpr Member kLookup[] = {{"treeid", 0, 8, As::kUpTo, &tables::kBtrfsRoots},
                              {"objectid", 8, 8, As::kUpTo, &tables::kBtrfsRoots}};
constexpr Member kLookedUp[] = {{"name", 16, 4080, As::kText}};
// Of the tree that holds the directory, where none was named, its id, too.
std::string LookedUp(const Seen& seen) {
  std::string text = MembersText(kLookedUp, seen.bytes, seen.style);
  if (Fields(seen.before).U64(0) != 0) return text;
  return "{treeid=" + MemberText(kLookup[0], seen.bytes, seen.style) + ", " + text.substr(1);
}

// struct btrfs_balance_args, and what it is a part of.
constexpr Member kBalanced[] = {{"profiles", 0, 8, As::kFlags, &tables::kBtrfsProfiles},
                                {"usage", 8, 8, As::kUpTo},
                                {"devid", 16, 8, As::kDevice},
                                {"pstart", 24, 8, As::kUpTo},
                                {"pend", 32, 8, As::kUpTo},
                                {"vstart", 40, 8, As::kUpTo},
                                {"vend", 48, 8, As::kUpTo},
                                {"target", 56, 8, As::kUpTo},
                                {"flags", 64, 8, As::kFlags, &tables::kBtrfsBalanceFilters}};
constexpr Member BalancePart(std::string_view name, std::uint16_t offset, std::uint32_t flag) {
  return {.name = name,
          .offset = offset,
          .bytes = 136,
          .as = As::kNested,
          .members = kBalanced,
          .flags_at = 0,
          .flags = flag};
}
constexpr Member kBalance[] = {{"flags", 0, 8, As::kFlags, &tables::kBtrfsBalanceFlags},
                               BalancePart("data", 16, BTRFS_BALANCE_DATA),
                               BalancePart("meta", 152, BTRFS_BALANCE_METADATA),
                               BalancePart("sys", 288, BTRFS_BALANCE_SYSTEM)};
constexpr Member kBalanceState[] = {{"flags", 0, 8, As::kFlags, &tables::kBtrfsBalanceFlags},
                                    {"state", 8, 8, As::kFlags, &tables::kBtrfsBalanceStates},
                                    BalancePart("data", 16, BTRFS_BALANCE_DATA),
                                    BalancePart("meta", 152, BTRFS_BALANCE_METADATA),
                                    BalancePart("sys", 288, BTRFS_BALANCE_SYSTEM)};

constexpr std::uint32_t kFlagsOfSystem = 48;  // where struct btrfs_ioctl_fs_info_args has them
constexpr Member kSystem[] = {{"max_id", 0, 8},
                              {"num_devices", 8, 8},
                              {"fsid", 16, 16, As::kUuid},
                              {"nodesize", 32, 4},
                              {"sectorsize", 36, 4},
                              {"clone_alignment", 40, 4},
                              {.name = "csum_type",
                               .offset = 44,
                               .bytes = 2,
                               .as = As::kChoice,
                               .names = &tables::kBtrfsChecksums,
                               .flags_at = kFlagsOfSystem,
                               .flags = BTRFS_FS_INFO_FLAG_CSUM_INFO},
                              {.name = "csum_size",
                               .offset = 46,
                               .bytes = 2,
                               .flags_at = kFlagsOfSystem,
                               .flags = BTRFS_FS_INFO_FLAG_CSUM_INFO},
                              {"flags", kFlagsOfSystem, 8, As::kFlags, &tables::kBtrfsSystemFlags},
                              {.name = "generation",
                               .offset = 56,
                               .bytes = 8,
                               .flags_at = kFlagsOfSystem,
                               .flags = BTRFS_FS_INFO_FLAG_GENERATION},
                              {.name = "metadata_uuid",
                               .offset = 64,
                               .bytes = 16,
                               .as = As::kUuid,
                               .flags_at = kFlagsOfSystem,
                               .flags = BTRFS_FS_INFO_FLAG_METADATA_UUID}};

constexpr Member kSpaceAsked[] = {{"space_slots", 0, 8}};
constexpr Member kSpace[] = {{"flags", 0, 8, As::kFlags, &tables::kBtrfsProfiles},
                             {"total_bytes", 8, 8},
                             {"used_bytes", 16, 8}};
std::string Spaces(const Seen& seen) {
  constexpr std::size_t kHead = 16;
  const std::uint64_t slots = Fields(seen.bytes).U64(0), total = Fields(seen.bytes).U64(8);
  const std::string text = fmt::format("{{total_spaces={}", total);
  if (slots == 0 && total > 0) return text + "}";  // it was asked how many there are
  if (seen.style.abbreviate) return text + ", ...}";
  return text + ", spaces=" + ArrayAt(seen.address + kHead, total, kSpace, seen.style) + "}";
}

constexpr Member kErrorsAsked[] = {{"devid", 0, 8, As::kDevice},
                                   {"nr_items", 8, 8},
                                   {"flags", 16, 8, As::kFlags, &tables::kBtrfsStatisticsFlags}};
std::string Errors(const Seen& seen) {
  const Fields fields(seen.bytes);
  const std::uint64_t count = fields.U64(8);
  std::string text =
      Unclosed(MembersText(std::span(kErrorsAsked).subspan(1), seen.bytes, seen.style));
  text += ", [";
  for (std::uint64_t i = 0; i < count; ++i) {
    text += i > 0 ? ", " : "";
    if (i == BTRFS_DEV_STAT_VALUES_MAX) return text + "...]}";
    text += fmt::format(
        "[{}]={}", tables::Spelt(std::to_string(i), tables::NameOf(tables::kBtrfsDeviceErrors, i)),
        fields.U64(24 + i * 8));
  }
  return text + "]}";
}

// struct btrfs_ioctl_dev_replace_args
constexpr std::size_t kParameters = 16;
constexpr Member kReplacement[] = {
    {"srcdevid", 0, 8, As::kDevice},
    {"cont_reading_from_srcdev_mode", 8, 8, As::kChoice, &tables::kBtrfsReplaceModes},
    {"srcdev_name", 16, 1025, As::kText},
    {"tgtdev_name", 1041, 1025, As::kText}};
std::string Replace(const Seen& seen) {
  const std::uint64_t command = Fields(seen.bytes).U64(0);
  std::string text = "{cmd=" + tables::EnumText(tables::kBtrfsReplaceCommands, command);
  if (command == BTRFS_IOCTL_DEV_REPLACE_CMD_START)
    text += ", start=" + MembersText(kReplacement, seen.bytes.substr(kParameters), seen.style);
  return text + "}";
}
std::string Replaced(const Seen& seen) {
  const Fields fields(seen.bytes);
  std::string text = "{result=" + tables::EnumText(tables::kBtrfsReplaceResults, fields.U64(8));
  if (fields.U64(0) != BTRFS_IOCTL_DEV_REPLACE_CMD_STATUS) return text + "}";
  const std::uint64_t progress = fields.U64(24);
  const auto date = [&fields](std::size_t offset) {
    return std::to_string(fields.U64(offset)) + DateComment(fields.S64(offset), 0, 0);
  };
  return text + fmt::format(
                    ", status={{replace_state={}, progress_1000={} /* {}.{}% */, time_started={}, "
                    "time_stopped={}, num_write_errors={}, num_uncorrectable_read_errors={}}}}}",
                    tables::EnumText(tables::kBtrfsReplaceStates, fields.U64(16)), progress,
                    progress / 10, progress % 10, date(32), date(40), fields.U64(48),
                    fields.U64(56));
}

// struct btrfs_ioctl_vol_args_v2
constexpr Member kLimits[] = {{"flags", 0, 8, As::kFlags, &tables::kBtrfsQuotaLimits},
                              {"max_rfer", 8, 8},
                              {"max_excl", 16, 8},
                              {"rsv_rfer", 24, 8},
                              {"rsv_excl", 32, 8}};
constexpr Member kInherited[] = {
    {"flags", 0, 8, As::kFlags, &tables::kBtrfsInheritFlags},
    {"num_qgroups", 8, 8},
    {"num_ref_copies", 16, 8},
    {"num_excl_copies", 24, 8},
    {.name = "lim", .offset = 32, .bytes = 40, .as = As::kNested, .members = kLimits}};
constexpr Member kGroup[] = {{"", 0, 8}};
std::string InheritedAt(std::uint64_t address, const Style& style) {
  constexpr std::size_t kHead = BytesOf(kInherited);
  if (address == 0 || style.memory == nullptr || !style.structures) return PointerText(address);
  const std::string head = BytesAt(address, kHead, style);
  if (head.size() < kHead) return PointerText(address);
  std::string text = Unclosed(MembersText(kInherited, head, style));
  if (style.abbreviate) return text + ", ...}";
  return text + ", qgroups=" + ArrayAt(address + kHead, Fields(head).U64(8), kGroup, style) + "}";
}
constexpr Member kVolume[] = {{"fd", 0, 8, As::kFd},
                              {"flags", 16, 8, As::kFlags, &tables::kBtrfsSubvolumeFlags}};
constexpr Member kVolumeName[] = {{"name", 56, 4040, As::kText}};
constexpr Member kVolumeMade[] = {{"transid", 8, 8}};
template <std::size_t kWidth>
std::string Volume(const Seen& seen) {
  const Fields fields(seen.bytes);
  std::string text = Unclosed(MembersText(kVolume, seen.bytes, seen.style));
  if ((fields.U64(16) & BTRFS_SUBVOL_QGROUP_INHERIT) != 0)
    text += fmt::format(", size={}, qgroup_inherit={}", fields.U64(24),
                        InheritedAt(fields.Long(32 / kWidth, kWidth), seen.style));
  return text + ", " + MembersText(kVolumeName, seen.bytes, seen.style).substr(1);
}

// struct btrfs_ioctl_received_subvol_args, whose times i386 does not pad.
std::string TimeText(const Fields& fields, std::size_t offset) {
  const std::uint32_t nanoseconds = fields.U32(offset + 8);
  return fmt::format("{{sec={}, nsec={}}}{}", fields.U64(offset), nanoseconds,
                     DateComment(fields.S64(offset), nanoseconds));
}
template <std::size_t kTime>
std::string Received(const Seen& seen) {
  constexpr Member kIds[] = {{"uuid", 0, 16, As::kUuid}, {"stransid", 16, 8}};
  const Fields fields(seen.bytes);
  return Unclosed(MembersText(kIds, seen.bytes, seen.style)) +
         fmt::format(", stime={}, flags={}}}", TimeText(fields, 32), fields.U64(32 + 2 * kTime));
}
template <std::size_t kTime>
std::string ReceivedAt(const Seen& seen) {
  const Fields fields(seen.bytes);
  return fmt::format("{{rtransid={}, rtime={}}}", fields.U64(24), TimeText(fields, 32 + kTime));
}

}  // namespace

const StructurePrinter kBtrfsTreePrinters[] = {
    Special("btrfs_search", 4096, Search<false>),
    Special("btrfs_search_found", 4096, SearchFound<false>),
    Special("btrfs_search2", 112, Search<true>),
    Special("btrfs_search2_found", 112, SearchFound<true>),
    Described("btrfs_lookup", kLookup),
    Special("btrfs_looked_up", 4096, LookedUp),
    Described("btrfs_balance", kBalance),
    Described("btrfs_balance_state", kBalanceState),
    Described("btrfs_system", kSystem),
    Described("btrfs_space_asked", kSpaceAsked),
    Special("btrfs_space", 16, Spaces),
    Described("btrfs_errors_asked", kErrorsAsked),
    Special("btrfs_errors", 64, Errors),
    Special("btrfs_replace", 2596, Replace),
    Special("btrfs_replaced", 2596, Replaced),
    Special("btrfs_inheriting", 4096, Volume<8>),
    Special("btrfs_inheriting32", 4096, Volume<4>),
    Described("btrfs_volume_made", kVolumeMade),
    Special("btrfs_received", 72, Received<16>),
    Special("btrfs_received_at", 72, ReceivedAt<16>),
    Special("btrfs_received32", 64, Received<12>),
    Special("btrfs_received_at32", 64, ReceivedAt<12>),
    {},
};

}  // namespace sysassert::decode
