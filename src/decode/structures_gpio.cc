// What lines of general purpose are asked with ioctl; linux/gpio.h.
#include <fmt/format.h>
#include <linux/gpio.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

constexpr Member kOffset[] = {{"", 0, 4}};
constexpr Member kValue[] = {{"", 0, 1}};
constexpr Member kPadding[] = {{"", 0, 4, As::kHex}};

constexpr Member kChip[] = {
    {"name", 0, 32, As::kText}, {"label", 32, 32, As::kText}, {"lines", 64, 4}};
constexpr Member kUnwatched[] = {{"offset", 0, 4}};
constexpr Member kLineAsked[] = {{"line_offset", 0, 4}};
constexpr Member kLine[] = {{"flags", 4, 4, As::kFlags, &tables::kGpioLineFlags},
                            {"name", 8, 32, As::kText},
                            {"consumer", 40, 32, As::kText}};

// As many elements of `member` as `count` says.
std::string Some(const Member& member, std::uint32_t count, const Seen& seen) {
  Member some = member;
  const std::size_t one = BytesOf(member.members);
  some.bytes = static_cast<std::uint16_t>(std::min<std::size_t>(member.bytes, count * one));
  return std::string(member.name) + "=" + MemberText(some, seen.bytes, seen.style);
}

// struct gpiohandle_request
constexpr Member kOffsets = {
    .name = "lineoffsets", .offset = 0, .bytes = 256, .as = As::kArray, .members = kOffset};
constexpr Member kDefaults = {
    .name = "default_values", .offset = 260, .bytes = 64, .as = As::kArray, .members = kValue};
constexpr Member kHandleFlags = {"flags", 256, 4, As::kFlags, &tables::kGpioHandleFlags};
constexpr Member kLabel = {"consumer_label", 324, 32, As::kText};
std::string Handle(const Seen& seen) {
  const std::uint32_t lines = Fields(seen.bytes).U32(356);
  return fmt::format("{{lines={}, {}, flags={}, {}, consumer_label={}}}", lines,
                     Some(kOffsets, std::min<std::uint32_t>(lines, GPIOHANDLES_MAX), seen),
                     MemberText(kHandleFlags, seen.bytes, seen.style),
                     Some(kDefaults, std::min<std::uint32_t>(lines, GPIOHANDLES_MAX), seen),
                     MemberText(kLabel, seen.bytes, seen.style));
}
constexpr Member kHandleMade[] = {{"fd", 360, 4, As::kFd}};
constexpr Member kEvent[] = {{"lineoffset", 0, 4},
                             {"handleflags", 4, 4, As::kFlags, &tables::kGpioHandleFlags},
                             {"eventflags", 8, 4, As::kFlags, &tables::kGpioEvents},
                             {"consumer_label", 12, 32, As::kText}};
constexpr Member kEventMade[] = {{"fd", 44, 4, As::kFd}};
constexpr Member kValues[] = {
    {.name = "values", .offset = 0, .bytes = 64, .as = As::kArray, .members = kValue}};
constexpr Member kConfiguration[] = {
    {"flags", 0, 4, As::kFlags, &tables::kGpioHandleFlags},
    {.name = "default_values", .offset = 4, .bytes = 64, .as = As::kArray, .members = kValue}};

// struct gpio_v2_line_attribute: an id, and what it is about.
constexpr std::size_t kAttribute = 16, kAttributes = 10;
constexpr Member kUnknown[] = {
    {"id", 0, 4},
    {.name = "padding", .offset = 4, .bytes = 4, .as = As::kHex, .if_set = true},
    {"data", 8, 8, As::kHex}};
std::string AttributeText(std::string_view bytes, const Style& style) {
  constexpr Member kKnown[] = {
      {"flags", 8, 8, As::kFlags, &tables::kGpioLineFlags2},
      {"values", 8, 8, As::kHex},
      {"debounce_period_us", 8, 4},
  };
  if (Fields(bytes).U32(4) != 0) return MembersText(kUnknown, bytes, style);
  switch (const std::uint32_t id = Fields(bytes).U32(0); id) {
    case GPIO_V2_LINE_ATTR_ID_FLAGS:
    case GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES:
    case GPIO_V2_LINE_ATTR_ID_DEBOUNCE:
      return MembersText(std::span(kKnown).subspan(id - 1, 1), bytes, style);
    default:
      return MembersText(kUnknown, bytes, style);
  }
}
std::string AttributeOfLines(std::string_view bytes, const Style& style) {
  const std::string mask = "mask=" + HexText(Fields(bytes).U64(kAttribute)) + "}";
  std::string text = AttributeText(bytes, style);
  if (text.starts_with("{id=")) return "{attr=" + text + ", " + mask;
  text.pop_back();
  return text + ", " + mask;
}
// ", attrs=[…]" of as many as there are.
std::string AttributesText(std::string_view bytes, std::uint32_t count, std::size_t stride,
                           std::string (*print)(std::string_view bytes, const Style& style),
                           const Style& style) {
  if (count == 0) return "";
  std::string text = ", attrs=[";
  for (std::size_t i = 0; i < std::min<std::size_t>(count, kAttributes); ++i)
    text += (i > 0 ? ", " : "") + print(bytes.substr(i * stride, stride), style);
  return text + "]";
}
// ", padding=[…]", where it is not all zeros.
std::string PaddingText(std::uint16_t offset, std::uint16_t bytes, const Seen& seen) {
  const Member padding[] = {{.name = "padding",
                             .offset = offset,
                             .bytes = bytes,
                             .as = As::kArray,
                             .if_set = true,
                             .members = kPadding}};
  std::string text = MembersText(padding, seen.bytes, seen.style);
  if (text == "{}") return "";
  text.pop_back();
  return ", " + text.substr(1);
}

