#include "decode/control_messages.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/members.h"
#include "decode/sockaddr.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_socket_options.h"

namespace sysassert::decode {
namespace {

constexpr std::size_t kLong = 0;  // as wide as the ABI's

// How a type's data are shown: elements of an array, or the members of a structure.
struct ControlData {
  std::uint32_t level, type;
  std::size_t least;  // bytes; nothing is shown of fewer
  std::string (*print)(std::string_view data, const Style& style) = nullptr;
  std::span<const Member> members = {};
  // Times: how many, of words of so many bytes, and the name of the fraction of a second.
  std::size_t times = 0, word = 0;
  std::string_view fraction = {};
};

// As many elements as strings have bytes.
template <std::size_t kBytes, std::string (*kPrint)(const Fields& element, const Style& style)>
std::string Array(std::string_view data, const Style& style) {
  std::string text = "[";
  for (std::size_t i = 0; (i + 1) * kBytes <= data.size(); ++i) {
    if (i > 0) text += ", ";
    if (style.abbreviate && i == style.string_limit) return text + "...]";
    text += kPrint(Fields(data.substr(i * kBytes)), style);
  }
  return text + "]";
}
std::string Descriptor(const Fields& element, const Style& style) {
  return DescriptorText(element.S32(0), style);
}
std::string Number(const Fields& element, const Style& /*style*/) {
  return std::to_string(element.U32(0));
}
std::string Byte(const Fields& element, const Style& /*style*/) { return HexText(element.U8(0)); }

std::string Credentials(std::string_view data, const Style& style) {
  tables::Parameter credentials;
  credentials.structure = "ucred";
  return StructureText(credentials, data, false, 0, style);
}
std::string Label(std::string_view data, const Style& style) {
  return Quote(data, false, style.hex);
}
std::string Address(std::string_view data, const Style& style) {
  return SocketAddressText(data, style);
}

// linux/in.h, linux/errqueue.h.
constexpr Member kPacketInfo[] = {{"ipi_ifindex", 0, 4, As::kInterface},
                                  {"ipi_spec_dst", 4, 4, As::kInet},
                                  {"ipi_addr", 8, 4, As::kInet}};
constexpr Member kExtendedError[] = {{"ee_errno", 0, 4},
                                     {"ee_origin", 4, 1},
                                     {"ee_type", 5, 1},
                                     {"ee_code", 6, 1},
                                     {"ee_info", 8, 4},
                                     {"ee_data", 12, 4},
                                     {"offender", 16, 16, As::kSockaddr}};

constexpr ControlData kKnown[] = {
    {SOL_SOCKET, SCM_RIGHTS, 4, Array<4, Descriptor>},
    {SOL_SOCKET, 2 /* SCM_CREDENTIALS */, 12, Credentials},
    {SOL_SOCKET, 3 /* SCM_SECURITY */, 1, Label},
    {SOL_SOCKET, SO_TIMESTAMP_OLD, 1, nullptr, {}, 1, kLong, "tv_usec"},
    {SOL_SOCKET, SO_TIMESTAMP_NEW, 1, nullptr, {}, 1, 8, "tv_usec"},
    {SOL_SOCKET, SO_TIMESTAMPNS_OLD, 1, nullptr, {}, 1, kLong, "tv_nsec"},
    {SOL_SOCKET, SO_TIMESTAMPNS_NEW, 1, nullptr, {}, 1, 8, "tv_nsec"},
    {SOL_SOCKET, SO_TIMESTAMPING_OLD, 1, nullptr, {}, 3, kLong, "tv_nsec"},
    {SOL_SOCKET, SO_TIMESTAMPING_NEW, 1, nullptr, {}, 3, 8, "tv_nsec"},
    {SOL_IP, IP_TOS, 1, Array<1, Byte>},
    {SOL_IP, IP_TTL, 4, Array<4, Number>},
    {SOL_IP, 3 /* SCM_SECURITY */, 1, Label},
    {SOL_IP, IP_RECVOPTS, 1, Array<1, Byte>},
    {SOL_IP, IP_RETOPTS, 1, Array<1, Byte>},
    {SOL_IP, IP_PKTINFO, 12, nullptr, kPacketInfo},
    {SOL_IP, IP_RECVERR, 32, nullptr, kExtendedError},
    {SOL_IP, IP_ORIGDSTADDR, 16, Address},
    {SOL_IP, 23 /* IP_CHECKSUM */, 4, Array<4, Number>},
};

std::string TimesText(const ControlData& known, std::string_view data, std::size_t width) {
  const std::size_t word = known.word == kLong ? width : known.word;
  if (data.size() < known.times * 2 * word) return "???";
  std::string text;
  for (std::size_t i = 0; i < known.times; ++i) {
    const Fields time(data.substr(i * 2 * word));
    text += fmt::format("{}{{tv_sec={}, {}={}}}", i > 0 ? ", " : "", time.SignedLong(0, word),
                        known.fraction, time.Long(1, word));
  }
  return known.times > 1 ? "[" + text + "]" : text;
}

// Empty where strace shows nothing.
std::string DataText(std::uint32_t level, std::uint32_t type, std::string_view data,
                     std::size_t width, const Style& style) {
  for (const ControlData& known : kKnown) {
    if (known.level != level || known.type != type) continue;
    if (data.size() < known.least) return "";
    if (known.times > 0) return TimesText(known, data, width);
    return known.print != nullptr ? known.print(data, style)
                                  : MembersText(known.members, data, style);
  }
  return "";
}

std::string TypeText(std::uint32_t level, std::uint32_t type) {
  if (level == SOL_SOCKET) return tables::EnumText(tables::kControlTypes, type);
  return level == SOL_IP ? tables::EnumText(tables::kIpControlTypes, type) : HexText(type);
}

}  // namespace

// A header: its length, a long; level and type, ints; then the data. Nothing goes on behind a
// length that is too short for a header.
std::string ControlText(std::string_view bytes, std::size_t width, std::uint64_t address,
                        const Style& style) {
  const std::size_t header_bytes = width + 8;
  std::string text = "[";
  std::size_t at = 0;
  for (bool whole = true; whole && bytes.size() - at >= header_bytes;) {
    const Fields header(bytes.substr(at));
    const std::uint64_t length = header.Long(0, width), left = bytes.size() - at;
    const std::uint32_t level = header.U32(width), type = header.U32(width + 4);
    whole = length >= header_bytes;
    const std::string_view data =
        whole ? bytes.substr(at + header_bytes, length - header_bytes) : std::string_view();
    const std::string shown = DataText(level, type, data, width, style);
    text += fmt::format("{}{{cmsg_len={}, cmsg_level={}, cmsg_type={}{}}}", at > 0 ? ", " : "",
                        length, tables::EnumText(tables::kControlLevels, level),
                        TypeText(level, type), shown.empty() ? "" : ", cmsg_data=" + shown);
    const std::uint64_t padded = length > left ? left : (length + width - 1) / width * width;
    at += whole ? std::min(padded, left) : header_bytes;
  }
  return text + (at < bytes.size() ? fmt::format(", ... /* {:#x} */]", address + at) : "]");
}

}  // namespace sysassert::decode
