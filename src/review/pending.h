// P.pending: the file beside a policy that holds what its failed checks would change in it.
#ifndef SYSASSERT_REVIEW_PENDING_H_
#define SYSASSERT_REVIEW_PENDING_H_

#include <string>
#include <string_view>

#include "review/change.h"
#include "sysassert/result.h"

namespace sysassert::review {

// The line that makes a file one of these.
inline constexpr std::string_view kPendingVersion = "sysassert-pending: 1\n";

// "app.yaml.pending" of "app.yaml".
std::string PendingFile(const std::string& policy);

// The file's text, and back. Reading fails at the place of what such a file would not have.
std::string TextOf(const Pending& pending, const std::string& policy);
Result<Pending> ReadPending(const std::string& text, const std::string& name);

// `pending` without what `command` asked for, and with `news` instead.
Pending Renewed(Pending pending, const std::string& command, Pending news);

}  // namespace sysassert::review

#endif  // SYSASSERT_REVIEW_PENDING_H_
