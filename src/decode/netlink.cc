#include "decode/netlink.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include <algorithm>
#include <array>

#include "decode/fields.h"
#include "decode/netlink_attributes.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

constexpr std::size_t kHeader = NLMSG_HDRLEN;
constexpr std::uint16_t kFirstOwnType = NLMSG_MIN_TYPE;
constexpr std::uint16_t kGetDefault = 0x28;  // XFRM_MSG_GETDEFAULT is answered with one message

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
    case NETLINK_SELINUX:
      return &tables::kSelinuxTypes;
    case NETLINK_GENERIC:
      return &tables::kGenericFamilies;
    default:
      return &tables::kNetlinkTypes;
  }
}

std::string TypeText(int protocol, std::uint16_t type, const Style& style) {
  constexpr std::uint16_t kControl = 0x10;  // GENL_ID_CTRL
  if (type < kFirstOwnType) return tables::EnumText(tables::kNetlinkTypes, type);
  if (protocol == NETLINK_GENERIC) {
    const std::string family = style.sockets != nullptr && type != kControl
                                   ? style.sockets->GenericFamily(type)
                                   : std::string(type == kControl ? "nlctrl" : "");
    if (!family.empty()) return tables::Spelt(fmt::format("{:#x}", type), family);
  }
  if (protocol == NETLINK_NETFILTER) return NetfilterTypeText(type);
  if (protocol == NETLINK_SOCK_DIAG && tables::HasName(tables::kFormerDiagTypes, type))
    return tables::EnumText(tables::kFormerDiagTypes, type);
  return tables::EnumText(*TypesOf(protocol), type);
}

// By what the name of a message says that it does.
const tables::NameTable* FlagsByName(int protocol, std::uint16_t type) {
  const tables::NameTable& types = *TypesOf(protocol);
  std::string_view verb = tables::NameOf(types, type);
  if (verb.size() <= types.title.size()) return nullptr;
  verb = verb.substr(types.title.size() + 1, 3);
  if (verb == "NEW") return &tables::kNetlinkNewFlags;
  if (verb == "DEL") return &tables::kNetlinkDeleteFlags;
  return verb == "GET" && type != kGetDefault ? &tables::kNetlinkGetFlags : nullptr;
}

// Which of the flags that mean one thing or another this type has.
const tables::NameTable* FlagsOf(int protocol, std::uint16_t type) {
  if (type == NLMSG_ERROR) return &tables::kNetlinkAckFlags;
  if (type < kFirstOwnType) return nullptr;
  if (protocol == NETLINK_SOCK_DIAG) return &tables::kNetlinkGetFlags;
  if (protocol == NETLINK_NETFILTER) return NetfilterFlagsOf(type);
  if (protocol == NETLINK_XFRM || protocol == NETLINK_CRYPTO) return FlagsByName(protocol, type);
  if (protocol != NETLINK_ROUTE) return nullptr;
  constexpr unsigned kVerb = 3;  // rtnetlink.h counts in fours: new, delete, get, set
  const std::array<const tables::NameTable*, 4> kVerbs = {
      &tables::kNetlinkNewFlags, &tables::kNetlinkDeleteFlags, &tables::kNetlinkGetFlags, nullptr};
  return kVerbs[type & kVerb];
}

std::uint16_t BitsOf(const tables::NameTable& table) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < table.count; ++i) bits |= table.names[i].value;
  return static_cast<std::uint16_t>(bits);
}

// Those that every type has, those of its own, and what nobody knows behind them all.
std::string MessageFlags(int protocol, std::uint16_t type, std::uint16_t value) {
  constexpr std::uint16_t kOwn = 0xff00;
  const tables::NameTable* own = FlagsOf(protocol, type);
  const std::uint16_t known_shared =
      value & BitsOf(tables::kNetlinkFlags) & (own == nullptr ? 0xffff : ~kOwn & 0xffff);
  const std::uint16_t known_own = own == nullptr ? 0 : value & BitsOf(*own) & kOwn;
  if (known_own == 0 && known_shared == 0)
    return tables::FlagsText(
        own != nullptr && (value & kOwn) == value && value != 0 ? *own : tables::kNetlinkFlags,
        value);
  std::string text;
  const tables::ByNameOnly by_name;
  const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : "|") + part; };
  if (known_shared != 0) add(tables::FlagsText(tables::kNetlinkFlags, known_shared));
  if (known_own != 0) add(tables::FlagsText(*own, known_own));
  const auto unknown = static_cast<std::uint16_t>(value & ~known_shared & ~known_own);
  if (unknown != 0) add(fmt::format("{:#x}", unknown));
  return text;
}

// What has a comment is a number already.
std::string FlagsSpelt(std::uint16_t flags, const std::string& text) {
  const std::string number = HexText(flags);
  return text.rfind(number, 0) == 0 ? text : tables::Spelt(number, text);
}

std::string HeaderText(std::string_view bytes, int protocol, const Style& style) {
  const Fields fields(bytes);
  const std::uint16_t flags = fields.U16(6);
  return fmt::format("{{nlmsg_len={}, nlmsg_type={}, nlmsg_flags={}, nlmsg_seq={}, nlmsg_pid={}}}",
                     fields.U32(0), TypeText(protocol, fields.U16(4), style),
                     FlagsSpelt(flags, MessageFlags(protocol, fields.U16(4), flags)), fields.U32(8),
                     fields.S32(12));
}

std::string MessageText(std::string_view bytes, const NetlinkContext& context, int depth);

