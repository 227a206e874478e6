#include "decode/netlink.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>
#include <optional>

#include "decode/fields.h"
#include "decode/strings.h"
#include "tables/names.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

constexpr std::size_t kHeader = NLMSG_HDRLEN, kAttribute = NLA_HDRLEN;
constexpr std::uint16_t kFirstOwnType = NLMSG_MIN_TYPE;
constexpr int kDeepest = 16;  // of nested attributes: hostile ones end somewhere

std::string Hexadecimal(std::string_view bytes, const Style& style) {
  return Quote(bytes.substr(0, style.string_limit), bytes.size() > style.string_limit, Hex::kAll);
}

// Elements one after the other; brackets stand around several.
class Sequence {
 public:
  explicit Sequence(bool bracketed) : text_(bracketed ? "[" : ""), bracketed_(bracketed) {}
  void Add(const std::string& element) { text_ += (count_++ > 0 ? ", " : "") + element; }
  std::size_t count() const { return count_; }
  std::string text() const { return bracketed_ ? text_ + "]" : text_; }

 private:
  std::string text_;
  std::size_t count_ = 0;
  bool bracketed_;
};

// What a message is decoded with.
struct Context {
  int protocol;
  int family = 0;  // of the message's addresses
  const Style& style;
};

std::string AddressText(std::string_view bytes, int family) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (family == AF_INET && bytes.size() >= 4) {
    inet_ntop(AF_INET, bytes.data(), text.data(), text.size());
    return fmt::format("inet_addr(\"{}\")", text.data());
  }
  if (family == AF_INET6 && bytes.size() >= 16) {
    inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    return fmt::format("inet_pton(AF_INET6, \"{}\")", text.data());
  }
  return "";
}

std::string HardwareText(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes)
    text += fmt::format("{}{:02x}", text.empty() ? "" : ":", static_cast<unsigned char>(byte));
  return text;
}

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
    elements.Add(attribute.bytes == 4
                     ? fmt::format("[{}]={}", index, static_cast<std::int32_t>(value))
                     : fmt::format("[{}]={}", index, value));
  }
  return elements.text();
}

std::string AttributesText(std::string_view bytes, const AttributeSet& set, const Context& context,
                           int depth);

// Nothing where the bytes are too few for what they should be.
std::optional<std::string> PayloadText(const Attribute& attribute, std::string_view bytes,
                                       const Context& context, int depth) {
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
          AddressText(bytes, attribute.bytes == 16 ? AF_INET6 : context.family);
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
    case Payload::kArray:
      return ArrayText(attribute, bytes);
    default:
      return std::nullopt;
  }
}

std::string AttributeText(std::string_view bytes, const AttributeSet& set, const Context& context,
                          int depth) {
  const Fields fields(bytes);
  const std::uint16_t length = fields.U16(0), word = fields.U16(2), type = word & NLA_TYPE_MASK;
  std::string header = fmt::format("{{nla_len={}, nla_type=", length);
  if ((word & NLA_F_NESTED) != 0) header += "NLA_F_NESTED|";
  if ((word & NLA_F_NET_BYTEORDER) != 0) header += "NLA_F_NET_BYTEORDER|";
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

// How far it is from one element to the next, of which `length` says its own; 0: there is no next.
std::size_t Stride(std::size_t length, std::size_t header, std::size_t left) {
  const std::size_t aligned = (length + 3) & ~std::size_t{3};
  return length >= header && aligned < left ? aligned : 0;
}

std::string AttributesText(std::string_view bytes, const AttributeSet& set, const Context& context,
                           int depth) {
  if (bytes.size() < kAttribute) return Hexadecimal(bytes, context.style);
  std::size_t next = Stride(Fields(bytes).U16(0), kAttribute, bytes.size());
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
    next = Stride(Fields(bytes).U16(0), kAttribute, bytes.size());
    attributes.Add(AttributeText(bytes, set, context, depth));
    if (next == 0) break;
    bytes.remove_prefix(next);
  }
  return attributes.text();
}

