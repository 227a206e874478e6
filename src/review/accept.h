// Taking a change into a policy's text.
#ifndef SYSASSERT_REVIEW_ACCEPT_H_
#define SYSASSERT_REVIEW_ACCEPT_H_

#include <string>

#include "review/change.h"
#include "sysassert/result.h"

namespace sysassert::review {

// The form of a change that is proposed, in one line: "only.read gains /etc/x", "few-opens: 44".
std::string Describe(const Change& change);

// `text`, of the policy at `path`, with the proposed form of `change`; as it was, where it has it
// already. Comments and layout stay. Fails where the layout allows no such edit, or where the
// policy would no longer load.
Result<std::string> Accept(const std::string& text, const std::string& path, const Change& change);

}  // namespace sysassert::review

#endif  // SYSASSERT_REVIEW_ACCEPT_H_
