// Messages of sock_diag(7): what is asked about sockets of a family, and what is answered;
// linux/inet_diag.h, unix_diag.h, netlink_diag.h, packet_diag.h.
#include <fmt/format.h>
#include <linux/inet_diag.h>
#include <linux/netlink_diag.h>
#include <linux/packet_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/netlink_attributes.h"
#include "decode/network_text.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

constexpr Member kWord[] = {{"", 0, 4}};

constexpr Member kInetMemory[] = {
    {"idiag_rmem", 0, 4}, {"idiag_wmem", 4, 4}, {"idiag_fmem", 8, 4}, {"idiag_tmem", 12, 4}};
constexpr Attribute kInetAttributes[] = {
    {INET_DIAG_MEMINFO, Payload::kMembers, 0, nullptr, nullptr, kInetMemory},
    {INET_DIAG_CONG, Payload::kText},
    {INET_DIAG_TOS, Payload::kUnsigned, 1},
    {INET_DIAG_TCLASS, Payload::kUnsigned, 1},
    {INET_DIAG_SKMEMINFO, Payload::kArray, 4, &tables::kSocketMemory},
    {INET_DIAG_SHUTDOWN, Payload::kUnsigned, 1},
    {INET_DIAG_PROTOCOL, Payload::kChoice, 1, &tables::kIpProtocols},
    {INET_DIAG_SKV6ONLY, Payload::kUnsigned, 1},
    {INET_DIAG_MARK, Payload::kUnsigned},
    {INET_DIAG_CLASS_ID, Payload::kUnsigned},
};
constexpr AttributeSet kInetSet = {&tables::kInetDiagAttributes, kInetAttributes};

constexpr Member kQueueLengths[] = {{"udiag_rqueue", 0, 4}, {"udiag_wqueue", 4, 4}};
constexpr Member kFile[] = {{"udiag_vfs_dev", 4, 4, As::kDevice}, {"udiag_vfs_ino", 0, 4}};
constexpr Attribute kUnixAttributes[] = {
    {UNIX_DIAG_NAME, Payload::kText},
    {UNIX_DIAG_VFS, Payload::kMembers, 0, nullptr, nullptr, kFile},
    {UNIX_DIAG_PEER, Payload::kUnsigned},
    {UNIX_DIAG_ICONS, Payload::kWords},
    {UNIX_DIAG_RQLEN, Payload::kMembers, 0, nullptr, nullptr, kQueueLengths},
    {UNIX_DIAG_MEMINFO, Payload::kArray, 4, &tables::kSocketMemory},
    {UNIX_DIAG_SHUTDOWN, Payload::kUnsigned, 1},
    {UNIX_DIAG_UID, Payload::kUnsigned},
};
constexpr AttributeSet kUnixSet = {&tables::kUnixDiagAttributes, kUnixAttributes};

constexpr Attribute kNetlinkAttributes[] = {
    {NETLINK_DIAG_MEMINFO, Payload::kArray, 4, &tables::kSocketMemory},
};
constexpr AttributeSet kNetlinkSet = {&tables::kNetlinkDiagAttributes, kNetlinkAttributes};
constexpr Attribute kPacketAttributes[] = {
    {PACKET_DIAG_UID, Payload::kUnsigned},
    {PACKET_DIAG_MEMINFO, Payload::kArray, 4, &tables::kSocketMemory},
};
constexpr AttributeSet kPacketSet = {&tables::kPacketDiagAttributes, kPacketAttributes};

// 1<<TCP_LISTEN|0x1: places of bits that have names.
std::string BitsText(std::uint32_t bits, const tables::NameTable& names, bool less_one) {
  std::string text;
  std::uint32_t rest = bits;
  for (std::size_t i = 0; i < names.count; ++i) {
    const std::uint64_t place = names.names[i].value - (less_one ? 1 : 0);
    if (names.names[i].value == 0 || place > 31 || ((bits >> place) & 1U) == 0) continue;
    text += fmt::format(
        "{}1<<{}", text.empty() ? "" : "|",
        less_one ? fmt::format("({}-1)", names.names[i].name) : std::string(names.names[i].name));
    rest &= ~(1U << place);
  }
  if (rest != 0 || text.empty()) text += (text.empty() ? "" : "|") + HexText(rest);
  return text;
}

