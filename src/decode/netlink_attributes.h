// Attributes of netlink's messages, by description. Private to netlink*.cc.
#ifndef SYSASSERT_DECODE_NETLINK_ATTRIBUTES_H_
#define SYSASSERT_DECODE_NETLINK_ATTRIBUTES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "decode/netlink.h"
#include "decode/style.h"

namespace sysassert::decode {

inline constexpr int kDeepest = 16;  // of nested attributes: hostile ones end somewhere

// What a message is decoded with.
struct NetlinkContext {
  int protocol;
  int family = 0;  // of the message's addresses
  const Style& style;
};

// Elements one after the other; brackets stand around several.
class Sequence {
 public:
  explicit Sequence(bool bracketed) : text_(bracketed ? "[" : ""), bracketed_(bracketed) {}
  void Add(const std::string& element) { text_ += (count_++ > 0 ? ", " : "") + element; }
  std::size_t count() const { return count_; }
  std::string text() const { return bracketed_ ? text_ + "]" : text_; }

 private:
  std::string text_;
  std::size_t count_ = 0;
  bool bracketed_;
};

std::string Hexadecimal(std::string_view bytes, const Style& style);
// inet_addr("127.0.0.1"); empty where the family has no such address, or the bytes are too few.
std::string NetworkAddressText(std::string_view bytes, int family);
// How far it is from one element to the next, of which `length` says its own; 0: there is no next.
std::size_t NetlinkStride(std::size_t length, std::size_t header, std::size_t left);
std::string AttributesText(std::string_view bytes, const AttributeSet& set,
                           const NetlinkContext& context, int depth);
// A message of sock_diag(7); netlink_diag.cc.
std::string DiagnosticText(std::uint16_t type, std::string_view payload, bool request,
                           const NetlinkContext& context);

// Messages of netfilter(7); netlink_netfilter.cc.
std::string NetfilterTypeText(std::uint16_t type);
// Which of the flags that mean one thing or another this type has; null: none of them.
const tables::NameTable* NetfilterFlagsOf(std::uint16_t type);
std::string NetfilterText(std::uint16_t type, std::string_view payload,
                          const NetlinkContext& context);

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_NETLINK_ATTRIBUTES_H_
