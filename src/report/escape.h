// Text of unknown bytes, made safe for a terminal, a log, a JSON string or an XML document.
#ifndef SYSASSERT_REPORT_ESCAPE_H_
#define SYSASSERT_REPORT_ESCAPE_H_

#include <string>
#include <string_view>

#include "decode/printable.h"

namespace sysassert::report {

using decode::Newlines;
using decode::Printable;

// True if Printable() would change nothing.
bool IsPrintable(std::string_view bytes);

// RFC 4648, padded.
std::string Base64(std::string_view bytes);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_ESCAPE_H_
