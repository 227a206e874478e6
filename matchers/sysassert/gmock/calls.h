// The families, as functions: in a namespace of their own, so that fixtures with a Close() or a
// Write() still work. Each takes a path (a string is equality; Glob and gMock's string matchers are
// explicit) and, inside NeverBetween, what it has in common with the opening call.
#ifndef SYSASSERT_GMOCK_CALLS_H_
#define SYSASSERT_GMOCK_CALLS_H_

#include "sysassert/gmock/call_spec.h"

// One line, one family: its name here, and its name in the tables (`sysassert explain NAME` lists
// the calls).
#define SYSASSERT_FAMILY(Function, name)                    \
  template <typename... Args>                               \
  CallSpec Function(const Args&... args) {                  \
    return internal::Apply(internal::Named(name), args...); \
  }

namespace sysassert::calls {

SYSASSERT_FAMILY(Open, "open")
SYSASSERT_FAMILY(OpenForReading, "open-read")
SYSASSERT_FAMILY(OpenForWriting, "open-write")
SYSASSERT_FAMILY(Create, "create")
SYSASSERT_FAMILY(Read, "read")
SYSASSERT_FAMILY(Write, "write")
SYSASSERT_FAMILY(Close, "close")
SYSASSERT_FAMILY(Fsync, "fsync")
SYSASSERT_FAMILY(Rename, "rename")
SYSASSERT_FAMILY(Unlink, "unlink")
SYSASSERT_FAMILY(Rmdir, "rmdir")
SYSASSERT_FAMILY(Mkdir, "mkdir")
SYSASSERT_FAMILY(Link, "link")
SYSASSERT_FAMILY(Symlink, "symlink")
SYSASSERT_FAMILY(Readlink, "readlink")
SYSASSERT_FAMILY(Stat, "stat")
SYSASSERT_FAMILY(Access, "access")
SYSASSERT_FAMILY(Chmod, "chmod")
SYSASSERT_FAMILY(Chown, "chown")
SYSASSERT_FAMILY(Truncate, "truncate")
SYSASSERT_FAMILY(Seek, "lseek")
SYSASSERT_FAMILY(Dup, "dup")
SYSASSERT_FAMILY(Fcntl, "fcntl")
SYSASSERT_FAMILY(Ioctl, "ioctl")
SYSASSERT_FAMILY(ListDirectory, "getdents")
SYSASSERT_FAMILY(Socket, "socket")
SYSASSERT_FAMILY(Connect, "connect")
SYSASSERT_FAMILY(Bind, "bind")
SYSASSERT_FAMILY(Listen, "listen")
SYSASSERT_FAMILY(Accept, "accept")
SYSASSERT_FAMILY(Send, "send")
SYSASSERT_FAMILY(Recv, "recv")
SYSASSERT_FAMILY(Exec, "exec")
SYSASSERT_FAMILY(Spawn, "spawn")
SYSASSERT_FAMILY(Kill, "kill")
SYSASSERT_FAMILY(Wait, "wait")
SYSASSERT_FAMILY(Exit, "exit")
SYSASSERT_FAMILY(Mmap, "mmap")
SYSASSERT_FAMILY(Munmap, "munmap")
SYSASSERT_FAMILY(Mprotect, "mprotect")
SYSASSERT_FAMILY(Poll, "poll")
SYSASSERT_FAMILY(Sleep, "sleep")

}  // namespace sysassert::calls

#undef SYSASSERT_FAMILY

#endif  // SYSASSERT_GMOCK_CALLS_H_
