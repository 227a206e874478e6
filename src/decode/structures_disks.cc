// What disks and flash memory are asked with ioctl.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

constexpr Member kWord[] = {{"", 0, 4, As::kHex}};

// linux/hdreg.h
constexpr Member kGeometry[] = {
    {"heads", 0, 1}, {"sectors", 1, 1}, {"cylinders", 2, 2}, {"start", 8, 8}};
constexpr Member kGeometry32[] = {
    {"heads", 0, 1}, {"sectors", 1, 1}, {"cylinders", 2, 2}, {"start", 4, 4}};
constexpr Member kThreeWords[] = {
    {.name = "", .offset = 0, .bytes = 12, .as = As::kArray, .members = kWord}};
constexpr Member kAtaCommand[] = {{"command", 0, 1, As::kChoice, &tables::kAtaCommands},
                                  {"sector_number", 1, 1},
                                  {"feature", 2, 1},
                                  {"sector_count", 3, 1}};
// A status, and as many sectors as were asked for behind it.
std::string AtaStatus(const Seen& seen) {
  constexpr std::size_t kHead = 4, kSector = 512;
  const Fields fields(seen.bytes);
  std::string text = fmt::format("{{status={}, error={}, nsector={}", HexText(fields.U8(0)),
                                 fields.U8(1), fields.U8(2));
  const std::size_t sectors = Fields(seen.before).U8(3);
  if (sectors > 0) {
    const std::string_view data = seen.bytes.substr(std::min(kHead, seen.bytes.size()));
    const std::size_t shown = std::min({data.size(), seen.style.string_limit, sectors * kSector});
    text += ", buf=" + Quote(data.substr(0, shown), shown < sectors * kSector, Hex::kAll);
  }
  return text + "}";
}

// scsi/sg.h
constexpr Member kScsiId[] = {
    {"host_no", 0, 4, As::kSigned},       {"channel", 4, 4, As::kSigned},
    {"scsi_id", 8, 4, As::kHex},          {"lun", 12, 4, As::kSigned},
    {"scsi_type", 16, 4, As::kHex},       {"h_cmd_per_lun", 20, 2, As::kSigned},
    {"d_queue_depth", 22, 2, As::kSigned}};
constexpr Member kScsiRequest[] = {{"req_state", 0, 1, As::kSigned},
                                   {"orphan", 1, 1, As::kSigned},
                                   {"sg_io_owned", 2, 1, As::kSigned},
                                   {"problem", 3, 1, As::kSigned},
                                   {"pack_id", 4, 4, As::kSigned},
                                   {"usr_ptr", 8, 8, As::kPointer},
                                   {"duration", 16, 4}};
constexpr Member kScsiRequest32[] = {{"req_state", 0, 1, As::kSigned},
                                     {"orphan", 1, 1, As::kSigned},
                                     {"sg_io_owned", 2, 1, As::kSigned},
                                     {"problem", 3, 1, As::kSigned},
                                     {"pack_id", 4, 4, As::kSigned},
                                     {"usr_ptr", 8, 4, As::kPointer},
                                     {"duration", 12, 4}};
std::string ScsiReset(std::string_view bytes) {
  constexpr std::uint32_t kNoEscalation = 0x100;
  const std::uint32_t value = Fields(bytes).U32(0);
  return fmt::format("[{}{}]", (value & kNoEscalation) != 0 ? "SG_SCSI_RESET_NO_ESCALATE|" : "",
                     tables::EnumText(tables::kScsiResets, value & ~kNoEscalation));
}

// linux/blktrace_api.h: the name is the answer.
constexpr Member kBlockTraceAsked[] = {{"act_mask", 32, 2}, {"buf_size", 36, 4},
                                       {"buf_nr", 40, 4},   {"start_lba", 48, 8},
                                       {"end_lba", 56, 8},  {"pid", 64, 4, As::kPid}};
constexpr Member kBlockTrace[] = {
    {"act_mask", 32, 2}, {"buf_size", 36, 4},      {"buf_nr", 40, 4},         {"start_lba", 48, 8},
    {"end_lba", 56, 8},  {"pid", 64, 4, As::kPid}, {"name", 0, 32, As::kText}};
constexpr Member kBlockTraceAsked32[] = {{"act_mask", 32, 2}, {"buf_size", 36, 4},
                                         {"buf_nr", 40, 4},   {"start_lba", 44, 8},
                                         {"end_lba", 52, 8},  {"pid", 60, 4, As::kPid}};
constexpr Member kBlockTrace32[] = {
    {"act_mask", 32, 2}, {"buf_size", 36, 4},      {"buf_nr", 40, 4},         {"start_lba", 44, 8},
    {"end_lba", 52, 8},  {"pid", 60, 4, As::kPid}, {"name", 0, 32, As::kText}};

