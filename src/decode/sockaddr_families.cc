#include "decode/sockaddr_families.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <span>

#include "decode/fields.h"
#include "decode/members.h"
#include "decode/network_text.h"
#include "decode/sockaddr.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_addresses.h"
#include "tables/names_attributes.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

// What stands between the braces.
std::string Inside(const std::string& text) { return text.substr(1, text.size() - 2); }

// A byte of an address: 0x1, 00.
std::string ByteText(std::uint8_t byte) { return byte == 0 ? "00" : HexText(byte); }

// struct sockaddr_ll; linux/if_packet.h. An address may be longer than the structure says.
std::string PacketAddress(std::string_view bytes, const Style& /*style*/) {
  constexpr std::size_t kAddress = 12;
  const Fields fields(bytes);
  std::string protocol;
  {
    const tables::ByNameOnly by_name;
    protocol = fmt::format("htons({})",
                           tables::EnumText(tables::kEthernetProtocols, ntohs(fields.U16(2))));
  }
  const std::size_t length = fields.U8(11), there = bytes.size() - kAddress;
  std::string address;
  for (std::size_t i = 0; i < std::min(length, there); ++i)
    address += (i > 0 ? ", " : "") + ByteText(fields.U8(kAddress + i));
  return fmt::format(
      "sll_protocol={}, sll_ifindex={}, sll_hatype={}, sll_pkttype={}, sll_halen={}{}",
      tables::Spelt(Quote(bytes.substr(2, 2), false, Hex::kAll), protocol),
      InterfaceText(fields.U32(4)), tables::EnumText(tables::kHardwareTypes, fields.U16(8)),
      tables::EnumText(tables::kPacketTypes, fields.U8(10)), length,
      length == 0 ? "" : ", sll_addr=[" + address + (length > there ? ", ...]" : "]"));
}

// struct sockaddr_alg; linux/if_alg.h. The name may be longer than the structure says.
std::string AlgorithmAddress(std::string_view bytes, const Style& style) {
  constexpr Member kAddress[] = {
      {"salg_type", 2, 14, As::kCutText},
      {"salg_feat", 16, 4, As::kCommentedFlags, &tables::kAlgorithmFlags},
      {"salg_mask", 20, 4, As::kCommentedFlags, &tables::kAlgorithmFlags}};
  const Member name = {"", 24, static_cast<std::uint16_t>(bytes.size() - 24), As::kCutText};
  return Inside(MembersText(kAddress, bytes, style)) +
         ", salg_name=" + MemberText(name, bytes, style);
}

// struct sockaddr_ipx; linux/ipx.h.
std::string IpxAddress(std::string_view bytes, const Style& /*style*/) {
  const Fields fields(bytes);
  std::string node;
  for (std::size_t i = 0; i < 6; ++i) node += (i > 0 ? ", " : "") + ByteText(fields.U8(8 + i));
  const std::string zero = fields.U8(15) == 0 ? "" : ", sipx_zero=" + HexText(fields.U8(15));
  return fmt::format("sipx_port={}, sipx_network=htonl({}), sipx_node=[{}], sipx_type={}{}",
                     PortText(bytes.substr(2, 2)), HexText(ntohl(fields.U32(4))), node,
                     ByteText(fields.U8(14)), zero);
}

