// Names: types, flags and attributes of netlink's messages, as the kernel's headers have them.
#include "tables/names_netlink.h"

#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

// include/net/if_inet6.h
constexpr Name kInet6LinkNames[] = {{0x10, "IF_RS_SENT"},
                                    {0x20, "IF_RA_RCVD"},
                                    {0x40, "IF_RA_MANAGED"},
                                    {0x80, "IF_RA_OTHERCONF"},
                                    {0x80000000, "IF_READY"}};
// linux/ip.h.
constexpr Name kServiceNames[] = {{0x10, "IPTOS_LOWDELAY"},
                                  {0x08, "IPTOS_THROUGHPUT"},
                                  {0x04, "IPTOS_RELIABILITY"},
                                  {0x02, "IPTOS_MINCOST"}};
// net/netlink/af_netlink.h of the kernel.
constexpr Name kNetlinkStateNames[] = {{0, "NETLINK_UNCONNECTED"}, {1, "NETLINK_CONNECTED"}};
constexpr Name kErrorAttributeNames[] = {{1, "NLMSGERR_ATTR_MSG"},
                                         {2, "NLMSGERR_ATTR_OFFS"},
                                         {3, "NLMSGERR_ATTR_COOKIE"},
                                         {4, "NLMSGERR_ATTR_POLICY"}};

// linux/selinux_netlink.h, linux/netfilter/nfnetlink.h, linux/genetlink.h
constexpr Name kSelinuxNames[] = {{0x10, "SELNL_MSG_SETENFORCE"}, {0x11, "SELNL_MSG_POLICYLOAD"}};
constexpr Name kNetfilterBatchNames[] = {{0x10, "NFNL_MSG_BATCH_BEGIN"},
                                         {0x11, "NFNL_MSG_BATCH_END"}};
constexpr Name kNetfilterVersionNames[] = {{0, "NFNETLINK_V0"}};
constexpr Name kGenericNames[] = {{0x10, "nlctrl"}};

constexpr Name kStatisticsNames[] = {
    {0, "TCA_STATS_UNSPEC"}, {1, "TCA_STATS_BASIC"},    {2, "TCA_STATS_RATE_EST"},
    {3, "TCA_STATS_QUEUE"},  {4, "TCA_STATS_APP"},      {5, "TCA_STATS_RATE_EST64"},
    {6, "TCA_STATS_PAD"},    {7, "TCA_STATS_BASIC_HW"}, {8, "TCA_STATS_PKT64"}};
// linux/if_link.h: places of bits.
constexpr Name kStatisticsFilterNames[] = {{1, "1<<IFLA_STATS_UNSPEC"},
                                           {2, "1<<IFLA_STATS_LINK_64"},
                                           {4, "1<<IFLA_STATS_LINK_XSTATS"},
                                           {8, "1<<IFLA_STATS_LINK_XSTATS_SLAVE"},
                                           {16, "1<<IFLA_STATS_LINK_OFFLOAD_XSTATS"},
                                           {32, "1<<IFLA_STATS_AF_SPEC"}};

}  // namespace

#include "tables/netlink.inc"
constinit const NameTable kInet6LinkFlags = Table("IF", kInet6LinkNames);
constinit const NameTable kSelinuxTypes = Table("SELNL_MSG", kSelinuxNames);
constinit const NameTable kNetfilterBatches = Table("NFNL_MSG_BATCH", kNetfilterBatchNames);
constinit const NameTable kNetfilterVersions = Table("NFNETLINK", kNetfilterVersionNames);
constinit const NameTable kGenericFamilies = Table("GENERIC_FAMILY", kGenericNames);
constinit const NameTable kStatisticsAttributes = Table("TCA_STATS", kStatisticsNames);
constinit const NameTable kStatisticsFilters = Table("IFLA_STATS", kStatisticsFilterNames);
constinit const NameTable kTypesOfService = Table("IPTOS_TOS", kServiceNames);
constinit const NameTable kNetlinkStates = Table("NETLINK", kNetlinkStateNames);
constinit const NameTable kErrorAttributes = Table("NLMSGERR_ATTR", kErrorAttributeNames);

}  // namespace sysassert::tables
