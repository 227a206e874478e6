// Words of the structures that bpf, perf_event_open, io_uring, seccomp, quotactl and their like
// take. See names_attributes.cc.
#ifndef SYSASSERT_TABLES_NAMES_ATTRIBUTES_H_
#define SYSASSERT_TABLES_NAMES_ATTRIBUTES_H_

#include "tables/row.h"

namespace sysassert::tables {

// From the kernel's headers, by generate/constants.py.
extern const NameTable kIoUringSetupFlags;
extern const NameTable kIoUringFeatures;
extern const NameTable kIoUringOperations;
extern const NameTable kIoUringSupport;
extern const NameTable kIoUringEntryFlags;
extern const NameTable kIoUringRestrictions;
extern const NameTable kIoUringResourceFlags;
extern const NameTable kBpfMapTypes;
extern const NameTable kBpfProgramTypes;
extern const NameTable kBpfAttachTypes;
extern const NameTable kBpfMapFlags;
extern const NameTable kBpfFileFlags;
extern const NameTable kBpfElementFlags;
extern const NameTable kBpfLookupFlags;
extern const NameTable kBpfProgramFlags;
extern const NameTable kBpfAttachFlags;
extern const NameTable kBpfQueryFlags;
extern const NameTable kBpfTestFlags;
extern const NameTable kBpfDescriptorTypes;
extern const NameTable kPerfTypes;
extern const NameTable kPerfSizes;
extern const NameTable kPerfHardware;
extern const NameTable kPerfSoftware;
extern const NameTable kPerfCaches;
extern const NameTable kPerfCacheOperations;
extern const NameTable kPerfCacheResults;
extern const NameTable kPerfSamples;
extern const NameTable kPerfReads;
extern const NameTable kPerfBranches;
extern const NameTable kBreakpoints;
extern const NameTable kQuotaTypes;
extern const NameTable kQuotaFormats;
extern const NameTable kQuotaValid;
extern const NameTable kEthernetProtocols;
extern const NameTable kPacketTypes;
extern const NameTable kKvmExits;
extern const NameTable kKvmMemoryFlags;
extern const NameTable kKvmCapabilities;
extern const NameTable kLoopFlags;
extern const NameTable kLoopCryptTypes;
extern const NameTable kFaultFeatures;
extern const NameTable kFaultRegisterModes;
extern const NameTable kFaultCopyModes;
extern const NameTable kFaultZeroModes;
extern const NameTable kFileXflags;
extern const NameTable kPtpFlags;
extern const NameTable kInputEvents;
extern const NameTable kInputAxes;
extern const NameTable kInputKeys;
extern const NameTable kBpfProbeFlags;
extern const NameTable kInputMotions;
extern const NameTable kInputMiscellany;
extern const NameTable kInputSwitches;
extern const NameTable kInputLights;
extern const NameTable kInputSounds;
extern const NameTable kInputRepeats;
extern const NameTable kInputProperties;
extern const NameTable kInputTouches;
extern const NameTable kInputForces;
extern const NameTable kInputForceStates;

// Of instructions: classic BPF's and eBPF's; linux/filter.h, linux/bpf.h.
extern const NameTable kFilterClasses;
extern const NameTable kFilterSizes;
extern const NameTable kFilterModes;
extern const NameTable kFilterSources;
extern const NameTable kFilterAluOperations;
extern const NameTable kFilterJumps;
extern const NameTable kFilterReturns;
extern const NameTable kFilterMiscellaneous;
extern const NameTable kFilterAncillary;
extern const NameTable kProgramClasses;
extern const NameTable kProgramSizes;
extern const NameTable kProgramModes;
extern const NameTable kProgramAluOperations;
extern const NameTable kProgramJumps;
extern const NameTable kProgramRegisters;

// Of quotas; linux/quota.h, linux/dqblk_xfs.h.
extern const NameTable kXfsQuotaStates;
extern const NameTable kXfsQuotaKinds;
extern const NameTable kQuotaInfoFlags;
extern const NameTable kQuotaInfoValid;
extern const NameTable kQuotaCommands;

extern const NameTable kBpfBatchFlags;
extern const NameTable kNumaNodes;
extern const NameTable kWorkerKinds;  // io_uring's

// Of addresses; linux/vm_sockets.h, and headers of the kernel's that are not installed.
extern const NameTable kMachineIds;
extern const NameTable kMachinePorts;
extern const NameTable kMachineFlags;
extern const NameTable kAlgorithmFlags;
extern const NameTable kHciChannels;
extern const NameTable kL2capServices;
extern const NameTable kL2capChannels;
extern const NameTable kDeviceAddressTypes;
extern const NameTable kBluetoothProtocols;

// Of devices.
extern const NameTable kKvmCpuidFlags;
extern const NameTable kPartitionOperations;
extern const NameTable kModemLines;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_ATTRIBUTES_H_
