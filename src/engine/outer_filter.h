// A filter outside ours: a container's. It is asked before ours, and what it answers itself never
// stops.
#ifndef SYSASSERT_ENGINE_OUTER_FILTER_H_
#define SYSASSERT_ENGINE_OUTER_FILTER_H_

#include <optional>
#include <string>

#include "sysassert/interest.h"

namespace sysassert::engine {

enum class OuterFilter {
  kDistrusted,  // who may not read it cannot know what it answers: ours serves below none
  kTried,       // ours serves if each call of interest that is tried comes to it
};

// Why a filter of ours may not serve `interest` below what is in force in this thread, for a
// reader; none where it may. kTried is found out by a child that tries each call, by both ABIs,
// below our filter, with zeros, with ones and with each value that an argument has a name for: none
// of them runs. What an outer filter answers for other arguments is not found. Takes about 5 µs a
// call, and nothing where no filter is in force.
std::optional<std::string> WhyNoFilter(const Interest& interest, OuterFilter outer);

}  // namespace sysassert::engine

#endif  // SYSASSERT_ENGINE_OUTER_FILTER_H_
