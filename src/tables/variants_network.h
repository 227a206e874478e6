// What sockets and their options take, by family and level. Entries of one call stand together.
// Private to tables/variants.cc.
#ifndef SYSASSERT_TABLES_VARIANTS_NETWORK_H_
#define SYSASSERT_TABLES_VARIANTS_NETWORK_H_

#include "tables/builders.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_socket_options.h"
#include "tables/variant.h"

namespace sysassert::tables::build {

// clang-format off
inline constexpr Variant kNetworkVariants[] = {
    {Sysno::socket, 2, 0, 2 /* AF_INET */, choice("protocol", kIpProtocols)},
    {Sysno::socket, 2, 0, 10 /* AF_INET6 */, choice("protocol", kIpProtocols)},
    {Sysno::socket, 2, 0, 17 /* AF_PACKET */, word("protocol", "ethernet_protocol")},
    {Sysno::socket, 2, 0, 31 /* AF_BLUETOOTH */, choice("protocol", kBluetoothProtocols)},
    {Sysno::socket, 2, 0, 16 /* AF_NETLINK */, choice("protocol", kNetlinkProtocols)},
    {Sysno::setsockopt, 3, 2, 13 /* SO_LINGER */, struct_in("optval", "linger", BytesOf(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::setsockopt, 3, 2, 26 /* SO_ATTACH_FILTER */, struct_in("optval", "socket_filter", BytesOf(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::setsockopt, 3, 2, 27 /* SO_DETACH_FILTER */, struct_in("optval", "int"), 1, 1 /* SOL_SOCKET */},
    {Sysno::setsockopt, 3, 2, 51 /* SO_ATTACH_REUSEPORT_CBPF */, struct_in("optval", "socket_filter", BytesOf(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::setsockopt, 2, 1, 0 /* SOL_IP */, choice("optname", kIpOptions)},
    {Sysno::setsockopt, 2, 1, 1 /* SOL_SOCKET */, choice("optname", kSocketOptions)},
    {Sysno::setsockopt, 2, 1, 6 /* SOL_TCP */, choice("optname", kTcpOptions)},
    {Sysno::setsockopt, 2, 1, 41 /* SOL_IPV6 */, choice("optname", kIpv6Options)},
    {Sysno::setsockopt, 2, 1, 270 /* SOL_NETLINK */, choice("optname", kNetlinkOptions)},
    {Sysno::setsockopt, 2, 1, 17 /* SOL_UDP */, choice("optname", kUdpOptions)},
    {Sysno::setsockopt, 2, 1, 132 /* SOL_SCTP */, choice("optname", kSctpOptions)},
    {Sysno::setsockopt, 2, 1, 255 /* SOL_RAW */, choice("optname", kRawOptions)},
    {Sysno::setsockopt, 2, 1, 263 /* SOL_PACKET */, choice("optname", kPacketOptions)},
    {Sysno::setsockopt, 2, 1, 274 /* SOL_BLUETOOTH */, choice("optname", kBluetoothOptions)},
    {Sysno::setsockopt, 2, 1, 279 /* SOL_ALG */, choice("optname", kAlgorithmOptions)},
    {Sysno::setsockopt, 2, 1, 282 /* SOL_TLS */, choice("optname", kTlsOptions)},
    {Sysno::setsockopt, 2, 1, 283 /* SOL_XDP */, choice("optname", kXdpOptions)},
    {Sysno::getsockopt, 3, 2, 4 /* SO_ERROR */, struct_out("optval", "errno", Pointee(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::getsockopt, 3, 2, 17 /* SO_PEERCRED */, struct_out("optval", "ucred", Pointee(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::getsockopt, 3, 2, 13 /* SO_LINGER */, struct_out("optval", "linger", Pointee(4)), 1, 1 /* SOL_SOCKET */},
    {Sysno::getsockopt, 2, 2, 26 /* SO_GET_FILTER */, choice("optname", kSocketGetFilter), 1, 1 /* SOL_SOCKET */},
    {Sysno::getsockopt, 2, 1, 0 /* SOL_IP */, choice("optname", kIpOptions)},
    {Sysno::getsockopt, 2, 1, 1 /* SOL_SOCKET */, choice("optname", kSocketOptions)},
    {Sysno::getsockopt, 2, 1, 6 /* SOL_TCP */, choice("optname", kTcpOptions)},
    {Sysno::getsockopt, 2, 1, 41 /* SOL_IPV6 */, choice("optname", kIpv6Options)},
    {Sysno::getsockopt, 2, 1, 270 /* SOL_NETLINK */, choice("optname", kNetlinkOptions)},
    {Sysno::getsockopt, 2, 1, 17 /* SOL_UDP */, choice("optname", kUdpOptions)},
    {Sysno::getsockopt, 2, 1, 132 /* SOL_SCTP */, choice("optname", kSctpOptions)},
    {Sysno::getsockopt, 2, 1, 255 /* SOL_RAW */, choice("optname", kRawOptions)},
    {Sysno::getsockopt, 2, 1, 263 /* SOL_PACKET */, choice("optname", kPacketOptions)},
    {Sysno::getsockopt, 2, 1, 274 /* SOL_BLUETOOTH */, choice("optname", kBluetoothOptions)},
    {Sysno::getsockopt, 2, 1, 279 /* SOL_ALG */, choice("optname", kAlgorithmOptions)},
    {Sysno::getsockopt, 2, 1, 282 /* SOL_TLS */, choice("optname", kTlsOptions)},
    {Sysno::getsockopt, 2, 1, 283 /* SOL_XDP */, choice("optname", kXdpOptions)},
};
// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANTS_NETWORK_H_
