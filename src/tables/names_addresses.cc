// Names: addresses of the rarer families of sockets.
#include "tables/names_addresses.h"

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

// fs/afs of the kernel.
constexpr Name kRxrpcServiceNames[] = {{1, "CM_SERVICE"},
                                       {2500, "YFS_FS_SERVICE"},
                                       {2501, "YFS_CM_SERVICE"},
                                       {2503, "YFS_VL_SERVICE"}};
// net/af_ieee802154.h of the kernel.
constexpr Name kIeee802154TypeNames[] = {
    {0, "IEEE802154_ADDR_NONE"}, {2, "IEEE802154_ADDR_SHORT"}, {3, "IEEE802154_ADDR_LONG"}};
constexpr Name kIeee802154NetworkNames[] = {{0xffff, "IEEE802154_PANID_BROADCAST"}};
constexpr Name kIeee802154AddressNames[] = {{0xfffe, "IEEE802154_ADDR_UNDEF"},
                                            {0xffff, "IEEE802154_ADDR_BROADCAST"}};
// linux/nfc.h.
constexpr Name kNfcProtocolNames[] = {{1, "NFC_PROTO_JEWEL"},   {2, "NFC_PROTO_MIFARE"},
                                      {3, "NFC_PROTO_FELICA"},  {4, "NFC_PROTO_ISO14443"},
                                      {5, "NFC_PROTO_NFC_DEP"}, {6, "NFC_PROTO_ISO14443_B"},
                                      {7, "NFC_PROTO_ISO15693"}};
constexpr Name kNfcPointNames[] = {{1, "LLCP_SAP_SDP"},
                                   {2, "LLCP_SAP_IP"},
                                   {3, "LLCP_SAP_OBEX"},
                                   {4, "LLCP_SAP_SNEP"},
                                   {255, "LLCP_SAP_MAX"}};
// linux/if_xdp.h.
constexpr Name kXdpFlagNames[] = {
    {1, "XDP_SHARED_UMEM"}, {2, "XDP_COPY"}, {4, "XDP_ZEROCOPY"}, {8, "XDP_USE_NEED_WAKEUP"}};
// linux/qrtr.h.
constexpr Name kQrtrNodeNames[] = {{0xffffffff, "QRTR_NODE_BCAST"}};
constexpr Name kQrtrPortNames[] = {{0xfffffffe, "QRTR_PORT_CTRL"}};
// linux/mctp.h.
constexpr Name kMctpNetworkNames[] = {{0, "MCTP_NET_ANY"}};
constexpr Name kMctpAddressNames[] = {{0, "MCTP_ADDR_NULL"}, {0xff, "MCTP_ADDR_ANY"}};

}  // namespace

constinit const NameTable kRxrpcServices = Table("???_SERVICE", kRxrpcServiceNames);
constinit const NameTable kIeee802154Types = Table("IEEE802154_ADDR", kIeee802154TypeNames);
constinit const NameTable kIeee802154Networks = Table("", kIeee802154NetworkNames);
constinit const NameTable kIeee802154Addresses = Table("", kIeee802154AddressNames);
constinit const NameTable kNfcProtocols = Table("NFC_PROTO", kNfcProtocolNames);
constinit const NameTable kNfcPoints = Table("", kNfcPointNames);
constinit const NameTable kXdpFlags = Table("XDP", kXdpFlagNames);
constinit const NameTable kQrtrNodes = Table("", kQrtrNodeNames);
constinit const NameTable kQrtrPorts = Table("", kQrtrPortNames);
constinit const NameTable kMctpNetworks = Table("", kMctpNetworkNames);
constinit const NameTable kMctpAddresses = Table("", kMctpAddressNames);

}  // namespace sysassert::tables
