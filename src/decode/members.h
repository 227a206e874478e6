// Members: structures described by their members, in the order in which strace shows them.
#ifndef SYSASSERT_DECODE_MEMBERS_H_
#define SYSASSERT_DECODE_MEMBERS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tables/row.h"

namespace sysassert::decode {

enum class As : std::uint8_t {
  kUnsigned,
  kSigned,
  kHex,
  kOctal,
  kPointer,
  kFlags,   // of `names`
  kChoice,  // of `names`
  kText,    // until the first NUL
  kBytes,   // in hexadecimal
  kFileMode,
  kSignal,
  kDevice,     // makedev(0x8, 0x1)
  kPort,       // htons(80), in the network's order
  kInterface,  // if_nametoindex("lo"), as the kernel says now
};

struct Member {
  std::string_view name;
  std::uint16_t offset;
  std::uint16_t bytes;  // 1, 2, 4 or 8; of text and bytes as many as there are
  As as = As::kUnsigned;
  const tables::NameTable* names = nullptr;
  bool whole = false;  // shown only where a reader wants all of them
};

// "{type=F_OWNER_PID, pid=0}"; members that are left out or that `bytes` does not reach are ",
// ...".
std::string MembersText(std::span<const Member> members, std::string_view bytes, bool abbreviate);
std::string MemberText(const Member& member, std::string_view bytes);  // its value alone
std::string InterfaceText(std::uint64_t index);  // if_nametoindex("lo"), or the number
// How many bytes the description covers.
constexpr std::size_t BytesOf(std::span<const Member> members) {
  std::size_t bytes = 0;
  for (const Member& member : members) {
    const std::size_t end = static_cast<std::size_t>(member.offset) + member.bytes;
    if (end > bytes) bytes = end;
  }
  return bytes;
}

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_MEMBERS_H_
