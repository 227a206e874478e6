// Results: what stands behind the `=`.
#ifndef SYSASSERT_DECODE_RESULT_H_
#define SYSASSERT_DECODE_RESULT_H_

#include <string>

#include "decode/call_view.h"
#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

// "3", "0x7f…", "-1 ENOENT (No such file or directory)", "? ERESTARTSYS (…)", "0 (Timeout)"; "?"
// for a call that never returned.
std::string ResultText(const CallView& call, const tables::Row& row, const Style& style = {});

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_RESULT_H_
