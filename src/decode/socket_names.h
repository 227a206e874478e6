// The addresses of a call, each with the file that a name of AF_UNIX leads to.
#ifndef SYSASSERT_DECODE_SOCKET_NAMES_H_
#define SYSASSERT_DECODE_SOCKET_NAMES_H_

#include <string>
#include <vector>

#include "sysassert/call.h"

namespace sysassert::decode {

struct SocketName {
  std::string passed;    // as SocketAddress spells it: "127.0.0.1:9", "unix:x"; "unknown"
  std::string resolved;  // the same, with a socket's absolute path: "unix:/w/x". Empty where it
                         // could not be found out
};

// What the call passes or is told, in order: several of sendmmsg(2). An address that the kernel
// told is the peer's own name for itself: where that is relative, nobody knows what it starts from.
std::vector<SocketName> SocketNames(const Call& call);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_SOCKET_NAMES_H_
