// Variant: what an argument is where another one has a certain value. Private to tables/.
#ifndef SYSASSERT_TABLES_VARIANT_H_
#define SYSASSERT_TABLES_VARIANT_H_

#include <cstdint>

#include "sysassert/sysno.h"
#include "tables/row.h"

namespace sysassert::tables::build {

struct Variant {
  Sysno id;
  std::int8_t index;    // this argument
  std::int8_t by;       // where this one
  std::uint32_t value;  // has this value
  Parameter parameter;
  std::int8_t also = -1;         // and this one, if any,
  std::uint32_t also_value = 0;  // has this value
};

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_VARIANT_H_
