#include "decode/sockaddr_families.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/members.h"
#include "decode/network_text.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

// struct sockaddr_ll; linux/if_packet.h.
std::string PacketAddress(std::string_view bytes) {
  constexpr std::size_t kAddress = 12, kMostAddress = 8;
  const Fields fields(bytes);
  const std::size_t length = fields.U8(11);
  std::string address;
  for (std::size_t i = 0; i < std::min(length, kMostAddress); ++i)
    address += (i > 0 ? ", " : "") + HexText(fields.U8(kAddress + i));
  return fmt::format(
      "sll_protocol=htons({}), sll_ifindex={}, sll_hatype={}, sll_pkttype={}, sll_halen={}{}",
      tables::EnumText(tables::kEthernetProtocols, ntohs(fields.U16(2))),
      InterfaceText(fields.U32(4)), tables::EnumText(tables::kHardwareTypes, fields.U16(8)),
      tables::EnumText(tables::kPacketTypes, fields.U8(10)), length,
      length == 0 ? "" : ", sll_addr=[" + address + (length > kMostAddress ? ", ...]" : "]"));
}

// struct sockaddr_vm; linux/vm_sockets.h.
std::string MachineAddress(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("svm_cid={}, svm_port={}, svm_flags={}",
                     tables::EnumText(tables::kMachineIds, fields.U32(8)),
                     tables::EnumText(tables::kMachinePorts, fields.U32(4)),
                     tables::FlagsText(tables::kMachineFlags, fields.U8(12)));
}

// struct sockaddr_alg; linux/if_alg.h.
std::string AlgorithmAddress(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("salg_type={}, salg_feat={}, salg_mask={}, salg_name={}",
                     Quote(fields.Text(2, 14)),
                     tables::FlagsText(tables::kAlgorithmFlags, fields.U32(16)),
                     tables::FlagsText(tables::kAlgorithmFlags, fields.U32(20)),
                     Quote(fields.Text(24, bytes.size())));
}

// A number with a name, or one of those from `first` on, which are handed out as they come.
std::string DynamicText(const tables::NameTable& names, std::uint16_t value, std::uint16_t first) {
  const std::string_view name = tables::NameOf(names, first);
  if (value > first && !name.empty() && !tables::HasName(names, value))
    return fmt::format("{} + {}", name, value - first);
  return tables::EnumText(names, value);
}

// By their length: of HCI, SCO, RFCOMM and L2CAP; net/bluetooth/*.h of the kernel.
std::string BluetoothAddress(std::string_view bytes) {
  constexpr std::size_t kHci = 6, kSco = 8, kRfcomm = 10, kL2cap = 12, kL2capWithType = 14;
  constexpr std::uint16_t kFirstLowEnergyPsm = 0x80, kLastLowEnergyPsm = 0xff, kFirstPsm = 0x1001,
                          kFirstChannel = 0x40;
  const Fields fields(bytes);
  if (bytes.size() == kHci)
    return fmt::format("hci_dev=htobs({}), hci_channel={}", fields.U16(2),
                       tables::EnumText(tables::kHciChannels, fields.U16(4)));
  if (bytes.size() == kSco) return "sco_bdaddr=" + HardwareText(bytes.substr(2, 6));
  if (bytes.size() == kRfcomm)
    return fmt::format("rc_bdaddr={}, rc_channel={}", HardwareText(bytes.substr(2, 6)),
                       fields.U8(8));
  if (bytes.size() < kL2cap) return "";
  const std::uint16_t psm = fields.U16(2);
  const bool low_energy = psm >= kFirstLowEnergyPsm && psm <= kLastLowEnergyPsm;
  std::string text = fmt::format(
      "l2_psm=htobs({}), l2_bdaddr={}, l2_cid=htobs({})",
      DynamicText(tables::kL2capServices, psm, low_energy ? kFirstLowEnergyPsm : kFirstPsm),
      HardwareText(bytes.substr(4, 6)),
      DynamicText(tables::kL2capChannels, fields.U16(10), kFirstChannel));
  if (bytes.size() >= kL2capWithType)
    text += ", l2_bdaddr_type=" + tables::EnumText(tables::kDeviceAddressTypes, fields.U8(12));
  return text;
}

struct Printer {
  int family;
  std::size_t bytes;  // the least
  std::string (*print)(std::string_view bytes);
};
constexpr Printer kPrinters[] = {{AF_PACKET, 20, PacketAddress},
                                 {AF_VSOCK, 16, MachineAddress},
                                 {AF_ALG, 25, AlgorithmAddress},
                                 {AF_BLUETOOTH, 6, BluetoothAddress}};

}  // namespace

std::string OtherAddressText(int family, std::string_view bytes) {
  for (const Printer& printer : kPrinters) {
    if (printer.family != family || bytes.size() < printer.bytes) continue;
    const std::string text = printer.print(bytes);
    if (text.empty()) return "";
    return fmt::format(
        "{{sa_family={}, {}}}",
        tables::EnumText(tables::kAddressFamilies, static_cast<std::uint64_t>(family)), text);
  }
  return "";
}

}  // namespace sysassert::decode
