// Names of calls, families and sets to selectors.
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/registers.h"
#include "rules/suggest.h"
#include "sysassert/rules.h"
#include "tables/row.h"
#include "tables/sets.h"

namespace sysassert {
namespace {

using tables::Group;
using tables::Split;

// The word of flags of an open, where it is an argument: this is asked of every open. Nullopt for
// openat2, whose flags are in a structure.
std::optional<std::uint64_t> FlagsOfOpen(const Call& call) {
  switch (call.id()) {
    case Sysno::open:
      return call.raw(1);
    case Sysno::openat:
    case Sysno::open_by_handle_at:
      return call.raw(2);
    default:
      return std::nullopt;
  }
}

bool OpensForWriting(const Call& call) {
  if (call.id() == Sysno::creat) return true;
  if (const auto flags = FlagsOfOpen(call)) {
    return (*flags & O_ACCMODE) != O_RDONLY || (*flags & (O_TRUNC | O_CREAT)) != 0 ||
           (*flags & O_TMPFILE) == O_TMPFILE;
  }
  return call.HasFlag("O_WRONLY") || call.HasFlag("O_RDWR") || call.HasFlag("O_ACCMODE") ||
         call.HasFlag("O_TRUNC") || call.HasFlag("O_CREAT") || call.HasFlag("O_TMPFILE");
}

bool AsksToCreate(const Call& call) {
  return call.id() == Sysno::creat || call.HasFlag("O_CREAT") || call.HasFlag("O_TMPFILE");
}

bool IsOpen(const Call& call) {
  switch (call.id()) {
    case Sysno::open:
    case Sysno::openat:
    case Sysno::openat2:
    case Sysno::creat:
    case Sysno::open_by_handle_at:
      return true;
    default:
      return false;
  }
}

bool Duplicates(const Call& call) {
  if (call.id() != Sysno::fcntl && call.id() != Sysno::fcntl64) return true;
  const auto command = static_cast<int>(call.raw(1));
  return command == F_DUPFD || command == F_DUPFD_CLOEXEC;
}

// A descriptor of which nothing is known is taken for a socket: never a silent pass.
bool IsOnSocket(const Call& call) {
  switch (call.id()) {
    case Sysno::read:
    case Sysno::readv:
    case Sysno::write:
    case Sysno::writev: {
      const FdKind kind = call.descriptor().kind;
      return kind == FdKind::kSocket || kind == FdKind::kUnknown;
    }
    default:
      return true;
  }
}

// The descriptor that a call of a socket was given is none: the kernel said so, or what the
// descriptor is, where the kernel did not take it for a socket all the same (another thread may
// have put one there meanwhile).
bool IsOnNoSocket(const Call& call) {
  if (call.error_number() == ENOTSOCK && call.origin() == Origin::kKernel) return true;
  const FdKind kind = call.descriptor().kind;
  return kind != FdKind::kSocket && kind != FdKind::kUnknown && !call.succeeded();
}

bool IsCloneOfThread(const Call& call) { return call.HasFlag("CLONE_THREAD"); }

bool ConnectsTo(const Call& call) {
  const int family = call.address_family();
  if (family == AF_NETLINK) return false;                       // the kernel itself
  if (call.id() == Sysno::connect) return family != AF_UNSPEC;  // it lets go of an address
  return call.names_address();
}

bool AreOneSocket(const Descriptor& a, const Descriptor& b) {
  if (a.description != 0 && a.description == b.description) return true;
  return !a.path.empty() && a.path == b.path;  // "socket:[812]", by its inode
}

// Has a bind(2) of the run given this socket its address? One of which nothing is known has none:
// never a silent pass.
bool IsBound(const Call& listening) {
  const Descriptor socket = listening.descriptor();
  Call earlier = listening;
  for (std::size_t i = 0; i < listening.index(); ++i) {
    earlier.MoveTo(i);
    if (earlier.id() == Sysno::bind && earlier.succeeded() &&
        AreOneSocket(earlier.descriptor(), socket))
      return true;
  }
  return false;
}

bool ListensOn(const Call& call) {
  if (call.address_family() == AF_NETLINK) return false;  // the kernel itself
  return call.id() != Sysno::listen || !IsBound(call);
}

bool SetsAttributes(const Call& call) {
  if (call.id() != Sysno::ioctl) return true;
  const auto& requests = tables::AttributeRequests();
  return std::find(requests.begin(), requests.end(), static_cast<std::uint32_t>(call.raw(1))) !=
         requests.end();
}

std::function<bool(const Call&)> AdmitsOf(Split split) {
  switch (split) {
    case Split::kNone:
      return nullptr;
    case Split::kOpenRead:
      return [](const Call& call) { return !OpensForWriting(call); };
    case Split::kOpenWrite:
      return [](const Call& call) {
        if (call.id() == Sysno::bind) return !call.paths().empty();  // it makes the socket's file
        return !IsOpen(call) || OpensForWriting(call);
      };
    case Split::kCreate:
      return AsksToCreate;
    case Split::kSocketNetwork:
      // Where the family is not known, the socket is taken for one that reaches the network: never
      // a silent pass.
      return [](const Call& call) {
        const int family = call.address_family();
        if (family < 0 && IsOnNoSocket(call)) return false;
        return call.id() != Sysno::socketpair && family != AF_UNIX && family != AF_NETLINK &&
               family != AF_UNSPEC;
      };
    case Split::kSocketUnix:
      return [](const Call& call) { return call.address_family() == AF_UNIX; };
    case Split::kUnlinkFile:
      return [](const Call& call) {
        return call.id() != Sysno::unlinkat || !call.HasFlag("AT_REMOVEDIR");
      };
    case Split::kRemoveDir:
      return [](const Call& call) {
        return call.id() != Sysno::unlinkat || call.HasFlag("AT_REMOVEDIR");
      };
    case Split::kSpawnProcess:
      return [](const Call& call) { return !IsCloneOfThread(call); };
    case Split::kSpawnThread:
      return IsCloneOfThread;
    case Split::kDup:
      return Duplicates;
    case Split::kSend:
    case Split::kRecv:
      return IsOnSocket;
    case Split::kConnectTo:
      return ConnectsTo;
    case Split::kSetsAttributes:
      return SetsAttributes;
    case Split::kListenOn:
      return ListensOn;
  }
  return nullptr;
}

CallSelector OfGroup(const Group& group) {
  CallSelector selector;
  selector.text = group.name;
  selector.calls = group.calls;
  selector.admits = AdmitsOf(group.split);
  selector.registers = rules::RegistersOf(group.split);
  return selector;
}

std::vector<std::string_view> KnownNames() {
  std::vector<std::string_view> names;
  for (const Group& group : tables::Groups()) names.push_back(group.name);
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i)
    names.push_back(tables::NameOf(static_cast<Sysno>(i)));
  return names;
}

}  // namespace

