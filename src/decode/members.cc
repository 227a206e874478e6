#include "decode/members.h"

#include <fmt/format.h>
#include <net/if.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/live_memory.h"
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

std::string ArrayText(std::span<const Member> element, std::string_view bytes, const Style& style) {
  const std::size_t stride = BytesOf(element), count = bytes.size() / stride;
  const std::size_t shown = style.abbreviate ? std::min(count, style.string_limit) : count;
  std::string text = "[";
  for (std::size_t i = 0; i < shown; ++i) {
    text += i > 0 ? ", " : "";
    text += MembersText(element, bytes.substr(i * stride, stride), style);
  }
  return text + (shown == count ? "]" : shown > 0 ? ", ...]" : "...]");
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

namespace {

// `print` makes the text of several elements, with brackets around.
template <typename Print>
std::string ElementsAt(std::uint64_t address, std::uint64_t count, std::size_t bytes,
                       const Style& style, Print print) {
  if (style.memory == nullptr || !style.structures || address == 0) return PointerText(address);
  if (count == 0) return "[]";
  const std::uint64_t wanted = std::min<std::uint64_t>(
      count, style.abbreviate ? std::min(style.string_limit, kMostElements) : kMostElements);
  const std::string read = BytesAt(address, wanted * bytes, style);
  const std::size_t whole = read.size() / bytes;
  if (whole == 0) return PointerText(address);
  std::string text = print(std::string_view(read).substr(0, whole * bytes));
  text.pop_back();
  if (whole < wanted) return text + fmt::format(", ... /* {:#x} */]", address + whole * bytes);
  return text + (wanted < count ? ", ...]" : "]");
}

}  // namespace

std::string ArrayAt(std::uint64_t address, std::uint64_t count, std::span<const Member> element,
                    const Style& style) {
  return ElementsAt(address, count, BytesOf(element), style,
                    [&](std::string_view read) { return ArrayText(element, read, style); });
}

std::string ArrayAt(std::uint64_t address, std::uint64_t count, std::size_t bytes,
                    std::string (*print)(std::string_view element), const Style& style) {
  return ElementsAt(address, count, bytes, style, [&](std::string_view read) {
    std::string text = "[";
    for (std::size_t at = 0; at < read.size(); at += bytes)
      text += (at > 0 ? ", " : "") + print(read.substr(at, bytes));
    return text + "]";
  });
}

namespace {

constexpr std::size_t kMostExtension = 1024;  // what is as long as the call says is copied so far

bool Reaches(std::string_view bytes, const Member& member) {
  return bytes.size() >= static_cast<std::size_t>(member.offset) + member.bytes;
}

void AppendMember(const Member& member, std::string_view bytes, std::string_view after,
                  const Style& style, std::string* text) {
  if (text->size() > 1) *text += ", ";
  if (member.as == As::kInet6) {
    *text += Inet6MemberText(member.name, Part(bytes, member.offset, 16));
    return;
  }
  *text += member.name;
  *text += member.name.empty() ? "" : "=";
  const std::string value = MemberText(member, bytes, style);
  *text += value;
  if (!member.answered || !Reaches(after, member)) return;
  const std::string answer = MemberText(member, after, style);
  if (answer != value) *text += " => " + answer;
}

bool HasFlags(const Member& member, std::string_view bytes) {
  return member.flags != 0 && (Fields(bytes).U32(member.flags_at) & member.flags) != 0;
}

// Is it one that only a reader of everything wants?
bool IsLeftOut(const Member& member, std::string_view bytes, const Style& style) {
  return style.abbreviate && member.whole && !HasFlags(member, bytes);
}

bool IsShown(const Member& member, std::string_view bytes) {
  if (member.flags != 0 && !member.whole && !HasFlags(member, bytes)) return false;
  const std::string_view part = Part(bytes, member.offset, member.bytes);
  return !member.if_set || part.find_first_not_of('\0') != std::string_view::npos;
}

}  // namespace

std::string MembersText(std::span<const Member> members, std::string_view bytes, const Style& style,
                        std::string_view after) {
  if (members.size() == 1 && members[0].name.empty()) return MemberText(members[0], bytes, style);
  std::string text = "{";
  bool all = true;
  for (const Member& member : members) {
    if (IsLeftOut(member, bytes, style) || !Reaches(bytes, member)) {
      all = false;
      continue;
    }
    if (IsShown(member, bytes)) AppendMember(member, bytes, after, style, &text);
  }
  return text + (all ? "}" : text.size() > 1 ? ", ...}" : "...}");
}

std::string CutText(std::span<const Member> members, std::string_view bytes, const Style& style) {
  std::string text = "{";
  for (const Member& member : members) {
    if (member.offset >= bytes.size()) break;
    if (Reaches(bytes, member))
      AppendMember(member, bytes, {}, style, &text);
    else
      text += fmt::format("{}{}={}", text.size() > 1 ? ", " : "", member.name,
                          Quote(bytes.substr(member.offset), false, Hex::kAll));
  }
  return text + "}";
}

std::string GrownText(std::span<const Member> members, std::size_t always, std::string_view bytes,
                      const Style& style, std::string_view after, std::string_view within) {
  const std::size_t known = BytesOf(members);
  std::string padded(bytes.substr(0, known));  // the kernel takes what is not there for zeros
  padded.resize(known);
  std::string text = "{";
  bool all = true;
  for (const Member& member : members) {
    if (member.offset >= std::max(always, bytes.size())) continue;
    if (IsLeftOut(member, padded, style))
      all = false;
    else if (IsShown(member, padded))
      AppendMember(member, member.as == As::kText ? bytes : padded, after, style, &text);
  }
  if (!within.empty()) {
    text = fmt::format("{{{}={}{}", within, text, all ? "}" : ", ...}");
    all = true;
  }
  const std::string_view rest = bytes.size() > known ? bytes.substr(known) : std::string_view();
  if (rest.find_first_not_of('\0') != std::string_view::npos) {
    if (style.abbreviate)
      all = false;
    else
      text += fmt::format(", extra_data={} /* bytes {}..{} */", Quote(rest, false, Hex::kAll),
                          known, bytes.size() - 1);
  }
  return text + (all ? "}" : ", ...}");
}

std::string ExtendedText(std::span<const Member> members, std::string_view bytes,
                         std::size_t length, const Style& style) {
  constexpr std::size_t kMost = 4096;  // no call takes more than a page
  const std::size_t known = BytesOf(members);
  if (length < known) return "";
  length = std::min(length, kMost);
  std::string text = MembersText(members, bytes.substr(0, known), style);
  if (length == known) return text;
  text.pop_back();
  if (bytes.size() < length && bytes.size() < kMostExtension) return text + ", ???}";
  const std::string_view rest = bytes.substr(known);
  if (rest.find_first_not_of('\0') == std::string_view::npos) return text + "}";
  return text + fmt::format(", /* bytes {}..{} */ {}}}", known, length - 1,
                            Quote(rest, bytes.size() < length, Hex::kAll));
}

}  // namespace sysassert::decode
