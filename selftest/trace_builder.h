// Recordings made by hand, as policy tests make theirs.
#ifndef SYSASSERT_SELFTEST_TRACE_BUILDER_H_
#define SYSASSERT_SELFTEST_TRACE_BUILDER_H_

#include "trial/trace_builder.h"

namespace sysassert::selftest {

using trial::FakeCall;
using trial::TraceBuilder;

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_TRACE_BUILDER_H_
