// Writes a recording into a file of its own.
#ifndef SYSASSERT_CAPTURE_SAVE_H_
#define SYSASSERT_CAPTURE_SAVE_H_

#include <string>

#include "capture/blocks.h"
#include "sysassert/result.h"

namespace sysassert::capture {

// `path` is made anew, or stays as it was: an Error leaves no part of it.
Status Save(const Blocks& blocks, const std::string& path);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_SAVE_H_
