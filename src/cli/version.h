// Ours, as `sysassert --version` says; a test holds it to the project's.
#ifndef SYSASSERT_CLI_VERSION_H_
#define SYSASSERT_CLI_VERSION_H_

#include <string_view>

namespace sysassert::cli {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_VERSION_H_
