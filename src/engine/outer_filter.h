// A filter outside ours: a container's. It is asked before ours, and what it answers itself never
// stops.
#ifndef SYSASSERT_ENGINE_OUTER_FILTER_H_
#define SYSASSERT_ENGINE_OUTER_FILTER_H_

#include <optional>
#include <string>

#include "sysassert/call.h"
#include "sysassert/interest.h"

namespace sysassert::engine {

struct AnsweredOutside {
  Sysno id;
  Abi abi;
};

// A call of `interest` that a filter in force in this process answers before ours would be asked;
// none where there is no such filter, or it lets all of them pass. Found out by a child that tries
// each call, by both ABIs, below our filter: none of them runs. What a filter answers for other
// arguments than those that are tried is not found. Takes about 5 µs a call, and nothing where this
// process has no filter.
std::optional<AnsweredOutside> AnsweredByOuterFilter(const Interest& interest);
// The same for a reader.
std::string AnsweredText(const AnsweredOutside& answered);

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_OUTER_FILTER_H_
