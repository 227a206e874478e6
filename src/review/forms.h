// Forms: the ways in which a policy may say what was seen, from the narrowest to the widest.
#ifndef SYSASSERT_REVIEW_FORMS_H_
#define SYSASSERT_REVIEW_FORMS_H_

#include <string>
#include <vector>

#include "learn/guard.h"
#include "learn/path_pattern.h"

namespace sysassert::review {

// As an entry of a policy, which gets no variables of its own for it.
std::string Written(const learn::PathPattern& pattern);

// The path itself, its numbers or what makes it a temporary one left open, its directory: as far as
// `guard` permits.
std::vector<learn::PathPattern> FormsOf(const learn::PathPattern& path, const learn::Guard& guard);

// An address, "127.0.0.1:80", and every port of its host.
std::vector<std::string> AddressForms(const std::string& address);

}  // namespace sysassert::review

#endif  // SYSASSERT_REVIEW_FORMS_H_
