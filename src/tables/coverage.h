// How much of the kernel's interface the rows describe whole.
#ifndef SYSASSERT_TABLES_COVERAGE_H_
#define SYSASSERT_TABLES_COVERAGE_H_

#include <vector>

#include "tables/row.h"

namespace sysassert::tables {

struct Coverage {
  int rows = 0;               // calls of that ABI; each has a row
  int fully_decoded = 0;      // of them, those with no argument left as a bare pointer
  std::vector<Sysno> partly;  // the others
};
Coverage CoverageOf(Abi abi);

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_COVERAGE_H_
