// The families as they are written: one row each. Private to tables/.
#ifndef SYSASSERT_TABLES_FAMILIES_H_
#define SYSASSERT_TABLES_FAMILIES_H_

#include <vector>

#include "tables/sets.h"

namespace sysassert::tables {

struct FamilyRow {
  std::string_view name;
  std::string_view summary;
  std::vector<Sysno> calls;
  Split split = Split::kNone;
};
const std::vector<FamilyRow>& FamilyRows();

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_FAMILIES_H_