// {error=-ENODEV, msg={…}}, and what an extended answer adds.
std::string ErrorText(std::string_view payload, std::uint16_t flags, const NetlinkContext& context,
                      int depth) {
  if (payload.size() < sizeof(std::int32_t) + kHeader) return Hexadecimal(payload, context.style);
  const std::int32_t error = Fields(payload).S32(0);
  constexpr std::int32_t kMostErrors = 4095;  // linux/err.h
  const std::string_view name =
      error < 0 && error >= -kMostErrors ? tables::ErrnoName(-error) : std::string_view();
  std::string text =
      "{error=" + (name.empty() ? std::to_string(error)
                                : tables::Spelt(std::to_string(error), "-" + std::string(name)));
  payload.remove_prefix(sizeof error);
  const bool capped = (flags & NLM_F_CAPPED) != 0;
  const std::size_t length =
      std::min<std::size_t>(capped ? kHeader : Fields(payload).U32(0), payload.size());
  text +=
      ", msg=" + MessageText(payload.substr(0, std::max(length, kHeader)), context, depth) + "}";
  const std::size_t end = (std::max(length, kHeader) + 3) & ~std::size_t{3};
  if (end >= payload.size()) return text;
  constexpr Attribute kError[] = {{1 /* NLMSGERR_ATTR_MSG */, Payload::kText},
                                  {2 /* NLMSGERR_ATTR_OFFS */, Payload::kUnsigned}};
  const AttributeSet set = {&tables::kErrorAttributes, kError};
  return "[" + text + ", " + AttributesText(payload.substr(end), set, context, kDeepest) + "]";
}

// Null: of no kind that is described.
const MessageKind* KindOf(std::uint16_t type) {
  for (const auto& kinds : {kRouteMessages, kNetworkMessages}) {
    for (const MessageKind& known : kinds) {
      if (type >= known.first && type <= known.last) return &known;
    }
  }
  return nullptr;
}

// A message of routes: its structure, whose first byte is a family, and attributes.
std::string RouteText(std::uint16_t type, std::string_view payload, const NetlinkContext& context) {
  const MessageKind* kind = KindOf(type);
  const std::string family =
      tables::EnumText(tables::kAddressFamilies, static_cast<unsigned char>(payload[0]));
  if (kind == nullptr || !tables::HasName(tables::kRouteTypes, type))
    return payload.size() == 1
               ? "{family=" + family + "}"
               : "{family=" + family + ", data=" + Hexadecimal(payload.substr(1), context.style) +
                     "}";
  const std::size_t header = std::max<std::size_t>(BytesOf(kind->header), kind->bytes);
  if (payload.size() < header) return fmt::format("{{{}={}, ...}}", kind->header[0].name, family);
  std::string text = MembersText(kind->header, payload.substr(0, header), context.style);
  const std::size_t attributes = (header + 3) & ~std::size_t{3};
  if (payload.size() <= attributes) return text;
  const NetlinkContext inside = {context.protocol, static_cast<unsigned char>(payload[0]),
                                 context.style};
  const std::string_view rest = payload.substr(attributes);
  return text + ", " +
         (kind->attributes == nullptr ? Hexadecimal(rest, context.style)
                                      : AttributesText(rest, *kind->attributes, inside, kDeepest));
}

// {val=1}, {seqno=1}; linux/selinux_netlink.h.
std::string SelinuxText(std::uint16_t type, std::string_view payload,
                        const NetlinkContext& context) {
  constexpr std::uint16_t kSetEnforce = 0x10, kPolicyLoad = 0x11;
  if (payload.size() < sizeof(std::uint32_t)) return Hexadecimal(payload, context.style);
  if (type == kSetEnforce) return fmt::format("{{val={}}}", Fields(payload).S32(0));
  if (type == kPolicyLoad) return fmt::format("{{seqno={}}}", Fields(payload).U32(0));
  return Hexadecimal(payload, context.style);
}

std::string BodyText(std::uint16_t type, std::uint16_t flags, std::string_view payload,
                     const NetlinkContext& context, int depth) {
  if (type == NLMSG_ERROR && depth > 0) return ErrorText(payload, flags, context, depth - 1);
  if (type == NLMSG_DONE && payload.size() == sizeof(std::int32_t))
    return std::to_string(Fields(payload).S32(0));
  if (type >= kFirstOwnType && context.protocol == NETLINK_ROUTE)
    return RouteText(type, payload, context);
  if (type >= kFirstOwnType && context.protocol == NETLINK_SOCK_DIAG)
    return DiagnosticText(type, payload, (flags & NLM_F_REQUEST) != 0, context);
  if (type >= kFirstOwnType && context.protocol == NETLINK_NETFILTER)
    return NetfilterText(type, payload, context);
  if (context.protocol == NETLINK_SELINUX) return SelinuxText(type, payload, context);
  return Hexadecimal(payload, context.style);
}

std::string MessageText(std::string_view bytes, const NetlinkContext& context, int depth) {
  const Fields fields(bytes);
  const std::size_t length = std::min<std::size_t>(fields.U32(0), bytes.size());
  std::string header = HeaderText(bytes, context.protocol, context.style);
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
  const NetlinkContext context = {protocol, 0, style};
  if (bytes.size() < kHeader) return Hexadecimal(bytes, style);
  std::size_t next = NetlinkStride(Fields(bytes).U32(0), kHeader, bytes.size());
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
    next = NetlinkStride(Fields(bytes).U32(0), kHeader, bytes.size());
    messages.Add(MessageText(bytes, context, kDeepest));
    if (next == 0) break;
    bytes.remove_prefix(next);
  }
  return messages.text();
}

}  // namespace sysassert::decode
