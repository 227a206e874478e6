// What the kernel takes of an argument's register, as a number.
#ifndef SYSASSERT_ARGUMENT_NUMBER_H_
#define SYSASSERT_ARGUMENT_NUMBER_H_

#include <cstdint>

#include "sysassert/call.h"

namespace sysassert {

// An int, an id or a word of flags has 32 bits, and programs leave the upper half of the register
// to whatever was there. Ids, modes and words of flags have no sign.
struct ArgumentNumber {
  std::int64_t value = 0;
  bool narrow = true;  // of 32 bits
};

inline ArgumentNumber AsNumber(const Argument& argument) {
  switch (argument.kind) {
    case ArgumentKind::kInteger:
    case ArgumentKind::kEnum:
    case ArgumentKind::kFd:
    case ArgumentKind::kDirfd:
    case ArgumentKind::kPid:
    case ArgumentKind::kSignal:
    case ArgumentKind::kClock:
      return {static_cast<std::int32_t>(argument.value), true};
    case ArgumentKind::kUnsigned:
    case ArgumentKind::kFlags:
    case ArgumentKind::kMode:
    case ArgumentKind::kUid:
    case ArgumentKind::kGid:
      return {static_cast<std::uint32_t>(argument.value), true};
    default:
      return {static_cast<std::int64_t>(argument.value), false};
  }
}

}  // namespace sysassert

#endif  // SYSASSERT_ARGUMENT_NUMBER_H_
