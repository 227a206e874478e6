// The words of netlink's messages; names_netlink.cc.
#ifndef SYSASSERT_TABLES_NAMES_NETLINK_H_
#define SYSASSERT_TABLES_NAMES_NETLINK_H_

#include "tables/row.h"

namespace sysassert::tables {

extern const NameTable kNetlinkDiagAttributes;
extern const NameTable kNetlinkDiagShow;
extern const NameTable kPacketDiagAttributes;
extern const NameTable kPacketDiagShow;
extern const NameTable kSocketMemory;
extern const NameTable kNetlinkTypes;
extern const NameTable kNetlinkFlags;
extern const NameTable kNetlinkGetFlags;
extern const NameTable kNetlinkNewFlags;
extern const NameTable kNetlinkDeleteFlags;
extern const NameTable kNetlinkAckFlags;
extern const NameTable kRouteTypes;
extern const NameTable kSockDiagTypes;
extern const NameTable kFormerDiagTypes;
extern const NameTable kNetlinkStates;
extern const NameTable kTypesOfService;
extern const NameTable kAuditTypes;
extern const NameTable kXfrmTypes;
extern const NameTable kCryptoTypes;
extern const NameTable kSelinuxTypes;
extern const NameTable kGenericFamilies;
extern const NameTable kNetfilterSubsystems;
extern const NameTable kNetfilterBatches;
extern const NameTable kNetfilterVersions;
extern const NameTable kConntrackMessages;
extern const NameTable kExpectationMessages;
extern const NameTable kQueueMessages;
extern const NameTable kLogMessages;
extern const NameTable kFingerprintMessages;
extern const NameTable kIpsetMessages;
extern const NameTable kAccountingMessages;
extern const NameTable kTimeoutMessages;
extern const NameTable kHelperMessages;
extern const NameTable kNftablesMessages;
extern const NameTable kNftCompatMessages;
extern const NameTable kHookMessages;
extern const NameTable kControlCommands;
extern const NameTable kControlAttributes;
extern const NameTable kInterfaceFlags;
extern const NameTable kHardwareTypes;
extern const NameTable kLinkAttributes;
extern const NameTable kLinkInfoAttributes;
extern const NameTable kLinkXdpAttributes;
extern const NameTable kXdpAttached;
extern const NameTable kLinkInetAttributes;
extern const NameTable kLinkInet6Attributes;
extern const NameTable kAddressModes;
extern const NameTable kExtendedMasks;
extern const NameTable kInet4Settings;
extern const NameTable kInet6Settings;
extern const NameTable kIpStatistics;
extern const NameTable kIcmp6Statistics;
extern const NameTable kAddressAttributes;
extern const NameTable kAddressFlags;
extern const NameTable kRouteAttributes;
extern const NameTable kRouteMetrics;
extern const NameTable kRouteTables;
extern const NameTable kRouteProtocols;
extern const NameTable kRouteScopes;
extern const NameTable kRouteKinds;
extern const NameTable kRouteFlags;
extern const NameTable kNeighbourAttributes;
extern const NameTable kNeighbourStates;
extern const NameTable kNeighbourFlags;
extern const NameTable kRuleAttributes;
extern const NameTable kRuleActions;
extern const NameTable kRuleFlags;
extern const NameTable kTrafficAttributes;
extern const NameTable kTrafficHandles;
extern const NameTable kInetDiagAttributes;
extern const NameTable kInetDiagRequests;
extern const NameTable kUnixDiagAttributes;
extern const NameTable kUnixDiagShow;
extern const NameTable kTcpStates;
extern const NameTable kInet6LinkFlags;
extern const NameTable kErrorAttributes;
extern const NameTable kStatisticsAttributes;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_NETLINK_H_