// struct inet_diag_sockid: ports, addresses, an interface, a cookie.
constexpr std::size_t kIdBytes = 48;
std::string IdText(std::string_view bytes, int family) {
  const Fields fields(bytes);
  const auto address = [&](std::size_t offset, std::string_view name) {
    const std::string_view part = bytes.substr(offset, 16);
    return family == AF_INET6 ? Inet6MemberText(name, part)
                              : fmt::format("{}={}", name, NetworkAddressText(part, family));
  };
  return fmt::format(
      "{{idiag_sport={}, idiag_dport={}, {}, {}, idiag_if={}, idiag_cookie=[{}, {}]}}",
      PortText(bytes.substr(0, 2)), PortText(bytes.substr(2, 2)), address(4, "idiag_src"),
      address(20, "idiag_dst"), InterfaceText(fields.U32(36)), fields.U32(40), fields.U32(44));
}

std::string InetRequest(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("{{sdiag_family={}, sdiag_protocol={}, idiag_ext={}, idiag_states={}, id={}}}",
                     tables::EnumText(tables::kAddressFamilies, fields.U8(0)),
                     tables::EnumText(tables::kIpProtocols, fields.U8(1)),
                     BitsText(fields.U8(2), tables::kInetDiagAttributes, true),
                     BitsText(fields.U32(4), tables::kTcpStates, false),
                     IdText(bytes.substr(8), fields.U8(0)));
}
// struct inet_diag_req, of the types that there were before families had one.
constexpr std::size_t kFormerBytes = 4 + kIdBytes + 8;
std::string FormerInetRequest(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format(
      "{{idiag_family={}, idiag_src_len={}, idiag_dst_len={}, idiag_ext={}, id={}, "
      "idiag_states={}, idiag_dbs={}}}",
      tables::EnumText(tables::kAddressFamilies, fields.U8(0)), fields.U8(1), fields.U8(2),
      BitsText(fields.U8(3), tables::kInetDiagAttributes, true),
      IdText(bytes.substr(4, kIdBytes), fields.U8(0)),
      BitsText(fields.U32(4 + kIdBytes), tables::kTcpStates, false), fields.U32(8 + kIdBytes));
}
std::string InetAnswer(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format(
      "{{idiag_family={}, idiag_state={}, idiag_timer={}, idiag_retrans={}, id={}, "
      "idiag_expires={}, idiag_rqueue={}, idiag_wqueue={}, idiag_uid={}, idiag_inode={}}}",
      tables::EnumText(tables::kAddressFamilies, fields.U8(0)),
      tables::EnumText(tables::kTcpStates, fields.U8(1)), fields.U8(2), fields.U8(3),
      IdText(bytes.substr(4), fields.U8(0)), fields.U32(52), fields.U32(56), fields.U32(60),
      fields.U32(64), fields.U32(68));
}

