// Members: structures described by their members, in the order in which strace shows them.
#ifndef SYSASSERT_DECODE_MEMBERS_H_
#define SYSASSERT_DECODE_MEMBERS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

enum class As : std::uint8_t {
  kUnsigned,
  kNumber,  // in decimal, and its name of `names` besides where it has one
  kSigned,
  kHex,
  kOctal,
  kPointer,
  kFlags,           // of `names`
  kChoice,          // of `names`
  kText,            // until the first NUL
  kCutText,         // likewise; without one, all but the last byte, and that there is more
  kString,          // as many bytes as `count_at` says
  kCommented,       // a number, with the name that it has of `names` beside: 0x1 /* LLCP_SAP_SDP */
  kCommentedFlags,  // likewise, of bits
  kMask,            // 0xff, 00000000
  kBytes,           // in hexadecimal
  kFileMode,
  kSignal,
  kDevice,     // makedev(0x8, 0x1)
  kPort,       // htons(80), in the network's order
  kInterface,  // if_nametoindex("lo"), as the kernel says now
  kInet,       // inet_addr("127.0.0.1")
  kInet6,      // inet_pton(AF_INET6, "::1", &name): the name is a part of it
  kSockaddr,   // of as many bytes as the member has
  kHardware,   // 02:00:00:00:00:01, as many bytes as the unsigned of 2 bytes at `count_at` says
  kFd,
  kWideFd,  // one that the kernel takes in 64 bits, and refuses where it has more than 32
  kPid,
  kId,        // of a user or a group: -1 is none
  kVersion,   // KERNEL_VERSION(6, 1, 0)
  kNested,    // of `members`
  kArray,     // [a, b] of `members`, as many as its bytes hold
  kUuid,      // 01020304-0506-0708-090a-0b0c0d0e0f10
  kUpTo,      // the name that it has of `names`, if any; else in decimal, and of all ones
              // UINT64_MAX or UINT32_MAX: as far as there is
  kHexBytes,  // the bytes of a string, each in hexadecimal, as many as `count_at` says
  // What pointers lead to is shown where the thread's memory is at hand, else the pointer is.
  kStringAt,  // until the first NUL
  kTextAt,    // likewise, of at most as many bytes as `count_at` says
  kBytesAt,   // as many bytes as `count_at` says
  kArrayAt,   // as many of `members` as `count_at` says
};

struct Member {
  std::string_view name;  // empty: the value alone
  std::uint16_t offset;
  std::uint16_t bytes;  // 1, 2, 4 or 8; of text and bytes as many as there are
  As as = As::kUnsigned;
  const tables::NameTable* names = nullptr;
  bool whole = false;   // shown only where a reader wants all of them
  bool if_set = false;  // shown only where it is not 0
  std::span<const Member> members = {};
  std::uint16_t count_at = 0;  // of another member, an unsigned of 4 bytes: how many there are
  bool answered = false;       // the call may change it: "5 => 7"
  std::uint16_t flags_at = 0;  // shown only where the word of 4 bytes that stands there
  std::uint32_t flags = 0;     // has one of these bits (one that is `whole`, without asking, too);
                               // 0: whatever it has
};

// "{type=F_OWNER_PID, pid=0}"; members that are left out or that `bytes` does not reach are ",
// ...". `after`: the structure as the call left it, where that is known.
std::string MembersText(std::span<const Member> members, std::string_view bytes, const Style& style,
                        std::string_view after = {});
// Its value alone.
std::string MemberText(const Member& member, std::string_view bytes, const Style& style = {});
// A structure that grew: members before `always` are shown whatever its size, the later ones where
// it reaches them; what it has beyond them all is ", ...", or its bytes. `within`: the member of a
// union that it is, "{link_create={…}, ...}".
std::string GrownText(std::span<const Member> members, std::size_t always, std::string_view bytes,
                      const Style& style, std::string_view after = {},
                      std::string_view within = {});
// A structure that ends where `bytes` do: the members before, and of a member that is cut its
// bytes.
std::string CutText(std::span<const Member> members, std::string_view bytes, const Style& style);
// One of `length` bytes, of which more than the members may have been passed.
std::string ExtendedText(std::span<const Member> members, std::string_view bytes,
                         std::size_t length, const Style& style);
// [a, b], as many as `bytes` hold, or as are shown of so many.
std::string ArrayText(std::span<const Member> element, std::string_view bytes, const Style& style);
std::string InterfaceText(std::uint64_t index);  // if_nametoindex("lo"), or the number
// [a, b, ...]: as many elements as the memory behind `address` has of `count`; the address where it
// has none, or where there is no memory.
std::string ArrayAt(std::uint64_t address, std::uint64_t count, std::span<const Member> element,
                    const Style& style);
// Of elements of `bytes` each that no members describe.
std::string ArrayAt(std::uint64_t address, std::uint64_t count, std::size_t bytes,
                    std::string (*print)(std::string_view element), const Style& style);
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
