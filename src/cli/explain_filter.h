// `sysassert explain --filter POLICY`: what stops, and what it costs the rest.
#ifndef SYSASSERT_CLI_EXPLAIN_FILTER_H_
#define SYSASSERT_CLI_EXPLAIN_FILTER_H_

#include <string>

#include "sysassert/interest.h"

namespace sysassert::cli {

std::string FilterText(const Interest& interest);

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_EXPLAIN_FILTER_H_
