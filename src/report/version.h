// Ours, as `sysassert --version` and reports say; a test holds it to the project's.
#ifndef SYSASSERT_REPORT_VERSION_H_
#define SYSASSERT_REPORT_VERSION_H_

#include <string_view>

namespace sysassert::report {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_VERSION_H_
