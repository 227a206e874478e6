// Structures that are options of sockets.
#include <fmt/format.h>

#include <bit>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_socket_options.h"

namespace sysassert::decode {
namespace {

// Most options are an int; the others show their bytes.
std::string Option(const Seen& seen) {
  const std::string_view bytes = seen.bytes;
  const std::size_t limit = seen.style.buffer_limit;
  if (seen.unreadable && bytes.size() <= limit) return "";
  if (bytes.size() == sizeof(std::int32_t) && !seen.truncated && !seen.unreadable)
    return fmt::format("[{}]", Fields(bytes).S32(0));
  return Quote(bytes.substr(0, limit), bytes.size() > limit || seen.truncated, seen.style.hex);
}

std::string Int(std::string_view bytes) { return fmt::format("[{}]", Fields(bytes).S32(0)); }

// What SO_ERROR answers: an errno, or 0 where nothing went wrong.
std::string ErrorNumber(std::string_view bytes) {
  const std::uint32_t number = Fields(bytes).U32(0);
  const std::string_view name = tables::ErrnoName(static_cast<int>(number));
  return name.empty() ? fmt::format("[{}]", number)
                      : fmt::format("[{}]", tables::Spelt(std::to_string(number), name));
}

std::string Rehash(std::string_view bytes) {
  constexpr std::string_view kUnknown = "SOCK_TXREHASH_???";
  const std::int32_t value = Fields(bytes).S32(0);
  const std::string_view name =
      tables::NameOf(tables::kTransmitRehash, static_cast<std::uint64_t>(value));
  const std::string spelt = tables::Spelt(std::to_string(value), name.empty() ? kUnknown : name);
  return spelt == kUnknown ? fmt::format("[{} /* {} */]", value, kUnknown) : "[" + spelt + "]";
}

// An int that is cut shows its bytes.
template <std::string (*kPrint)(std::string_view bytes)>
std::string OrBytes(const Seen& seen) {
  return seen.bytes.size() < sizeof(std::int32_t) ? Quote(seen.bytes, false, Hex::kAll)
                                                  : kPrint(seen.bytes);
}

// The groups of netlink that a socket is in, a bit each, in words.
std::string Memberships(const Seen& seen) {
  constexpr std::size_t kWord = sizeof(std::uint32_t);
  const std::size_t most = seen.style.abbreviate ? seen.style.string_limit : SIZE_MAX;
  std::string text = "[";
  for (std::size_t i = 0; (i + 1) * kWord <= seen.bytes.size(); ++i) {
    if (i == most) return text + ", ...]";
    text += fmt::format("{}{}", i > 0 ? ", " : "", Fields(seen.bytes).U32(i * kWord));
  }
  return text + "]";
}

// A bit for each type of ICMP; what was not passed is set.
std::string IcmpFilter(const Seen& seen) {
  std::string bytes(seen.bytes.substr(0, sizeof(std::uint32_t)));
  bytes.resize(sizeof(std::uint32_t), static_cast<char>(0xff));
  std::uint32_t types = Fields(bytes).U32(0);
  constexpr int kBits = 32;
  const bool all_but = std::popcount(types) > kBits / 2;
  if (all_but) types = ~types;
  std::string text;
  for (unsigned type = 0; type < kBits; ++type) {
    if (((types >> type) & 1U) != 0)
      text += (text.empty() ? "" : " ") + tables::EnumText(tables::kIcmpTypes, type);
  }
  return (all_but ? "~[" : "[") + text + "]";
}

constexpr Member kLinger[] = {{"l_onoff", 0, 4, As::kSigned}, {"l_linger", 4, 4, As::kSigned}};
// Whom a socket is connected with, or who sent a message.
constexpr Member kCredentials[] = {
    {"pid", 0, 4, As::kPid}, {"uid", 4, 4, As::kId}, {"gid", 8, 4, As::kId}};
// linux/in.h, linux/in6.h.
constexpr Member kInetGroup[] = {{"imr_multiaddr", 0, 4, As::kInet},
                                 {"imr_interface", 4, 4, As::kInet}};
constexpr Member kInet6Group[] = {{"ipv6mr_multiaddr", 0, 16, As::kInet6},
                                  {"ipv6mr_interface", 16, 4, As::kInterface}};
// The address is aligned as a long is.
template <std::uint16_t kAddress>
constexpr Member kGroup[] = {{"gr_interface", 0, 4, As::kInterface},
                             {"gr_group", kAddress, 128, As::kSockaddr}};
// linux/if_packet.h.
constexpr Member kPacketGroup[] = {
    {"mr_ifindex", 0, 4, As::kInterface},
    {"mr_type", 4, 2, As::kChoice, &tables::kPacketMemberships},
    {"mr_alen", 6, 2},
    {"mr_address", 8, 8, As::kHardware, nullptr, false, false, {}, 6},
};
constexpr Member kRing[] = {{"tp_block_size", 0, 4},
                            {"tp_block_nr", 4, 4},
                            {"tp_frame_size", 8, 4},
                            {"tp_frame_nr", 12, 4}};
constexpr Member kStatistics[] = {
    {"tp_packets", 0, 4}, {"tp_drops", 4, 4}, {"tp_freeze_q_cnt", 8, 4}};

}  // namespace

const StructurePrinter kSocketOptionPrinters[] = {
    Special("option", 0, Option),
    {"option_int", 4, Int},
    Special("option_int_asked", 4, OrBytes<Int>, Fit::kCut),
    Special("errno", 4, OrBytes<ErrorNumber>, Fit::kCut),
    {"rehash", 4, Rehash},
    Special("rehash_asked", 4, OrBytes<Rehash>, Fit::kCut),
    Special("memberships", 1, Memberships),
    Special("icmp_filter", 4, IcmpFilter, Fit::kCut),
    Described("linger", kLinger),
    Described("linger_asked", kLinger, Fit::kCut),
    Described("ucred", kCredentials),
    Described("ucred_asked", kCredentials, Fit::kCut),
    Described("ip_mreq", kInetGroup),
    Described("ipv6_mreq", kInet6Group),
    Described("group_req", kGroup<8>),
    Described("group_req32", kGroup<4>),
    Described("packet_mreq", kPacketGroup, Fit::kExactly),
    Described("tpacket_req", kRing, Fit::kExactly),
    Described("tpacket_stats", kStatistics, Fit::kCut),
    {},
};

}  // namespace sysassert::decode
