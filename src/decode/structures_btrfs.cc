// What a btrfs filesystem is asked with ioctl, and files of any; linux/btrfs.h, linux/fs.h.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

constexpr Member kLabel[] = {{"", 0, 256, As::kText}};
constexpr Member kWide[] = {{"", 0, 8, As::kHex}};
constexpr Member kVolume[] = {{"fd", 0, 8, As::kFd}, {"name", 8, 4088, As::kText}};
constexpr Member kDefragmented[] = {
    {"start", 0, 8},
    {"len", 8, 8, As::kUpTo},
    {"flags", 16, 8, As::kFlags, &tables::kBtrfsDefragmentFlags},
    {"extent_thresh", 24, 4},
    {"compress_type", 28, 4, As::kChoice, &tables::kBtrfsCompressions}};
constexpr Member kFeatureSet[] = {
    {"compat_flags", 0, 8, As::kFlags, &tables::kBtrfsCompatibleFeatures},
    {"compat_ro_flags", 8, 8, As::kFlags, &tables::kBtrfsReadOnlyFeatures},
    {"incompat_flags", 16, 8, As::kFlags, &tables::kBtrfsFeatures}};
std::string FeaturesSet(const Seen& seen) {
  constexpr std::size_t kOne = BytesOf(kFeatureSet);
  return "[" + MembersText(kFeatureSet, seen.bytes.substr(0, kOne), seen.style) + ", " +
         MembersText(kFeatureSet, seen.bytes.substr(kOne, kOne), seen.style) + "]";
}
std::string FeaturesSupported(const Seen& seen) {
  constexpr std::size_t kOne = BytesOf(kFeatureSet);
  constexpr std::string_view kKinds[] = {" /* supported */", ", ", " /* safe to set */", ", ",
                                         " /* safe to clear */"};
  std::string text = "[";
  for (std::size_t i = 0; i < std::size(kKinds); ++i)
    text += i % 2 == 1
                ? std::string(kKinds[i])
                : MembersText(kFeatureSet, seen.bytes.substr(i / 2 * kOne, kOne), seen.style) +
                      std::string(kKinds[i]);
  return text + "]";
}
constexpr Member kCreatedGroup[] = {{"create", 0, 8}, {"qgroupid", 8, 8}};
constexpr Member kAssignedGroup[] = {{"assign", 0, 8}, {"src", 8, 8}, {"dst", 16, 8}};
constexpr Member kLimits[] = {{"flags", 0, 8, As::kFlags, &tables::kBtrfsQuotaLimits},
                              {"max_rfer", 8, 8},
                              {"max_excl", 16, 8},
                              {"rsv_rfer", 24, 8},
                              {"rsv_excl", 32, 8}};
constexpr Member kLimitedGroup[] = {
    {"qgroupid", 0, 8},
    {.name = "lim", .offset = 8, .bytes = 40, .as = As::kNested, .members = kLimits}};
constexpr Member kRescan[] = {{"flags", 0, 8}};
constexpr Member kRescanned[] = {{"flags", 0, 8}, {"progress", 8, 8, As::kUpTo}};
constexpr Member kQuota[] = {{"cmd", 0, 8, As::kChoice, &tables::kBtrfsQuotaControls}};
constexpr Member kSent[] = {{"send_fd", 0, 8, As::kFd},
                            {"clone_sources_count", 8, 8},
                            {"clone_sources", 16, 8, As::kPointer},
                            {"parent_root", 24, 8, As::kUpTo},
                            {"flags", 32, 8, As::kFlags, &tables::kBtrfsSendFlags}};
constexpr Member kSent32[] = {{"send_fd", 0, 8, As::kFd},
                              {"clone_sources_count", 8, 8},
                              {"clone_sources", 16, 4, As::kPointer},
                              {"parent_root", 20, 8, As::kUpTo},
                              {"flags", 28, 8, As::kFlags, &tables::kBtrfsSendFlags}};
constexpr Member kScrubbed[] = {{"devid", 0, 8, As::kDevice},
                                {"start", 8, 8},
                                {"end", 16, 8, As::kUpTo},
                                {"flags", 24, 8, As::kFlags, &tables::kBtrfsScrubFlags}};
constexpr Member kDevice[] = {{"devid", 0, 8, As::kDevice}};
constexpr Member kProgress[] = {{"data_extents_scrubbed", 0, 8}, {"tree_extents_scrubbed", 8, 8},
                                {"data_bytes_scrubbed", 16, 8},  {"tree_bytes_scrubbed", 24, 8},
                                {"read_errors", 32, 8},          {"csum_errors", 40, 8},
                                {"verify_errors", 48, 8},        {"no_csum", 56, 8},
                                {"csum_discards", 64, 8},        {"super_errors", 72, 8},
                                {"malloc_errors", 80, 8},        {"uncorrectable_errors", 88, 8},
                                {"corrected_errors", 96, 8},     {"last_physical", 104, 8},
                                {"unverified_errors", 112, 8}};
constexpr Member kScrubProgress[] = {
    {.name = "progress", .offset = 32, .bytes = 120, .as = As::kNested, .members = kProgress}};
