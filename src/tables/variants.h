// Arguments whose meaning another argument decides: fcntl's third, an ioctl's, a socket's protocol.
#ifndef SYSASSERT_TABLES_VARIANTS_H_
#define SYSASSERT_TABLES_VARIANTS_H_

#include <cstdint>
#include <vector>

#include "tables/row.h"

namespace sysassert::tables {

// What argument `index` is in a call with these registers: a variant, or else what the row says.
const Parameter& ParameterOf(const Row& row, int index, const std::uint64_t (&args)[6], Abi abi);

bool HasVariants(Sysno id);

// What makes an argument another one: these values of one or two others.
struct Selection {
  int by = 0;
  std::uint32_t value = 0;
  int also = -1;  // -1: of no other
  std::uint32_t also_value = 0;
};
std::vector<Selection> SelectionsOf(Sysno id);

// Which arguments a call with these registers takes, as bits: prctl's operations take one to five.
unsigned ArgumentsTaken(const Row& row, const std::uint64_t (&args)[6]);

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_VARIANTS_H_
