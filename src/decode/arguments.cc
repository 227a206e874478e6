#include "decode/arguments.h"

#include <fmt/format.h>
#include <linux/ioctl.h>

#include <algorithm>
#include <climits>
#include <optional>

#include "decode/fields.h"
#include "decode/live.h"
#include "decode/live_memory.h"
#include "decode/registers.h"
#include "decode/sockaddr.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "decode/submissions.h"
#include "tables/halves.h"
#include "tables/names.h"
#include "tables/variants.h"

namespace sysassert::decode {
namespace {

using capture::ItemKind;
using capture::ItemView;
using tables::Parameter;

// An ABI's int arrives in a wider register.
std::int32_t Int(std::uint64_t value) { return static_cast<std::int32_t>(value); }

std::string Limited(std::string_view bytes, bool cut, const Style& style) {
  return Quote(bytes.substr(0, style.string_limit), cut || bytes.size() > style.string_limit,
               style.hex);
}

// ["tar", "cf"], from strings that each end with a NUL.
std::string Strings(const ItemView& item, const Style& style) {
  std::string text = "[";
  std::size_t shown = 0;
  bool cut = item.truncated || item.unreadable;
  for (std::string_view rest = item.bytes; !rest.empty();) {
    if (++shown > style.string_limit && style.abbreviate) {  // strace's limit is one of both
      cut = true;
      break;
    }
    const std::size_t end = rest.find('\0');
    text += (text.size() > 1 ? ", " : "") + Limited(rest.substr(0, end), false, style);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (cut) text += text.size() > 1 ? ", ..." : "...";
  return text + "]";
}

// How many elements of an array count: as many as the call was given, or as it filled in. Of an
// ioctl, the bytes that its request says that there are.
std::size_t Elements(const capture::CallRecord& record, const tables::Row& row,
                     const Parameter& parameter) {
  if (parameter.of < 0) return 0;
  const std::int32_t given = Int(record.args[parameter.of]);
  switch (row.id) {
    case Sysno::ioctl:
      return (record.args[parameter.of] >> _IOC_SIZESHIFT) & _IOC_SIZEMASK;
    case Sysno::poll:
    case Sysno::ppoll:
    case Sysno::ppoll_time64:
      return static_cast<std::uint32_t>(given);
    case Sysno::epoll_wait:
    case Sysno::epoll_pwait:
    case Sysno::epoll_pwait2:
    case Sysno::getgroups:
    case Sysno::getgroups32:
    case Sysno::io_getevents:
    case Sysno::io_pgetevents:
    case Sysno::io_pgetevents_time64:
    case Sysno::listmount:
      return static_cast<std::size_t>(
          std::max<std::int64_t>(0, std::min<std::int64_t>(record.result, given)));
    default: {
      const ArgumentKind kind = row.parameters[static_cast<std::size_t>(parameter.of)].kind;
      if (kind == ArgumentKind::kUnsigned) return static_cast<std::uint32_t>(given);
      return kind == ArgumentKind::kUnsignedLong || kind == ArgumentKind::kSize
                 ? record.args[parameter.of]
                 : static_cast<std::size_t>(std::max(0, given));
    }
  }
}

// Did this successful call write nothing through its pointers? A sleep that was not cut short
// leaves no remainder, wait with WNOHANG may have found no child, and an attribute's size may be
// all that was asked for.
bool LeavesAlone(Sysno id, const capture::CallRecord& record) {
  switch (id) {
    case Sysno::nanosleep:
    case Sysno::clock_nanosleep:
    case Sysno::clock_nanosleep_time64:
      return true;
    case Sysno::wait4:
    case Sysno::waitpid:
    case Sysno::readdir:
      return record.result == 0;
    case Sysno::listxattr:
    case Sysno::llistxattr:
    case Sysno::flistxattr:
      return record.args[2] == 0;
    case Sysno::getxattr:
    case Sysno::lgetxattr:
    case Sysno::fgetxattr:
      return record.args[3] == 0;
    default:
      return false;
  }
}

// What -e verbose= is about. Text and bytes are none, whatever describes them.
bool IsStructure(const Parameter& parameter) {
  const std::string_view structure = parameter.structure;
  if (structure == "comm" || structure == "path" || structure == "hex") return false;
  return parameter.kind == ArgumentKind::kStruct || parameter.kind == ArgumentKind::kSockaddr ||
         parameter.kind == ArgumentKind::kStringVector;
}

// Does the memory of an array end before the array, within what is shown of it?
bool IsCutShort(const Parameter& parameter, const ItemView& item, std::size_t elements,
                const Style& style) {
  if (parameter.length != tables::Length::kArgumentElements || !item.unreadable) return false;
  const std::size_t there = item.bytes.size() / std::max<std::size_t>(parameter.size, 1);
  return there < elements && (!style.abbreviate || there <= style.string_limit);
}

// "[a, b]", cut where the memory behind it ends: "[a, b, ... /* 0x7f… */]".
std::string CutAt(std::string text, std::uint64_t address) {
  text.pop_back();
  return text + fmt::format(", ... /* {:#x} */]", address);
}

// `before`, `after`: of a structure, as the call was passed it, and as it left it.
std::string Captured(const Parameter& parameter, std::uint64_t value, const ItemView& item,
                     std::size_t elements, const Style& style, std::string_view before,
                     std::string_view after) {
  // Of a path without an end, PATH_MAX less its NUL.
  const std::string_view path = item.truncated ? item.bytes.substr(0, PATH_MAX - 1) : item.bytes;
  if (!style.structures && IsStructure(parameter)) return PointerText(value);
  switch (parameter.kind) {
    case ArgumentKind::kPath:
      if (item.unreadable && item.bytes.empty()) return PointerText(value);
      return Quote(path, item.truncated || item.unreadable, style.hex);
    case ArgumentKind::kString: {
      constexpr std::size_t kLongestComm = 15;  // TASK_COMM_LEN: the kernel reads no further
      if (item.unreadable && item.bytes.empty()) return PointerText(value);
      const bool cut = item.truncated || item.unreadable;
      if (parameter.structure == tables::kUnabridged) return Quote(path, cut, style.hex);
      if (parameter.structure == "comm" && item.bytes.size() > kLongestComm)
        return Limited(item.bytes.substr(0, kLongestComm), true, style);
      return Limited(item.bytes, cut, style);
    }
    case ArgumentKind::kBytesIn:
    case ArgumentKind::kBytesOut: {
      if (item.unreadable && item.bytes.empty()) return PointerText(value);
      std::string_view bytes = item.bytes;
      if (parameter.structure == tables::kTerminated && !bytes.empty() && bytes.back() == '\0')
        bytes.remove_suffix(1);
      return Quote(bytes.substr(0, style.buffer_limit),
                   item.truncated || item.unreadable || bytes.size() > style.buffer_limit,
                   parameter.structure == tables::kInHex ? Hex::kAll : style.hex);
    }
    case ArgumentKind::kStringVector:
      if (item.unreadable && item.bytes.empty()) return PointerText(value);
      return Strings(item, style);
    case ArgumentKind::kSockaddr: {
      constexpr std::size_t kLongest = 128;  // struct sockaddr_storage
      if (item.unreadable && item.bytes.size() < kLongest) return PointerText(value);
      const std::string address = SocketAddressText(item.bytes, style);
      return address.empty() ? PointerText(value) : address;
    }
    default: {
      if (parameter.structure == "hex" && item.bytes.size() > style.string_limit)
        return StructureText(parameter, item.bytes.substr(0, style.string_limit), true, elements) +
               "...";
      const bool cut_short = IsCutShort(parameter, item, elements, style);
      const std::string text =
          StructureText(parameter, item.bytes, item.truncated && !cut_short, elements, style,
                        before, after, item.unreadable, value);
      if (text.empty()) return PointerText(value);
      return cut_short ? CutAt(text, value + item.bytes.size() / parameter.size * parameter.size)
                       : text;
    }
  }
}

// A length that the call reads and writes: [110 => 16], or one of them where both are the same or
// the call failed.
std::string LengthText(const CallView& call, const std::optional<ItemView>& after,
                       std::uint8_t argument) {
  const auto before = call.item(ItemKind::kBytes, argument);
  if (!before || before->bytes.size() < 4) return "";
  const std::int32_t was = Fields(before->bytes).S32(0);
  const std::int32_t is = after && after->bytes.size() >= 4 ? Fields(after->bytes).S32(0) : was;
  return was == is ? fmt::format("[{}]", is) : fmt::format("[{} => {}]", was, is);
}

// What the call made of a structure that it was passed: as it was copied at its exit, or, where the
// call failed, as it is there now.
std::string LeftBehind(const CallView& call, const Parameter& parameter, const ItemView& passed,
                       int i, const Style& style) {
  const bool finished = (call.record.flags & capture::kFinished) != 0;
  if (!finished || (!parameter.late && parameter.asked.empty())) return "";
  if (const auto item = call.item(ItemKind::kBytesOut, static_cast<std::uint8_t>(i)); item)
    return std::string(item->bytes);
  return style.memory != nullptr ? BytesAt(call.record.args[i], passed.bytes.size(), style) : "";
}

}  // namespace

std::string_view KindName(ArgumentKind kind) {
  constexpr std::string_view kNames[] = {
      "int",    "uint",     "ulong",     "offset", "size", "pointer", "fd",     "dirfd", "path",
      "string", "bytes-in", "bytes-out", "flags",  "enum", "mode",    "signal", "pid",   "sockaddr",
      "struct", "strings",  "device",    "uid",    "gid",  "clock",   "unused"};
  return kNames[static_cast<int>(kind)];
}

bool HasNamedFlag(const tables::NameTable& table, std::uint64_t value, std::string_view flag) {
  for (std::size_t i = 0; i < table.count; ++i) {
    const tables::Name& name = table.names[i];
    if (name.name != flag) continue;
    const bool field = table.mask != 0 && (name.value & ~table.mask) == 0;
    return field ? (value & table.mask) == name.value
                 : name.value != 0 && (value & name.value) == name.value;
  }
  return false;
}

namespace {

// How long the sets of capget(2) and capset(2) are is said by their header, which is the argument
// before. Nothing, if it cannot be read.
std::size_t CapabilityBytes(const CallView& call) {
  constexpr std::uint32_t kVersion2 = 0x20071026, kVersion3 = 0x20080522;
  constexpr std::size_t kOneWord = 12, kTwoWords = 24;
  const auto header = call.item(ItemKind::kBytes, 0);
  if (!header || header->unreadable) return 0;
  const std::uint32_t version = Fields(header->bytes).U32(0);
  return version == kVersion2 || version == kVersion3 ? kTwoWords : kOneWord;
}

}  // namespace

Argument ArgumentOf(const CallView& call, const tables::Row& row, int i, const Style& style) {
  const capture::CallRecord& record = call.record;
  const Parameter& parameter = tables::ParameterOf(row, i, record.args, record.abi);
  Argument argument;
  argument.name = parameter.name;
  argument.kind = parameter.kind;
  argument.value = tables::WholeValue(parameter, i, record.args);
  if (style.raw) {
    argument.text = argument.value == 0 ? "0" : fmt::format("{:#x}", argument.value);
    return argument;
  }
  const bool succeeded =
      (record.flags & (capture::kFinished | capture::kFailed | capture::kEntryOnly)) ==
      capture::kFinished;
  const ItemKind kind = parameter.kind == ArgumentKind::kStringVector ? ItemKind::kVector
                        : parameter.when == tables::When::kExit       ? ItemKind::kBytesOut
                                                                      : ItemKind::kBytes;
  auto item = call.item(kind, static_cast<std::uint8_t>(i));
  std::string sets;
  if (item && parameter.structure == "capabilities") {
    sets = item->bytes.substr(0, CapabilityBytes(call));
    if (!sets.empty()) sets.resize(parameter.size);  // those that are not there are empty
    item->bytes = sets;
  }
  const bool only_asked = !item && !parameter.asked.empty();
  if (only_asked) item = call.item(ItemKind::kBytes, static_cast<std::uint8_t>(i));
  if (item) argument.bytes = std::string(item->bytes);
  if (const auto shown = LiveText(call, row, parameter, i, style); shown) {
    argument.text = *shown;
    return argument;
  }
  if (item && parameter.structure == tables::kIocbs) {
    argument.text = style.structures ? IocbsText(item->bytes, item->truncated, style)
                                     : PointerText(argument.value);
    return argument;
  }
  if (item && parameter.structure == tables::kRingEntries) {
    argument.text = fmt::format("{} /* {} */", argument.value, RingText(item->bytes, style));
    return argument;
  }
  Parameter shown_as = parameter;
  if (only_asked) shown_as.structure = parameter.asked;
  const std::string after = item ? LeftBehind(call, parameter, *item, i, style) : "";
  const auto before = call.item(ItemKind::kBytes, static_cast<std::uint8_t>(i));
  argument.text = item ? Captured(shown_as, argument.value, *item, Elements(record, row, parameter),
                                  style, before ? before->bytes : std::string_view(), after)
                       : RegisterText(parameter, argument.value,
                                      tables::IsHalf(parameter) ? Abi::kX86_64 : record.abi, style);
  if (parameter.kind == ArgumentKind::kSockaddr && parameter.length == tables::Length::kArgument &&
      Int(record.args[parameter.of]) < 0)
    argument.text = PointerText(argument.value);
  if (!item && parameter.length == tables::Length::kArgumentElements && argument.value != 0 &&
      Int(record.args[parameter.of]) == 0)
    argument.text = "[]";
  const bool counted =
      parameter.length == tables::Length::kNodes || parameter.length == tables::Length::kPages;
  if (!item && counted && argument.value != 0 && record.args[parameter.of] == 0 &&
      (parameter.when == tables::When::kEntry || succeeded))
    argument.text = "[]";
  // What is passed to bpf(2) is read whole, or not at all; of sets of CPUs, a part says nothing.
  constexpr std::uint64_t kMostAttributes = 4096;
  if (item && row.id == Sysno::bpf && i == 1 &&
      (item->unreadable || record.args[2] > kMostAttributes))
    argument.text = PointerText(argument.value);
  constexpr std::size_t kMostProcessorBytes = 128;  // that are shown, of CPU_SETSIZE
  if (item && item->unreadable && parameter.structure == "cpuset" &&
      item->bytes.size() < kMostProcessorBytes)
    argument.text = PointerText(argument.value);
  if (!item && parameter.structure == "cpuset" && argument.value != 0 &&
      parameter.when == tables::When::kEntry && record.args[parameter.of] == 0)
    argument.text = "[]";
  constexpr std::uint64_t kDescriptionBytes = 16;  // of struct user_desc
  if (row.id == Sysno::modify_ldt && i == 1 && record.args[2] != kDescriptionBytes)
    argument.text = PointerText(argument.value);
  constexpr std::uint32_t kLongestName = 64;  // __NEW_UTS_LEN: the kernel takes no more
  if ((row.id == Sysno::sethostname || row.id == Sysno::setdomainname) && i == 0 &&
      static_cast<std::uint32_t>(record.args[1]) > kLongestName)
    argument.text = PointerText(argument.value);
  constexpr std::uint64_t kMostSegments = 16;  // KEXEC_SEGMENT_MAX: the kernel takes no more
  if (row.id == Sysno::kexec_load && i == 2 && record.args[1] > kMostSegments)
    argument.text = PointerText(argument.value);
  constexpr std::uint32_t kMostGroups = 65536;  // NGROUPS_MAX: the kernel takes no more
  if ((row.id == Sysno::setgroups || row.id == Sysno::setgroups32) && i == 1 &&
      static_cast<std::uint32_t>(record.args[0]) > kMostGroups)
    argument.text = PointerText(argument.value);
  if (parameter.structure == "length" && style.structures) {
    const std::string length = LengthText(call, item, static_cast<std::uint8_t>(i));
    if (!length.empty()) argument.text = length;
  }
  const bool may_be_empty =
      parameter.kind == ArgumentKind::kBytesIn ||
      (parameter.structure == "option" && parameter.when == tables::When::kEntry);
  if (!item && may_be_empty && argument.value != 0 &&
      parameter.length == tables::Length::kArgument && record.args[parameter.of] == 0)
    argument.text = "\"\"";
  // A read that returned nothing wrote nothing: strace shows the empty string.
  if (!item && parameter.kind == ArgumentKind::kBytesOut &&
      parameter.length == tables::Length::kResult && argument.value != 0) {
    if (succeeded && record.result == 0) argument.text = "\"\"";
  }
  if (parameter.when == tables::When::kExit && parameter.length != tables::Length::kNone &&
      succeeded && LeavesAlone(row.id, record))
    argument.text = PointerText(argument.value);
  return argument;
}

}  // namespace sysassert::decode
