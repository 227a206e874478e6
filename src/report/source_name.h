// How tools that know the repository call a policy file.
#ifndef SYSASSERT_REPORT_SOURCE_NAME_H_
#define SYSASSERT_REPORT_SOURCE_NAME_H_

#include <string>
#include <string_view>

#include "report/report.h"

namespace sysassert::report {

struct SourceName {
  enum class Kind { kBelowRoot, kAbsolute, kStock } kind;
  // Any bytes. "ci/app.yaml", never with a "..", below the root; "/etc/app.yaml"; "no-network.yaml"
  // of stock:no-network.
  std::string path;
};
SourceName NameOfSource(const SourceTree& sources, std::string_view file);

// A path as part of a URI (RFC 3986): every byte but the unreserved ones and '/' as %XX.
std::string UriPath(std::string_view path);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_SOURCE_NAME_H_
