// Names: options of sockets by level.
#include "tables/names_socket_options.h"

#include <asm/socket.h>
#include <linux/icmp.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/if_xdp.h>
#include <linux/sctp.h>
#include <linux/tls.h>
#include <linux/udp.h>

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kOptionNames[] = {NAMED(SO_DEBUG),
                                 NAMED(SO_REUSEADDR),
                                 NAMED(SO_TYPE),
                                 NAMED(SO_ERROR),
                                 NAMED(SO_DONTROUTE),
                                 NAMED(SO_BROADCAST),
                                 NAMED(SO_SNDBUF),
                                 NAMED(SO_RCVBUF),
                                 NAMED(SO_SNDBUFFORCE),
                                 NAMED(SO_RCVBUFFORCE),
                                 NAMED(SO_KEEPALIVE),
                                 NAMED(SO_OOBINLINE),
                                 NAMED(SO_NO_CHECK),
                                 NAMED(SO_PRIORITY),
                                 NAMED(SO_LINGER),
                                 NAMED(SO_BSDCOMPAT),
                                 NAMED(SO_REUSEPORT),
                                 NAMED(SO_PASSCRED),
                                 NAMED(SO_PEERCRED),
                                 NAMED(SO_RCVLOWAT),
                                 NAMED(SO_SNDLOWAT),
                                 {20, "SO_RCVTIMEO_OLD"},
                                 {21, "SO_SNDTIMEO_OLD"},
                                 NAMED(SO_SECURITY_AUTHENTICATION),
                                 NAMED(SO_SECURITY_ENCRYPTION_TRANSPORT),
                                 NAMED(SO_SECURITY_ENCRYPTION_NETWORK),
                                 NAMED(SO_BINDTODEVICE),
                                 NAMED(SO_DETACH_FILTER),
                                 NAMED(SO_PEERNAME),
                                 {29, "SO_TIMESTAMP_OLD"},
                                 NAMED(SO_ACCEPTCONN),
                                 NAMED(SO_PEERSEC),
                                 NAMED(SO_PASSSEC),
                                 {35, "SO_TIMESTAMPNS_OLD"},
                                 NAMED(SO_MARK),
                                 {37, "SO_TIMESTAMPING_OLD"},
                                 NAMED(SO_PROTOCOL),
                                 NAMED(SO_DOMAIN),
                                 NAMED(SO_RXQ_OVFL),
                                 NAMED(SO_WIFI_STATUS),
                                 NAMED(SO_PEEK_OFF),
                                 NAMED(SO_NOFCS),
                                 NAMED(SO_LOCK_FILTER),
                                 NAMED(SO_SELECT_ERR_QUEUE),
                                 NAMED(SO_BUSY_POLL),
                                 NAMED(SO_MAX_PACING_RATE),
                                 NAMED(SO_BPF_EXTENSIONS),
                                 NAMED(SO_INCOMING_CPU),
                                 NAMED(SO_ATTACH_BPF),
                                 NAMED(SO_ATTACH_REUSEPORT_CBPF),
                                 NAMED(SO_ATTACH_REUSEPORT_EBPF),
                                 NAMED(SO_CNX_ADVICE),
                                 NAMED(SO_MEMINFO),
                                 NAMED(SO_INCOMING_NAPI_ID),
                                 NAMED(SO_COOKIE),
                                 NAMED(SO_PEERGROUPS),
                                 NAMED(SO_ZEROCOPY),
                                 NAMED(SO_TXTIME),
                                 NAMED(SO_BINDTOIFINDEX),
                                 {63, "SO_TIMESTAMP_NEW"},
                                 {64, "SO_TIMESTAMPNS_NEW"},
                                 {65, "SO_TIMESTAMPING_NEW"},
                                 {66, "SO_RCVTIMEO_NEW"},
                                 {67, "SO_SNDTIMEO_NEW"},
                                 NAMED(SO_DETACH_REUSEPORT_BPF),
                                 {69, "SO_PREFER_BUSY_POLL"},
                                 {70, "SO_BUSY_POLL_BUDGET"},
                                 {71, "SO_NETNS_COOKIE"},
                                 {72, "SO_BUF_LOCK"},
                                 {73, "SO_RESERVE_MEM"},
                                 {74, "SO_TXREHASH"},
                                 {75, "SO_RCVMARK"},
                                 {76, "SO_PASSPIDFD"},
                                 {77, "SO_PEERPIDFD"}};