constexpr Member kDeviceAsked[] = {
    {"devid", 0, 8, As::kDevice},
    {.name = "uuid", .offset = 8, .bytes = 16, .as = As::kUuid, .if_set = true}};
constexpr Member kDeviceTold[] = {
    {.name = "uuid", .offset = 8, .bytes = 16, .as = As::kUuid, .if_set = true},
    {"bytes_used", 24, 8},
    {"total_bytes", 32, 8},
    {"path", 3072, 1024, As::kText}};
constexpr Member kInodePaths[] = {{"inum", 0, 8}, {"size", 8, 8}, {"fspath", 48, 8, As::kPointer}};
constexpr Member kInodePathsFound[] = {{"fspath", 48, 8, As::kPointer}};
constexpr Member kLogicalInodes[] = {{"logical", 0, 8},
                                     {"size", 8, 8},
                                     {.name = "reserved",
                                      .offset = 16,
                                      .bytes = 24,
                                      .as = As::kArray,
                                      .if_set = true,
                                      .members = kWide},
                                     {.name = "flags",
                                      .offset = 40,
                                      .bytes = 8,
                                      .as = As::kFlags,
                                      .names = &tables::kBtrfsLogicalFlags},
                                     {"inodes", 48, 8, As::kPointer}};
constexpr Member kLogicalInodesFound[] = {{"inodes", 48, 8, As::kPointer}};

// FIDEDUPERANGE: a range, and where it may be the same.
constexpr Member kRange[] = {{"src_offset", 0, 8}, {"src_length", 8, 8}, {"dest_count", 16, 2}};
constexpr Member kOther[] = {{"dest_fd", 0, 8, As::kFd}, {"dest_offset", 8, 8}};
constexpr Member kOtherDone[] = {{"bytes_deduped", 16, 8}, {"status", 24, 4, As::kSigned}};
constexpr std::size_t kRangeHeader = 24, kOneOther = 32;
std::string OthersText(const Seen& seen, std::span<const Member> members) {
  const std::size_t count = Fields(seen.bytes).U16(16);
  const std::size_t there = (seen.bytes.size() - kRangeHeader) / kOneOther;
  constexpr std::size_t kAbbreviated = 2;
  const std::size_t shown = std::min({count, there, seen.style.abbreviate ? kAbbreviated : count});
  if (shown == 0 && count > 0 && there == 0 && seen.unreadable)
    return "info=" + PointerText(seen.address + kRangeHeader);
  std::string text = "info=[";
  for (std::size_t i = 0; i < shown; ++i)
    text += (i > 0 ? ", " : "") +
            MembersText(members, seen.bytes.substr(kRangeHeader + i * kOneOther, kOneOther),
                        seen.style);
  return text + (shown < count ? (shown > 0 ? ", ...]" : "...]") : "]");
}
std::string SameRange(const Seen& seen) {
  std::string text = MembersText(kRange, seen.bytes.substr(0, kRangeHeader), seen.style);
  text.pop_back();
  return text + ", " + OthersText(seen, kOther) + "}";
}
std::string SameRangeDone(const Seen& seen) {
  if (Fields(seen.bytes).U16(16) == 0) return "";
  return "{" + OthersText(seen, kOtherDone) + "}";
}

std::string SubvolumeFlags(std::string_view bytes) {
  return tables::FlagsText(tables::kBtrfsSubvolumeFlags, Fields(bytes).U64(0));
}

}  // namespace

const StructurePrinter kBtrfsPrinters[] = {
    Described("fs_label", kLabel),
    Described("btrfs_volume", kVolume),
    Described("btrfs_defragmented", kDefragmented),
    Special("btrfs_features_set", 48, FeaturesSet),
    Described("btrfs_features", kFeatureSet),
    Special("btrfs_features_supported", 72, FeaturesSupported),
    Described("btrfs_created_group", kCreatedGroup),
    Described("btrfs_assigned_group", kAssignedGroup),
    Described("btrfs_limited_group", kLimitedGroup),
    Described("btrfs_rescan", kRescan),
    Described("btrfs_rescanned", kRescanned),
    Described("btrfs_quota", kQuota),
    Described("btrfs_sent", kSent),
    Described("btrfs_sent32", kSent32),
    Described("btrfs_scrubbed", kScrubbed),
    Described("btrfs_device", kDevice),
    Described("btrfs_scrub_progress", kScrubProgress),
    Described("btrfs_device_asked", kDeviceAsked),
    Described("btrfs_device_told", kDeviceTold),
    Described("btrfs_inode_paths", kInodePaths),
    Described("btrfs_inode_paths_found", kInodePathsFound),
    Described("btrfs_logical_inodes", kLogicalInodes),
    Described("btrfs_logical_inodes_found", kLogicalInodesFound),
    {"btrfs_subvolume_flags", 8, SubvolumeFlags},
    Special("same_range", kRangeHeader, SameRange),
    Special("same_range_done", kRangeHeader, SameRangeDone),
    {},
};

}  // namespace sysassert::decode
