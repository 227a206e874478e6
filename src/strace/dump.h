// Dump: what a call read or wrote, in hexadecimal (-e read=, -e write=).
#ifndef SYSASSERT_STRACE_DUMP_H_
#define SYSASSERT_STRACE_DUMP_H_

#include <string>

#include "decode/call_view.h"
#include "decode/style.h"
#include "strace/options.h"
#include "tables/row.h"

namespace sysassert::strace {

// The lines below a call that has succeeded; empty where its descriptor is in neither set, or it
// moves no data through memory. At most 16 MiB of each buffer.
std::string DumpText(const Options& options, const decode::CallView& call, const tables::Row& row,
                     const decode::Memory& memory);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_DUMP_H_
