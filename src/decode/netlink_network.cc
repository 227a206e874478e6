// What NETLINK_ROUTE's messages hold about the network around links and routes: next hops,
// namespaces, tables of neighbours, labels of addresses, bridges, statistics.
#include <linux/if_addrlabel.h>
#include <linux/if_bridge.h>
#include <linux/if_link.h>
#include <linux/neighbour.h>
#include <linux/net_namespace.h>
#include <linux/netconf.h>
#include <linux/nexthop.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "decode/netlink.h"
#include "tables/names.h"
#include "tables/names_netlink.h"

namespace sysassert::decode {
namespace {

constexpr Member kNextHop[] = {
    {"nh_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
    {"nh_scope", 1, 1, As::kChoice, &tables::kRouteScopes},
    {"nh_protocol", 2, 1, As::kChoice, &tables::kRouteProtocols},
    {.name = "resvd", .offset = 3, .bytes = 1, .as = As::kHex, .if_set = true},
    {"nh_flags", 4, 4, As::kFlags, &tables::kNextHopFlags}};
constexpr Member kSettings[] = {{"ncm_family", 0, 1, As::kChoice, &tables::kAddressFamilies}};
constexpr Member kGeneric[] = {{"rtgen_family", 0, 1, As::kChoice, &tables::kAddressFamilies}};
constexpr Member kNeighbourTable[] = {
    {"ndtm_family", 0, 1, As::kChoice, &tables::kAddressFamilies}};
constexpr Member kLabel[] = {{"ifal_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                             {"ifal_prefixlen", 2, 1},
                             {"ifal_flags", 3, 1},
                             {"ifal_index", 4, 4, As::kInterface},
                             {"ifal_seq", 8, 4}};
constexpr Member kBridgePort[] = {{"family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                                  {"ifindex", 4, 4, As::kInterface}};
constexpr Member kDataCenter[] = {{"dcb_family", 0, 1, As::kChoice, &tables::kAddressFamilies},
                                  {"cmd", 1, 1, As::kChoice, &tables::kDataCenterCommands}};
constexpr Member kStatistics[] = {
    {"family", 0, 1, As::kChoice, &tables::kAddressFamilies},
    {.name = "pad1", .offset = 1, .bytes = 1, .as = As::kHex, .if_set = true},
    {.name = "pad2", .offset = 2, .bytes = 2, .as = As::kHex, .if_set = true},
    {"ifindex", 4, 4, As::kInterface},
    {"filter_mask", 8, 4, As::kFlags, &tables::kStatisticsFilters}};

constexpr Member kGroupMember[] = {
    {"id", 0, 4},
    {"weight", 4, 1},
    {.name = "resvd1", .offset = 5, .bytes = 1, .as = As::kHex, .if_set = true},
    {.name = "resvd2", .offset = 6, .bytes = 2, .as = As::kHex, .if_set = true}};
constexpr Attribute kResilience[] = {
    {NHA_RES_GROUP_BUCKETS, Payload::kUnsigned, 2},
    {NHA_RES_GROUP_IDLE_TIMER, Payload::kTicks},
    {NHA_RES_GROUP_UNBALANCED_TIMER, Payload::kTicks},
    {NHA_RES_GROUP_UNBALANCED_TIME, Payload::kTicks},
};
constexpr AttributeSet kResilienceSet = {&tables::kNextHopResilience, kResilience};
constexpr Attribute kBucket[] = {
    {NHA_RES_BUCKET_INDEX, Payload::kUnsigned, 2},
    {NHA_RES_BUCKET_IDLE_TIME, Payload::kTicks},
    {NHA_RES_BUCKET_NH_ID, Payload::kUnsigned},
};
constexpr AttributeSet kBucketSet = {&tables::kNextHopBuckets, kBucket};
constexpr Attribute kNextHopAttributes[] = {
    {NHA_ID, Payload::kUnsigned},
    {NHA_GROUP, Payload::kElements, 0, nullptr, nullptr, kGroupMember},
    {NHA_GROUP_TYPE, Payload::kWideChoice, 2, &tables::kNextHopGroups},
    {NHA_BLACKHOLE, Payload::kUnsigned},
    {NHA_OIF, Payload::kInterface},
    {NHA_GATEWAY, Payload::kAddress},
    {NHA_ENCAP_TYPE, Payload::kChoice, 2, &tables::kLightTunnels},
    {NHA_GROUPS, Payload::kUnsigned},
    {NHA_MASTER, Payload::kInterface},
    {NHA_FDB, Payload::kUnsigned},
    {NHA_RES_GROUP, Payload::kNested, 0, nullptr, &kResilienceSet},
    {NHA_RES_BUCKET, Payload::kNested, 0, nullptr, &kBucketSet},
};
constexpr AttributeSet kNextHopSet = {&tables::kNextHopAttributes, kNextHopAttributes};

constexpr Attribute kSettingAttributes[] = {
    {NETCONFA_IFINDEX, Payload::kInterface},
    {NETCONFA_FORWARDING, Payload::kSigned},
    {NETCONFA_RP_FILTER, Payload::kSigned},
    {NETCONFA_MC_FORWARDING, Payload::kSigned},
    {NETCONFA_PROXY_NEIGH, Payload::kSigned},
    {NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN, Payload::kSigned},
    {NETCONFA_INPUT, Payload::kSigned},
    {NETCONFA_BC_FORWARDING, Payload::kSigned},
};
constexpr AttributeSet kSettingSet = {&tables::kNetworkSettings, kSettingAttributes};

constexpr Attribute kNamespaceAttributes[] = {{NETNSA_NSID, Payload::kSigned},
                                              {NETNSA_PID, Payload::kUnsigned},
                                              {NETNSA_FD, Payload::kSigned},
                                              {NETNSA_TARGET_NSID, Payload::kSigned},
                                              {NETNSA_CURRENT_NSID, Payload::kSigned}};
constexpr AttributeSet kNamespaceSet = {&tables::kNamespaceAttributes, kNamespaceAttributes};

constexpr Member kTableConfiguration[] = {{"ndtc_key_len", 0, 2},
                                          {"ndtc_entry_size", 2, 2},
                                          {"ndtc_entries", 4, 4},
                                          {"ndtc_last_flush", 8, 4},
                                          {"ndtc_last_rand", 12, 4},
                                          {"ndtc_hash_rnd", 16, 4},
                                          {"ndtc_hash_mask", 20, 4, As::kMask},
                                          {"ndtc_hash_chain_gc", 24, 4},
                                          {"ndtc_proxy_qlen", 28, 4}};
constexpr Attribute kParameters[] = {
    {NDTPA_IFINDEX, Payload::kInterface},
    {NDTPA_REFCNT, Payload::kUnsigned},
    {NDTPA_REACHABLE_TIME, Payload::kUnsigned, 8},
    {NDTPA_BASE_REACHABLE_TIME, Payload::kUnsigned, 8},
    {NDTPA_RETRANS_TIME, Payload::kUnsigned, 8},
    {NDTPA_GC_STALETIME, Payload::kUnsigned, 8},
    {NDTPA_DELAY_PROBE_TIME, Payload::kUnsigned, 8},
    {NDTPA_QUEUE_LEN, Payload::kUnsigned},
    {NDTPA_APP_PROBES, Payload::kUnsigned},
    {NDTPA_UCAST_PROBES, Payload::kUnsigned},
    {NDTPA_MCAST_PROBES, Payload::kUnsigned},
    {NDTPA_ANYCAST_DELAY, Payload::kUnsigned, 8},
    {NDTPA_PROXY_DELAY, Payload::kUnsigned, 8},
    {NDTPA_PROXY_QLEN, Payload::kUnsigned},
    {NDTPA_LOCKTIME, Payload::kUnsigned, 8},
    {NDTPA_QUEUE_LENBYTES, Payload::kUnsigned},
    {NDTPA_MCAST_REPROBES, Payload::kUnsigned},
    {NDTPA_INTERVAL_PROBE_TIME_MS, Payload::kUnsigned, 8},
};
constexpr AttributeSet kParameterSet = {&tables::kNeighbourParameters, kParameters};
constexpr Attribute kTableAttributes[] = {
    {NDTA_NAME, Payload::kText},
    {NDTA_THRESH1, Payload::kUnsigned},
    {NDTA_THRESH2, Payload::kUnsigned},
    {NDTA_THRESH3, Payload::kUnsigned},
    {NDTA_CONFIG, Payload::kMembers, 0, nullptr, nullptr, kTableConfiguration},
    {NDTA_PARMS, Payload::kNested, 0, nullptr, &kParameterSet},
    {NDTA_GC_INTERVAL, Payload::kUnsigned, 8},
};
constexpr AttributeSet kTableSet = {&tables::kNeighbourTables, kTableAttributes};

constexpr Attribute kLabelAttributes[] = {{IFAL_ADDRESS, Payload::kAddress},
                                          {IFAL_LABEL, Payload::kUnsigned}};
constexpr AttributeSet kLabelSet = {&tables::kAddressLabels, kLabelAttributes};

constexpr AttributeSet kGroupSet = {&tables::kGroupDatabase, {}};
constexpr AttributeSet kDataCenterSet = {&tables::kDataCenterAttributes, {}};
constexpr AttributeSet kStatisticsSet = {&tables::kStatisticsKinds, {}};

constexpr std::uint16_t kDataCenterBytes = 4;  // struct dcbmsg, with what is left for later
constexpr MessageKind kMessages[] = {
    {RTM_NEWNEIGHTBL, RTM_SETNEIGHTBL, kNeighbourTable, &kTableSet},
    {RTM_NEWADDRLABEL, RTM_GETADDRLABEL, kLabel, &kLabelSet},
    {RTM_GETDCB, RTM_SETDCB, kDataCenter, &kDataCenterSet, kDataCenterBytes},
    {RTM_NEWNETCONF, RTM_GETNETCONF, kSettings, &kSettingSet},
    {RTM_NEWMDB, RTM_GETMDB, kBridgePort, &kGroupSet},
    {RTM_NEWNSID, RTM_GETNSID, kGeneric, &kNamespaceSet},
    {RTM_NEWSTATS, RTM_GETSTATS, kStatistics, &kStatisticsSet},
    {RTM_NEWNEXTHOP, RTM_GETNEXTHOP, kNextHop, &kNextHopSet},
};

}  // namespace

constinit const std::span<const MessageKind> kNetworkMessages = kMessages;

}  // namespace sysassert::decode
