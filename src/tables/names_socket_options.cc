// Names: options of sockets by level.
#include "tables/names_socket_options.h"

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

constinit const NameTable kUdpOptions = Table("UDP", kUdpNames);
constinit const NameTable kRawOptions = Table("RAW", kRawNames);
constinit const NameTable kPacketOptions = Table("PACKET", kPacketNames);
constinit const NameTable kSctpOptions = Table("SCTP", kSctpNames);
constinit const NameTable kBluetoothOptions = Table("BT", kBluetoothNames);
constinit const NameTable kAlgorithmOptions = Table("ALG", kAlgorithmNames);
constinit const NameTable kTlsOptions = Table("TLS", kTlsNames);
constinit const NameTable kXdpOptions = Table("XDP", kXdpNames);
constinit const NameTable kIpControlTypes = Table("IP", kIpControlNames);

}  // namespace sysassert::tables