CallSelector SelectCall(Sysno id) {
  CallSelector selector;
  selector.text = tables::NameOf(id);
  selector.calls.set(static_cast<std::size_t>(id));
  return selector;
}

Result<CallSelector> SelectCalls(std::string_view name) {
  constexpr std::string_view kExact = "exact:";
  const bool tolerant = !name.empty() && name[0] == '?';
  std::string_view bare = tolerant ? name.substr(1) : name;
  const bool exact = bare.substr(0, kExact.size()) == kExact;
  if (exact) bare.remove_prefix(kExact.size());
  if (!exact) {
    if (const Group* group = tables::FindGroup(bare)) return OfGroup(*group);
  }
  if (const auto id = tables::FromName(bare)) {
    CallSelector selector = SelectCall(*id);
    selector.text = name;
    return selector;
  }
  if (tolerant) {
    CallSelector nothing;
    nothing.text = name;
    return nothing;
  }
  const std::string kind = !bare.empty() && bare[0] == '@' ? "set" : "call";
  return Error{
      "find the " + kind + " '" + std::string(bare) + "'", 0,
      "no Linux system call, family or set has this name",
      std::string(rules::Nearest(bare, KnownNames()).empty()
                      ? "`sysassert explain @all` lists every call; '?" + std::string(bare) +
                            "' tolerates an unknown one"
                      : "did you mean '" + std::string(rules::Nearest(bare, KnownNames())) + "'?")};
}

CallSelector Union(const CallSelector& a, const CallSelector& b) {
  CallSelector both;
  both.text = a.text.empty() ? b.text : b.text.empty() ? a.text : a.text + ", " + b.text;
  both.calls = a.calls | b.calls;
  both.registers = rules::UnionOfRegisters(a, b);
  if (!a.admits && !b.admits) return both;
  both.admits = [a, b](const Call& call) { return a.Matches(call) || b.Matches(call); };
  return both;
}

}  // namespace sysassert
