// The tables of names that rows and decode/ refer to, by the file that defines them. Private to
// tables/ and decode/: others see names through a Parameter.
#ifndef SYSASSERT_TABLES_NAMES_H_
#define SYSASSERT_TABLES_NAMES_H_

#include "tables/row.h"

namespace sysassert::tables {

// names_files.cc
extern const NameTable kNoFlags;
extern const NameTable kOpenFlags;
extern const NameTable kOpenFlagsAarch64;
extern const NameTable kResolveFlags;
extern const NameTable kDupFlags;
extern const NameTable kFdCreateFlags;
extern const NameTable kPipeFlags;
extern const NameTable kCloseRangeFlags;
extern const NameTable kMemfdFlags;
extern const NameTable kFcntlCommands;
extern const NameTable kDescriptorFlags;
extern const NameTable kSeals;
extern const NameTable kLockTypes;
extern const NameTable kEntryTypes;
extern const NameTable kNotifyFlags;
extern const NameTable kFlockOperations;
extern const NameTable kWhence;
extern const NameTable kReadWriteFlags;
extern const NameTable kSpliceFlags;
extern const NameTable kFadvise;
extern const NameTable kFallocateModes;
extern const NameTable kSyncFileRangeFlags;
extern const NameTable kAccessModes;
extern const NameTable kFaccessatFlags;
extern const NameTable kAtStatFlags;
extern const NameTable kAtNofollowFlags;
extern const NameTable kLinkatFlags;
extern const NameTable kHandleFlags;
extern const NameTable kUnlinkatFlags;
extern const NameTable kRenameFlags;
extern const NameTable kStatxFlags;
extern const NameTable kStatxSync;  // the part of them that says how fresh the answer is to be
extern const NameTable kStatxLookup;
extern const NameTable kStatxMask;
extern const NameTable kStatxAttributes;
extern const NameTable kFileTypes;
extern const NameTable kXattrFlags;
extern const NameTable kInotifyInitFlags;
extern const NameTable kInotifyMask;
extern const NameTable kFanotifyInitFlags;
extern const NameTable kFanotifyMarkFlags;
extern const NameTable kFanotifyMask;

// names_ioctl.cc
extern const NameTable kIoctls;
// All that a request may be, joined by " or "; _IOC(_IOC_READ, 0x54, 0x30, 0x4) where no header
// names it.
// A request holds the size of its structure, so a 32-bit process has numbers of its own.
std::string IoctlText(std::uint64_t request, Abi abi = Abi::kX86_64);
// Has it a name? What another ABI calls so is only its parts here.
bool IsIoctl(std::uint64_t request, Abi abi);
// Is this number that of a request of 64-bit processes alone? It may be another one of i386's.
bool IsIoctlOfWideAlone(std::uint64_t request);

// names_ipc.cc
extern const NameTable kIpcKeys;
extern const NameTable kIpcGetFlags;
extern const NameTable kShmgetFlags;
extern const NameTable kShmatFlags;
extern const NameTable kShmctlCommands;
extern const NameTable kSemctlCommands;
extern const NameTable kMsgctlCommands;
extern const NameTable kMsgFlags;
extern const NameTable kSemaphoreFlags;  // sem_flg of an operation
extern const NameTable kIpcCalls;
extern const NameTable kFutexOperations;
extern const NameTable kFutexBitsets;
extern const NameTable kFutex2Flags;
extern const NameTable kIoUringEnterFlags;
extern const NameTable kIoUringRegisterOpcodes;

// names_memory.cc
extern const NameTable kProtFlags;
extern const NameTable kProtFlagsAarch64;
extern const NameTable kMmapFlags;
extern const NameTable kMsyncFlags;
extern const NameTable kMadvise;
extern const NameTable kMremapFlags;
extern const NameTable kMlockallFlags;
extern const NameTable kMlock2Flags;
extern const NameTable kShadowStackFlags;
extern const NameTable kPkeyRights;
extern const NameTable kMembarrierCommands;
extern const NameTable kMembarrierFlags;
extern const NameTable kMempolicyModes;
extern const NameTable kMempolicyFlags;
extern const NameTable kMovePagesFlags;
extern const NameTable kMbindFlags;
extern const NameTable kGetMempolicyFlags;
extern const NameTable kUserfaultfdFlags;

// names_mounts.cc
extern const NameTable kMountFlags;
extern const NameTable kUmountFlags;
extern const NameTable kOpenTreeFlags;
extern const NameTable kMountSetattrFlags;
extern const NameTable kMoveMountFlags;
extern const NameTable kFsopenFlags;
extern const NameTable kFsmountFlags;
extern const NameTable kFspickFlags;
extern const NameTable kFsconfigCommands;
extern const NameTable kMountAttributes;
extern const NameTable kMountAttributeBits;
extern const NameTable kPropagations;
extern const NameTable kListmountFlags;
extern const NameTable kFilesystems;
extern const NameTable kStatfsFlags;
extern const NameTable kSwapFlags;
extern const NameTable kSyslogActions;
extern const NameTable kRebootMagics;
extern const NameTable kRebootCommands;
extern const NameTable kModuleInitFlags;
extern const NameTable kDeleteModuleFlags;
extern const NameTable kKexecFlags;
extern const NameTable kKexecArchitectures;  // the upper half of them
extern const NameTable kKexecOptions;
extern const NameTable kKexecFileFlags;

// names_network.cc
extern const NameTable kAddressFamilies;
extern const NameTable kSocketTypes;
extern const NameTable kSocketFlags;
extern const NameTable kIpProtocols;
extern const NameTable kNetlinkProtocols;
extern const NameTable kMessageFlags;
extern const NameTable kShutdownHow;
extern const NameTable kControlTypes;
extern const NameTable kSocketLevels;
extern const NameTable kSocketcallCalls;

// names_process.cc
extern const NameTable kCloneFlags;
extern const NameTable kClone3Flags;
extern const NameTable kNamespaceFlags;
extern const NameTable kDumpable;
extern const NameTable kUnshareFlags;
extern const NameTable kWaitOptions;
extern const NameTable kWaitIdTypes;
extern const NameTable kPidfdOpenFlags;
extern const NameTable kPtraceRequests;
extern const NameTable kPtraceOptions;
extern const NameTable kPrctlOptions;
extern const NameTable kArchPrctlCodes;
extern const NameTable kPersonality;
extern const NameTable kKcmpTypes;
extern const NameTable kRseqFlags;
extern const NameTable kSchedPolicies;
extern const NameTable kSchedFlags;  // of struct sched_attr
extern const NameTable kPriorityWhich;
extern const NameTable kIoprioWhich;
extern const NameTable kRlimits;
extern const NameTable kCapabilities;
extern const NameTable kRusageWho;

// names_security.cc
extern const NameTable kSeccompOperations;
extern const NameTable kSeccompFlags;
extern const NameTable kLandlockCreateFlags;
extern const NameTable kLandlockRuleTypes;
extern const NameTable kLandlockRestrictFlags;
extern const NameTable kLsmAttributes;
extern const NameTable kLsmFlags;
extern const NameTable kKeyrings;
extern const NameTable kKeyctlOperations;
extern const NameTable kGetrandomFlags;
extern const NameTable kPerfFlags;
extern const NameTable kBpfCommands;

// names_signal.cc
extern const NameTable kSigprocmaskHow;
extern const NameTable kSigactionFlags;
extern const NameTable kStackFlags;
extern const NameTable kSignalfdFlags;
extern const NameTable kPidfdSignalFlags;
extern const NameTable kSignalCodes;
extern const NameTable kSigeventNotify;
extern const NameTable kPollCodes;
extern const NameTable kSysCodes;
extern const NameTable kAuditArchitectures;
extern const NameTable kChildCodes;
// si_code where a fault made the signal.
extern const NameTable kFaultCodes;
extern const NameTable kBusCodes;
extern const NameTable kIllegalCodes;
extern const NameTable kArithmeticCodes;
extern const NameTable kTrapCodes;

// names_time.cc
extern const NameTable kClocks;
extern const NameTable kTimerFlags;
extern const NameTable kTimerfdFlags;
extern const NameTable kTimerfdSettimeFlags;
extern const NameTable kItimers;
extern const NameTable kAsyncIoOperations;
extern const NameTable kAsyncIoFlags;
extern const NameTable kQueueFlags;
extern const NameTable kPollEvents;
extern const NameTable kEpollEvents;
extern const NameTable kEpollOperations;
extern const NameTable kEpollCreateFlags;
extern const NameTable kEventfdFlags;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_H_