const tables::NameTable* TypesOf(int protocol) {
  switch (protocol) {
    case NETLINK_ROUTE:
      return &tables::kRouteTypes;
    case NETLINK_SOCK_DIAG:
      return &tables::kSockDiagTypes;
    case NETLINK_AUDIT:
      return &tables::kAuditTypes;
    case NETLINK_XFRM:
      return &tables::kXfrmTypes;
    case NETLINK_CRYPTO:
      return &tables::kCryptoTypes;
    default:
      return nullptr;
  }
}

std::string TypeText(int protocol, std::uint16_t type) {
  constexpr std::uint16_t kControl = 0x10;  // GENL_ID_CTRL
  if (type < kFirstOwnType) return tables::EnumText(tables::kNetlinkTypes, type);
  if (protocol == NETLINK_GENERIC && type == kControl)
    return tables::Spelt(fmt::format("{:#x}", type), "nlctrl");
  const tables::NameTable* types = TypesOf(protocol);
  return tables::EnumText(
      types != nullptr && tables::HasName(*types, type) ? *types : tables::kNetlinkTypes, type);
}

// Which of the flags that mean one thing or another this type has.
const tables::NameTable* FlagsOf(int protocol, std::uint16_t type) {
  if (type == NLMSG_ERROR) return &tables::kNetlinkAckFlags;
  if (type < kFirstOwnType) return nullptr;
  if (protocol == NETLINK_SOCK_DIAG) return &tables::kNetlinkGetFlags;
  if (protocol != NETLINK_ROUTE) return nullptr;
  constexpr unsigned kVerb = 3;  // rtnetlink.h counts in fours: new, delete, get, set
  const std::array<const tables::NameTable*, 4> kVerbs = {
      &tables::kNetlinkNewFlags, &tables::kNetlinkDeleteFlags, &tables::kNetlinkGetFlags, nullptr};
  return kVerbs[type & kVerb];
}

std::string MessageFlags(int protocol, std::uint16_t type, std::uint16_t value) {
  constexpr std::uint16_t kOwn = 0xff00;
  const tables::NameTable* own = FlagsOf(protocol, type);
  if (own == nullptr || (value & kOwn) == 0) return tables::FlagsText(tables::kNetlinkFlags, value);
  const tables::ByNameOnly by_name;
  const std::uint16_t shared = value & static_cast<std::uint16_t>(~kOwn);
  const std::string text =
      shared == 0 ? "" : tables::FlagsText(tables::kNetlinkFlags, shared) + "|";
  return text + tables::FlagsText(*own, value & kOwn);
}

std::string HeaderText(std::string_view bytes, int protocol) {
  const Fields fields(bytes);
  return fmt::format("{{nlmsg_len={}, nlmsg_type={}, nlmsg_flags={}, nlmsg_seq={}, nlmsg_pid={}}}",
                     fields.U32(0), TypeText(protocol, fields.U16(4)),
                     MessageFlags(protocol, fields.U16(4), fields.U16(6)), fields.U32(8),
                     fields.S32(12));
}

std::string MessageText(std::string_view bytes, const Context& context, int depth);

// {error=-ENODEV, msg={…}}, and what an extended answer adds.
std::string ErrorText(std::string_view payload, std::uint16_t flags, const Context& context,
                      int depth) {
  if (payload.size() < sizeof(std::int32_t)) return Hexadecimal(payload, context.style);
  const std::int32_t error = Fields(payload).S32(0);
  constexpr std::int32_t kMostErrors = 4095;  // linux/err.h
  const std::string_view name =
      error < 0 && error >= -kMostErrors ? tables::ErrnoName(-error) : std::string_view();
  std::string text = "{error=" + (name.empty() ? std::to_string(error) : "-" + std::string(name));
  payload.remove_prefix(sizeof error);
  if (payload.size() < kHeader) return text + "}";
  const bool capped = (flags & NLM_F_CAPPED) != 0;
  const std::size_t length =
      std::min<std::size_t>(capped ? kHeader : Fields(payload).U32(0), payload.size());
  text +=
      ", msg=" + MessageText(payload.substr(0, std::max(length, kHeader)), context, depth) + "}";
  const std::size_t end = (std::max(length, kHeader) + 3) & ~std::size_t{3};
  if ((flags & NLM_F_ACK_TLVS) == 0 || end >= payload.size()) return text;
  constexpr Attribute kError[] = {{1 /* NLMSGERR_ATTR_MSG */, Payload::kText},
                                  {2 /* NLMSGERR_ATTR_OFFS */, Payload::kUnsigned}};
  const AttributeSet set = {&tables::kErrorAttributes, kError};
  return "[" + text + ", " + AttributesText(payload.substr(end), set, context, kDeepest) + "]";
}

