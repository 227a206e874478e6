#include "decode/netlink_attributes.h"

#include <fmt/format.h>
#include <linux/netlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <optional>

#include "decode/fields.h"
#include "decode/network_text.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {

std::string Hexadecimal(std::string_view bytes, const Style& style) {
  return Quote(bytes.substr(0, style.string_limit), bytes.size() > style.string_limit, Hex::kAll);
}

std::string NetworkAddressText(std::string_view bytes, int family) {
  if (family == AF_INET && bytes.size() >= 4) return InetText(bytes.substr(0, 4));
  if (family == AF_INET6 && bytes.size() >= 16) return Inet6Text(bytes.substr(0, 16));
  return "";
}

std::size_t NetlinkStride(std::size_t length, std::size_t header, std::size_t left) {
  const std::size_t aligned = (length + 3) & ~std::size_t{3};
  return length >= header && aligned < left ? aligned : 0;
}

namespace {

constexpr std::size_t kAttribute = NLA_HDRLEN;

// A string that should end with a NUL.
std::string TextOf(std::string_view bytes, const Style& style) {
  const std::size_t end = bytes.find('\0');
  return Quote(bytes.substr(0, std::min(end, style.string_limit)), end == std::string_view::npos,
               style.hex);
}

std::uint64_t Number(std::string_view bytes, std::size_t width) {
  const Fields fields(bytes);
  return width == 1   ? fields.U8(0)
         : width == 2 ? fields.U16(0)
         : width == 4 ? fields.U32(0)
                      : fields.U64(0);
}

// [[DEVCONF_FORWARDING]=0, …]. The settings of IPv4 count from 1, and say so.
std::string ArrayText(const Attribute& attribute, std::string_view bytes) {
  const tables::NameTable& names = *attribute.names;
  const bool from_one = &names == &tables::kInet4Settings;
  Sequence elements(true);
  for (std::size_t i = 0; (i + 1) * attribute.bytes <= bytes.size(); ++i) {
    const std::string_view name = tables::NameOf(names, i + (from_one ? 1 : 0));
    const std::string index = name.empty() ? fmt::format("{} /* {}_??? */", i, names.title)
                                           : std::string(name) + (from_one ? "-1" : "");
    const std::uint64_t value = Number(bytes.substr(i * attribute.bytes), attribute.bytes);
    elements.Add(attribute.bytes == 4 && &names != &tables::kSocketMemory
                     ? fmt::format("[{}]={}", index, static_cast<std::int32_t>(value))
                     : fmt::format("[{}]={}", index, value));
  }
  return elements.text();
}

// Numbers of as many bytes as there are, at most 8, and at least as many as there should be.
std::optional<std::string> WideText(const Attribute& attribute, std::string_view bytes) {
  const bool ticks = attribute.payload == Payload::kTicks;
  if (bytes.size() > sizeof(std::uint64_t) || (!ticks && bytes.size() < attribute.bytes))
    return std::nullopt;
  std::string whole(bytes);
  whole.resize(sizeof(std::uint64_t));
  const std::uint64_t value = Fields(whole).U64(0);
  if (ticks) return ClockTicksText(static_cast<std::int64_t>(value));
  return attribute.payload == Payload::kWideFlags ? tables::FlagsText(*attribute.names, value)
                                                  : tables::EnumText(*attribute.names, value);
}

// Nothing where the bytes are too few for what they should be.
std::optional<std::string> PayloadText(const Attribute& attribute, std::string_view bytes,
                                       const NetlinkContext& context, int depth) {
  const bool number = bytes.size() >= attribute.bytes;
  switch (attribute.payload) {
    case Payload::kUnsigned:
      if (!number) return std::nullopt;
      return std::to_string(Number(bytes, attribute.bytes));
    case Payload::kSigned:
      if (!number) return std::nullopt;
      return std::to_string(static_cast<std::int32_t>(Number(bytes, attribute.bytes)));
    case Payload::kFlags:
      if (!number) return std::nullopt;
      return tables::FlagsText(*attribute.names, Number(bytes, attribute.bytes));
    case Payload::kChoice:
      if (!number) return std::nullopt;
      return tables::EnumText(*attribute.names, Number(bytes, attribute.bytes));
    case Payload::kText:
      return TextOf(bytes, context.style);
    case Payload::kInterface:
      if (bytes.size() < 4) return std::nullopt;
      return InterfaceText(Number(bytes, 4));
    case Payload::kAddress: {
      const std::string text =
          NetworkAddressText(bytes, attribute.bytes == 16 ? AF_INET6 : context.family);
      if (text.empty()) return std::nullopt;
      return text;
    }
    case Payload::kHardware:
      return HardwareText(bytes);
    case Payload::kMembers:
      if (bytes.size() < BytesOf(attribute.members)) return std::nullopt;
      return MembersText(attribute.members, bytes, context.style);
    case Payload::kNested:
    case Payload::kFamilies:
      if (depth == 0) return std::nullopt;
      return AttributesText(bytes, *attribute.nested, context, depth - 1);
    case Payload::kWords: {
      Sequence words(true);
      for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4)
        words.Add(std::to_string(Fields(bytes).U32(at)));
      return words.text();
    }
    case Payload::kElements: {
      const std::size_t stride = BytesOf(attribute.members);
      if (bytes.size() < stride) return std::nullopt;
      Sequence elements(true);
      for (std::size_t at = 0; at + stride <= bytes.size(); at += stride)
        elements.Add(MembersText(attribute.members, bytes.substr(at, stride), context.style));
      return elements.text();
    }
    case Payload::kTicks:
    case Payload::kWideFlags:
    case Payload::kWideChoice:
      return WideText(attribute, bytes);
    case Payload::kArray:
      return ArrayText(attribute, bytes);
    default:
      return std::nullopt;
  }
}

