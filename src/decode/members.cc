#include "decode/members.h"

#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/network_text.h"
#include "decode/strings.h"

namespace sysassert::decode {
namespace {

std::string_view Part(std::string_view bytes, std::size_t offset, std::size_t length) {
  return bytes.substr(std::min(offset, bytes.size()), length);
}

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
