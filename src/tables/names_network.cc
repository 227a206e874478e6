// Names: sockets.
#include <linux/net.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "tables/names.h"
#include "tables/names_builder.h"
#include "tables/names_socket_options.h"

namespace sysassert::tables {
namespace {

constexpr Name kFamilyNames[] = {
    NAMED(AF_UNSPEC),     NAMED(AF_UNIX),      NAMED(AF_INET),     NAMED(AF_AX25),
    NAMED(AF_IPX),        NAMED(AF_APPLETALK), NAMED(AF_NETROM),   NAMED(AF_BRIDGE),
    NAMED(AF_ATMPVC),     NAMED(AF_X25),       NAMED(AF_INET6),    NAMED(AF_ROSE),
    NAMED(AF_DECnet),     NAMED(AF_NETBEUI),   NAMED(AF_SECURITY), NAMED(AF_KEY),
    NAMED(AF_NETLINK),    NAMED(AF_PACKET),    NAMED(AF_ASH),      NAMED(AF_ECONET),
    NAMED(AF_ATMSVC),     NAMED(AF_RDS),       NAMED(AF_SNA),      NAMED(AF_IRDA),
    NAMED(AF_PPPOX),      NAMED(AF_WANPIPE),   NAMED(AF_LLC),      NAMED(AF_IB),
    NAMED(AF_MPLS),       NAMED(AF_CAN),       NAMED(AF_TIPC),     NAMED(AF_BLUETOOTH),
    NAMED(AF_IUCV),       NAMED(AF_RXRPC),     NAMED(AF_ISDN),     NAMED(AF_PHONET),
    NAMED(AF_IEEE802154), NAMED(AF_CAIF),      NAMED(AF_ALG),      NAMED(AF_NFC),
    NAMED(AF_VSOCK),      NAMED(AF_KCM),       NAMED(AF_QIPCRTR),  NAMED(AF_SMC),
    NAMED(AF_XDP),        {45, "AF_MCTP"}};
constexpr Name kTypeNames[] = {
    {1, "SOCK_STREAM"},  {2, "SOCK_DGRAM"},          {3, "SOCK_RAW"},
    {4, "SOCK_RDM"},     {5, "SOCK_SEQPACKET"},      {6, "SOCK_DCCP"},
    {10, "SOCK_PACKET"}, {02000000, "SOCK_CLOEXEC"}, {04000, "SOCK_NONBLOCK"}};
constexpr Name kSocketFlagNames[] = {{02000000, "SOCK_CLOEXEC"}, {04000, "SOCK_NONBLOCK"}};
constexpr Name kIpProtocolNames[] = {
    NAMED(IPPROTO_IP),      NAMED(IPPROTO_ICMP),     NAMED(IPPROTO_IGMP),   NAMED(IPPROTO_IPIP),
    NAMED(IPPROTO_TCP),     NAMED(IPPROTO_EGP),      NAMED(IPPROTO_PUP),    NAMED(IPPROTO_UDP),
    NAMED(IPPROTO_IDP),     NAMED(IPPROTO_TP),       NAMED(IPPROTO_DCCP),   NAMED(IPPROTO_IPV6),
    NAMED(IPPROTO_ROUTING), NAMED(IPPROTO_FRAGMENT), NAMED(IPPROTO_RSVP),   NAMED(IPPROTO_GRE),
    NAMED(IPPROTO_ESP),     NAMED(IPPROTO_AH),       NAMED(IPPROTO_ICMPV6), NAMED(IPPROTO_NONE),
    NAMED(IPPROTO_DSTOPTS), NAMED(IPPROTO_MTP),      NAMED(IPPROTO_BEETPH), NAMED(IPPROTO_ENCAP),
    NAMED(IPPROTO_PIM),     NAMED(IPPROTO_COMP),     {115, "IPPROTO_L2TP"}, NAMED(IPPROTO_SCTP),
    NAMED(IPPROTO_UDPLITE), NAMED(IPPROTO_MPLS),     NAMED(IPPROTO_RAW),    {262, "IPPROTO_MPTCP"}};
constexpr Name kNetlinkNames[] = {{0, "NETLINK_ROUTE"},       {1, "NETLINK_UNUSED"},
                                  {2, "NETLINK_USERSOCK"},    {3, "NETLINK_FIREWALL"},
                                  {4, "NETLINK_SOCK_DIAG"},   {5, "NETLINK_NFLOG"},
                                  {6, "NETLINK_XFRM"},        {7, "NETLINK_SELINUX"},
                                  {8, "NETLINK_ISCSI"},       {9, "NETLINK_AUDIT"},
                                  {10, "NETLINK_FIB_LOOKUP"}, {11, "NETLINK_CONNECTOR"},
                                  {12, "NETLINK_NETFILTER"},  {13, "NETLINK_IP6_FW"},
                                  {14, "NETLINK_DNRTMSG"},    {15, "NETLINK_KOBJECT_UEVENT"},
                                  {16, "NETLINK_GENERIC"},    {18, "NETLINK_SCSITRANSPORT"},
                                  {19, "NETLINK_ECRYPTFS"},   {20, "NETLINK_RDMA"},
                                  {21, "NETLINK_CRYPTO"},     {22, "NETLINK_SMC"}};
constexpr Name kMessageNames[] = {{1, "MSG_OOB"},
                                  {2, "MSG_PEEK"},
                                  {4, "MSG_DONTROUTE"},
                                  {8, "MSG_CTRUNC"},
                                  {0x10, "MSG_PROBE"},
                                  {0x20, "MSG_TRUNC"},
                                  {0x40, "MSG_DONTWAIT"},
                                  {0x80, "MSG_EOR"},
                                  {0x100, "MSG_WAITALL"},
                                  {0x200, "MSG_FIN"},
                                  {0x400, "MSG_SYN"},
                                  {0x800, "MSG_CONFIRM"},
                                  {0x1000, "MSG_RST"},
                                  {0x2000, "MSG_ERRQUEUE"},
                                  {0x4000, "MSG_NOSIGNAL"},
                                  {0x8000, "MSG_MORE"},
                                  {0x10000, "MSG_WAITFORONE"},
                                  {0x20000, "MSG_SENDPAGE_NOTLAST"},
                                  {0x40000, "MSG_BATCH"},
                                  {0x80000, "MSG_NO_SHARED_FRAGS"},
                                  {0x4000000, "MSG_ZEROCOPY"},
                                  {0x20000000, "MSG_FASTOPEN"},
                                  {0x40000000, "MSG_CMSG_CLOEXEC"},
                                  {0x80000000, "MSG_CMSG_COMPAT"}};
constexpr Name kShutdownNames[] = {NAMED(SHUT_RD), NAMED(SHUT_WR), NAMED(SHUT_RDWR)};
constexpr Name kControlTypeNames[] = {{1, "SCM_RIGHTS"},
                                      {2, "SCM_CREDENTIALS"},
                                      {3, "SCM_SECURITY"},
                                      {4, "SCM_PIDFD"},
                                      {29, "SO_TIMESTAMP_OLD"},
                                      {35, "SO_TIMESTAMPNS_OLD"},
                                      {37, "SO_TIMESTAMPING_OLD"},
                                      {41, "SO_WIFI_STATUS"},
                                      {54, "SCM_TIMESTAMPING_OPT_STATS"},
                                      {58, "SCM_TIMESTAMPING_PKTINFO"},
                                      {61, "SO_TXTIME"},
                                      {63, "SO_TIMESTAMP_NEW"},
                                      {64, "SO_TIMESTAMPNS_NEW"},
                                      {65, "SO_TIMESTAMPING_NEW"}};
constexpr Name kLevelNames[] = {
    {0, "SOL_IP"},        {1, "SOL_SOCKET"},     {6, "SOL_TCP"},         {17, "SOL_UDP"},
    {40, "AF_VSOCK"},     {41, "SOL_IPV6"},      {58, "SOL_ICMPV6"},     {100, "SOL_CAN_BASE"},
    {101, "SOL_CAN_RAW"}, {132, "SOL_SCTP"},     {136, "SOL_UDPLITE"},   {255, "SOL_RAW"},
    {256, "SOL_IPX"},     {257, "SOL_AX25"},     {258, "SOL_ATALK"},     {259, "SOL_NETROM"},
    {260, "SOL_ROSE"},    {261, "SOL_DECNET"},   {262, "SOL_X25"},       {263, "SOL_PACKET"},
    {264, "SOL_ATM"},     {265, "SOL_AAL"},      {266, "SOL_IRDA"},      {267, "SOL_NETBEUI"},
    {268, "SOL_LLC"},     {269, "SOL_DCCP"},     {270, "SOL_NETLINK"},   {271, "SOL_TIPC"},
    {272, "SOL_RXRPC"},   {273, "SOL_PPPOL2TP"}, {274, "SOL_BLUETOOTH"}, {275, "SOL_PNPIPE"},
    {276, "SOL_RDS"},     {277, "SOL_IUCV"},     {278, "SOL_CAIF"},      {279, "SOL_ALG"},
    {280, "SOL_NFC"},     {281, "SOL_KCM"},      {282, "SOL_TLS"},       {283, "SOL_XDP"},
    {284, "SOL_MPTCP"}};
constexpr Name kSocketcallNames[] = {
    NAMED(SYS_SOCKET),   NAMED(SYS_BIND),        NAMED(SYS_CONNECT),     NAMED(SYS_LISTEN),
    NAMED(SYS_ACCEPT),   NAMED(SYS_GETSOCKNAME), NAMED(SYS_GETPEERNAME), NAMED(SYS_SOCKETPAIR),
    NAMED(SYS_SEND),     NAMED(SYS_RECV),        NAMED(SYS_SENDTO),      NAMED(SYS_RECVFROM),
    NAMED(SYS_SHUTDOWN), NAMED(SYS_SETSOCKOPT),  NAMED(SYS_GETSOCKOPT),  NAMED(SYS_SENDMSG),
    NAMED(SYS_RECVMSG),  NAMED(SYS_ACCEPT4),     NAMED(SYS_RECVMMSG),    NAMED(SYS_SENDMMSG)};

}  // namespace

constinit const NameTable kAddressFamilies = Table("AF", kFamilyNames);
constinit const NameTable kSocketTypes = Table("SOCK", kTypeNames, 0xf);
constinit const NameTable kSocketFlags = Table("SOCK", kSocketFlagNames);
constinit const NameTable kIpProtocols = Table("IPPROTO", kIpProtocolNames);
constinit const NameTable kNetlinkProtocols = Table("NETLINK", kNetlinkNames);
constinit const NameTable kMessageFlags = Table("MSG", kMessageNames);
constinit const NameTable kShutdownHow = Table("SHUT", kShutdownNames);
constinit const NameTable kControlTypes = Table("SCM", kControlTypeNames);
constinit const NameTable kSocketLevels = Table("SOL_??", kLevelNames);
constinit const NameTable kControlLevels = Table("SOL", kLevelNames);
constinit const NameTable kSocketcallCalls = Table("SYS", kSocketcallNames);

}  // namespace sysassert::tables