std::string UnixRequest(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format(
      "{{sdiag_family={}, sdiag_protocol={}, udiag_states={}, udiag_ino={}, udiag_show={}, "
      "udiag_cookie=[{}, {}]}}",
      tables::EnumText(tables::kAddressFamilies, fields.U8(0)), fields.U8(1),
      BitsText(fields.U32(4), tables::kTcpStates, false), fields.U32(8),
      tables::FlagsText(tables::kUnixDiagShow, fields.U32(12)), fields.U32(16), fields.U32(20));
}
constexpr Member kUnixAnswer[] = {
    {"udiag_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
    {"udiag_type", 1, 1, As::kChoice, &tables::kSocketTypes},
    {"udiag_state", 2, 1, As::kChoice, &tables::kTcpStates},
    {"udiag_ino", 4, 4},
    {.name = "udiag_cookie", .offset = 8, .bytes = 8, .as = As::kArray, .members = kWord}};
std::string UnixAnswer(std::string_view bytes) { return MembersText(kUnixAnswer, bytes, {}); }

std::string NetlinkRequest(std::string_view bytes) {
  constexpr std::uint8_t kAllProtocols = 255;
  const Fields fields(bytes);
  return fmt::format(
      "{{sdiag_family={}, sdiag_protocol={}, ndiag_ino={}, ndiag_show={}, ndiag_cookie=[{}, {}]}}",
      tables::EnumText(tables::kAddressFamilies, fields.U8(0)),
      fields.U8(1) == kAllProtocols ? "NDIAG_PROTO_ALL"
                                    : tables::EnumText(tables::kNetlinkProtocols, fields.U8(1)),
      fields.U32(4), tables::FlagsText(tables::kNetlinkDiagShow, fields.U32(8)), fields.U32(12),
      fields.U32(16));
}
constexpr Member kNetlinkAnswer[] = {
    {"ndiag_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
    {"ndiag_type", 1, 1, As::kChoice, &tables::kSocketTypes},
    {"ndiag_protocol", 2, 1, As::kChoice, &tables::kNetlinkProtocols},
    {"ndiag_state", 3, 1, As::kChoice, &tables::kNetlinkStates},
    {"ndiag_portid", 4, 4},
    {"ndiag_dst_portid", 8, 4},
    {"ndiag_dst_group", 12, 4},
    {"ndiag_ino", 16, 4},
    {.name = "ndiag_cookie", .offset = 20, .bytes = 8, .as = As::kArray, .members = kWord}};
std::string NetlinkAnswer(std::string_view bytes) { return MembersText(kNetlinkAnswer, bytes, {}); }

std::string PacketRequest(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format(
      "{{sdiag_family={}, sdiag_protocol={}, pdiag_ino={}, pdiag_show={}, pdiag_cookie=[{}, {}]}}",
      tables::EnumText(tables::kAddressFamilies, fields.U8(0)), HexText(fields.U8(1)),
      fields.U32(4), tables::FlagsText(tables::kPacketDiagShow, fields.U32(8)), fields.U32(12),
      fields.U32(16));
}
constexpr Member kPacketAnswer[] = {
    {"pdiag_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
    {"pdiag_type", 1, 1, As::kChoice, &tables::kSocketTypes},
    {"pdiag_num", 2, 2, As::kChoice, &tables::kEthernetProtocols},
    {"pdiag_ino", 4, 4},
    {.name = "pdiag_cookie", .offset = 8, .bytes = 8, .as = As::kArray, .members = kWord}};
std::string PacketAnswer(std::string_view bytes) { return MembersText(kPacketAnswer, bytes, {}); }

struct Family {
  int family;
  std::size_t request_bytes, answer_bytes;
  std::string (*request)(std::string_view bytes);
  std::string (*answer)(std::string_view bytes);
  const AttributeSet* attributes;
  std::string_view member;  // of an answer, that says the family
};
constexpr Family kFamilies[] = {
    {AF_INET, 8 + kIdBytes, 72, InetRequest, InetAnswer, &kInetSet, "idiag_family"},
    {AF_INET6, 8 + kIdBytes, 72, InetRequest, InetAnswer, &kInetSet, "idiag_family"},
    {AF_UNIX, 24, 16, UnixRequest, UnixAnswer, &kUnixSet, "udiag_family"},
    {AF_NETLINK, 20, 28, NetlinkRequest, NetlinkAnswer, &kNetlinkSet, "ndiag_family"},
    {AF_PACKET, 20, 16, PacketRequest, PacketAnswer, &kPacketSet, "pdiag_family"},
};

// Of either family of the internet.
constexpr Family kFormer = {AF_UNSPEC, kFormerBytes,  72, FormerInetRequest, InetAnswer,
                            &kInetSet, "idiag_family"};

}  // namespace

std::string DiagnosticText(std::uint16_t type, std::string_view payload, bool request,
                           const NetlinkContext& context) {
  const int family = static_cast<unsigned char>(payload[0]);
  const std::string name =
      tables::EnumText(tables::kAddressFamilies, static_cast<std::uint64_t>(family));
  if (payload.size() == 1) return "{family=" + name + "}";
  const bool former = request && tables::HasName(tables::kFormerDiagTypes, type) &&
                      (family == AF_INET || family == AF_INET6);
  const auto* known =
      former ? &kFormer
             : std::find_if(std::begin(kFamilies), std::end(kFamilies),
                            [family](const Family& one) { return one.family == family; });
  if (known == std::end(kFamilies))
    return "{family=" + name + ", data=" + Hexadecimal(payload.substr(1), context.style) + "}";
  const std::size_t bytes = request ? known->request_bytes : known->answer_bytes;
  if (payload.size() < bytes)
    return fmt::format("{{{}={}, ...}}", request && !former ? "sdiag_family" : known->member, name);
  std::string text = (request ? known->request : known->answer)(payload.substr(0, bytes));
  // Of requests, only the internet's have attributes.
  const bool alone = request && family != AF_INET && family != AF_INET6;
  if (payload.size() <= bytes || alone) return text;
  const NetlinkContext inside = {context.protocol, family, context.style};
  return text + ", " + AttributesText(payload.substr(bytes), *known->attributes, inside, kDeepest);
}

}  // namespace sysassert::decode
