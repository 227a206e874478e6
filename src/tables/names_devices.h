// Words of what devices are asked with ioctl. See names_devices.cc.
#ifndef SYSASSERT_TABLES_NAMES_DEVICES_H_
#define SYSASSERT_TABLES_NAMES_DEVICES_H_

#include "tables/row.h"

namespace sysassert::tables {

// From the kernel's headers, by generate/constants.py.
extern const NameTable kBusStates;
extern const NameTable kScsiResets;
extern const NameTable kPerfScopes;
extern const NameTable kLircModes;
extern const NameTable kLircFeatures;
extern const NameTable kMtdTypes;
extern const NameTable kMtdFlags;
extern const NameTable kMtdFileModes;
extern const NameTable kMtdOneTimes;
extern const NameTable kMtdOperations;
extern const NameTable kMtdCorrections;
extern const NameTable kUbiVolumeTypes;
extern const NameTable kUbiVolumeFlags;
extern const NameTable kUbiProperties;
extern const NameTable kRtcVoltages;
extern const NameTable kRtcParameters;
extern const NameTable kPtpPeriodFlags;
extern const NameTable kPtpPins;
extern const NameTable kTeeKinds;
extern const NameTable kTeeCapabilities;
extern const NameTable kTeeOpteeCapabilities;
extern const NameTable kCounterComponents;
extern const NameTable kCounterScopes;
extern const NameTable kCounterEvents;
extern const NameTable kConsoleFontOperations;
extern const NameTable kConsoleFontFlags;
extern const NameTable kKeyboardTypes;
extern const NameTable kKeyboardSymbols;
extern const NameTable kBtrfsSubvolumeFlags;
extern const NameTable kBtrfsDefragmentFlags;
extern const NameTable kBtrfsBalanceControls;
extern const NameTable kBtrfsBalanceFlags;
extern const NameTable kBtrfsBalanceStates;
extern const NameTable kBtrfsBalanceFilters;
extern const NameTable kBtrfsProfiles;
extern const NameTable kBtrfsSendFlags;
extern const NameTable kBtrfsScrubFlags;
extern const NameTable kBtrfsStatisticsFlags;
extern const NameTable kBtrfsReplaceCommands;
extern const NameTable kBtrfsReplaceModes;
extern const NameTable kBtrfsReplaceStates;
extern const NameTable kBtrfsReplaceResults;
extern const NameTable kBtrfsQuotaControls;
extern const NameTable kBtrfsQuotaLimits;
extern const NameTable kBtrfsLogicalFlags;
extern const NameTable kBtrfsSystemFlags;
extern const NameTable kBtrfsChecksums;
extern const NameTable kBtrfsReadOnlyFeatures;
extern const NameTable kBtrfsFeatures;
extern const NameTable kBtrfsInheritFlags;
extern const NameTable kBtrfsDeviceErrors;
extern const NameTable kGpioHandleFlags;
extern const NameTable kGpioLineFlags;
extern const NameTable kGpioLineFlags2;
extern const NameTable kBtrfsRoots;
extern const NameTable kBtrfsKeys;

// What the headers lack, or have by the number of a bit.
extern const NameTable kNbdFlags;
extern const NameTable kIdeNice;
extern const NameTable kAtaCommands;
extern const NameTable kUbiDataTypes;
extern const NameTable kTeeSharedMemory;
extern const NameTable kFaultRequests;
extern const NameTable kFaultRangeRequests;
extern const NameTable kConsoleModes;
extern const NameTable kKeyboardModes;
extern const NameTable kKeyboardMetas;
extern const NameTable kKeyboardKinds;
extern const NameTable kKeyboardTables;
extern const NameTable kKeyboardShifts;
extern const NameTable kLights;
extern const NameTable kLightFlags;
extern const NameTable kMapperFlags;
extern const NameTable kScsiDirections;
extern const NameTable kScsiFlags;
extern const NameTable kScsiFlags4;
extern const NameTable kScsiInformation;
extern const NameTable kScsiProtocols;
extern const NameTable kScsiSubprotocols;
extern const NameTable kGpioEvents;
extern const NameTable kBtrfsCompressions;
extern const NameTable kBtrfsCompatibleFeatures;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_DEVICES_H_