// mtd/mtd-abi.h
constexpr Member kFlashRange[] = {{"start", 0, 4, As::kHex}, {"length", 4, 4, As::kHex}};
constexpr Member kFlashRange64[] = {{"start", 0, 8, As::kHex}, {"length", 8, 8, As::kHex}};
constexpr Member kFlashLocked[] = {
    {"start", 0, 4, As::kHex}, {"length", 4, 4, As::kHex}, {"locked", 8, 4}};
constexpr Member kFlashRegionAsked[] = {{"regionindex", 12, 4, As::kHex}};
constexpr Member kFlashRegion[] = {{"regionindex", 12, 4, As::kHex},
                                   {"offset", 0, 4, As::kHex},
                                   {"erasesize", 4, 4, As::kHex},
                                   {"numblocks", 8, 4, As::kHex}};
constexpr Member kFlash[] = {{"type", 0, 1, As::kChoice, &tables::kMtdTypes},
                             {"flags", 4, 4, As::kFlags, &tables::kMtdFlags},
                             {"size", 8, 4, As::kHex},
                             {"erasesize", 12, 4, As::kHex},
                             {"writesize", 16, 4, As::kHex},
                             {"oobsize", 20, 4, As::kHex},
                             {"padding", 24, 8, As::kHex}};
constexpr Member kPair[] = {
    {.name = "", .offset = 0, .bytes = 8, .as = As::kArray, .members = kWord}};
constexpr Member kSpareArea[] = {
    {"useecc", 0, 4, As::kChoice, &tables::kMtdCorrections},
    {"eccbytes", 4, 4, As::kHex},
    {.name = "oobfree", .offset = 8, .bytes = 64, .as = As::kArray, .members = kPair},
    {.name = "eccpos", .offset = 72, .bytes = 128, .as = As::kArray, .members = kWord}};
constexpr Member kFreeArea[] = {{"offset", 0, 4, As::kHex}, {"length", 4, 4, As::kHex}};
constexpr Member kLayout[] = {
    {"eccbytes", 0, 4, As::kHex},
    {.name = "eccpos", .offset = 4, .bytes = 256, .as = As::kArray, .members = kWord},
    {"oobavail", 260, 4, As::kHex},
    {.name = "oobfree", .offset = 264, .bytes = 64, .as = As::kArray, .members = kFreeArea}};
constexpr Member kCorrections[] = {{"corrected", 0, 4, As::kHex},
                                   {"failed", 4, 4, As::kHex},
                                   {"badblocks", 8, 4, As::kHex},
                                   {"bbtblocks", 12, 4, As::kHex}};
constexpr Member kSpareBuffer[] = {
    {"start", 0, 4, As::kHex}, {"length", 4, 4, As::kHex}, {"ptr", 8, 8, As::kPointer}};
constexpr Member kSpareBuffer32[] = {
    {"start", 0, 4, As::kHex}, {"length", 4, 4, As::kHex}, {"ptr", 8, 4, As::kPointer}};
constexpr Member kSpareBuffer64[] = {
    {"start", 0, 8, As::kHex}, {"length", 12, 4, As::kHex}, {"usr_ptr", 16, 8, As::kPointer}};
constexpr Member kFlashWrite[] = {
    {"start", 0, 8, As::kHex},        {"len", 8, 8, As::kHex},
    {"ooblen", 16, 8, As::kHex},      {"usr_data", 24, 8, As::kPointer},
    {"usr_oob", 32, 8, As::kPointer}, {"mode", 40, 1, As::kChoice, &tables::kMtdOperations}};
std::string OneTime(std::string_view bytes) {
  return "[" + tables::EnumText(tables::kMtdOneTimes, Fields(bytes).U32(0)) + "]";
}

// mtd/ubi-user.h
constexpr Member kEraseBlockChange[] = {{"lnum", 0, 4, As::kSigned},
                                        {"bytes", 4, 4, As::kSigned},
                                        {"dtype", 8, 1, As::kChoice, &tables::kUbiDataTypes}};
constexpr Member kEraseBlockMap[] = {{"lnum", 0, 4, As::kSigned},
                                     {"dtype", 4, 1, As::kChoice, &tables::kUbiDataTypes}};
constexpr Member kVolumeResize[] = {{"bytes", 0, 8, As::kSigned}, {"vol_id", 8, 4, As::kSigned}};
constexpr Member kVolumeProperty[] = {{"property", 0, 1, As::kChoice, &tables::kUbiProperties},
                                      {"value", 8, 8, As::kHex}};
constexpr Member kVolumeAttach[] = {{"ubi_num", 0, 4, As::kSigned},
                                    {"mtd_num", 4, 4, As::kSigned},
                                    {"vid_hdr_offset", 8, 4, As::kSigned},
                                    {"max_beb_per1024", 12, 2, As::kSigned}};
