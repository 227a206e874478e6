// Control messages of sockets, by level and type. Private to live_messages.cc.
#ifndef SYSASSERT_DECODE_CONTROL_MESSAGES_H_
#define SYSASSERT_DECODE_CONTROL_MESSAGES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "decode/style.h"

namespace sysassert::decode {

// [{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[5]}], from where they were
// read, `address`. `width`: of the ABI's long, in bytes.
std::string ControlText(std::string_view bytes, std::size_t width, std::uint64_t address,
                        const Style& style);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_CONTROL_MESSAGES_H_