// One number, set and asked.
constexpr Name kSocketAttachFilter[] = {NAMED(SO_ATTACH_FILTER)};
constexpr Name kSocketGetFilter[] = {{26, "SO_GET_FILTER"}};
constexpr auto kSocketSetNames = Joined(kOptionNames, kSocketAttachFilter);
constexpr auto kSocketGetNames = Joined(kOptionNames, kSocketGetFilter);
constexpr Name kNetlinkOptionNames[] = {
    {1, "NETLINK_ADD_MEMBERSHIP"},   {2, "NETLINK_DROP_MEMBERSHIP"}, {3, "NETLINK_PKTINFO"},
    {4, "NETLINK_BROADCAST_ERROR"},  {5, "NETLINK_NO_ENOBUFS"},      {8, "NETLINK_LISTEN_ALL_NSID"},
    {9, "NETLINK_LIST_MEMBERSHIPS"}, {10, "NETLINK_CAP_ACK"},        {11, "NETLINK_EXT_ACK"},
    {12, "NETLINK_GET_STRICT_CHK"},  {6, "NETLINK_RX_RING"},         {7, "NETLINK_TX_RING"}};
constexpr Name kUdpNames[] = {NAMED(UDP_CORK),         NAMED(UDP_ENCAP),   NAMED(UDP_NO_CHECK6_TX),
                              NAMED(UDP_NO_CHECK6_RX), NAMED(UDP_SEGMENT), NAMED(UDP_GRO)};
constexpr Name kRawNames[] = {NAMED(ICMP_FILTER)};
constexpr Name kPacketNames[] = {
    NAMED(PACKET_ADD_MEMBERSHIP), NAMED(PACKET_DROP_MEMBERSHIP), NAMED(PACKET_RECV_OUTPUT),
    NAMED(PACKET_RX_RING),        NAMED(PACKET_STATISTICS),      NAMED(PACKET_COPY_THRESH),
    NAMED(PACKET_AUXDATA),        NAMED(PACKET_ORIGDEV),         NAMED(PACKET_VERSION),
    NAMED(PACKET_HDRLEN),         NAMED(PACKET_RESERVE),         NAMED(PACKET_TX_RING),
    NAMED(PACKET_LOSS),           NAMED(PACKET_VNET_HDR),        NAMED(PACKET_TX_TIMESTAMP),
    NAMED(PACKET_TIMESTAMP),      NAMED(PACKET_FANOUT),          NAMED(PACKET_TX_HAS_OFF),
    NAMED(PACKET_QDISC_BYPASS),   NAMED(PACKET_ROLLOVER_STATS),  NAMED(PACKET_FANOUT_DATA),
    NAMED(PACKET_IGNORE_OUTGOING)};
