// The families, as functions: in a namespace of their own, so that fixtures with a Close() or a
// Write() still work. Each takes a path (a string is equality; Glob and gMock's string matchers are
// explicit) and, inside NeverBetween, what it has in common with the opening call. Connect, Bind
// and Accept take an address instead: sys::Connect("127.0.0.1:9"), sys::Bind(StartsWith("unix:")).
#ifndef SYSASSERT_GMOCK_CALLS_H_
#define SYSASSERT_GMOCK_CALLS_H_

#include <cstdlib>
#include <iostream>
#include <string>
#include <type_traits>
#include <utility>

#include "sysassert/gmock/call_spec.h"
#include "sysassert/record.h"

namespace sysassert {
namespace internal {

// A family or set by its name in the tables; a name that is in none is the author's mistake, and
// ends the program with the remedy.
inline CallSpec Named(const std::string& name) {
  auto calls = SelectCalls(name);
  if (!calls.ok()) {
    std::cerr << "sysassert: " << calls.error().Message() << std::endl;
    std::abort();
  }
  return {std::move(calls).value(), name};
}

enum class Object { kPath, kAddress };  // what a string says of a family's calls

template <Object kObject, typename Spec, typename Arg>
auto ApplyOne(const Spec& spec, const Arg& arg) {
  if constexpr (std::is_same_v<Arg, SameToken>)
    return spec.As(arg);
  else if constexpr (kObject == Object::kAddress)
    return spec.At(arg);
  else
    return spec.On(arg);
}
template <Object kObject, typename Spec>
Spec Apply(const Spec& spec) {
  return spec;
}
template <Object kObject, typename Spec, typename First, typename... Rest>
auto Apply(const Spec& spec, const First& first, const Rest&... rest) {
  return Apply<kObject>(ApplyOne<kObject>(spec, first), rest...);
}

}  // namespace internal

// One kernel call, a family ("open-write") or a set ("@network") by name.
inline CallSpec Syscall(Sysno id) {
  CallSelector calls = SelectCall(id);
  std::string name = calls.text;
  return {std::move(calls), std::move(name)};
}
inline CallSpec Calls(const std::string& name) { return internal::Named(name); }

// The interest of Record(command, Watching(sys::Open(), sys::Connect())).
template <typename... Specs>
Watch Watching(const CallSpec& first, const Specs&... more) {
  Interest interest;
  SysnoSet calls;
  for (const CallSpec& spec : {first, CallSpec(more)...}) {
    interest.Add(InterestOf(spec.pattern()));
    calls |= spec.pattern().calls.calls;
  }
  if (WatchingCalls(calls).interest.follows_descriptors()) interest.FollowDescriptors();
  return WatchingFor(interest);
}

}  // namespace sysassert

// One line, one family: its name here, and its name in the tables (`sysassert explain NAME` lists
// the calls).
#define SYSASSERT_FAMILY_OF(Function, name, object)                             \
  template <typename... Args>                                                   \
  auto Function(const Args&... args) {                                          \
    return ::sysassert::internal::Apply<::sysassert::internal::Object::object>( \
        ::sysassert::internal::Named(name), args...);                           \
  }
#define SYSASSERT_FAMILY(Function, name) SYSASSERT_FAMILY_OF(Function, name, kPath)
#define SYSASSERT_ADDRESS_FAMILY(Function, name) SYSASSERT_FAMILY_OF(Function, name, kAddress)

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
SYSASSERT_ADDRESS_FAMILY(Connect, "connect")
SYSASSERT_ADDRESS_FAMILY(Bind, "bind")
SYSASSERT_FAMILY(Listen, "listen")
SYSASSERT_ADDRESS_FAMILY(Accept, "accept")
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

#undef SYSASSERT_ADDRESS_FAMILY
#undef SYSASSERT_FAMILY
#undef SYSASSERT_FAMILY_OF

#endif  // SYSASSERT_GMOCK_CALLS_H_
