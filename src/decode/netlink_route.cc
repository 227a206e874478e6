// What NETLINK_ROUTE's messages hold: links, addresses, routes, neighbours, rules, queues.
#include <linux/fib_rules.h>
#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/pkt_cls.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include <array>

#include "decode/netlink.h"
#include "tables/names.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

constexpr Member kLink[] = {{"ifi_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                            {"ifi_type", 2, 2, As::kChoice, &tables::kHardwareTypes},
                            {"ifi_index", 4, 4, As::kInterface},
                            {"ifi_flags", 8, 4, As::kFlags, &tables::kInterfaceFlags},
                            {"ifi_change", 12, 4, As::kHex}};
constexpr Member kAddress[] = {{"ifa_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                               {"ifa_prefixlen", 1, 1},
                               {"ifa_flags", 2, 1, As::kFlags, &tables::kAddressFlags},
                               {"ifa_scope", 3, 1, As::kChoice, &tables::kRouteScopes},
                               {"ifa_index", 4, 4, As::kInterface}};
constexpr Member kRoute[] = {{"rtm_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                             {"rtm_dst_len", 1, 1},
                             {"rtm_src_len", 2, 1},
                             {"rtm_tos", 3, 1, As::kFlags, &tables::kTypesOfService},
                             {"rtm_table", 4, 1, As::kChoice, &tables::kRouteTables},
                             {"rtm_protocol", 5, 1, As::kChoice, &tables::kRouteProtocols},
                             {"rtm_scope", 6, 1, As::kChoice, &tables::kRouteScopes},
                             {"rtm_type", 7, 1, As::kChoice, &tables::kRouteKinds},
                             {"rtm_flags", 8, 4, As::kFlags, &tables::kRouteFlags}};
constexpr Member kNeighbour[] = {{"ndm_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                                 {"ndm_ifindex", 4, 4, As::kInterface},
                                 {"ndm_state", 8, 2, As::kFlags, &tables::kNeighbourStates},
                                 {"ndm_flags", 10, 1, As::kFlags, &tables::kNeighbourFlags},
                                 {"ndm_type", 11, 1, As::kChoice, &tables::kRouteKinds}};
constexpr Member kRule[] = {{"family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                            {"dst_len", 1, 1},
                            {"src_len", 2, 1},
                            {"tos", 3, 1, As::kFlags, &tables::kTypesOfService},
                            {"table", 4, 1, As::kChoice, &tables::kRouteTables},
                            {"action", 7, 1, As::kChoice, &tables::kRuleActions},
                            {"flags", 8, 4, As::kFlags, &tables::kRuleFlags}};
constexpr Member kTraffic[] = {{"tcm_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                               {"tcm_ifindex", 4, 4, As::kInterface},
                               {"tcm_handle", 8, 4},
                               {"tcm_parent", 12, 4},
                               {"tcm_info", 16, 4}};

constexpr Member kAction[] = {{"tca_family", 0, 1, As::kChoice, &tables::kAddressFamilies}};

constexpr Member kLinkMap[] = {{"mem_start", 0, 8, As::kHex},
                               {"mem_end", 8, 8, As::kHex},
                               {"base_addr", 16, 8, As::kHex},
                               {"irq", 24, 2},
                               {"dma", 26, 1},
                               {"port", 27, 1}};
// struct rtnl_link_stats and rtnl_link_stats64: the same counters, of 4 bytes and of 8.
constexpr std::string_view kCounters[] = {
    "rx_packets",          "tx_packets",        "rx_bytes",         "tx_bytes",
    "rx_errors",           "tx_errors",         "rx_dropped",       "tx_dropped",
    "multicast",           "collisions",        "rx_length_errors", "rx_over_errors",
    "rx_crc_errors",       "rx_frame_errors",   "rx_fifo_errors",   "rx_missed_errors",
    "tx_aborted_errors",   "tx_carrier_errors", "tx_fifo_errors",   "tx_heartbeat_errors",
    "tx_window_errors",    "rx_compressed",     "tx_compressed",    "rx_nohandler",
    "rx_otherhost_dropped"};
template <std::size_t kCount>
constexpr std::array<Member, kCount> CountersOf(std::uint16_t bytes) {
  std::array<Member, kCount> members{};
  for (std::size_t i = 0; i < kCount; ++i)
    members[i] = Member{kCounters[i], static_cast<std::uint16_t>(i * bytes), bytes};
  return members;
}
constexpr std::array kStatistics = CountersOf<24>(4);
constexpr std::array kStatistics64 = CountersOf<25>(8);
constexpr Member kInet6Cache[] = {
    {"max_reasm_len", 0, 4}, {"tstamp", 4, 4}, {"reachable_time", 8, 4}, {"retrans_time", 12, 4}};
constexpr Member kAddressCache[] = {
    {"ifa_prefered", 0, 4}, {"ifa_valid", 4, 4}, {"cstamp", 8, 4}, {"tstamp", 12, 4}};
constexpr Member kRouteCache[] = {{"rta_clntref", 0, 4}, {"rta_lastuse", 4, 4},
                                  {"rta_expires", 8, 4}, {"rta_error", 12, 4},
                                  {"rta_used", 16, 4},   {"rta_id", 20, 4, As::kHex},
                                  {"rta_ts", 24, 4},     {"rta_tsage", 28, 4}};
constexpr Member kNeighbourCache[] = {
    {"ndm_confirmed", 0, 4}, {"ndm_used", 4, 4}, {"ndm_updated", 8, 4}, {"ndm_refcnt", 12, 4}};
constexpr Member kTrafficStatistics[] = {{"bytes", 0, 8},       {"packets", 8, 4}, {"drops", 12, 4},
                                         {"overlimits", 16, 4}, {"bps", 20, 4},    {"pps", 24, 4},
                                         {"qlen", 28, 4},       {"backlog", 32, 4}};
constexpr Member kBasicStatistics[] = {{"bytes", 0, 8}, {"packets", 8, 4}};
constexpr Member kRate[] = {{"bps", 0, 4}, {"pps", 4, 4}};
constexpr Member kRate64[] = {{"bps", 0, 8}, {"pps", 8, 8}};
constexpr Member kQueueStatistics[] = {
    {"qlen", 0, 4}, {"backlog", 4, 4}, {"drops", 8, 4}, {"requeues", 12, 4}, {"overlimits", 16, 4}};

constexpr Attribute kXdp[] = {{IFLA_XDP_ATTACHED, Payload::kChoice, 1, &tables::kXdpAttached},
                              {IFLA_XDP_PROG_ID, Payload::kUnsigned}};
constexpr AttributeSet kXdpSet = {&tables::kLinkXdpAttributes, kXdp};
constexpr Attribute kInfo[] = {{IFLA_INFO_KIND, Payload::kText},
                               {IFLA_INFO_SLAVE_KIND, Payload::kText}};
constexpr AttributeSet kInfoSet = {&tables::kLinkInfoAttributes, kInfo};
constexpr Attribute kInet[] = {{IFLA_INET_CONF, Payload::kArray, 4, &tables::kInet4Settings}};
constexpr AttributeSet kInetSet = {&tables::kLinkInetAttributes, kInet};
constexpr Attribute kInet6[] = {
    {IFLA_INET6_FLAGS, Payload::kFlags, 4, &tables::kInet6LinkFlags},
    {IFLA_INET6_CONF, Payload::kArray, 4, &tables::kInet6Settings},
    {IFLA_INET6_STATS, Payload::kArray, 8, &tables::kIpStatistics},
    {IFLA_INET6_ICMP6STATS, Payload::kArray, 8, &tables::kIcmp6Statistics},
    {IFLA_INET6_CACHEINFO, Payload::kMembers, 0, nullptr, nullptr, kInet6Cache},
    {IFLA_INET6_TOKEN, Payload::kAddress, 16},
    {IFLA_INET6_ADDR_GEN_MODE, Payload::kChoice, 1, &tables::kAddressModes},
};
constexpr AttributeSet kInet6Set = {&tables::kLinkInet6Attributes, kInet6};
constexpr Attribute kFamilies[] = {{AF_INET, Payload::kNested, 0, nullptr, &kInetSet},
                                   {AF_INET6, Payload::kNested, 0, nullptr, &kInet6Set}};
constexpr AttributeSet kFamilySet = {&tables::kAddressFamilies, kFamilies};

constexpr Attribute kLinkAttributes[] = {
    {IFLA_ADDRESS, Payload::kHardware},
    {IFLA_BROADCAST, Payload::kHardware},
    {IFLA_IFNAME, Payload::kText},
    {IFLA_MTU, Payload::kUnsigned},
    {IFLA_LINK, Payload::kUnsigned},
    {IFLA_QDISC, Payload::kText},
    {IFLA_STATS, Payload::kMembers, 0, nullptr, nullptr, kStatistics},
    {IFLA_MASTER, Payload::kUnsigned},
    {IFLA_TXQLEN, Payload::kUnsigned},
    {IFLA_MAP, Payload::kMembers, 0, nullptr, nullptr, kLinkMap},
    {IFLA_WEIGHT, Payload::kUnsigned},
    {IFLA_OPERSTATE, Payload::kUnsigned, 1},
    {IFLA_LINKMODE, Payload::kUnsigned, 1},
    {IFLA_LINKINFO, Payload::kNested, 0, nullptr, &kInfoSet},
    {IFLA_NET_NS_PID, Payload::kUnsigned},
    {IFLA_IFALIAS, Payload::kText},
    {IFLA_NUM_VF, Payload::kUnsigned},
    {IFLA_STATS64, Payload::kMembers, 0, nullptr, nullptr, kStatistics64},
    {IFLA_AF_SPEC, Payload::kFamilies, 0, nullptr, &kFamilySet},
    {IFLA_GROUP, Payload::kUnsigned},
    {IFLA_NET_NS_FD, Payload::kUnsigned},
    {IFLA_EXT_MASK, Payload::kFlags, 4, &tables::kExtendedMasks},
    {IFLA_PROMISCUITY, Payload::kUnsigned},
    {IFLA_NUM_TX_QUEUES, Payload::kUnsigned},
    {IFLA_NUM_RX_QUEUES, Payload::kUnsigned},
    {IFLA_CARRIER, Payload::kUnsigned, 1},
    {IFLA_CARRIER_CHANGES, Payload::kUnsigned},
    {IFLA_LINK_NETNSID, Payload::kSigned},
    {IFLA_PHYS_PORT_NAME, Payload::kText},
    {IFLA_PROTO_DOWN, Payload::kUnsigned, 1},
    {IFLA_GSO_MAX_SEGS, Payload::kUnsigned},
    {IFLA_GSO_MAX_SIZE, Payload::kUnsigned},
    {IFLA_XDP, Payload::kNested, 0, nullptr, &kXdpSet},
    {IFLA_NEW_NETNSID, Payload::kSigned},
    {IFLA_IF_NETNSID, Payload::kSigned},
    {IFLA_CARRIER_UP_COUNT, Payload::kUnsigned},
    {IFLA_CARRIER_DOWN_COUNT, Payload::kUnsigned},
    {IFLA_MIN_MTU, Payload::kUnsigned},
    {IFLA_MAX_MTU, Payload::kUnsigned},
    {IFLA_ALT_IFNAME, Payload::kText},
    {IFLA_PERM_ADDRESS, Payload::kHardware},
    {56 /* IFLA_PARENT_DEV_NAME */, Payload::kText},
    {57 /* IFLA_PARENT_DEV_BUS_NAME */, Payload::kText},
    {58 /* IFLA_GRO_MAX_SIZE */, Payload::kUnsigned},
    {59 /* IFLA_TSO_MAX_SIZE */, Payload::kUnsigned},
    {60 /* IFLA_TSO_MAX_SEGS */, Payload::kUnsigned},
    {61 /* IFLA_ALLMULTI */, Payload::kUnsigned},
};
constexpr AttributeSet kLinkSet = {&tables::kLinkAttributes, kLinkAttributes};

constexpr Attribute kAddressAttributes[] = {
    {IFA_ADDRESS, Payload::kAddress},
    {IFA_LOCAL, Payload::kAddress},
    {IFA_LABEL, Payload::kText},
    {IFA_BROADCAST, Payload::kAddress},
    {IFA_ANYCAST, Payload::kAddress},
    {IFA_CACHEINFO, Payload::kMembers, 0, nullptr, nullptr, kAddressCache},
    {IFA_MULTICAST, Payload::kAddress},
    {IFA_FLAGS, Payload::kFlags, 4, &tables::kAddressFlags},
    {IFA_RT_PRIORITY, Payload::kUnsigned},
    {IFA_TARGET_NETNSID, Payload::kSigned},
};
constexpr AttributeSet kAddressSet = {&tables::kAddressAttributes, kAddressAttributes};

constexpr Attribute kRouteAttributes[] = {
    {RTA_DST, Payload::kAddress},
    {RTA_SRC, Payload::kAddress},
    {RTA_IIF, Payload::kInterface},
    {RTA_OIF, Payload::kInterface},
    {RTA_GATEWAY, Payload::kAddress},
    {RTA_PRIORITY, Payload::kUnsigned},
    {RTA_PREFSRC, Payload::kAddress},
    {RTA_FLOW, Payload::kUnsigned},
    {RTA_CACHEINFO, Payload::kMembers, 0, nullptr, nullptr, kRouteCache},
    {RTA_TABLE, Payload::kChoice, 4, &tables::kRouteTables},
    {RTA_MARK, Payload::kUnsigned},
    {RTA_PREF, Payload::kUnsigned, 1},
    {RTA_UID, Payload::kUnsigned},
    {RTA_TTL_PROPAGATE, Payload::kUnsigned, 1},
};
constexpr AttributeSet kRouteSet = {&tables::kRouteAttributes, kRouteAttributes};

constexpr Attribute kNeighbourAttributes[] = {
    {NDA_DST, Payload::kAddress},
    {NDA_LLADDR, Payload::kHardware},
    {NDA_CACHEINFO, Payload::kMembers, 0, nullptr, nullptr, kNeighbourCache},
    {NDA_PROBES, Payload::kUnsigned},
    {NDA_VLAN, Payload::kUnsigned, 2},
    {NDA_IFINDEX, Payload::kInterface},
    {NDA_MASTER, Payload::kInterface},
    {NDA_PROTOCOL, Payload::kChoice, 1, &tables::kRouteProtocols},
};
constexpr AttributeSet kNeighbourSet = {&tables::kNeighbourAttributes, kNeighbourAttributes};

constexpr Attribute kRuleAttributes[] = {
    {FRA_DST, Payload::kAddress},
    {FRA_SRC, Payload::kAddress},
    {FRA_IIFNAME, Payload::kText},
    {FRA_GOTO, Payload::kUnsigned},
    {FRA_PRIORITY, Payload::kUnsigned},
    {FRA_FWMARK, Payload::kUnsigned},
    {FRA_SUPPRESS_IFGROUP, Payload::kUnsigned},
    {FRA_SUPPRESS_PREFIXLEN, Payload::kUnsigned},
    {FRA_TABLE, Payload::kChoice, 4, &tables::kRouteTables},
    {FRA_FWMASK, Payload::kUnsigned},
    {FRA_OIFNAME, Payload::kText},
    {FRA_L3MDEV, Payload::kUnsigned, 1},
    {FRA_PROTOCOL, Payload::kChoice, 1, &tables::kRouteProtocols},
};
constexpr AttributeSet kRuleSet = {&tables::kRuleAttributes, kRuleAttributes};

constexpr Attribute kStatisticsAttributes[] = {
    {1 /* TCA_STATS_BASIC */, Payload::kMembers, 0, nullptr, nullptr, kBasicStatistics},
    {2 /* TCA_STATS_RATE_EST */, Payload::kMembers, 0, nullptr, nullptr, kRate},
    {3 /* TCA_STATS_QUEUE */, Payload::kMembers, 0, nullptr, nullptr, kQueueStatistics},
    {5 /* TCA_STATS_RATE_EST64 */, Payload::kMembers, 0, nullptr, nullptr, kRate64},
    {7 /* TCA_STATS_BASIC_HW */, Payload::kMembers, 0, nullptr, nullptr, kBasicStatistics},
    {8 /* TCA_STATS_PKT64 */, Payload::kUnsigned, 8},
};
constexpr AttributeSet kStatisticsSet = {&tables::kStatisticsAttributes, kStatisticsAttributes};
constexpr Attribute kTrafficAttributes[] = {
    {TCA_KIND, Payload::kText},
    {TCA_STATS, Payload::kMembers, 0, nullptr, nullptr, kTrafficStatistics},
    {TCA_STATS2, Payload::kNested, 0, nullptr, &kStatisticsSet},
    {TCA_CHAIN, Payload::kUnsigned},
    {TCA_HW_OFFLOAD, Payload::kUnsigned, 1},
    {TCA_INGRESS_BLOCK, Payload::kUnsigned},
    {TCA_EGRESS_BLOCK, Payload::kUnsigned},
};
constexpr AttributeSet kTrafficSet = {&tables::kTrafficAttributes, kTrafficAttributes};

constexpr Attribute kActionAttributes[] = {
    {TCA_ACT_KIND, Payload::kText},
    {TCA_ACT_INDEX, Payload::kUnsigned},
    {TCA_ACT_STATS, Payload::kNested, 0, nullptr, &kStatisticsSet},
    {TCA_ACT_FLAGS, Payload::kWideFlags, 4, &tables::kActionFlags},
    {TCA_ACT_HW_STATS, Payload::kWideFlags, 4, &tables::kActionHardware},
};
constexpr AttributeSet kActionSet = {&tables::kActionAttributes, kActionAttributes};

constexpr MessageKind kMessages[] = {
    {RTM_NEWLINK, RTM_SETLINK, kLink, &kLinkSet},
    {RTM_NEWADDR, RTM_GETADDR, kAddress, &kAddressSet},
    {RTM_NEWROUTE, RTM_GETROUTE, kRoute, &kRouteSet},
    {RTM_NEWNEIGH, RTM_GETNEIGH, kNeighbour, &kNeighbourSet},
    {RTM_NEWRULE, RTM_GETRULE, kRule, &kRuleSet},
    {RTM_NEWQDISC, RTM_GETTFILTER, kTraffic, &kTrafficSet},
    {RTM_NEWACTION, RTM_GETACTION, kAction, &kActionSet},
    {RTM_GETMULTICAST, RTM_GETMULTICAST, kAddress, &kAddressSet},
    {RTM_GETANYCAST, RTM_GETANYCAST, kAddress, &kAddressSet},
    {RTM_NEWCHAIN, RTM_GETCHAIN, kTraffic, &kTrafficSet},
};

}  // namespace

constinit const std::span<const MessageKind> kRouteMessages = kMessages;

}  // namespace sysassert::decode
