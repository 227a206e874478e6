// What sockets and their options take, by family and level. Entries of one call stand together.
// Private to tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_NETWORK_H_
#define SYSASSERT_TABLES_VARIANTS_NETWORK_H_

#include <array>
#include <iterator>

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_socket_options.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

inline constexpr Variant kNetworkVariants[] = {
    {Sysno::socket, 2, 0, 2 /* AF_INET */, choice("protocol", kIpProtocols)},
    {Sysno::socket, 2, 0, 10 /* AF_INET6 */, choice("protocol", kIpProtocols)},
    {Sysno::socket, 2, 0, 17 /* AF_PACKET */, word("protocol", "ethernet_protocol")},
    {Sysno::socket, 2, 0, 31 /* AF_BLUETOOTH */, choice("protocol", kBluetoothProtocols)},
    {Sysno::socket, 2, 0, 16 /* AF_NETLINK */, choice("protocol", kNetlinkProtocols)},
};

// The names of a level's options, set and asked.
struct SocketLevel {
  std::uint32_t level;
  const NameTable *set, *asked;
};
inline constexpr SocketLevel kSocketLevelOptions[] = {
    {0 /* SOL_IP */, &kIpSetOptions, &kIpGetOptions},
    {1 /* SOL_SOCKET */, &kSocketSetOptions, &kSocketGetOptions},
    {6 /* SOL_TCP */, &kTcpOptions, &kTcpOptions},
    {17 /* SOL_UDP */, &kUdpOptions, &kUdpOptions},
    {41 /* SOL_IPV6 */, &kIpv6SetOptions, &kIpv6GetOptions},
    {132 /* SOL_SCTP */, &kSctpOptions, &kSctpOptions},
    {255 /* SOL_RAW */, &kRawOptions, &kRawOptions},
    {263 /* SOL_PACKET */, &kPacketOptions, &kPacketOptions},
    {270 /* SOL_NETLINK */, &kNetlinkOptions, &kNetlinkOptions},
    {274 /* SOL_BLUETOOTH */, &kBluetoothOptions, &kBluetoothOptions},
    {279 /* SOL_ALG */, &kAlgorithmOptions, &kAlgorithmOptions},
    {282 /* SOL_TLS */, &kTlsOptions, &kTlsOptions},
    {283 /* SOL_XDP */, &kXdpOptions, &kXdpOptions},
    {40 /* AF_VSOCK */, &kMachineOptions, &kMachineOptions},
    {101 /* SOL_CAN_RAW */, &kCanRawOptions, &kCanRawOptions},
    {256 /* SOL_IPX */, &kIpxOptions, &kIpxOptions},
    {257 /* SOL_AX25 */, &kAx25Options, &kAx25Options},
    {266 /* SOL_IRDA */, &kIrdaOptions, &kIrdaOptions},
    {268 /* SOL_LLC */, &kLlcOptions, &kLlcOptions},
    {269 /* SOL_DCCP */, &kDccpOptions, &kDccpOptions},
    {271 /* SOL_TIPC */, &kTipcOptions, &kTipcOptions},
    {272 /* SOL_RXRPC */, &kRxrpcOptions, &kRxrpcOptions},
    {273 /* SOL_PPPOL2TP */, &kPppol2tpOptions, &kPppol2tpOptions},
    {275 /* SOL_PNPIPE */, &kPhonetPipeOptions, &kPhonetPipeOptions},
    {276 /* SOL_RDS */, &kRdsOptions, &kRdsOptions},
    {277 /* SOL_IUCV */, &kIucvOptions, &kIucvOptions},
    {278 /* SOL_CAIF */, &kCaifOptions, &kCaifOptions},
    {280 /* SOL_NFC */, &kNfcOptions, &kNfcOptions},
    {281 /* SOL_KCM */, &kKcmOptions, &kKcmOptions},
};

// Options of SOL_SOCKET that are an int.
inline constexpr std::uint32_t kSocketInts[] = {1 /* SO_DEBUG */,
                                                2 /* SO_REUSEADDR */,
                                                5 /* SO_DONTROUTE */,
                                                6 /* SO_BROADCAST */,
                                                7 /* SO_SNDBUF */,
                                                8 /* SO_RCVBUF */,
                                                9 /* SO_KEEPALIVE */,
                                                10 /* SO_OOBINLINE */,
                                                11 /* SO_NO_CHECK */,
                                                12 /* SO_PRIORITY */,
                                                14 /* SO_BSDCOMPAT */,
                                                15 /* SO_REUSEPORT */,
                                                16 /* SO_PASSCRED */,
                                                18 /* SO_RCVLOWAT */,
                                                19 /* SO_SNDLOWAT */,
                                                27 /* SO_DETACH_FILTER */,
                                                29 /* SO_TIMESTAMP_OLD */,
                                                30 /* SO_ACCEPTCONN */,
                                                32 /* SO_SNDBUFFORCE */,
                                                33 /* SO_RCVBUFFORCE */,
                                                34 /* SO_PASSSEC */,
                                                35 /* SO_TIMESTAMPNS_OLD */,
                                                36 /* SO_MARK */,
                                                37 /* SO_TIMESTAMPING_OLD */,
                                                40 /* SO_RXQ_OVFL */,
                                                41 /* SO_WIFI_STATUS */,
                                                42 /* SO_PEEK_OFF */,
                                                43 /* SO_NOFCS */,
                                                44 /* SO_LOCK_FILTER */,
                                                45 /* SO_SELECT_ERR_QUEUE */,
                                                46 /* SO_BUSY_POLL */,
                                                49 /* SO_INCOMING_CPU */,
                                                53 /* SO_CNX_ADVICE */,
                                                56 /* SO_INCOMING_NAPI_ID */,
                                                60 /* SO_ZEROCOPY */,
                                                63 /* SO_TIMESTAMP_NEW */,
                                                64 /* SO_TIMESTAMPNS_NEW */,
                                                65 /* SO_TIMESTAMPING_NEW */,
                                                68 /* SO_DETACH_REUSEPORT_BPF */,
                                                69 /* SO_PREFER_BUSY_POLL */,
                                                70 /* SO_BUSY_POLL_BUDGET */,
                                                73 /* SO_RESERVE_MEM */,
                                                75 /* SO_RCVMARK */};
