// What clocks, counters, remote controls, trusted environments and consoles are asked with ioctl.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

constexpr Member kWord[] = {{"", 0, 4, As::kHex}};
constexpr Member kCount[] = {{"", 0, 4}};

template <const tables::NameTable* kNames, typename Value = std::uint32_t>
std::string OneOf(std::string_view bytes) {
  return "[" +
         tables::EnumText(*kNames,
                          sizeof(Value) == 1 ? Fields(bytes).U8(0) : Fields(bytes).U32(0)) +
         "]";
}
template <const tables::NameTable* kNames, typename Value = std::uint32_t>
std::string FlagsOf(std::string_view bytes) {
  return "[" +
         tables::FlagsText(*kNames,
                           sizeof(Value) == 1 ? Fields(bytes).U8(0) : Fields(bytes).U32(0)) +
         "]";
}

// linux/rtc.h
constexpr Member kLoop[] = {
    {"pll_ctrl", 0, 4, As::kSigned},     {"pll_value", 4, 4, As::kSigned},
    {"pll_max", 8, 4, As::kSigned},      {"pll_min", 12, 4, As::kSigned},
    {"pll_posmult", 16, 4, As::kSigned}, {"pll_negmult", 20, 4, As::kSigned},
    {"pll_clock", 24, 8, As::kSigned}};
constexpr Member kLoop32[] = {
    {"pll_ctrl", 0, 4, As::kSigned},     {"pll_value", 4, 4, As::kSigned},
    {"pll_max", 8, 4, As::kSigned},      {"pll_min", 12, 4, As::kSigned},
    {"pll_posmult", 16, 4, As::kSigned}, {"pll_negmult", 20, 4, As::kSigned},
    {"pll_clock", 24, 4, As::kSigned}};
constexpr Member kParameterAsked[] = {
    {"param", 0, 8, As::kChoice, &tables::kRtcParameters},
    {"index", 16, 4},
    {.name = "__pad", .offset = 20, .bytes = 4, .as = As::kHex, .if_set = true}};
constexpr Member kParameterGot[] = {
    {"uvalue", 8, 8, As::kHex},
    {.name = "__pad", .offset = 20, .bytes = 4, .as = As::kHex, .if_set = true}};
constexpr Member kParameter[] = {
    {"param", 0, 8, As::kChoice, &tables::kRtcParameters},
    {"uvalue", 8, 8, As::kHex},
    {"index", 16, 4},
    {.name = "__pad", .offset = 20, .bytes = 4, .as = As::kHex, .if_set = true}};

// linux/ptp_clock.h
constexpr Member kExternalTime[] = {{"index", 0, 4},
                                    {"flags", 4, 4, As::kFlags, &tables::kPtpFlags}};
constexpr Member kExternalTime2[] = {
    kExternalTime[0],
    kExternalTime[1],
    {.name = "rsv", .offset = 8, .bytes = 8, .as = As::kArray, .if_set = true, .members = kWord}};
constexpr Member kClockCapabilities[] = {
    {"max_adj", 0, 4, As::kSigned},
    {"n_alarm", 4, 4, As::kSigned},
    {"n_ext_ts", 8, 4, As::kSigned},
    {"n_per_out", 12, 4, As::kSigned},
    {"pps", 16, 4, As::kSigned},
    {"n_pins", 20, 4, As::kSigned},
    {"cross_timestamping", 24, 4, As::kSigned},
    {"adjust_phase", 28, 4, As::kSigned},
    {.name = "rsv", .offset = 32, .bytes = 48, .as = As::kArray, .if_set = true, .members = kWord}};
constexpr Member kPinAsked[] = {{"index", 64, 4}};
constexpr Member kPin[] = {{"index", 64, 4},
                           {"name", 0, 64, As::kText},
                           {"func", 68, 4, As::kChoice, &tables::kPtpPins},
                           {"chan", 72, 4}};
constexpr Member kPinSet[] = {
    {"index", 64, 4}, {"func", 68, 4, As::kChoice, &tables::kPtpPins}, {"chan", 72, 4}};
constexpr Member kPinReserved = {
    .name = "rsv", .offset = 76, .bytes = 20, .as = As::kArray, .if_set = true, .members = kWord};
constexpr Member kPinAsked2[] = {kPinAsked[0], kPinReserved};
constexpr Member kPin2[] = {kPin[0], kPinReserved, kPin[1], kPin[2], kPin[3]};
constexpr Member kPinSet2[] = {kPinSet[0], kPinSet[1], kPinSet[2], kPinReserved};