constexpr Member kVolume[] = {{"vol_id", 0, 4, As::kSigned},
                              {"alignment", 4, 4, As::kSigned},
                              {"bytes", 8, 8, As::kSigned},
                              {"vol_type", 16, 1, As::kChoice, &tables::kUbiVolumeTypes},
                              {"flags", 17, 1, As::kFlags, &tables::kUbiVolumeFlags},
                              {"name_len", 18, 2, As::kSigned}};

// A name is as long as it says, and no longer than its place.
std::string VolumeName(std::string_view bytes, std::size_t offset, std::int16_t length) {
  constexpr std::int16_t kMost = 127;
  const auto shown = static_cast<std::size_t>(std::clamp<std::int16_t>(length, 0, kMost));
  const std::string_view name = Fields(bytes).Text(offset, shown + 1);
  return Quote(name.substr(0, shown), name.size() > shown);
}
std::string Volume(std::string_view bytes) {
  constexpr std::size_t kName = 24;
  std::string text = MembersText(kVolume, bytes, {});
  text.pop_back();
  return text + ", name=" + VolumeName(bytes, kName, Fields(bytes).S16(18)) + "}";
}
std::string VolumeNames(const Seen& seen) {
  constexpr std::size_t kHead = 16, kEntry = 136, kName = 8;
  constexpr std::int32_t kMostNames = 32;
  const Fields fields(seen.bytes);
  const std::int32_t count = fields.S32(0);
  std::string text = fmt::format("{{count={}, ents=[", count);
  for (std::int32_t i = 0; i < std::min(count, kMostNames); ++i) {
    const std::string_view entry =
        seen.bytes.substr(kHead + static_cast<std::size_t>(i) * kEntry, kEntry);
    const std::int16_t length = Fields(entry).S16(4);
    text += fmt::format("{}{{vol_id={}, name_len={}, name={}}}", i > 0 ? ", " : "",
                        Fields(entry).S32(0), length, VolumeName(entry, kName, length));
  }
  return text + "]}";
}

// A number behind the pointer.
template <std::size_t kWidth>
std::string UnsignedLong(std::string_view bytes) {
  return fmt::format("[{}]", Fields(bytes).Long(0, kWidth));
}
template <std::size_t kWidth>
std::string IdeNice(std::string_view bytes) {
  return "[" + tables::FlagsText(tables::kIdeNice, Fields(bytes).Long(0, kWidth)) + "]";
}
template <std::size_t kWidth>
std::string BusState(std::string_view bytes) {
  return "[" + tables::EnumText(tables::kBusStates, Fields(bytes).Long(0, kWidth)) + "]";
}
std::string HexWord(std::string_view bytes) { return "[" + HexText(Fields(bytes).U32(0)) + "]"; }

}  // namespace

const StructurePrinter kDiskPrinters[] = {
    Described("hd_geometry", kGeometry),
    Described("hd_geometry32", kGeometry32),
    Described("three_words", kThreeWords),
    Described("ata_command", kAtaCommand),
    Special("ata_status", 4, AtaStatus),
    Described("scsi_id", kScsiId),
    Described("scsi_request", kScsiRequest),
    Described("scsi_request32", kScsiRequest32),
    {"scsi_reset", 4, ScsiReset},
    Described("block_trace", kBlockTrace),
    Described("block_trace_asked", kBlockTraceAsked),
    Described("block_trace32", kBlockTrace32),
    Described("block_trace_asked32", kBlockTraceAsked32),
    Described("mtd_range", kFlashRange),
    Described("mtd_range64", kFlashRange64),
    Described("mtd_locked_range", kFlashLocked),
    Described("mtd_region", kFlashRegion),
    Described("mtd_region_asked", kFlashRegionAsked),
    Described("mtd_information", kFlash),
    Described("mtd_spare", kSpareArea),
    Described("mtd_layout", kLayout),
    Described("mtd_statistics", kCorrections),
    Described("mtd_spare_buffer", kSpareBuffer),
    Described("mtd_spare_buffer32", kSpareBuffer32),
    Described("mtd_spare_buffer64", kSpareBuffer64),
    Described("mtd_write", kFlashWrite),
    {"mtd_one_time", 4, OneTime},
    Described("ubi_change", kEraseBlockChange),
    Described("ubi_map", kEraseBlockMap),
    Described("ubi_resize", kVolumeResize),
    Described("ubi_property", kVolumeProperty),
    Described("ubi_attach", kVolumeAttach),
    {"ubi_volume", 152, Volume},
    Special("ubi_names", 4368, VolumeNames),
    {"ulong", 8, UnsignedLong<8>},
    {"ulong32", 4, UnsignedLong<4>},
    {"ide_nice", 8, IdeNice<8>},
    {"ide_nice32", 4, IdeNice<4>},
    {"bus_state", 8, BusState<8>},
    {"bus_state32", 4, BusState<4>},
    {"u64", 8, UnsignedLong<8>},
    {"hex_word", 4, HexWord},
    {},
};

}  // namespace sysassert::decode
