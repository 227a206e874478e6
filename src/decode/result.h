// Results: what stands behind the `=`.
#ifndef SYSASSERT_DECODE_RESULT_H_
#define SYSASSERT_DECODE_RESULT_H_

#include <string>

#include "capture/recording.h"
#include "tables/row.h"

namespace sysassert::decode {

// "3", "0x7f…", "-1 ENOENT (No such file or directory)", "? ERESTARTSYS (…)", "0 (Timeout)"; "?"
// for a call that never returned.
std::string ResultText(const capture::Recording& recording, std::size_t index,
                       const tables::Row& row);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_RESULT_H_