std::string ClockTime(std::string_view bytes, bool dated) {
  const Fields fields(bytes);
  const std::int64_t seconds = fields.S64(0);
  const std::uint32_t nanoseconds = fields.U32(8), reserved = fields.U32(12);
  std::string text = fmt::format("{{sec={}, nsec={}", seconds, nanoseconds);
  if (reserved != 0) text += ", reserved=" + HexText(reserved);
  text += "}";
  constexpr std::uint32_t kSecond = 1'000'000'000;
  return text + (dated && nanoseconds < kSecond ? DateComment(seconds, nanoseconds) : "");
}
std::string PeriodicOutput(std::string_view bytes, bool reserved) {
  constexpr std::uint32_t kDutyCycle = 2, kPhase = 4;
  const Fields fields(bytes);
  const std::uint32_t flags = fields.U32(36);
  const bool phase = (flags & kPhase) != 0;
  std::string text =
      fmt::format("{{{}={}, period={}, index={}, flags={}", phase ? "phase" : "start",
                  ClockTime(bytes.substr(0, 16), !phase), ClockTime(bytes.substr(16, 16), false),
                  fields.U32(32), tables::FlagsText(tables::kPtpPeriodFlags, flags));
  if ((flags & kDutyCycle) != 0)
    return text + ", on=" + ClockTime(bytes.substr(40, 16), false) + "}";
  constexpr Member kReserved[] = {{.name = "rsv",
                                   .offset = 40,
                                   .bytes = 16,
                                   .as = As::kArray,
                                   .if_set = true,
                                   .members = kWord}};
  const std::string rest = MembersText(kReserved, bytes, {});
  return text + (reserved && rest.size() > 2 ? ", " + rest.substr(1) : "}");
}
std::string PeriodicOutput1(std::string_view bytes) { return PeriodicOutput(bytes, false); }
std::string PeriodicOutput2(std::string_view bytes) { return PeriodicOutput(bytes, true); }
constexpr Member kOffsetsAsked[] = {
    {"n_samples", 0, 4},
    {.name = "rsv", .offset = 4, .bytes = 12, .as = As::kArray, .if_set = true, .members = kWord}};
std::string Offsets(const Seen& seen) {
  constexpr std::size_t kHead = 16, kTime = 16, kMostTimes = 51;
  std::string text = MembersText(kOffsetsAsked, seen.bytes, seen.style);
  text.pop_back();
  text += ", ts=[";
  // Two clocks in turn, and the first again.
  const std::uint64_t times =
      std::min<std::uint64_t>(2ULL * Fields(seen.bytes).U32(0) + 1, kMostTimes);
  const std::uint64_t shown =
      seen.style.abbreviate ? std::min<std::uint64_t>(times, seen.style.string_limit) : times;
  for (std::uint64_t i = 0; i < shown; ++i)
    text += (i > 0 ? ", " : "") + ClockTime(seen.bytes.substr(kHead + i * kTime, kTime), true);
  return text + (shown < times ? ", ...]}" : "]}");
}

// linux/counter.h
constexpr Member kComponent[] = {{"type", 0, 1, As::kChoice, &tables::kCounterComponents},
                                 {"scope", 1, 1, As::kChoice, &tables::kCounterScopes},
                                 {"parent", 2, 1},
                                 {"id", 3, 1}};
constexpr Member kWatch[] = {
    {.name = "component", .offset = 0, .bytes = 4, .as = As::kNested, .members = kComponent},
    {"event", 4, 1, As::kChoice, &tables::kCounterEvents},
    {"channel", 5, 1}};

// linux/perf_event.h: as many of the programs' ids as there is room for.
std::string ProgramsAsked(std::string_view bytes) {
  return fmt::format("{{ids_len={}, ...}}", Fields(bytes).U32(0));
}
std::string Programs(const Seen& seen) {
  constexpr std::size_t kHead = 8, kId = 4;
  const std::uint32_t room = Fields(seen.bytes).U32(0), count = Fields(seen.bytes).U32(4);
  const std::string_view ids = seen.bytes.substr(std::min(kHead, seen.bytes.size()));
  const std::size_t read = std::min<std::size_t>(count, ids.size() / kId);
  Member all = {.name = "ids", .offset = 0, .bytes = 0, .as = As::kArray, .members = kCount};
  all.bytes = static_cast<std::uint16_t>(read * kId);
  return fmt::format("{{ids_len={}, prog_cnt={}, ids={}}}", room, count,
                     MemberText(all, ids, seen.style));
}

