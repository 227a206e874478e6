// The value of one member, by its kind.
#include <fmt/format.h>
#include <net/if.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/members.h"
#include "decode/network_text.h"
#include "decode/sockaddr.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "decode/words.h"

namespace sysassert::decode {
namespace {

std::uint64_t Unsigned(const Fields& fields, const Member& member) {
  switch (member.bytes) {
    case 1:
      return fields.U8(member.offset);
    case 2:
      return fields.U16(member.offset);
    case 4:
      return fields.U32(member.offset);
    default:
      return fields.U64(member.offset);
  }
}

std::int64_t Signed(const Fields& fields, const Member& member) {
  switch (member.bytes) {
    case 1:
      return static_cast<std::int8_t>(fields.U8(member.offset));
    case 2:
      return fields.S16(member.offset);
    case 4:
      return fields.S32(member.offset);
    default:
      return fields.S64(member.offset);
  }
}

std::string_view Part(std::string_view bytes, std::size_t offset, std::size_t length) {
  return bytes.substr(std::min(offset, bytes.size()), length);
}

// 0x1000 /* CRYPTO_ALG_KERN_DRIVER_ONLY */
std::string CommentedFlags(const tables::NameTable& names, std::uint64_t value) {
  const std::string number = HexText(value), text = tables::FlagsText(names, value);
  const bool told = text.find("/*") != std::string::npos || text == number;
  return told ? text : fmt::format("{} /* {} */", number, text);
}

// 0x1 /* LLCP_SAP_SDP */
std::string CommentedText(const tables::NameTable& names, std::uint64_t value) {
  const std::string number = HexText(value);
  std::string name(tables::NameOf(names, value));
  if (name.empty() && !names.title.empty())
    name =
        std::string(names.title) + (names.title.find('?') == std::string_view::npos ? "_???" : "");
  const bool bare = name.empty() || tables::Spelt(number, name) == number;
  return bare ? number : fmt::format("{} /* {} */", number, name);
}

}  // namespace

std::string InterfaceText(std::uint64_t index) {
  char name[IF_NAMESIZE] = {};
  if (index == 0 || if_indextoname(static_cast<unsigned>(index), name) == nullptr)
    return std::to_string(static_cast<std::uint32_t>(index));
  return tables::Spelt(std::to_string(index), "if_nametoindex(" + Quote(name) + ")");
}

std::string MemberText(const Member& member, std::string_view bytes, const Style& style) {
  const Fields fields(bytes);
  switch (member.as) {
    case As::kText: {
      const std::size_t there = std::min<std::size_t>(
          member.bytes, bytes.size() - std::min<std::size_t>(member.offset, bytes.size()));
      const std::string_view text = fields.Text(member.offset, there);
      const bool unterminated = there > 0 && text.size() == there;
      return Quote(text.substr(0, text.size() - (unterminated ? 1 : 0)), unterminated, style.hex);
    }
    case As::kBytes:
      return Quote(bytes.substr(std::min<std::size_t>(member.offset, bytes.size()), member.bytes),
                   false, Hex::kAll);
    case As::kHexBytes:
      return Quote(bytes.substr(std::min<std::size_t>(member.offset, bytes.size()),
                                std::min<std::size_t>(member.bytes, fields.U32(member.count_at))),
                   fields.U32(member.count_at) > member.bytes, Hex::kAll);
    case As::kCutText: {
      const std::string_view text = fields.Text(member.offset, member.bytes);
      const bool cut = text.size() == member.bytes;
      return Quote(text.substr(0, text.size() - (cut ? 1 : 0)), cut, style.hex);
    }
    case As::kString:
      return Quote(Part(bytes, member.offset,
                        std::min<std::size_t>(member.bytes, fields.U32(member.count_at))),
                   false, style.hex);
    case As::kSockaddr:
      return SocketAddressText(Part(bytes, member.offset, member.bytes), style);
    case As::kHardware:
      return HardwareText(Part(bytes, member.offset,
                               std::min<std::size_t>(member.bytes, fields.U16(member.count_at))));
    case As::kUuid: {
      std::string text;
      for (std::size_t i = 0; i < 16; ++i)
        text += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                            fields.U8(member.offset + i));
      return text;
    }
    case As::kNested:
      return MembersText(member.members, Part(bytes, member.offset, member.bytes), style);
    case As::kArray:
      return ArrayText(member.members, Part(bytes, member.offset, member.bytes), style);
    default:
      break;
  }
  const std::uint64_t value = Unsigned(fields, member);
  switch (member.as) {
    case As::kSigned:
      return std::to_string(Signed(fields, member));
    case As::kHex:
      return HexText(value);
    case As::kOctal:
      return value < 8 ? fmt::format("00{:o}", value) : fmt::format("0{:o}", value);
    case As::kNumber: {
      const std::string_view name = tables::NameOf(*member.names, value);
      return std::to_string(value) + (name.empty() ? "" : fmt::format(" /* {} */", name));
    }
    case As::kUpTo:
      if (member.names != nullptr && tables::HasName(*member.names, value))
        return tables::Spelt(std::to_string(value), tables::NameOf(*member.names, value));
      return value == UINT64_MAX                        ? "UINT64_MAX"
             : member.bytes == 4 && value == UINT32_MAX ? "UINT32_MAX"
                                                        : std::to_string(value);
    case As::kPointer:
      return PointerText(value);
    case As::kFlags:
      return tables::FlagsText(*member.names, value);
    case As::kChoice:
      return tables::EnumText(*member.names, value);
    case As::kFileMode:
      return FileModeText(value);
    case As::kSignal:
      return SignalText(static_cast<int>(value));
    case As::kDevice:
      return DeviceText(value);
    case As::kInterface:
      return InterfaceText(value);
    case As::kPort:
      return PortText(Part(bytes, member.offset, 2));
    case As::kCommented:
      return CommentedText(*member.names, value);
    case As::kCommentedFlags:
      return CommentedFlags(*member.names, value);
    case As::kMask:
      return value == 0 ? "00000000" : fmt::format("{:#08x}", value);
    case As::kInet:
      return InetText(Part(bytes, member.offset, 4));
    case As::kFd:
      return DescriptorText(static_cast<int>(value), style);
    case As::kWideFd:
      return value >> 32U != 0 ? std::to_string(value)
                               : DescriptorText(static_cast<int>(value), style);
    case As::kId:
      return value == UINT32_MAX ? "-1" : std::to_string(value);
    case As::kPid:
      return ProcessText(static_cast<int>(value), style);
    case As::kVersion:
      return tables::Spelt(HexText(value), fmt::format("KERNEL_VERSION({}, {}, {})", value >> 16U,
                                                       (value >> 8U) & 0xffU, value & 0xffU));
    case As::kStringAt:
      return StringAt(value, style);
    case As::kTextAt:
      return TextAt(value, fields.U32(member.count_at), style);
    case As::kBytesAt:
      return BufferAt(value, fields.U32(member.count_at), style);
    case As::kArrayAt:
      return ArrayAt(value, fields.U32(member.count_at), member.members, style);
    default:
      return std::to_string(value);
  }
}

}  // namespace sysassert::decode
