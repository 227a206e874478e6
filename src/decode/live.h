// What only a thread that is stopped at its call can show: the objects behind pointers that are not
// copied into recordings, since they are large, many, or secret. Needs Style::memory.
#ifndef SYSASSERT_DECODE_LIVE_H_
#define SYSASSERT_DECODE_LIVE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "decode/call_view.h"
#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

// Argument `i`, whose row says `parameter`. Nothing where there is no memory, no such object, or
// what was captured says as much.
std::optional<std::string> LiveText(const CallView& call, const tables::Row& row,
                                    const tables::Parameter& parameter, int i, const Style& style);
// Is it the call that fills the object, so that it is shown at its exit?
bool IsFilledByCall(const tables::Row& row, const tables::Parameter& parameter, const Style& style);
// Does the call's end add to this argument, behind what its entry tells?
bool IsAnswered(const tables::Row& row, const tables::Parameter& parameter, const Style& style);
// What it adds: " => {parent_tid=[7]}"; empty where the call failed.
std::string AnswerText(const CallView& call, const tables::Row& row, int i, const Style& style);
// What select(2) found, behind its result: "out [1], left {tv_sec=0, tv_usec=499998}".
std::string SelectAnswer(const CallView& call, const tables::Row& row, const Style& style);
// What is left of the time of ppoll(2) or recvmmsg(2): ", left {tv_sec=0, tv_nsec=5}"; empty where
// it had no limit.
std::string PollRemainder(const CallView& call, const tables::Row& row, const Style& style);
// What rt_sigreturn(2) finds at the stack pointer: "{mask=[INT]}"; empty where it cannot be read.
std::string SignalFrameText(std::uint64_t stack, const Style& style);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_LIVE_H_
