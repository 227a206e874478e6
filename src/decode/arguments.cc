#include "decode/arguments.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>

#include "decode/sockaddr.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/variants.h"

namespace sysassert::decode {
namespace {

using capture::ItemKind;
using capture::ItemView;
using tables::Parameter;

// Octal, of three digits at least: 0644, 022, 000.
std::string Mode(std::uint64_t value) {
  std::string text = fmt::format("0{:o}", value & 0xffffffffU);
  return value == 0 ? "000" : text.size() < 3 ? "0" + text : text;
}

// An ABI's int arrives in a wider register.
std::int32_t Int(std::uint64_t value) { return static_cast<std::int32_t>(value); }

std::string Signal(std::uint64_t value) {
  const std::string_view name = tables::SignalName(Int(value));
  return name.empty() ? std::to_string(Int(value)) : std::string(name);
}

// ["tar", "cf"], from strings that each end with a NUL.
std::string Strings(const ItemView& item) {
  std::string text = "[";
  for (std::string_view rest = item.bytes; !rest.empty();) {
    const std::size_t end = rest.find('\0');
    text += (text.size() > 1 ? ", " : "") + Quote(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (item.truncated || item.unreadable) text += text.size() > 1 ? ", ..." : "...";
  return text + "]";
}

// How many elements of an array count: as many as the call was given, or as it filled in.
std::size_t Elements(const capture::CallRecord& record, const tables::Row& row,
                     const Parameter& parameter) {
  if (parameter.of < 0) return 0;
  const std::int32_t given = Int(record.args[parameter.of]);
  switch (row.id) {
    case Sysno::epoll_wait:
    case Sysno::epoll_pwait:
    case Sysno::epoll_pwait2:
    case Sysno::getgroups:
    case Sysno::getgroups32:
      return static_cast<std::size_t>(
          std::max<std::int64_t>(0, std::min<std::int64_t>(record.result, given)));
    default:
      return static_cast<std::size_t>(std::max(0, given));
  }
}

// Did this successful call write nothing through its pointers? A sleep that was not cut short
// leaves no remainder, and wait with WNOHANG may have found no child.
bool LeavesAlone(Sysno id, std::int64_t result) {
  switch (id) {
    case Sysno::nanosleep:
    case Sysno::clock_nanosleep:
    case Sysno::clock_nanosleep_time64:
      return true;
    case Sysno::wait4:
    case Sysno::waitpid:
      return result == 0;
    default:
      return false;
  }
}

std::string Captured(const Parameter& parameter, std::uint64_t value, const ItemView& item,
                     std::size_t elements) {
  switch (parameter.kind) {
    case ArgumentKind::kPath:
    case ArgumentKind::kString:
      if (item.unreadable && item.bytes.empty()) return PointerText(value);
      return Quote(item.bytes, item.truncated || item.unreadable);
    case ArgumentKind::kBytesIn:
    case ArgumentKind::kBytesOut:
      if (item.unreadable && item.bytes.empty()) return PointerText(value);
      return Quote(item.bytes, item.truncated);
    case ArgumentKind::kStringVector:
      return Strings(item);
    case ArgumentKind::kSockaddr: {
      const std::string address = SocketAddressText(item.bytes);
      return address.empty() ? PointerText(value) : address;
    }
    default: {
      const std::string text = StructureText(parameter, item.bytes, item.truncated, elements);
      return text.empty() ? PointerText(value) : text;
    }
  }
}

// The low nine bits of an IPC object's flags are its mode.
std::string Flags(const tables::NameTable& names, std::uint64_t value) {
  // Of flags that are an int, the upper half of the register is its sign.
  if (value >> 31U == 0x1ffffffffU) value &= 0xffffffffU;
  if (&names != &tables::kIpcGetFlags && &names != &tables::kShmgetFlags)
    return tables::FlagsText(names, value);
  const std::uint64_t mode = value & 0777U;
  const std::string known = value == mode ? "" : tables::FlagsText(names, value & ~mode) + "|";
  return known + Mode(mode);
}

// An ioctl that no table names, by its parts; asm-generic/ioctl.h.
std::string IoctlRequest(std::uint64_t value) {
  const auto request = static_cast<std::uint32_t>(value);
  static constexpr std::string_view kDirections[] = {"_IOC_NONE", "_IOC_WRITE", "_IOC_READ",
                                                     "_IOC_READ|_IOC_WRITE"};
  return fmt::format("_IOC({}, {:#x}, {:#x}, {:#x})", kDirections[request >> 30U],
                     (request >> 8U) & 0xffU, request & 0xffU, (request >> 16U) & 0x3fffU);
}

std::string Enum(const tables::NameTable& names, std::uint64_t value) {
  if (&names == &tables::kIoctls && !tables::HasName(names, value)) return IoctlRequest(value);
  return tables::EnumText(names, value);
}

std::string Plain(const Parameter& parameter, std::uint64_t value, Abi abi) {
  const bool in_hex = parameter.structure == tables::kInHex;
  switch (parameter.kind) {
    case ArgumentKind::kInteger:
      if (in_hex) return value == 0 ? "0" : fmt::format("{:#x}", value);
      return std::to_string(Int(value));
    case ArgumentKind::kFd:
    case ArgumentKind::kPid:
      return std::to_string(Int(value));
    case ArgumentKind::kUid:
    case ArgumentKind::kGid:
      return Int(value) == -1 ? "-1" : std::to_string(static_cast<std::uint32_t>(value));
    case ArgumentKind::kDirfd:
      return Int(value) == AT_FDCWD ? "AT_FDCWD" : std::to_string(Int(value));
    case ArgumentKind::kUnsigned:
    case ArgumentKind::kSize:
      return std::to_string(value);
    case ArgumentKind::kOffset:
      if (in_hex) return value == 0 ? "0" : fmt::format("{:#x}", value);
      return abi == Abi::kI386 ? std::to_string(Int(value))
                               : std::to_string(static_cast<std::int64_t>(value));
    case ArgumentKind::kMode:
      return parameter.structure == tables::kWithFileType ? FileModeText(value) : Mode(value);
    case ArgumentKind::kSignal:
      return Signal(value);
    case ArgumentKind::kFlags:
      return parameter.names != nullptr ? Flags(*parameter.names, value)
                                        : fmt::format("{:#x}", value);
    case ArgumentKind::kEnum:
    case ArgumentKind::kClock:
      return parameter.names != nullptr ? Enum(*parameter.names, value)
                                        : fmt::format("{:#x}", value);
    case ArgumentKind::kDevice:
      return fmt::format("makedev({:#x}, {:#x})",
                         ((value >> 8U) & 0xfffU) | ((value >> 32U) & ~0xfffULL),
                         (value & 0xffU) | ((value >> 12U) & ~0xffULL));
    case ArgumentKind::kUnused:
      return fmt::format("{:#x}", value);
    default:
      return PointerText(value);
  }
}

}  // namespace

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

Argument ArgumentOf(const capture::Recording& recording, std::size_t index, const tables::Row& row,
                    int i) {
  const capture::CallRecord& record = recording.record(index);
  const Parameter& parameter = tables::ParameterOf(row, i, record.args, record.abi);
  Argument argument;
  argument.name = parameter.name;
  argument.kind = parameter.kind;
  argument.value = record.args[i];
  const ItemKind kind = parameter.kind == ArgumentKind::kStringVector ? ItemKind::kVector
                        : parameter.when == tables::When::kExit       ? ItemKind::kBytesOut
                                                                      : ItemKind::kBytes;
  const auto item = recording.item(index, kind, static_cast<std::uint8_t>(i));
  if (item) argument.bytes = std::string(item->bytes);
  argument.text = item
                      ? Captured(parameter, argument.value, *item, Elements(record, row, parameter))
                      : Plain(parameter, argument.value, record.abi);
  if (!item && parameter.length == tables::Length::kArgumentElements && argument.value != 0 &&
      Int(record.args[parameter.of]) == 0)
    argument.text = "[]";
  // The kernel leaves these alone unless a signal came, or no child was there.
  if (item && parameter.when == tables::When::kExit && LeavesAlone(row.id, record.result))
    argument.text = PointerText(argument.value);
  // A read that returned nothing wrote nothing: strace shows the empty string.
  if (!item && parameter.kind == ArgumentKind::kBytesOut &&
      parameter.length == tables::Length::kResult && argument.value != 0) {
    if ((record.flags & (capture::kFinished | capture::kFailed)) == capture::kFinished &&
        record.result == 0)
      argument.text = "\"\"";
  }
  return argument;
}

}  // namespace sysassert::decode
