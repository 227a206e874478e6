// Arguments whose meaning another argument decides: fcntl's third, an ioctl's, a socket's protocol.
#ifndef SYSASSERT_TABLES_VARIANTS_H_
#define SYSASSERT_TABLES_VARIANTS_H_

#include <cstdint>

#include "tables/row.h"

namespace sysassert::tables {

// What argument `index` is in a call with these registers: a variant, or else what the row says.
const Parameter& ParameterOf(const Row& row, int index, const std::uint64_t (&args)[6], Abi abi);

bool HasVariants(Sysno id);

// Which arguments a call with these registers takes, as bits: prctl's operations take one to five.
unsigned ArgumentsTaken(const Row& row, const std::uint64_t (&args)[6]);

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_VARIANTS_H_
