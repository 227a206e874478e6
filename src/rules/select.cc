// Names of calls, families and sets to selectors.
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/socket.h>

#include <string>
#include <utility>
#include <vector>

#include "rules/suggest.h"
#include "sysassert/rules.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert {
namespace {

using tables::Group;
using tables::Split;

bool OpensForWriting(const Call& call) {
  if (call.id() == Sysno::creat) return true;
  return call.HasFlag("O_WRONLY") || call.HasFlag("O_RDWR") || call.HasFlag("O_TRUNC") || call.HasFlag("O_CREAT") ||
         call.HasFlag("O_TMPFILE");
}

bool AsksToCreate(const Call& call) {
  return call.id() == Sysno::creat || call.HasFlag("O_CREAT") || call.HasFlag("O_TMPFILE");
}

bool IsCloneOfThread(const Call& call) { return call.HasFlag("CLONE_THREAD"); }

// Is the socket behind this call one that reaches the network? Where its family is not known, it is taken for one that does.
int FamilyOf(const Call& call) {
  const int family = call.address_family();
  return family;
}

std::function<bool(const Call&)> AdmitsOf(Split split) {
  switch (split) {
    case Split::kNone: return nullptr;
    case Split::kOpenRead: return [](const Call& call) { return !OpensForWriting(call); };
    case Split::kOpenWrite: return OpensForWriting;
    case Split::kCreate: return AsksToCreate;
    case Split::kSocketNetwork:
      return [](const Call& call) {
        const int family = FamilyOf(call);
        return call.id() != Sysno::socketpair && family != AF_UNIX && family != AF_NETLINK && family != AF_UNSPEC;
      };
    case Split::kSocketUnix: return [](const Call& call) { return FamilyOf(call) == AF_UNIX; };
    case Split::kUnlinkFile:
      return [](const Call& call) { return call.id() != Sysno::unlinkat || !call.HasFlag("AT_REMOVEDIR"); };
    case Split::kRemoveDir:
      return [](const Call& call) { return call.id() != Sysno::unlinkat || call.HasFlag("AT_REMOVEDIR"); };
    case Split::kSpawnProcess: return [](const Call& call) { return !IsCloneOfThread(call); };
    case Split::kSpawnThread: return IsCloneOfThread;
    default: return nullptr;
  }
}

}  // namespace
}  // namespace sysassert
