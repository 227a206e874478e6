// Registers: values that need no memory.
#ifndef SYSASSERT_DECODE_REGISTERS_H_
#define SYSASSERT_DECODE_REGISTERS_H_

#include <cstdint>
#include <string>

#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

// What a register holds that `parameter` describes; of a pointer, the address.
std::string RegisterText(const tables::Parameter& parameter, std::uint64_t value, Abi abi,
                         const Style& style);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_REGISTERS_H_
