// What differs by ABI from x86_64's rows. Private to tables/.
#ifndef SYSASSERT_TABLES_ABI_ROWS_H_
#define SYSASSERT_TABLES_ABI_ROWS_H_

#include <array>

#include "tables/row.h"

namespace sysassert::tables {

using AbiRows = std::array<Row, kSysnoCount>;
AbiRows I386Rows(const AbiRows& x86_64);
// Gives a structure the layout that a 32-bit process has of it.
void AdaptToI386(Parameter* parameter);
AbiRows Aarch64Rows(const AbiRows& x86_64);

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_ABI_ROWS_H_