// A message of routes: its structure, whose first byte is a family, and attributes.
std::string RouteText(std::uint16_t type, std::string_view payload, const Context& context) {
  const auto kind = std::find_if(
      kRouteMessages.begin(), kRouteMessages.end(),
      [type](const MessageKind& known) { return type >= known.first && type <= known.last; });
  const std::string family =
      tables::EnumText(tables::kAddressFamilies, static_cast<unsigned char>(payload[0]));
  if (kind == kRouteMessages.end())
    return payload.size() == 1
               ? "{family=" + family + "}"
               : "{family=" + family + ", " + Hexadecimal(payload.substr(1), context.style) + "}";
  const std::size_t header = BytesOf(kind->header);
  if (payload.size() < header) return fmt::format("{{{}={}, ...}}", kind->header[0].name, family);
  std::string text = MembersText(kind->header, payload.substr(0, header), context.style);
  const std::size_t attributes = (header + 3) & ~std::size_t{3};
  if (payload.size() <= attributes) return text;
  const Context inside = {context.protocol, static_cast<unsigned char>(payload[0]), context.style};
  return text + ", " +
         AttributesText(payload.substr(attributes), *kind->attributes, inside, kDeepest);
}

std::string BodyText(std::uint16_t type, std::uint16_t flags, std::string_view payload,
                     const Context& context, int depth) {
  if (type == NLMSG_ERROR && depth > 0) return ErrorText(payload, flags, context, depth - 1);
  if (type == NLMSG_DONE && payload.size() == sizeof(std::int32_t))
    return std::to_string(Fields(payload).S32(0));
  if (type >= kFirstOwnType && context.protocol == NETLINK_ROUTE)
    return RouteText(type, payload, context);
  return Hexadecimal(payload, context.style);
}

std::string MessageText(std::string_view bytes, const Context& context, int depth) {
  const Fields fields(bytes);
  const std::size_t length = std::min<std::size_t>(fields.U32(0), bytes.size());
  std::string header = HeaderText(bytes, context.protocol);
  if (length <= kHeader) return header;
  return "[" + header + ", " +
         BodyText(fields.U16(4), fields.U16(6), bytes.substr(kHeader, length - kHeader), context,
                  depth) +
         "]";
}

}  // namespace

bool LooksLikeNetlink(std::string_view bytes, std::uint64_t length) {
  constexpr std::uint32_t kLongest = 1U << 24U;  // no text begins so
  if (bytes.size() < kHeader || length < kHeader) return false;
  const std::uint32_t first = Fields(bytes).U32(0);
  return first >= kHeader && first < kLongest;
}

std::string NetlinkText(std::string_view bytes, int protocol, const Style& style) {
  const Context context = {protocol, 0, style};
  if (bytes.size() < kHeader) return Hexadecimal(bytes, style);
  std::size_t next = Stride(Fields(bytes).U32(0), kHeader, bytes.size());
  Sequence messages(next != 0);
  for (;;) {
    if (style.abbreviate && messages.count() == style.string_limit) {
      messages.Add("...");
      break;
    }
    if (bytes.size() < kHeader) {
      messages.Add(Hexadecimal(bytes, style));
      break;
    }
    next = Stride(Fields(bytes).U32(0), kHeader, bytes.size());
    messages.Add(MessageText(bytes, context, kDeepest));
    if (next == 0) break;
    bytes.remove_prefix(next);
  }
  return messages.text();
}

}  // namespace sysassert::decode
