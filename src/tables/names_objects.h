// Words in structures that commands of fcntl and ioctl take. See names_objects.cc.
#ifndef SYSASSERT_TABLES_NAMES_OBJECTS_H_
#define SYSASSERT_TABLES_NAMES_OBJECTS_H_

#include "tables/row.h"

namespace sysassert::tables {

extern const NameTable kOwnerTypes;
extern const NameTable kSeccompActions;
extern const NameTable kLandlockAccess;
extern const NameTable kClockModes;   // of adjtimex(2)
extern const NameTable kClockStatus;  // likewise
extern const NameTable kClockStates;  // what it returns
extern const NameTable kFileFlags;
extern const NameTable kFiemapFlags;
extern const NameTable kFiemapExtentFlags;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_OBJECTS_H_
