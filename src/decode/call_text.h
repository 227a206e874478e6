// A call's text in two parts, as it is known: what its entry tells, and what its exit adds.
#ifndef SYSASSERT_DECODE_CALL_TEXT_H_
#define SYSASSERT_DECODE_CALL_TEXT_H_

#include <string>

#include "decode/call_view.h"
#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

// "openat"; "syscall_0x1d5" for a number in no table.
std::string CallName(Sysno id, int number);

// Appends the arguments, without a parenthesis, up to the first one that the kernel has still to
// write, whose comma it ends with: "3, ". Answers how many were written.
int AppendEntryArguments(std::string* text, const CallView& call, const tables::Row& row,
                         const Style& style);
// Appends the arguments from the one after the first `written`.
void AppendExitArguments(std::string* text, const CallView& call, const tables::Row& row,
                         const Style& style, int written);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_CALL_TEXT_H_
