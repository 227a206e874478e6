// Names: options of sockets of the rarer families, by level.
#include "tables/names_builder.h"
#include "tables/names_socket_options.h"

namespace sysassert::tables {
namespace {

// linux/vm_sockets.h.
constexpr Name kMachineNames[] = {
    {0, "SO_VM_SOCKETS_BUFFER_SIZE"},     {1, "SO_VM_SOCKETS_BUFFER_MIN_SIZE"},
    {2, "SO_VM_SOCKETS_BUFFER_MAX_SIZE"}, {3, "SO_VM_SOCKETS_PEER_HOST_VM_ID"},
    {5, "SO_VM_SOCKETS_TRUSTED"},         {6, "SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD"},
    {7, "SO_VM_SOCKETS_NONBLOCK_TXRX"},   {8, "SO_VM_SOCKETS_CONNECT_TIMEOUT_NEW"}};
// linux/can/raw.h.
constexpr Name kCanRawNames[] = {{1, "CAN_RAW_FILTER"},    {2, "CAN_RAW_ERR_FILTER"},
                                 {3, "CAN_RAW_LOOPBACK"},  {4, "CAN_RAW_RECV_OWN_MSGS"},
                                 {5, "CAN_RAW_FD_FRAMES"}, {6, "CAN_RAW_JOIN_FILTERS"}};
// linux/ipx.h.
constexpr Name kIpxNames[] = {{1, "IPX_TYPE"}};
// linux/ax25.h.
constexpr Name kAx25Names[] = {{1, "AX25_WINDOW"},  {2, "AX25_T1"},       {3, "AX25_N2"},
                               {4, "AX25_T3"},      {5, "AX25_T2"},       {6, "AX25_BACKOFF"},
                               {7, "AX25_EXTSEQ"},  {8, "AX25_PIDINCL"},  {9, "AX25_IDLE"},
                               {10, "AX25_PACLEN"}, {12, "AX25_IAMDIGI"}, {25, "SO_BINDTODEVICE"}};
// linux/irda.h.
constexpr Name kIrdaNames[] = {
    {1, "IRLMP_ENUMDEVICES"},    {2, "IRLMP_IAS_SET"},    {3, "IRLMP_IAS_QUERY"},
    {4, "IRLMP_HINTS_SET"},      {5, "IRLMP_QOS_SET"},    {6, "IRLMP_QOS_GET"},
    {7, "IRLMP_MAX_SDU_SIZE"},   {8, "IRLMP_IAS_GET"},    {9, "IRLMP_IAS_DEL"},
    {10, "IRLMP_HINT_MASK_SET"}, {11, "IRLMP_WAITDEVICE"}};
// linux/llc.h.
constexpr Name kLlcNames[] = {{0, "LLC_OPT_UNKNOWN"},      {1, "LLC_OPT_RETRY"},
                              {2, "LLC_OPT_SIZE"},         {3, "LLC_OPT_ACK_TMR_EXP"},
                              {4, "LLC_OPT_P_TMR_EXP"},    {5, "LLC_OPT_REJ_TMR_EXP"},
                              {6, "LLC_OPT_BUSY_TMR_EXP"}, {7, "LLC_OPT_TX_WIN"},
                              {8, "LLC_OPT_RX_WIN"},       {9, "LLC_OPT_PKTINFO"}};
// linux/dccp.h.
constexpr Name kDccpNames[] = {
    {1, "DCCP_SOCKOPT_PACKET_SIZE"},      {2, "DCCP_SOCKOPT_SERVICE"},
    {3, "DCCP_SOCKOPT_CHANGE_L"},         {4, "DCCP_SOCKOPT_CHANGE_R"},
    {5, "DCCP_SOCKOPT_GET_CUR_MPS"},      {6, "DCCP_SOCKOPT_SERVER_TIMEWAIT"},
    {10, "DCCP_SOCKOPT_SEND_CSCOV"},      {11, "DCCP_SOCKOPT_RECV_CSCOV"},
    {12, "DCCP_SOCKOPT_AVAILABLE_CCIDS"}, {13, "DCCP_SOCKOPT_CCID"},
    {14, "DCCP_SOCKOPT_TX_CCID"},         {15, "DCCP_SOCKOPT_RX_CCID"},
    {16, "DCCP_SOCKOPT_QPOLICY_ID"},      {17, "DCCP_SOCKOPT_QPOLICY_TXQLEN"},
    {128, "DCCP_SOCKOPT_CCID_RX_INFO"},   {192, "DCCP_SOCKOPT_CCID_TX_INFO"}};
// linux/tipc.h.
constexpr Name kTipcNames[] = {
    {127, "TIPC_IMPORTANCE"},      {128, "TIPC_SRC_DROPPABLE"},    {129, "TIPC_DEST_DROPPABLE"},
    {130, "TIPC_CONN_TIMEOUT"},    {131, "TIPC_NODE_RECVQ_DEPTH"}, {132, "TIPC_SOCK_RECVQ_DEPTH"},
    {133, "TIPC_MCAST_BROADCAST"}, {134, "TIPC_MCAST_REPLICAST"},  {135, "TIPC_GROUP_JOIN"},
    {136, "TIPC_GROUP_LEAVE"},     {137, "TIPC_SOCK_RECVQ_USED"},  {138, "TIPC_NODELAY"}};
// linux/rxrpc.h.
constexpr Name kRxrpcNames[] = {{1, "RXRPC_SECURITY_KEY"},         {2, "RXRPC_SECURITY_KEYRING"},
                                {3, "RXRPC_EXCLUSIVE_CONNECTION"}, {4, "RXRPC_MIN_SECURITY_LEVEL"},
                                {5, "RXRPC_UPGRADEABLE_SERVICE"},  {6, "RXRPC_SUPPORTED_CMSG"}};
// linux/if_pppol2tp.h.
constexpr Name kPppol2tpNames[] = {{1, "PPPOL2TP_SO_DEBUG"},
                                   {2, "PPPOL2TP_SO_RECVSEQ"},
                                   {3, "PPPOL2TP_SO_SENDSEQ"},
                                   {4, "PPPOL2TP_SO_LNSMODE"},
                                   {5, "PPPOL2TP_SO_REORDERTO"}};
// linux/phonet.h.
constexpr Name kPhonetPipeNames[] = {
    {1, "PNPIPE_ENCAP"}, {2, "PNPIPE_IFINDEX"}, {3, "PNPIPE_HANDLE"}, {4, "PNPIPE_INITSTATE"}};
// linux/rds.h.
constexpr Name kRdsNames[] = {
    {1, "RDS_CANCEL_SENT_TO"},  {2, "RDS_GET_MR"},       {3, "RDS_FREE_MR"},
    {4, "RDS_BARRIER"},         {5, "RDS_RECVERR"},      {6, "RDS_CONG_MONITOR"},
    {7, "RDS_GET_MR_FOR_DEST"}, {8, "SO_RDS_TRANSPORT"}, {10, "SO_RDS_MSG_RXPATH_LATENCY"},
    {29, "SO_TIMESTAMP_OLD"}};
// net/iucv/af_iucv.h of the kernel.
constexpr Name kIucvNames[] = {
    {128, "SO_IPRMDATA_MSG"}, {2048, "SO_MSGSIZE"}, {4096, "SO_MSGLIMIT"}};
// linux/caif/caif_socket.h.
constexpr Name kCaifNames[] = {
    {127, "CAIFSO_LINK_SELECT"}, {128, "CAIFSO_REQ_PARAM"}, {129, "CAIFSO_RSP_PARAM"}};
// linux/nfc.h.
constexpr Name kNfcNames[] = {{0, "NFC_LLCP_RW"},
                              {1, "NFC_LLCP_MIUX"},
                              {2, "NFC_LLCP_REMOTE_MIU"},
                              {3, "NFC_LLCP_REMOTE_LTO"},
                              {4, "NFC_LLCP_REMOTE_RW"}};
// linux/kcm.h.
constexpr Name kKcmNames[] = {{1, "KCM_RECV_DISABLE"}};

}  // namespace

constinit const NameTable kMachineOptions = Table("SO_VM", kMachineNames);
constinit const NameTable kCanRawOptions = Table("CAN_RAW", kCanRawNames);
constinit const NameTable kIpxOptions = Table("IPX", kIpxNames);
constinit const NameTable kAx25Options = Table("AX25", kAx25Names);
constinit const NameTable kIrdaOptions = Table("IRLMP", kIrdaNames);
constinit const NameTable kLlcOptions = Table("LLC_OPT", kLlcNames);
constinit const NameTable kDccpOptions = Table("DCCP_SOCKOPT", kDccpNames);
constinit const NameTable kTipcOptions = Table("TIPC", kTipcNames);
constinit const NameTable kRxrpcOptions = Table("RXRPC", kRxrpcNames);
constinit const NameTable kPppol2tpOptions = Table("PPPOL2TP_SO", kPppol2tpNames);
constinit const NameTable kPhonetPipeOptions = Table("PNPIPE", kPhonetPipeNames);
constinit const NameTable kRdsOptions = Table("RDS", kRdsNames);
constinit const NameTable kIucvOptions = Table("SO", kIucvNames);
constinit const NameTable kCaifOptions = Table("CAIFSO", kCaifNames);
constinit const NameTable kNfcOptions = Table("NFC_LLCP", kNfcNames);
constinit const NameTable kKcmOptions = Table("KCM", kKcmNames);

}  // namespace sysassert::tables
