// Structures of quotactl, and of files by their handle; linux/quota.h, linux/dqblk_xfs.h.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"

namespace sysassert::decode {
namespace {

constexpr Member kLimits[] = {{"dqb_bhardlimit", 0, 8},
                              {"dqb_bsoftlimit", 8, 8},
                              {"dqb_curspace", 16, 8},
                              {"dqb_ihardlimit", 24, 8},
                              {"dqb_isoftlimit", 32, 8},
                              {"dqb_curinodes", 40, 8},
                              {"dqb_btime", 48, 8, As::kUnsigned, nullptr, true},
                              {"dqb_itime", 56, 8, As::kUnsigned, nullptr, true},
                              {"dqb_valid", 64, 4, As::kFlags, &tables::kQuotaValid, true}};
constexpr Member kNextLimits[] = {kLimits[0], kLimits[1],       kLimits[2], kLimits[3],
                                  kLimits[4], kLimits[5],       kLimits[6], kLimits[7],
                                  kLimits[8], {"dqb_id", 68, 4}};
constexpr Member kInformation[] = {{"dqi_bgrace", 0, 8},
                                   {"dqi_igrace", 8, 8},
                                   {"dqi_flags", 16, 4, As::kFlags, &tables::kQuotaInfoFlags},
                                   {"dqi_valid", 20, 4, As::kFlags, &tables::kQuotaInfoValid}};
constexpr Member kXfsLimits[] = {{"d_version", 0, 1, As::kSigned},
                                 {"d_flags", 1, 1, As::kFlags, &tables::kXfsQuotaKinds},
                                 {"d_fieldmask", 2, 2, As::kHex},
                                 {"d_id", 4, 4},
                                 {"d_blk_hardlimit", 8, 8},
                                 {"d_blk_softlimit", 16, 8},
                                 {"d_ino_hardlimit", 24, 8},
                                 {"d_ino_softlimit", 32, 8},
                                 {"d_bcount", 40, 8},
                                 {"d_icount", 48, 8},
                                 {"d_itimer", 56, 4, As::kSigned, nullptr, true},
                                 {"d_btimer", 60, 4, As::kSigned, nullptr, true},
                                 {"d_iwarns", 64, 2, As::kUnsigned, nullptr, true},
                                 {"d_bwarns", 66, 2, As::kUnsigned, nullptr, true},
                                 {"d_rtb_hardlimit", 72, 8, As::kUnsigned, nullptr, true},
                                 {"d_rtb_softlimit", 80, 8, As::kUnsigned, nullptr, true},
                                 {"d_rtbcount", 88, 8, As::kUnsigned, nullptr, true},
                                 {"d_rtbtimer", 96, 4, As::kSigned, nullptr, true},
                                 {"d_rtbwarns", 100, 2, As::kUnsigned, nullptr, true}};
constexpr Member kXfsFile[] = {{"qfs_ino", 0, 8}, {"qfs_nblks", 8, 8}, {"qfs_nextents", 16, 4}};
constexpr Member File(std::string_view name, std::uint16_t offset) {
  return {.name = name,
          .offset = offset,
          .bytes = 24,
          .as = As::kNested,
          .whole = true,
          .members = kXfsFile};
}
constexpr Member kXfsStatistics[] = {{"qs_version", 0, 1, As::kSigned},
                                     {"qs_flags", 2, 2, As::kFlags, &tables::kXfsQuotaStates},
                                     {"qs_incoredqs", 56, 4},
                                     File("qs_uquota", 8),
                                     File("qs_gquota", 32),
                                     {"qs_btimelimit", 60, 4, As::kSigned, nullptr, true},
                                     {"qs_itimelimit", 64, 4, As::kSigned, nullptr, true},
                                     {"qs_rtbtimelimit", 68, 4, As::kSigned, nullptr, true},
                                     {"qs_bwarnlimit", 72, 2, As::kUnsigned, nullptr, true},
                                     {"qs_iwarnlimit", 74, 2, As::kUnsigned, nullptr, true}};
constexpr Member kXfsStatisticsV[] = {{"qs_version", 0, 1, As::kSigned},
                                      {"qs_flags", 2, 2, As::kFlags, &tables::kXfsQuotaStates},
                                      {"qs_incoredqs", 4, 4},
                                      File("qs_uquota", 8),
                                      File("qs_gquota", 32),
                                      File("qs_pquota", 56),
                                      {"qs_btimelimit", 80, 4, As::kSigned, nullptr, true},
                                      {"qs_itimelimit", 84, 4, As::kSigned, nullptr, true},
                                      {"qs_rtbtimelimit", 88, 4, As::kSigned, nullptr, true},
                                      {"qs_bwarnlimit", 92, 2, As::kUnsigned, nullptr, true},
                                      {"qs_iwarnlimit", 94, 2, As::kUnsigned, nullptr, true}};

std::string Format(std::string_view bytes) {
  return "[" + tables::EnumText(tables::kQuotaFormats, Fields(bytes).U32(0)) + "]";
}
std::string States(std::string_view bytes) {
  return "[" + tables::FlagsText(tables::kXfsQuotaStates, Fields(bytes).U32(0)) + "]";
}
std::string Kinds(std::string_view bytes) {
  return "[" + tables::FlagsText(tables::kXfsQuotaKinds, Fields(bytes).U32(0)) + "]";
}

// struct file_handle, whose bytes count those behind it; fcntl.h.
constexpr std::size_t kHandleHeader = 8, kMostHandleBytes = 128;
std::string HandleRest(std::string_view bytes) {
  const Fields fields(bytes);
  const std::string_view handle = bytes.substr(std::min(kHandleHeader, bytes.size()));
  const std::size_t length = std::min<std::size_t>(fields.U32(0), kMostHandleBytes);
  if (handle.size() < length) return fmt::format(", handle_type={}, f_handle=???}}", fields.S32(4));
  return fmt::format(", handle_type={}, f_handle={}}}", fields.S32(4),
                     Quote(handle.substr(0, length), fields.U32(0) > kMostHandleBytes, Hex::kAll));
}
std::string LengthText(std::string_view before, std::string_view after) {
  const std::uint32_t was = Fields(before).U32(0), is = Fields(after).U32(0);
  return after.size() < 4 || was == is ? std::to_string(was) : fmt::format("{} => {}", was, is);
}
std::string Handle(const Seen& seen) {
  return fmt::format("{{handle_bytes={}", Fields(seen.bytes).U32(0)) + HandleRest(seen.bytes);
}
std::string HandleMade(const Seen& seen) {
  return "{handle_bytes=" + LengthText(seen.before.empty() ? seen.bytes : seen.before, seen.bytes) +
         HandleRest(seen.bytes);
}
// Of a call that failed: only whether the handle has too little room.
std::string HandleAsked(const Seen& seen) {
  return "{handle_bytes=" + LengthText(seen.bytes, seen.after) + "}";
}

}  // namespace

const StructurePrinter kQuotaPrinters[] = {
    Described("dqblk", kLimits),
    Described("nextdqblk", kNextLimits),
    Described("dqinfo", kInformation),
    Described("xfs_dqblk", kXfsLimits),
    Described("xfs_dqstats", kXfsStatistics),
    Described("xfs_dqstatsv", kXfsStatisticsV),
    {"quota_format", 4, Format},
    {"xfs_quota_states", 4, States},
    {"xfs_quota_kinds", 4, Kinds},
    Special("file_handle", kHandleHeader, Handle),
    Special("file_handle_made", kHandleHeader, HandleMade),
    Special("file_handle_asked", kHandleHeader, HandleAsked),
    {},
};

}  // namespace sysassert::decode
