// Sockets: what strace -yy tells of one: protocol, addresses, peer.
#ifndef SYSASSERT_STRACE_SOCKETS_H_
#define SYSASSERT_STRACE_SOCKETS_H_

#include <string>

#include "decode/style.h"

namespace sysassert::strace {

// "TCP:[127.0.0.1:80->127.0.0.1:4012]" of the socket behind `link` (/proc/TID/fd/N), whose target
// is `target` ("socket:[8123]"), in the network of thread `tid`. Where the kernel knows no more:
// "TCP:[8123]"; empty where it does not even say the protocol.
std::string SocketName(int tid, const std::string& link, const std::string& target,
                       decode::Hex hex);

// The protocol of a netlink socket, as decode::Sockets has it.
int NetlinkProtocol(int tid, int fd);
// Of generic netlink: "ethtool"; empty where the kernel has no such family.
std::string GenericFamilyName(int type);

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_SOCKETS_H_
