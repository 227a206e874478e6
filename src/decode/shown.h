// Which arguments strace shows: some are there only if another says so.
#ifndef SYSASSERT_DECODE_SHOWN_H_
#define SYSASSERT_DECODE_SHOWN_H_

#include <cstdint>
#include <string_view>

#include "capture/format.h"
#include "tables/row.h"

namespace sysassert::decode {

// A list of arguments in the order they are shown, each with the label strace gives it, or none.
struct Shown {
  struct Argument {
    int index = 0;
    std::string_view label;  // "flags=" of clone
  };
  Argument arguments[6];
  int count = 0;

  void Add(int index, std::string_view label = {}) { arguments[count++] = {index, label}; }
};
// All that the kernel takes, whatever they mean.
Shown AllArguments(const tables::Row& row);
Shown ShownArguments(const capture::CallRecord& record, const tables::Row& row);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_SHOWN_H_
