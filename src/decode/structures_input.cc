// What input devices are asked with ioctl; linux/input.h.
#include <fmt/format.h>
#include <linux/input.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"

namespace sysassert::decode {
namespace {

std::string KeyCode(std::string_view bytes) {
  return fmt::format("[{}, {}]", Fields(bytes).U32(0),
                     tables::EnumText(tables::kInputKeys, Fields(bytes).U32(4)));
}

constexpr Member kAxis[] = {{"value", 0, 4},
                            {"minimum", 4, 4},
                            {"maximum", 8, 4, As::kUnsigned, nullptr, true},
                            {"fuzz", 12, 4, As::kUnsigned, nullptr, true},
                            {"flat", 16, 4, As::kUnsigned, nullptr, true},
                            {"resolution", 20, 4, As::kUnsigned, nullptr, true}};
constexpr Member kId[] = {
    {"bustype", 0, 2}, {"vendor", 2, 2}, {"product", 4, 2}, {"version", 6, 2}};
std::string Version(std::string_view bytes) { return "[" + HexText(Fields(bytes).U32(0)) + "]"; }
constexpr Member kScanned[] = {{"", 0, 1, As::kHex}};
constexpr Member kMappedKey[] = {{"flags", 0, 1},
                                 {"len", 1, 1},
                                 {"index", 2, 2, As::kUnsigned, nullptr, true},
                                 {"keycode", 4, 4, As::kChoice, &tables::kInputKeys, true},
                                 {.name = "scancode",
                                  .offset = 8,
                                  .bytes = 32,
                                  .as = As::kArray,
                                  .whole = true,
                                  .members = kScanned}};

// What a device has, or what of it is on, a bit each: of `kBits` as many as it answered.
template <const tables::NameTable& kNames, std::size_t kBits>
std::string Bits(const Seen& seen) {
  constexpr std::size_t kByte = 8, kFew = 4;
  const std::size_t bits = seen.bytes.size() > kBits / kByte ? kBits : seen.bytes.size() * kByte;
  std::string text = "[";
  std::size_t shown = 0;
  for (std::size_t i = 0; i < bits; ++i) {
    if (((Fields(seen.bytes).U8(i / kByte) >> (i % kByte)) & 1U) == 0) continue;
    text += shown > 0 ? " " : "";
    if (seen.style.abbreviate && shown == kFew) return text + "...]";
    text += tables::EnumText(kNames, i);
    ++shown;
  }
  return text + "]";
}

// Of each touch a value; as many as the request has room for, behind the axis that was asked for.
std::string Touches(const Seen& seen) {
  constexpr std::size_t kOne = sizeof(std::int32_t);
  const std::size_t asked = seen.elements, whole = std::min(asked, seen.bytes.size());
  if (whole < kOne) return "";
  if (whole < 2 * kOne && asked >= 2 * kOne)
    return fmt::format("{{code={}, values={}}}",
                       tables::EnumText(tables::kInputTouches, Fields(seen.bytes).U32(0)),
                       PointerText(seen.address + kOne));
  std::string text = fmt::format(
      "{{code={}, values=[", tables::EnumText(tables::kInputTouches, Fields(seen.bytes).U32(0)));
  for (std::size_t at = kOne; at + kOne <= whole; at += kOne)
    text += (at > kOne ? ", " : "") + std::to_string(Fields(seen.bytes).S32(at));
  if (whole + kOne > asked) return text + "]}";
  return text + (seen.unreadable
                     ? fmt::format(", ... /* {:#x} */]}}", seen.address + whole / kOne * kOne)
                     : ", ...]}");
}

// struct ff_effect: what it does to one's hand, and how, by its type.
constexpr Member kTrigger[] = {{"button", 0, 2}, {"interval", 2, 2}};
constexpr Member kReplay[] = {{"length", 0, 2}, {"delay", 2, 2}};
constexpr Member kEnvelope[] = {{"attack_length", 0, 2},
                                {"attack_level", 2, 2},
                                {"fade_length", 4, 2},
                                {"fade_level", 6, 2, As::kHex}};
constexpr Member kConstant[] = {
    {"level", 0, 2, As::kSigned},
    {.name = "envelope", .offset = 2, .bytes = 8, .as = As::kNested, .members = kEnvelope}};
constexpr Member kRamp[] = {
    {"start_level", 0, 2, As::kSigned},
    {"end_level", 2, 2, As::kSigned},
    {.name = "envelope", .offset = 4, .bytes = 8, .as = As::kNested, .members = kEnvelope}};
template <std::size_t kWidth>
inline constexpr Member kPeriodic[] = {
    {"waveform", 0, 2},
    {"period", 2, 2},
    {"magnitude", 4, 2, As::kSigned},
    {"offset", 6, 2, As::kSigned},
    {"phase", 8, 2},
    {.name = "envelope", .offset = 10, .bytes = 8, .as = As::kNested, .members = kEnvelope},
    {"custom_len", 20, 4},
    {"custom_data", 24, kWidth, As::kPointer}};
constexpr Member kRumble[] = {{"strong_magnitude", 0, 2}, {"weak_magnitude", 2, 2}};
constexpr Member kEffect[] = {{"type", 0, 2, As::kChoice, &tables::kInputForces},
                              {"id", 2, 2, As::kSigned},
                              {"direction", 4, 2},
                              {.name = "trigger",
                               .offset = 6,
                               .bytes = 4,
                               .as = As::kNested,
                               .whole = true,
                               .members = kTrigger},
                              {.name = "replay",
                               .offset = 10,
                               .bytes = 4,
                               .as = As::kNested,
                               .whole = true,
                               .members = kReplay}};
// The one member of the union that is in use.
template <std::size_t kWidth>
std::span<const Member> InUse(std::uint16_t type) {
  constexpr std::uint16_t kUnion = 16;
  static constexpr Member kInUse[] = {
      {.name = "constant", .offset = kUnion, .bytes = 10, .as = As::kNested, .members = kConstant},
      {.name = "ramp", .offset = kUnion, .bytes = 12, .as = As::kNested, .members = kRamp},
      {.name = "periodic",
       .offset = kUnion,
       .bytes = 24 + kWidth,
       .as = As::kNested,
       .members = kPeriodic<kWidth>},
      {.name = "rumble", .offset = kUnion, .bytes = 4, .as = As::kNested, .members = kRumble}};
  switch (type) {
    case FF_CONSTANT:
      return std::span(kInUse, 1);
    case FF_RAMP:
      return std::span(kInUse).subspan(1, 1);
    case FF_PERIODIC:
      return std::span(kInUse).subspan(2, 1);
    case FF_RUMBLE:
      return std::span(kInUse).subspan(3, 1);
    default:
      return {};
  }
}
template <std::size_t kWidth>
std::string Effect(const Seen& seen) {
  std::string text = MembersText(kEffect, seen.bytes, seen.style);
  const std::span<const Member> in_use = InUse<kWidth>(Fields(seen.bytes).U16(0));
  if (seen.style.abbreviate || in_use.empty()) return text;
  text.pop_back();
  return text + ", " + MembersText(in_use, seen.bytes, seen.style).substr(1);
}

}  // namespace

const StructurePrinter kInputPrinters[] = {
    {"key_code", 8, KeyCode},
    Described("input_absinfo", kAxis),
    Described("input_id", kId),
    {"input_version", 4, Version},
    Described("input_mapped_key", kMappedKey),
    Special("input_events", 1, Bits<tables::kInputEvents, EV_MAX>),
    Special("input_keys", 1, Bits<tables::kInputKeys, KEY_MAX>),
    Special("input_motions", 1, Bits<tables::kInputMotions, REL_MAX>),
    Special("input_axes", 1, Bits<tables::kInputAxes, ABS_MAX>),
    Special("input_miscellany", 1, Bits<tables::kInputMiscellany, MSC_MAX>),
    Special("input_switches", 1, Bits<tables::kInputSwitches, SW_MAX>),
    Special("input_lights", 1, Bits<tables::kInputLights, LED_MAX>),
    Special("input_sounds", 1, Bits<tables::kInputSounds, SND_MAX>),
    Special("input_repeats", 1, Bits<tables::kInputRepeats, REP_MAX>),
    Special("input_forces", 1, Bits<tables::kInputForces, FF_MAX>),
    Special("input_force_states", 1, Bits<tables::kInputForceStates, FF_STATUS_MAX>),
    Special("input_properties", 1, Bits<tables::kInputProperties, INPUT_PROP_MAX>),
    Special("input_touches", 4, Touches),
    Special("ff_effect", 48, Effect<8>),
    Special("ff_effect32", 44, Effect<4>),
    {},
};

}  // namespace sysassert::decode
