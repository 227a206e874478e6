// Families ("open", "open-write") and sets ("@open", "@network") of calls, as policy-language.md
// names them. One table; a test holds that every call is in at least one set besides @all.
#ifndef SYSASSERT_TABLES_SETS_H_
#define SYSASSERT_TABLES_SETS_H_

#include <bitset>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sysassert/sysno.h"

namespace sysassert::tables {

using SysnoBits = std::bitset<kSysnoCount>;

// What an argument must say besides, for a family that is only a part of its calls. Decided by
// rules/, which can see arguments. Each speaks of the calls it names and of no other: under
// kOpenWrite, mkdir always belongs.
enum class Split : unsigned char {
  kNone,
  kOpenRead,
  kOpenWrite,
  kCreate,         // by the open flags
  kSocketNetwork,  // @network: sockets that are not AF_UNIX, AF_NETLINK; not socketpair
  kSocketUnix,     // @unix
  kUnlinkFile,
  kRemoveDir,  // unlinkat without, with AT_REMOVEDIR
  kSpawnProcess,
  kSpawnThread,  // clone without, with CLONE_THREAD
  kDup,          // of fcntl, F_DUPFD and F_DUPFD_CLOEXEC
  kSend,
  kRecv,            // of write and writev, read and readv: where the descriptor is a socket
  kConnectTo,       // not netlink; of sends, those that name an address
  kSetsAttributes,  // of ioctl, what chattr(1) and its like ask for
  kListenOn,        // not netlink; of listen, where no bind gave the socket an address
};

struct Group {
  std::string_view name;     // "open", "open-write", "@sync"
  std::string_view summary;  // one line for `explain`
  SysnoBits calls;
  Split split = Split::kNone;
};

const std::vector<Group>& Groups();  // families first, then sets; each sorted by name
// The ioctl(2) requests that change what a filesystem keeps about a file: attributes, version,
// verity, encryption. Of 64-bit and of 32-bit programs.
const std::vector<std::uint32_t>& AttributeRequests();
const Group* FindGroup(std::string_view name);  // null: no such group
// Does one of these take a descriptor that may be a file's?
bool TakeFiles(const SysnoBits& calls);

}  // namespace sysassert::tables

#endif  // SYSASSERT_TABLES_SETS_H_
