#include "decode/members.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <net/if.h>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"

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

std::string SignalText(std::uint64_t value) {
  const std::string_view name = tables::SignalName(static_cast<int>(value));
  return name.empty() ? std::to_string(value) : std::string(name);
}

}  // namespace

std::string InterfaceText(std::uint64_t index) {
  char name[IF_NAMESIZE] = {};
  if (index == 0 || if_indextoname(static_cast<unsigned>(index), name) == nullptr)
    return std::to_string(static_cast<std::uint32_t>(index));
  return tables::Spelt(std::to_string(index), "if_nametoindex(" + Quote(name) + ")");
}

std::string MemberText(const Member& member, std::string_view bytes) {
  const Fields fields(bytes);
  if (member.as == As::kText) return Quote(fields.Text(member.offset, member.bytes));
  if (member.as == As::kBytes)
    return Quote(bytes.substr(member.offset, member.bytes), false, Hex::kAll);
  const std::uint64_t value = Unsigned(fields, member);
  switch (member.as) {
    case As::kSigned:
      return std::to_string(Signed(fields, member));
    case As::kHex:
      return HexText(value);
    case As::kOctal:
      return value == 0 ? "000" : fmt::format("0{:03o}", value);
    case As::kPointer:
      return PointerText(value);
    case As::kFlags:
      return tables::FlagsText(*member.names, value);
    case As::kChoice:
      return tables::EnumText(*member.names, value);
    case As::kFileMode:
      return FileModeText(value);
    case As::kSignal:
      return SignalText(value);
    case As::kDevice:
      return DeviceText(value);
    case As::kInterface:
      return InterfaceText(value);
    case As::kPort:
      return fmt::format("htons({})", ntohs(static_cast<std::uint16_t>(value)));
    default:
      return std::to_string(value);
  }
}

std::string MembersText(std::span<const Member> members, std::string_view bytes, bool abbreviate) {
  std::string text = "{";
  bool all = true;
  for (const Member& member : members) {
    if ((abbreviate && member.whole) ||
        bytes.size() < static_cast<std::size_t>(member.offset) + member.bytes) {
      all = false;
      continue;
    }
    if (text.size() > 1) text += ", ";
    text += member.name;
    text += '=';
    text += MemberText(member, bytes);
  }
  return text + (all ? "}" : text.size() > 1 ? ", ...}" : "...}");
}

}  // namespace sysassert::decode