std::string AttributeText(std::string_view bytes, const AttributeSet& set,
                          const NetlinkContext& context, int depth) {
  const Fields fields(bytes);
  const std::uint16_t length = fields.U16(0), word = fields.U16(2), type = word & NLA_TYPE_MASK;
  std::string header = fmt::format("{{nla_len={}, nla_type=", length);
  if ((word & NLA_F_NESTED) != 0) header += tables::Spelt("0x8000", "NLA_F_NESTED") + "|";
  if ((word & NLA_F_NET_BYTEORDER) != 0)
    header += tables::Spelt("0x4000", "NLA_F_NET_BYTEORDER") + "|";
  header += tables::EnumText(*set.names, type) + "}";
  const std::string_view payload =
      bytes.substr(0, std::min<std::size_t>(length, bytes.size()))
          .substr(std::min<std::size_t>(kAttribute, std::min<std::size_t>(length, bytes.size())));
  if (payload.empty()) return header;
  std::optional<std::string> text;
  for (const Attribute& known : set.attributes) {
    if (known.type == type) text = PayloadText(known, payload, context, depth);
  }
  return "[" + header + ", " + text.value_or(Hexadecimal(payload, context.style)) + "]";
}

}  // namespace

std::string AttributesText(std::string_view bytes, const AttributeSet& set,
                           const NetlinkContext& context, int depth) {
  if (bytes.size() < kAttribute) return Hexadecimal(bytes, context.style);
  std::size_t next = NetlinkStride(Fields(bytes).U16(0), kAttribute, bytes.size());
  Sequence attributes(next != 0);
  for (;;) {
    if (context.style.abbreviate && attributes.count() == context.style.string_limit) {
      attributes.Add("...");
      break;
    }
    if (bytes.size() < kAttribute) {
      attributes.Add(Hexadecimal(bytes, context.style));
      break;
    }
    next = NetlinkStride(Fields(bytes).U16(0), kAttribute, bytes.size());
    attributes.Add(AttributeText(bytes, set, context, depth));
    if (next == 0) break;
    bytes.remove_prefix(next);
  }
  return attributes.text();
}

}  // namespace sysassert::decode
