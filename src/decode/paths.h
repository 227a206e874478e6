// The path arguments of a call, for loops over millions of them.
#ifndef SYSASSERT_DECODE_PATHS_H_
#define SYSASSERT_DECODE_PATHS_H_

#include <vector>

#include "sysassert/call.h"

namespace sysassert::decode {

// Call::paths(), in the place of what `paths` held: its memory is used again.
void ReadPaths(const Call& call, std::vector<PathArgument>* paths);

// The descriptors that the call made: what it returned, or both ends of a pipe or of a pair of
// sockets.
std::vector<Descriptor> MadeDescriptors(const Call& call);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_PATHS_H_
