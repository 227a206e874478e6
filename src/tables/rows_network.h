// Rows: sockets.
#ifndef SYSASSERT_TABLES_ROWS_NETWORK_H_
#define SYSASSERT_TABLES_ROWS_NETWORK_H_

#include "tables/builders.h"
#include "tables/names.h"

namespace sysassert::tables::build {

// Wide on purpose: one call, one line.
// clang-format off

inline constexpr Row kNetworkRows[] = {
    {Sysno::socket, Ret::kFd, {choice("domain", kAddressFamilies), flags("type", kSocketTypes), integer("protocol")}},
    {Sysno::socketpair, Ret::kInt, {choice("domain", kAddressFamilies), flags("type", kSocketTypes), integer("protocol"), struct_out("sv", "fd_pair")}},
    {Sysno::bind, Ret::kInt, {fd("sockfd"), socket_address("addr", BytesOf(2)), spelt(count("addrlen"), "int")}},
    {Sysno::connect, Ret::kInt, {fd("sockfd"), socket_address("addr", BytesOf(2)), spelt(count("addrlen"), "int")}},
    {Sysno::listen, Ret::kInt, {fd("sockfd"), integer("backlog")}},
    {Sysno::accept, Ret::kFd, {fd("sockfd"), socket_address_out("addr", Pointee(2)), struct_out("addrlen", "length")}},
    {Sysno::accept4, Ret::kFd, {fd("sockfd"), socket_address_out("addr", Pointee(2)), struct_out("addrlen", "length"), flags("flags", kSocketFlags)}},
    {Sysno::getsockname, Ret::kInt, {fd("sockfd"), socket_address_out("addr", Pointee(2)), struct_out("addrlen", "length")}},
    {Sysno::getpeername, Ret::kInt, {fd("sockfd"), socket_address_out("addr", Pointee(2)), struct_out("addrlen", "length")}},
    {Sysno::shutdown, Ret::kInt, {fd("sockfd"), choice("how", kShutdownHow)}},
    {Sysno::sendto, Ret::kBytes, {fd("sockfd"), bytes_in("buf", BytesOf(2)), size("len"), flags("flags", kMessageFlags), socket_address("dest_addr", BytesOf(5)), spelt(count("addrlen"), "int")}},
    {Sysno::recvfrom, Ret::kBytes, {fd("sockfd"), bytes_out("buf", ResultBytes()), size("len"), flags("flags", kMessageFlags), socket_address_out("src_addr", Pointee(5)), struct_out("addrlen", "length")}},
    {Sysno::sendmsg, Ret::kBytes, {fd("sockfd"), struct_in("msg", "msghdr"), flags("flags", kMessageFlags)}},
    {Sysno::recvmsg, Ret::kBytes, {fd("sockfd"), struct_out("msg", "msghdr", "msg_namelen"), flags("flags", kMessageFlags)}},
    {Sysno::sendmmsg, Ret::kInt, {fd("sockfd"), live("msgvec", kMessages), count("vlen"), flags("flags", kMessageFlags)}},
    {Sysno::recvmmsg, Ret::kInt, {fd("sockfd"), live("msgvec", kMessages), count("vlen"), flags("flags", kMessageFlags), struct_in("timeout", "timespec")}},
    {Sysno::recvmmsg_time64, Ret::kInt, {fd("sockfd"), live("msgvec", kMessages), count("vlen"), flags("flags", kMessageFlags), struct_in("timeout", "timespec64")}},
    {Sysno::setsockopt, Ret::kInt, {fd("sockfd"), choice("level", kSocketLevels), spelt(count("optname"), "unsigned"), struct_in("optval", "option", BytesOf(4)), spelt(count("optlen"), "int")}},
    {Sysno::getsockopt, Ret::kInt, {fd("sockfd"), choice("level", kSocketLevels), spelt(count("optname"), "unsigned"), struct_out("optval", "option", Pointee(4)), struct_out("optlen", "length")}},
    {Sysno::socketcall, Ret::kInt, {spelt(choice("call", kSocketcallCalls), "socketcall_number"), pointer("args")}},
};

// clang-format on

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_ROWS_NETWORK_H_