// What an option is, set and asked; empty: bytes, or the int that four of them are.
struct SocketOption {
  std::uint32_t level, option;
  std::string_view set, asked;
};
inline constexpr std::uint32_t kAnyOption = 0xffffffff;
inline constexpr SocketOption kSocketOptionObjects[] = {
    {1 /* SOL_SOCKET */, 4 /* SO_ERROR */, "", "errno"},
    {1, 13 /* SO_LINGER */, "linger", "linger_asked"},
    {1, 17 /* SO_PEERCRED */, "", "ucred_asked"},
    {1, 26 /* SO_ATTACH_FILTER */, "socket_filter", kFilterAsked},
    {1, 51 /* SO_ATTACH_REUSEPORT_CBPF */, "socket_filter", ""},
    {1, 74 /* SO_TXREHASH */, "rehash", "rehash_asked"},
    {0 /* SOL_IP */, 35 /* IP_ADD_MEMBERSHIP */, "ip_mreq", ""},
    {0, 36 /* IP_DROP_MEMBERSHIP */, "ip_mreq", ""},
    {0, 42 /* MCAST_JOIN_GROUP */, "group_req", ""},
    {0, 45 /* MCAST_LEAVE_GROUP */, "group_req", ""},
    {41 /* SOL_IPV6 */, 20 /* IPV6_ADD_MEMBERSHIP */, "ipv6_mreq", ""},
    {41, 21 /* IPV6_DROP_MEMBERSHIP */, "ipv6_mreq", ""},
    {41, 27 /* IPV6_JOIN_ANYCAST */, "ipv6_mreq", ""},
    {41, 28 /* IPV6_LEAVE_ANYCAST */, "ipv6_mreq", ""},
    {41, 42 /* MCAST_JOIN_GROUP */, "group_req", ""},
    {41, 45 /* MCAST_LEAVE_GROUP */, "group_req", ""},
    {255 /* SOL_RAW */, 1 /* ICMP_FILTER */, "icmp_filter", "icmp_filter"},
    {263 /* SOL_PACKET */, 1 /* PACKET_ADD_MEMBERSHIP */, "packet_mreq", ""},
    {263, 2 /* PACKET_DROP_MEMBERSHIP */, "packet_mreq", ""},
    {263, 5 /* PACKET_RX_RING */, "tpacket_req", ""},
    {263, 6 /* PACKET_STATISTICS */, "", "tpacket_stats"},
    {263, 13 /* PACKET_TX_RING */, "tpacket_req", ""},
    {270 /* SOL_NETLINK */, 9 /* NETLINK_LIST_MEMBERSHIPS */, "option_int", "memberships"},
    {270, kAnyOption, "option_int", "option_int"},
};

// What setsockopt(2) is passed, or getsockopt(2) answers.
constexpr Variant SocketObject(Sysno id, const SocketOption& option) {
  const bool sets = id == Sysno::setsockopt;
  const std::string_view known = sets ? option.set : option.asked;
  const std::string_view object = known.empty() ? "option" : known;
  const Parameter parameter =
      object == kFilterAsked ? live("optval", kFilterAsked)
      : sets                 ? struct_in("optval", object, BytesOf(4))
             : struct_out("optval", object, Pointee(4, object == "option_int" ? 4 : 0));
  if (option.option == kAnyOption) return {id, 3, 1, option.level, parameter};
  return {id, 3, 2, option.option, parameter, 1, option.level};
}

// setsockopt's, and getsockopt's behind them.
constexpr auto SocketOptionVariants() {
  constexpr std::size_t kOptions = std::size(kSocketInts) + std::size(kSocketOptionObjects);
  std::array<Variant, 2 * (std::size(kSocketLevelOptions) + kOptions)> variants{};
  std::size_t at = 0;
  for (const Sysno id : {Sysno::setsockopt, Sysno::getsockopt}) {
    for (const SocketLevel& level : kSocketLevelOptions)
      variants[at++] = {id, 2, 1, level.level,
                        choice("optname", id == Sysno::setsockopt ? *level.set : *level.asked)};
    for (const std::uint32_t option : kSocketInts)
      variants[at++] =
          SocketObject(id, {1 /* SOL_SOCKET */, option, "option_int", "option_int_asked"});
    for (const SocketOption& option : kSocketOptionObjects)
      variants[at++] = SocketObject(id, option);
  }
  return variants;
}
inline constexpr auto kSocketOptionVariants = SocketOptionVariants();

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_NETWORK_H_