constexpr Member kLine2Asked[] = {{"offset", 64, 4}};
constexpr Member kLine2[] = {{"name", 0, 32, As::kText},
                             {"consumer", 32, 32, As::kText},
                             {"flags", 72, 8, As::kFlags, &tables::kGpioLineFlags2},
                             {"num_attrs", 68, 4}};
std::string Line2(const Seen& seen) {
  std::string text = MembersText(kLine2, seen.bytes, seen.style);
  text.pop_back();
  return text +
         AttributesText(seen.bytes.substr(80), Fields(seen.bytes).U32(68), kAttribute,
                        AttributeText, seen.style) +
         PaddingText(240, 16, seen) + "}";
}
// struct gpio_v2_line_config
constexpr Member kConfiguration2[] = {{"flags", 0, 8, As::kFlags, &tables::kGpioLineFlags2},
                                      {"num_attrs", 8, 4}};
std::string Configuration2(const Seen& seen) {
  std::string text = MembersText(kConfiguration2, seen.bytes, seen.style);
  text.pop_back();
  return text + PaddingText(12, 20, seen) +
         AttributesText(seen.bytes.substr(32), Fields(seen.bytes).U32(8), kAttribute + 8,
                        AttributeOfLines, seen.style) +
         "}";
}
// struct gpio_v2_line_request
constexpr Member kOffsets2 = {
    .name = "offsets", .offset = 0, .bytes = 256, .as = As::kArray, .members = kOffset};
constexpr Member kConsumer = {"consumer", 256, 32, As::kText};
std::string Request2(const Seen& seen) {
  constexpr std::size_t kConfigurationAt = 288;
  const Fields fields(seen.bytes);
  Seen configuration = seen;
  configuration.bytes = seen.bytes.substr(kConfigurationAt);
  const std::uint32_t lines = fields.U32(560), room = fields.U32(564);
  return fmt::format("{{num_lines={}, {}, consumer={}, config={}{}{}}}", lines,
                     Some(kOffsets2, std::min<std::uint32_t>(lines, GPIO_V2_LINES_MAX), seen),
                     MemberText(kConsumer, seen.bytes, seen.style), Configuration2(configuration),
                     room != 0 ? fmt::format(", event_buffer_size={}", room) : "",
                     PaddingText(568, 20, seen));
}
constexpr Member kRequest2Made[] = {{"fd", 588, 4, As::kFd}};
constexpr Member kMask[] = {{"mask", 8, 8, As::kHex}};
constexpr Member kBits[] = {{"bits", 0, 8, As::kHex}};
constexpr Member kBitsSet[] = {{"bits", 0, 8, As::kHex}, {"mask", 8, 8, As::kHex}};

}  // namespace

const StructurePrinter kGpioPrinters[] = {
    Described("gpio_chip", kChip),
    Described("gpio_unwatched", kUnwatched),
    Described("gpio_line_asked", kLineAsked),
    Described("gpio_line", kLine),
    Special("gpio_handle", 364, Handle),
    Described("gpio_handle_made", kHandleMade),
    Described("gpio_event", kEvent),
    Described("gpio_event_made", kEventMade),
    Described("gpio_values", kValues),
    Described("gpio_configuration", kConfiguration),
    Described("gpio_line2_asked", kLine2Asked),
    Special("gpio_line2", 256, Line2),
    Special("gpio_configuration2", 272, Configuration2),
    Special("gpio_request2", 592, Request2),
    Described("gpio_request2_made", kRequest2Made),
    Described("gpio_mask", kMask),
    Described("gpio_bits", kBits),
    Described("gpio_bits_set", kBitsSet),
    {},
};

}  // namespace sysassert::decode