// A call sign of AX.25, shifted by a bit, and its SSID: "N0CALL-7"; linux/ax25.h.
std::string CallSign(std::string_view bytes) {
  constexpr std::size_t kLetters = 6;
  constexpr unsigned kLast = 0x7f;
  std::string letters;
  bool printable = true, canonical = true, ended = false;
  for (std::size_t i = 0; i < kLetters; ++i) {
    const unsigned byte = Fields(bytes).U8(i), letter = byte >> 1U;
    // A star or a slash might end the comment.
    printable &= letter >= ' ' && letter < kLast && letter != '*' && letter != '/';
    const bool known = (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    canonical &= (byte & 1U) == 0 && (letter == ' ' ? i > 0 : known && !ended);
    ended |= letter == ' ';
    letters += static_cast<char>(letter);
  }
  letters.resize(letters.find_last_not_of(' ') + 1);
  const unsigned station = Fields(bytes).U8(kLetters);
  canonical &= (station & ~0x1eU) == 0;
  const std::string text = fmt::format("{}-{}", letters, (station >> 1U) & 0xfU);
  const std::string raw =
      fmt::format("{{ax25_call={}}}", Quote(bytes.substr(0, kLetters + 1), false, Hex::kAll));
  constexpr std::string_view kNone = "\x40\x40\x40\x40\x40\x40\0";  // of spaces, and no station
  if (bytes == std::string_view(kNone.data(), kLetters + 1)) return tables::Spelt(raw, "*");
  if (printable && canonical) return tables::Spelt(raw, text);
  return printable ? raw + " /* " + text + " */" : raw;
}

// struct sockaddr_ax25, alone or at the head of a full_sockaddr_ax25, with its digipeaters.
std::string Ax25Address(std::string_view bytes, const Style& /*style*/) {
  constexpr std::size_t kAddress = 16, kCall = 7, kMostDigipeaters = 8;
  const std::int32_t count = Fields(bytes).S32(12);
  std::string address =
      fmt::format("sax25_call={}, sax25_ndigis={}", CallSign(bytes.substr(2, kCall)), count);
  if (bytes.size() == kAddress && count == 0) return address;
  std::string text = "fsa_ax25={" + address + "}";
  const std::size_t there = std::min((bytes.size() - kAddress) / kCall, kMostDigipeaters);
  if (count > 0) {
    const std::size_t wanted =
        std::min<std::size_t>(static_cast<std::size_t>(count), kMostDigipeaters);
    text += ", fsa_digipeater=[";
    for (std::size_t i = 0; i < std::min(wanted, there); ++i)
      text += (i > 0 ? ", " : "") + CallSign(bytes.substr(kAddress + i * kCall, kCall));
    if (wanted > there) text += there > 0 ? ", ..." : "...";
    text += "]";
  }
  return bytes.size() > kAddress + there * kCall ? text + ", ..." : text;
}

// struct sockaddr_ieee802154; net/af_ieee802154.h of the kernel.
std::string Ieee802154Address(std::string_view bytes, const Style& style) {
  constexpr std::uint32_t kNone = 0, kShort = 2;
  constexpr Member kHead[] = {{"addr_type", 4, 4, As::kCommented, &tables::kIeee802154Types},
                              {"pan_id", 8, 2, As::kCommented, &tables::kIeee802154Networks}};
  constexpr Member kShortAddress[] = {
      {"short_addr", 10, 2, As::kCommented, &tables::kIeee802154Addresses}};
  const std::uint32_t type = Fields(bytes).U32(4);
  std::string text = "addr={" + Inside(MembersText(kHead, bytes, style));
  if (type == kShort)
    text += ", " + Inside(MembersText(kShortAddress, bytes, style));
  else if (type != kNone)
    text += ", hwaddr=" + HardwareText(bytes.substr(10, 8));
  return text + "}";
}

// struct sockaddr_rxrpc; linux/rxrpc.h: of a service, and the address below it.
std::string RxrpcAddress(std::string_view bytes, const Style& style) {
  constexpr std::size_t kTransport = 8;
  constexpr Member kHead[] = {{"srx_service", 2, 2, As::kCommented, &tables::kRxrpcServices},
                              {"transport_type", 4, 2, As::kChoice, &tables::kSocketTypes},
                              {"transport_len", 6, 2}};
  const Fields fields(bytes);
  const std::string_view transport = bytes.substr(kTransport, fields.U16(6));
  const std::uint16_t family = fields.U16(kTransport);
  const std::string_view member = family == AF_INET ? "sin" : family == AF_INET6 ? "sin6" : "";
  std::string inner = SocketAddressText(transport, style);
  constexpr std::string_view kFamily = "{sa_family=", kData = ", sa_data=";
  if (inner.empty())
    inner = fmt::format("{}{}}}", kFamily, tables::EnumText(tables::kAddressFamilies, family));
  const bool bytes_alone = inner.find(kData) != std::string::npos || member.empty();
  if (bytes_alone && transport.size() > sizeof family)
    inner = fmt::format("{}{}, {}}}", kFamily, tables::EnumText(tables::kAddressFamilies, family),
                        Quote(transport.substr(sizeof family), false, style.hex));
  inner = fmt::format("{{{}{}family={}", member, member.empty() ? "" : "_",
                      inner.substr(kFamily.size()));
  if (!member.empty()) inner = fmt::format("{{{}={}}}", member, inner);
  return Inside(MembersText(kHead, bytes, style)) + ", transport=" + inner;
}

// struct sockaddr_nfc and sockaddr_nfc_llcp; linux/nfc.h.
constexpr Member kNfc[] = {{"dev_idx", 4, 4, As::kInterface},
                           {"target_idx", 8, 4, As::kHex},
                           {"nfc_protocol", 12, 4, As::kChoice, &tables::kNfcProtocols}};
constexpr Member kNfcService[] = {
    {"dsap", 16, 1, As::kCommented, &tables::kNfcPoints},
    {"ssap", 17, 1, As::kCommented, &tables::kNfcPoints},
    {"service_name", 18, 63, As::kString, nullptr, false, false, {}, 88},
    {"service_name_len", 88, 8}};
std::string NfcAddress(std::string_view bytes, const Style& style) {
  constexpr std::size_t kAlone = 16, kWithService = 96;
  const std::string text = Inside(MembersText(kNfc, bytes, style));
  if (bytes.size() >= kWithService)
    return text + ", " + Inside(MembersText(kNfcService, bytes, style));
  return bytes.size() > kAlone ? text + ", ..." : text;
}

// linux/netlink.h, vm_sockets.h, x25.h, if_xdp.h, qrtr.h, mctp.h.
constexpr Member kNetlink[] = {
    {.name = "nl_pad", .offset = 2, .bytes = 2, .as = As::kHex, .if_set = true},
    {"nl_pid", 4, 4, As::kPid},
    {"nl_groups", 8, 4, As::kMask}};
constexpr Member kMachine[] = {
    {.name = "svm_reserved1", .offset = 2, .bytes = 2, .as = As::kHex, .if_set = true},
    {"svm_cid", 8, 4, As::kChoice, &tables::kMachineIds},
    {"svm_port", 4, 4, As::kChoice, &tables::kMachinePorts},
    {"svm_flags", 12, 1, As::kFlags, &tables::kMachineFlags},
    {.name = "svm_zero", .offset = 13, .bytes = 3, .as = As::kBytes, .if_set = true}};
constexpr Member kX25Address[] = {{"x25_addr", 0, 16, As::kCutText}};
constexpr Member kX25[] = {
    {.name = "sx25_addr", .offset = 2, .bytes = 16, .as = As::kNested, .members = kX25Address}};
constexpr Member kXdp[] = {{"sxdp_flags", 2, 2, As::kFlags, &tables::kXdpFlags},
                           {"sxdp_ifindex", 4, 4, As::kInterface},
                           {"sxdp_queue_id", 8, 4}};
constexpr Member kSharedXdp[] = {{"sxdp_shared_umem_fd", 12, 4, As::kFd}};
constexpr Member kUnsharedXdp[] = {
    {.name = "sxdp_shared_umem_fd", .offset = 12, .bytes = 4, .as = As::kHex, .if_set = true}};
std::string XdpAddress(std::string_view bytes, const Style& style) {
  constexpr std::uint16_t kShared = 1;  // XDP_SHARED_UMEM
  const bool shared = (Fields(bytes).U16(2) & kShared) != 0;
  const std::string memory =
      Inside(MembersText(shared ? std::span(kSharedXdp) : std::span(kUnsharedXdp), bytes, style));
  return Inside(MembersText(kXdp, bytes, style)) + (memory.empty() ? "" : ", " + memory);
}
constexpr Member kQrtr[] = {{"sq_node", 4, 4, As::kChoice, &tables::kQrtrNodes},
                            {"sq_port", 8, 4, As::kChoice, &tables::kQrtrPorts}};
constexpr Member kMctpAddress[] = {{"s_addr", 0, 1, As::kChoice, &tables::kMctpAddresses}};
constexpr Member kMctp[] = {
    {.name = "__smctp_pad0", .offset = 2, .bytes = 2, .as = As::kHex, .if_set = true},
    {"smctp_network", 4, 4, As::kChoice, &tables::kMctpNetworks},
    {.name = "smctp_addr", .offset = 8, .bytes = 1, .as = As::kNested, .members = kMctpAddress},
    {"smctp_type", 9, 1, As::kHex},
    {"smctp_tag", 10, 1, As::kHex},
    {.name = "__smctp_pad1", .offset = 11, .bytes = 1, .as = As::kHex, .if_set = true}};

// A number with a name, or one of those from `first` on, which are handed out as they come.
std::string DynamicText(const tables::NameTable& names, std::uint16_t value, std::uint16_t first) {
  const std::string_view name = tables::NameOf(names, first);
  if (value > first && !name.empty() && !tables::HasName(names, value))
    return tables::Spelt(HexText(value),
                         fmt::format("{}+{}", tables::EnumText(names, first), value - first));
  return tables::EnumText(names, value);
}

// By their length: of HCI, SCO, RFCOMM and L2CAP; net/bluetooth/*.h of the kernel.
std::string BluetoothAddress(std::string_view bytes, const Style& /*style*/) {
  constexpr std::size_t kHciDevice = 4, kHci = 6, kSco = 8, kRfcomm = 10, kL2cap = 12,
                        kL2capWithType = 14;
  constexpr std::uint16_t kFirstLowEnergyPsm = 0x80, kLastLowEnergyPsm = 0xff, kFirstPsm = 0x1001,
                          kFirstChannel = 0x40;
  const Fields fields(bytes);
  if (bytes.size() == kHciDevice) return fmt::format("hci_dev=htobs({})", fields.U16(2));
  if (bytes.size() == kHci)
    return fmt::format("hci_dev=htobs({}), hci_channel={}", fields.U16(2),
                       tables::EnumText(tables::kHciChannels, fields.U16(4)));
  if (bytes.size() == kSco) return "sco_bdaddr=" + HardwareText(bytes.substr(2, 6));
  if (bytes.size() == kRfcomm)
    return fmt::format("rc_bdaddr={}, rc_channel={}", HardwareText(bytes.substr(2, 6)),
                       fields.U8(8));
  if (bytes.size() != kL2cap && bytes.size() != kL2capWithType) return "";
  const std::uint16_t psm = fields.U16(2);
  const bool low_energy = psm >= kFirstLowEnergyPsm && psm <= kLastLowEnergyPsm;
  std::string text = fmt::format(
      "l2_psm=htobs({}), l2_bdaddr={}, l2_cid=htobs({})",
      DynamicText(tables::kL2capServices, psm, low_energy ? kFirstLowEnergyPsm : kFirstPsm),
      HardwareText(bytes.substr(4, 6)),
      DynamicText(tables::kL2capChannels, fields.U16(10), kFirstChannel));
  if (bytes.size() == kL2capWithType)
    text += ", l2_bdaddr_type=" + tables::EnumText(tables::kDeviceAddressTypes, fields.U8(12));
  return text;
}

// One printer each, or a description of the members.
struct Printer {
  int family;
  std::size_t bytes;  // the least
  std::string (*print)(std::string_view bytes, const Style& style);
  std::span<const Member> members = {};
};
constexpr int kMctpFamily = 45;  // AF_MCTP: newer than some headers
constexpr Printer kPrinters[] = {
    {AF_AX25, 16, Ax25Address},        {AF_IPX, 16, IpxAddress},
    {AF_X25, 18, nullptr, kX25},       {AF_NETLINK, 12, nullptr, kNetlink},
    {AF_PACKET, 20, PacketAddress},    {AF_BLUETOOTH, 4, BluetoothAddress},
    {AF_RXRPC, 36, RxrpcAddress},      {AF_IEEE802154, 20, Ieee802154Address},
    {AF_ALG, 25, AlgorithmAddress},    {AF_NFC, 16, NfcAddress},
    {AF_VSOCK, 16, nullptr, kMachine}, {AF_QIPCRTR, 12, nullptr, kQrtr},
    {AF_XDP, 16, XdpAddress},          {kMctpFamily, 12, nullptr, kMctp}};

}  // namespace

std::string OtherAddressText(int family, std::string_view bytes, const Style& style) {
  for (const Printer& printer : kPrinters) {
    if (printer.family != family || bytes.size() < printer.bytes) continue;
    const std::string text = printer.print != nullptr
                                 ? printer.print(bytes, style)
                                 : Inside(MembersText(printer.members, bytes, style));
    if (text.empty()) return "";
    return fmt::format(
        "{{sa_family={}, {}}}",
        tables::EnumText(tables::kAddressFamilies, static_cast<std::uint64_t>(family)), text);
  }
  return "";
}

}  // namespace sysassert::decode
