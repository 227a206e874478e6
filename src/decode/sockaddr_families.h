// Addresses of sockets that are of no internet, no file and no netlink: packet, vsock, alg,
// bluetooth. Private to sockaddr.cc.
#ifndef SYSASSERT_DECODE_SOCKADDR_FAMILIES_H_
#define SYSASSERT_DECODE_SOCKADDR_FAMILIES_H_

#include <string>
#include <string_view>

namespace sysassert::decode {

// The whole text; empty for another family, and for an address that is too short.
std::string OtherAddressText(int family, std::string_view bytes);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_SOCKADDR_FAMILIES_H_