// linux/tee.h
std::string TeeVersion(std::string_view bytes) {
  constexpr std::uint32_t kOptee = 1;
  const Fields fields(bytes);
  const std::uint32_t kind = fields.U32(0), special = fields.U32(4);
  return fmt::format("{{impl_id={}, gen_caps={}, impl_caps={}}}",
                     tables::EnumText(tables::kTeeKinds, kind),
                     tables::FlagsText(tables::kTeeCapabilities, fields.U32(8)),
                     kind == kOptee ? tables::FlagsText(tables::kTeeOpteeCapabilities, special)
                                    : HexText(special));
}
constexpr Member kSession[] = {{"session", 0, 4, As::kHex}};
constexpr Member kCancel[] = {{"cancel_id", 0, 4}, {"session", 4, 4, As::kHex}};
constexpr Member kTeeBuffer[] = {{"buf_len", 8, 8}, {"buf_ptr", 0, 8, As::kPointer}};
constexpr Member kSharedMemory[] = {{"size", 0, 8, As::kHex},
                                    {"flags", 8, 4, As::kFlags, &tables::kTeeSharedMemory}};
constexpr Member kSharedMemoryMade[] = {
    kSharedMemory[0], kSharedMemory[1], {"id", 12, 4, As::kSigned}};
constexpr Member kRegistered[] = {{"addr", 0, 8, As::kPointer},
                                  {"length", 8, 8, As::kHex},
                                  {"flags", 16, 4, As::kFlags, &tables::kTeeSharedMemory}};
constexpr Member kRegisteredMade[] = {kRegistered[1], kRegistered[2], {"id", 20, 4, As::kSigned}};

std::string Uid(std::string_view bytes) {
  const auto uid = Fields(bytes).S32(0);
  return uid == -1 ? "[-1]" : fmt::format("[{}]", static_cast<std::uint32_t>(uid));
}
std::string KeyboardMode(std::string_view bytes) {
  const std::int32_t mode = Fields(bytes).S32(0);
  const std::string_view name =
      tables::NameOf(tables::kKeyboardModes, static_cast<std::uint32_t>(mode));
  return name.empty() ? fmt::format("[{} /* K_??? */]", mode)
                      : "[" + tables::Spelt(std::to_string(mode), name) + "]";
}

}  // namespace

const StructurePrinter kClockPrinters[] = {
    {"rtc_voltage", 4, FlagsOf<&tables::kRtcVoltages>},
    Described("rtc_pll", kLoop),
    Described("rtc_pll32", kLoop32),
    Described("rtc_parameter_asked", kParameterAsked),
    Described("rtc_parameter_got", kParameterGot),
    Described("rtc_parameter", kParameter),
    Described("ptp_extts", kExternalTime),
    Described("ptp_extts2", kExternalTime2),
    {"ptp_perout", 56, PeriodicOutput1},
    {"ptp_perout2", 56, PeriodicOutput2},
    Described("ptp_offsets_asked", kOffsetsAsked),
    Special("ptp_offsets", 832, Offsets),
    Described("ptp_capabilities", kClockCapabilities),
    Described("ptp_pin_asked", kPinAsked),
    Described("ptp_pin", kPin),
    Described("ptp_pin_set", kPinSet),
    Described("ptp_pin_asked2", kPinAsked2),
    Described("ptp_pin2", kPin2),
    Described("ptp_pin_set2", kPinSet2),
    Described("counter_watch", kWatch),
    {"perf_programs_asked", 4, ProgramsAsked},
    Special("perf_programs", 8, Programs),
    {"lirc_mode", 4, OneOf<&tables::kLircModes>},
    {"lirc_features", 4, FlagsOf<&tables::kLircFeatures>},
    {"tee_version", 12, TeeVersion},
    Described("tee_session", kSession),
    Described("tee_cancel", kCancel),
    Described("tee_buffer", kTeeBuffer),
    Described("tee_memory", kSharedMemory),
    Described("tee_memory_made", kSharedMemoryMade),
    Described("tee_registered", kRegistered),
    Described("tee_registered_made", kRegisteredMade),
    {"uid_read", 4, Uid},
    {"lights", 1, FlagsOf<&tables::kLights, std::uint8_t>},
    {"light_flags", 1, FlagsOf<&tables::kLightFlags, std::uint8_t>},
    {"keyboard_kind", 1, OneOf<&tables::kKeyboardKinds, std::uint8_t>},
    {"console_mode", 4, OneOf<&tables::kConsoleModes>},
    {"keyboard_mode", 4, KeyboardMode},
    {"keyboard_meta", 4, OneOf<&tables::kKeyboardMetas>},
    {},
};

}  // namespace sysassert::decode
