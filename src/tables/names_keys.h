// What keyctl's operations take. See names_keys.cc.
#ifndef SYSASSERT_TABLES_NAMES_KEYS_H_
#define SYSASSERT_TABLES_NAMES_KEYS_H_

#include "tables/row.h"

namespace sysassert::tables {

extern const NameTable kKeyPermissions;
extern const NameTable kKeyMoveFlags;
extern const NameTable kDefaultKeyrings;
extern const NameTable kKeyCapabilities0;
extern const NameTable kKeyCapabilities1;

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_NAMES_KEYS_H_
