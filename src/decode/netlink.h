// The messages of netlink(7): headers by family, attributes by message.
#ifndef SYSASSERT_DECODE_NETLINK_H_
#define SYSASSERT_DECODE_NETLINK_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "decode/members.h"
#include "decode/style.h"
#include "tables/row.h"

namespace sysassert::decode {

// How an attribute's bytes are shown.
enum class Payload : std::uint8_t {
  kBytes,  // in hexadecimal
  kUnsigned,
  kSigned,
  kFlags,
  kChoice,
  kText,
  kInterface,  // if_nametoindex("lo")
  kAddress,    // of the message's family
  kHardware,   // 02:fc:00:00:00:01
  kMembers,
  kNested,
  kFamilies,    // nested, by address family
  kArray,       // of `bytes` each, indices by name
  kWords,       // [1, 2] of 4 bytes each
  kTicks,       // 255 /* 2.55 s */, of at most 8 bytes
  kElements,    // [{id=1, weight=2}, …], each of `members`
  kWideFlags,   // likewise a word of at most 8 bytes, however many it should have
  kWideChoice,  // likewise
};

struct AttributeSet;
struct Attribute {
  std::uint16_t type;
  Payload payload;
  std::uint8_t bytes = 4;                    // of a number, or of an array's element
  const tables::NameTable* names = nullptr;  // kFlags, kChoice, kArray
  const AttributeSet* nested = nullptr;      // kNested, kFamilies
  std::span<const Member> members = {};      // kMembers
};
struct AttributeSet {
  const tables::NameTable* names;
  std::span<const Attribute> attributes;
};

// A family's message: what stands behind its header.
struct MessageKind {
  std::uint16_t first, last;  // types
  std::span<const Member> header;
  const AttributeSet* attributes;  // null: bytes
  std::uint16_t bytes = 0;         // of the header, where it is longer than its members
};
// NETLINK_ROUTE's; netlink_route.cc, netlink_network.cc.
extern const std::span<const MessageKind> kRouteMessages, kNetworkMessages;

// All messages of a buffer. `protocol`: the socket's, NETLINK_ROUTE and so on; -1: not known.
std::string NetlinkText(std::string_view bytes, int protocol, const Style& style);
// Could the buffer begin with a message? Asked before the kernel is asked what the socket is.
bool LooksLikeNetlink(std::string_view bytes, std::uint64_t length);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_NETLINK_H_
