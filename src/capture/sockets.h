// Sockets of another process, asked about through a copy of its descriptor: no file in /proc says
// these things.
#ifndef SYSASSERT_CAPTURE_SOCKETS_H_
#define SYSASSERT_CAPTURE_SOCKETS_H_

#include <optional>
#include <string>

namespace sysassert::capture {

struct SocketFacts {
  int family = -1;       // -1: not known
  bool listens = false;  // bytes go over what it accepts, and never over itself
};
SocketFacts FactsOfSocket(int pid, int fd);

// Who listened where a socket of this machine (AF_UNIX, of a connection) is connected to.
struct Server {
  int pid = 0;          // 0: of a namespace that is not ours
  std::string name;     // of its process; empty: not known, or gone
  std::string address;  // a path as it was bound, or "@" and an abstract name; bytes
};
// nullopt where it is no such socket, or cannot be asked.
std::optional<Server> ServerOf(int pid, int fd);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_SOCKETS_H_