constexpr Name kSctpNames[] = {NAMED(SCTP_RTOINFO),
                               NAMED(SCTP_ASSOCINFO),
                               NAMED(SCTP_INITMSG),
                               NAMED(SCTP_NODELAY),
                               NAMED(SCTP_AUTOCLOSE),
                               NAMED(SCTP_SET_PEER_PRIMARY_ADDR),
                               NAMED(SCTP_PRIMARY_ADDR),
                               NAMED(SCTP_ADAPTATION_LAYER),
                               NAMED(SCTP_DISABLE_FRAGMENTS),
                               NAMED(SCTP_PEER_ADDR_PARAMS),
                               NAMED(SCTP_DEFAULT_SEND_PARAM),
                               NAMED(SCTP_EVENTS),
                               NAMED(SCTP_I_WANT_MAPPED_V4_ADDR),
                               NAMED(SCTP_MAXSEG),
                               NAMED(SCTP_STATUS),
                               NAMED(SCTP_GET_PEER_ADDR_INFO),
                               {16, "SCTP_DELAYED_SACK"},
                               NAMED(SCTP_CONTEXT),
                               NAMED(SCTP_FRAGMENT_INTERLEAVE),
                               NAMED(SCTP_PARTIAL_DELIVERY_POINT),
                               NAMED(SCTP_MAX_BURST),
                               NAMED(SCTP_AUTH_CHUNK),
                               NAMED(SCTP_HMAC_IDENT),
                               NAMED(SCTP_AUTH_KEY),
                               NAMED(SCTP_AUTH_ACTIVE_KEY),
                               NAMED(SCTP_AUTH_DELETE_KEY),
                               NAMED(SCTP_PEER_AUTH_CHUNKS),
                               NAMED(SCTP_LOCAL_AUTH_CHUNKS),
                               NAMED(SCTP_GET_ASSOC_NUMBER),
                               NAMED(SCTP_GET_ASSOC_ID_LIST),
                               NAMED(SCTP_AUTO_ASCONF),
                               NAMED(SCTP_PEER_ADDR_THLDS),
                               NAMED(SCTP_RECVRCVINFO),
                               NAMED(SCTP_RECVNXTINFO),
                               NAMED(SCTP_DEFAULT_SNDINFO),
                               NAMED(SCTP_AUTH_DEACTIVATE_KEY),
                               NAMED(SCTP_REUSE_PORT),
                               NAMED(SCTP_PEER_ADDR_THLDS_V2),
                               NAMED(SCTP_SOCKOPT_BINDX_ADD),
                               NAMED(SCTP_SOCKOPT_BINDX_REM),
                               NAMED(SCTP_SOCKOPT_PEELOFF),
                               {103, "SCTP_GET_PEER_ADDRS_NUM_OLD"},
                               {104, "SCTP_GET_PEER_ADDRS_OLD"},
                               {105, "SCTP_GET_LOCAL_ADDRS_NUM_OLD"},
                               {106, "SCTP_GET_LOCAL_ADDRS_OLD"},
                               NAMED(SCTP_SOCKOPT_CONNECTX_OLD),
                               NAMED(SCTP_GET_PEER_ADDRS),
                               NAMED(SCTP_GET_LOCAL_ADDRS),
                               NAMED(SCTP_SOCKOPT_CONNECTX),
                               NAMED(SCTP_SOCKOPT_CONNECTX3),
                               NAMED(SCTP_GET_ASSOC_STATS),
                               NAMED(SCTP_PR_SUPPORTED),
                               NAMED(SCTP_DEFAULT_PRINFO),
                               NAMED(SCTP_PR_ASSOC_STATUS),
                               NAMED(SCTP_PR_STREAM_STATUS),
                               NAMED(SCTP_RECONFIG_SUPPORTED),
                               NAMED(SCTP_ENABLE_STREAM_RESET),
                               NAMED(SCTP_RESET_STREAMS),
                               NAMED(SCTP_RESET_ASSOC),
                               NAMED(SCTP_ADD_STREAMS),
                               NAMED(SCTP_SOCKOPT_PEELOFF_FLAGS),
                               NAMED(SCTP_STREAM_SCHEDULER),
                               NAMED(SCTP_STREAM_SCHEDULER_VALUE),
                               NAMED(SCTP_INTERLEAVING_SUPPORTED),
                               NAMED(SCTP_SENDMSG_CONNECT),
                               NAMED(SCTP_EVENT),
                               NAMED(SCTP_ASCONF_SUPPORTED),
                               NAMED(SCTP_AUTH_SUPPORTED),
                               NAMED(SCTP_ECN_SUPPORTED),
                               NAMED(SCTP_EXPOSE_POTENTIALLY_FAILED_STATE),
                               NAMED(SCTP_REMOTE_UDP_ENCAPS_PORT),
                               NAMED(SCTP_PLPMTUD_PROBE_INTERVAL)};
// net/bluetooth/bluetooth.h of the kernel.
constexpr Name kBluetoothNames[] = {
    {4, "BT_SECURITY"},        {7, "BT_DEFER_SETUP"}, {8, "BT_FLUSHABLE"}, {9, "BT_POWER"},
    {10, "BT_CHANNEL_POLICY"}, {11, "BT_VOICE"},      {12, "BT_SNDMTU"},   {13, "BT_RCVMTU"}};
