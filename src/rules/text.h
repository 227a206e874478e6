// Words that violations are told in.
#ifndef SYSASSERT_RULES_TEXT_H_
#define SYSASSERT_RULES_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "decode/printable.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

inline constexpr std::size_t kListed = 10;  // offenders that a failure lists

using decode::Printable;  // a path may hold anything
std::string Quoted(std::string_view text);
// `text`, and in the right column the place that it is about: "…   app.yaml:13:5"; without a line
// `text` alone. Printable.
std::string WithPlace(std::string text, const SourcePosition& position);
// "app[17], thread main, started by make[9]"
std::string ProcessText(const Call& call);
// strace's text of a call; where it is about a descriptor, with the file that this names.
std::string TextWithFile(const Call& call);
// The addresses of a call: "unix:/w/x (passed "unix:x")"; "none".
std::string AddressText(const Call& call);
// "call 412, openat(…) = 3"
std::string CallText(const Call& call);

// "nearest" fields: the calls that all but matched, each with what differs.
void AddNearest(const Trace& seen, const Pattern& pattern, Violation* violation);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_TEXT_H_
