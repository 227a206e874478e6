// Addresses of sockets that are of no internet and no file: netlink, packet, bluetooth, AX.25 and
// so on. Private to sockaddr.cc.
#ifndef SYSASSERT_DECODE_SOCKADDR_FAMILIES_H_
#define SYSASSERT_DECODE_SOCKADDR_FAMILIES_H_

#include <string>
#include <string_view>

#include "decode/style.h"

namespace sysassert::decode {

// The whole text; empty for another family, and for an address that is too short.
std::string OtherAddressText(int family, std::string_view bytes, const Style& style);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_SOCKADDR_FAMILIES_H_
