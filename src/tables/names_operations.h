// What the operations of prctl, ptrace, futex and their like take. See names_operations.cc.
#ifndef SYSASSERT_TABLES_NAMES_OPERATIONS_H_
#define SYSASSERT_TABLES_NAMES_OPERATIONS_H_

#include "tables/row.h"

namespace sysassert::tables {

extern const NameTable kUnaligned;
extern const NameTable kSeccompModes;
extern const NameTable kTscModes;
extern const NameTable kSecureBits;
extern const NameTable kMceKills;
extern const NameTable kMceKillPolicies;
extern const NameTable kMemoryMapFields;
extern const NameTable kFloatModes;
extern const NameTable kAmbientOperations;
extern const NameTable kSpeculations;
extern const NameTable kSpeculationFlags;
extern const NameTable kPointerKeys;
extern const NameTable kTaggedAddresses;
extern const NameTable kDispatchModes;
extern const NameTable kSchedCoreOperations;
extern const NameTable kPidTypes;
extern const NameTable kLogLevels;
extern const NameTable kVmaSettings;
extern const NameTable kXfeatureNumbers;
extern const NameTable kXfeatures;
extern const NameTable kRegisterSets;
extern const NameTable kPeekSiginfoFlags;
extern const NameTable kVectorLengths;
extern const NameTable kCapabilityVersions;
extern const NameTable kIoprioClasses;
extern const NameTable kFutexOps;
extern const NameTable kFutexCompares;
extern const NameTable kPersonas;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_OPERATIONS_H_
