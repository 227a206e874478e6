// What sockets are asked of network interfaces with ioctl; net/if.h, linux/sockios.h.
#include <fmt/format.h>
#include <net/if_arp.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_addresses.h"
#include "tables/names_attributes.h"
#include "tables/names_netlink.h"
#include "tables/names_objects.h"

namespace sysassert::decode {
namespace {

constexpr Member kInterfaceName[] = {{"ifr_name", 0, 16, As::kText}};
constexpr Member kInterfaceFlags[] = {{"ifr_name", 0, 16, As::kText},
                                      {"ifr_flags", 16, 2, As::kFlags, &tables::kInterfaceFlags}};
constexpr Member kInterfaceMtu[] = {{"ifr_name", 0, 16, As::kText},
                                    {"ifr_mtu", 16, 4, As::kSigned}};
constexpr Member kInterfaceMetric[] = {{"ifr_name", 0, 16, As::kText},
                                       {"ifr_metric", 16, 4, As::kSigned}};
constexpr Member kInterfaceIndex[] = {{"ifr_name", 0, 16, As::kText},
                                      {"ifr_ifindex", 16, 4, As::kSigned}};
constexpr Member kInterfaceQueue[] = {{"ifr_name", 0, 16, As::kText},
                                      {"ifr_qlen", 16, 4, As::kSigned}};
constexpr Member kInterfaceSlave[] = {{"ifr_name", 0, 16, As::kText},
                                      {"ifr_slave", 16, 16, As::kText}};
constexpr Member kInterfaceAddress[] = {{"ifr_name", 0, 16, As::kText},
                                        {"ifr_addr", 16, 16, As::kSockaddr}};
constexpr Member kInterfacePeer[] = {{"ifr_name", 0, 16, As::kText},
                                     {"ifr_dstaddr", 16, 16, As::kSockaddr}};
constexpr Member kInterfaceBroadcast[] = {{"ifr_name", 0, 16, As::kText},
                                          {"ifr_broadaddr", 16, 16, As::kSockaddr}};
constexpr Member kInterfaceMask[] = {{"ifr_name", 0, 16, As::kText},
                                     {"ifr_netmask", 16, 16, As::kSockaddr}};
constexpr Member kBridged[] = {{"ifr_ifindex", 16, 4}};
constexpr Member kRenamed[] = {{"ifr_name", 0, 16, As::kText}, {"ifr_newname", 16, 16, As::kText}};
constexpr Member kIndexAsked[] = {{"ifr_ifindex", 16, 4, As::kSigned}};
constexpr Member kIndexNamed[] = {{"ifr_ifindex", 16, 4, As::kSigned},
                                  {"ifr_name", 0, 16, As::kText}};

constexpr Member kMapped[] = {{"mem_start", 0, 8, As::kHex},  {"mem_end", 8, 8, As::kHex},
                              {"base_addr", 16, 2, As::kHex}, {"irq", 18, 1, As::kHex},
                              {"dma", 19, 1, As::kHex},       {"port", 20, 1, As::kHex}};
constexpr Member kMappedInterface[] = {
    {"ifr_name", 0, 16, As::kText},
    {.name = "ifr_map", .offset = 16, .bytes = 24, .as = As::kNested, .members = kMapped}};

constexpr Member kMapped32[] = {{"mem_start", 0, 4, As::kHex}, {"mem_end", 4, 4, As::kHex},
                                {"base_addr", 8, 2, As::kHex}, {"irq", 10, 1, As::kHex},
                                {"dma", 11, 1, As::kHex},      {"port", 12, 1, As::kHex}};
constexpr Member kMappedInterface32[] = {
    {"ifr_name", 0, 16, As::kText},
    {.name = "ifr_map", .offset = 16, .bytes = 16, .as = As::kNested, .members = kMapped32}};

// How many bytes of an address a kind of interface has; what is not here has any.
struct AddressLength {
  std::uint16_t type;  // ARPHRD_
  std::uint8_t bytes;
};
constexpr std::uint16_t kMctp = 290, kPhonet = 820, kPhonetPipe = 821, kCaif = 822,
                        kMonitor802154 = 805, k6Lowpan = 825,
                        kVsockMonitor = 826;  // linux/if_arp.h
constexpr AddressLength kAddressLengths[] = {{ARPHRD_NETROM, 7},
                                             {ARPHRD_AX25, 7},
                                             {ARPHRD_ETHER, 6},
                                             {ARPHRD_IEEE802, 6},
                                             {ARPHRD_LOOPBACK, 6},
                                             {ARPHRD_FDDI, 6},
                                             {ARPHRD_HIPPI, 6},
                                             {ARPHRD_IEEE80211, 6},
                                             {ARPHRD_IEEE80211_PRISM, 6},
                                             {ARPHRD_IEEE80211_RADIOTAP, 6},
                                             {ARPHRD_ARCNET, 1},
                                             {kMctp, 1},
                                             {ARPHRD_LOCALTLK, 1},
                                             {kPhonet, 1},
                                             {kPhonetPipe, 1},
                                             {kCaif, 1},
                                             {ARPHRD_DLCI, 2},
                                             {ARPHRD_EUI64, 8},
                                             {ARPHRD_IEEE802154, 8},
                                             {kMonitor802154, 8},
                                             {k6Lowpan, 8},
                                             {kVsockMonitor, 8},
                                             {ARPHRD_ROSE, 5},
                                             {ARPHRD_X25, 5},
                                             {ARPHRD_TUNNEL, 4},
                                             {ARPHRD_SIT, 4},
                                             {ARPHRD_IPDDP, 4},
                                             {ARPHRD_IPGRE, 4},
                                             {ARPHRD_PIMREG, 4},
                                             {ARPHRD_IRDA, 4}};
std::string HardwareAddress(const Seen& seen) {
  constexpr std::size_t kFamily = 16, kData = 18, kMost = 14;
  const std::uint16_t family = Fields(seen.bytes).U16(kFamily);
  const auto* const known =
      std::find_if(std::begin(kAddressLengths), std::end(kAddressLengths),
                   [family](const AddressLength& one) { return one.type == family; });
  const std::string_view data = seen.bytes.substr(kData, kMost);
  std::string colons;
  for (const char byte : data.substr(0, known == std::end(kAddressLengths) ? kMost : known->bytes))
    colons += fmt::format("{}{:02x}", colons.empty() ? "" : ":", static_cast<unsigned char>(byte));
  std::string text = MembersText(kInterfaceName, seen.bytes, seen.style);
  text.pop_back();
  return text + fmt::format(", ifr_hwaddr={{sa_family={}, sa_data={}}}}}",
                            tables::EnumText(tables::kHardwareTypes, family),
                            tables::Spelt(Quote(data, false, Hex::kAll), colons));
}

// The name of a bridge, up to its NUL: an argument of its own.
std::string BridgeName(const Seen& seen) {
  constexpr std::size_t kMost = 16;  // IFNAMSIZ
  const std::string_view name = Fields(seen.bytes).Text(0, kMost);
  if (name.size() == seen.bytes.size() && name.size() < kMost) return "";
  const std::string_view shown = name.substr(0, seen.style.string_limit);
  return Quote(shown, shown.size() < name.size() || name.size() == kMost, seen.style.hex);
}

// struct ifconf: how much room there is, and where; the kernel fills it with as many of ifreq.
std::string WithAddress(std::string_view bytes) {
  return MembersText(kInterfaceAddress, bytes, {});
}
std::string InterfacesLength(std::int32_t length, std::size_t one) {
  const auto size = static_cast<std::uint32_t>(std::max(length, 0));
  return std::to_string(length) + (size > 0 && size % one == 0
                                       ? fmt::format(" /* {} * sizeof(struct ifreq) */", size / one)
                                       : "");
}
// Of a call that failed.
template <std::size_t kWidth>
std::string InterfacesAsked(std::string_view bytes) {
  return fmt::format("{{ifc_len={}, ifc_buf={}}}",
                     InterfacesLength(Fields(bytes).S32(0), 24 + 2 * kWidth),
                     PointerText(Fields(bytes).Long(1, kWidth)));
}
template <std::size_t kWidth>
std::string Interfaces(const Seen& seen) {
  constexpr std::size_t kInterface = 24 + 2 * kWidth;  // a union that may hold pointers
  const std::string_view before = seen.before.empty() ? seen.bytes : seen.before;
  const std::int32_t was = Fields(before).S32(0), is = Fields(seen.bytes).S32(0);
  const std::uint64_t address = Fields(seen.bytes).Long(1, kWidth);
  const auto size = static_cast<std::uint32_t>(std::max(is, 0));
  std::string text = "{ifc_len=";
  // Without a buffer the answer is how long it should be.
  if (address != 0 && was != is) text += InterfacesLength(was, kInterface) + " => ";
  text += InterfacesLength(is, kInterface) + ", ifc_buf=";
  text += address == 0 ? "NULL"
          : size == 0  ? PointerText(address)
                       : ArrayAt(address, size / kInterface, kInterface, WithAddress, seen.style);
  return text + "}";
}

}  // namespace

const StructurePrinter kInterfacePrinters[] = {
    Described("ifreq_name", kInterfaceName),      Described("ifreq_flags", kInterfaceFlags),
    Described("ifreq_mtu", kInterfaceMtu),        Described("ifreq_metric", kInterfaceMetric),
    Described("ifreq_index", kInterfaceIndex),    Described("ifreq_qlen", kInterfaceQueue),
    Described("ifreq_slave", kInterfaceSlave),    Described("ifreq_addr", kInterfaceAddress),
    Described("ifreq_dstaddr", kInterfacePeer),   Described("ifreq_broadaddr", kInterfaceBroadcast),
    Described("ifreq_netmask", kInterfaceMask),   Special("ifreq_hwaddr", 32, HardwareAddress),
    Described("ifreq_newname", kRenamed),         Described("ifreq_index_asked", kIndexAsked),
    Described("ifreq_index_named", kIndexNamed),  Described("ifreq_bridged", kBridged),
    Special("bridge_name", 1, BridgeName),        Described("ifreq_map", kMappedInterface),
    Described("ifreq_map32", kMappedInterface32), Special("ifconf", 16, Interfaces<8>),
    Special("ifconf32", 8, Interfaces<4>),        {"ifconf_asked", 16, InterfacesAsked<8>},
    {"ifconf_asked32", 8, InterfacesAsked<4>},    {},
};

}  // namespace sysassert::decode