constexpr Name kAlgorithmNames[] = {NAMED(ALG_SET_KEY),
                                    NAMED(ALG_SET_IV),
                                    NAMED(ALG_SET_OP),
                                    NAMED(ALG_SET_AEAD_ASSOCLEN),
                                    NAMED(ALG_SET_AEAD_AUTHSIZE),
                                    NAMED(ALG_SET_DRBG_ENTROPY)};
constexpr Name kIcmpTypeNames[] = {
    NAMED(ICMP_ECHOREPLY),     NAMED(ICMP_DEST_UNREACH), NAMED(ICMP_SOURCE_QUENCH),
    NAMED(ICMP_REDIRECT),      NAMED(ICMP_ECHO),         NAMED(ICMP_TIME_EXCEEDED),
    NAMED(ICMP_PARAMETERPROB), NAMED(ICMP_TIMESTAMP),    NAMED(ICMP_TIMESTAMPREPLY),
    NAMED(ICMP_INFO_REQUEST),  NAMED(ICMP_INFO_REPLY),   NAMED(ICMP_ADDRESS),
    NAMED(ICMP_ADDRESSREPLY)};
constexpr Name kPacketMembershipNames[] = {NAMED(PACKET_MR_MULTICAST), NAMED(PACKET_MR_PROMISC),
                                           NAMED(PACKET_MR_ALLMULTI), NAMED(PACKET_MR_UNICAST)};
constexpr Name kTransmitRehashNames[] = {
    {0, "SOCK_TXREHASH_DISABLED"}, {1, "SOCK_TXREHASH_ENABLED"}, {255, "SOCK_TXREHASH_DEFAULT"}};
constexpr Name kTlsNames[] = {NAMED(TLS_TX), NAMED(TLS_RX)};
constexpr Name kXdpNames[] = {NAMED(XDP_MMAP_OFFSETS),   NAMED(XDP_RX_RING),
                              NAMED(XDP_TX_RING),        NAMED(XDP_UMEM_REG),
                              NAMED(XDP_UMEM_FILL_RING), NAMED(XDP_UMEM_COMPLETION_RING),
                              NAMED(XDP_STATISTICS),     NAMED(XDP_OPTIONS)};
// Those that the kernel answers with, and takes; linux/in.h.
constexpr Name kIpControlNames[] = {
    {1, "IP_TOS"},      {2, "IP_TTL"},          {3, "SCM_SECURITY"},
    {6, "IP_RECVOPTS"}, {7, "IP_RETOPTS"},      {8, "IP_PKTINFO"},
    {11, "IP_RECVERR"}, {20, "IP_ORIGDSTADDR"}, {23, "IP_CHECKSUM"}};

}  // namespace

constinit const NameTable kSocketSetOptions = Table("SO", kSocketSetNames);
constinit const NameTable kSocketGetOptions = Table("SO", kSocketGetNames);
constinit const NameTable kNetlinkOptions = Table("NETLINK", kNetlinkOptionNames);
constinit const NameTable kUdpOptions = Table("UDP", kUdpNames);
constinit const NameTable kRawOptions = Table("RAW", kRawNames);
constinit const NameTable kPacketOptions = Table("PACKET", kPacketNames);
constinit const NameTable kSctpOptions = Table("SCTP", kSctpNames);
constinit const NameTable kBluetoothOptions = Table("BT", kBluetoothNames);
constinit const NameTable kAlgorithmOptions = Table("ALG", kAlgorithmNames);
constinit const NameTable kIcmpTypes = Table("ICMP", kIcmpTypeNames);
constinit const NameTable kPacketMemberships = Table("PACKET_MR", kPacketMembershipNames);
constinit const NameTable kTransmitRehash = Table("SOCK_TXREHASH", kTransmitRehashNames);
constinit const NameTable kTlsOptions = Table("TLS", kTlsNames);
constinit const NameTable kXdpOptions = Table("XDP", kXdpNames);
constinit const NameTable kIpControlTypes = Table("IP", kIpControlNames);

}  // namespace sysassert::tables
