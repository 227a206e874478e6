// The check of a recording that comes from a file: nothing in it is believed before this has
// passed.
#ifndef SYSASSERT_CAPTURE_RECORDING_CHECK_H_
#define SYSASSERT_CAPTURE_RECORDING_CHECK_H_

#include <cstdint>
#include <string>

namespace sysassert::capture {

// Checks every header, block, record, item and fact of the `bytes` at `base`. Returns what is wrong
// and where, or "" if nothing is.
std::string FindDamage(const char* base, std::uint64_t bytes);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_RECORDING_CHECK_H_
