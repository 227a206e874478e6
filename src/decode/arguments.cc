#include "decode/arguments.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cstring>

#include "decode/sockaddr.h"
#include "decode/strings.h"

namespace sysassert::decode {
namespace {

using capture::ItemKind;
using capture::ItemView;
using tables::Parameter;

std::string Pointer(std::uint64_t value) {
  return value == 0 ? "NULL" : fmt::format("{:#x}", value);
}

std::string Mode(std::uint64_t value) {
  return value == 0 ? "000" : fmt::format("0{:o}", value & 0xffffffffU);
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

std::string Captured(const Parameter& parameter, std::uint64_t value, const ItemView& item) {
  switch (parameter.kind) {
    case ArgumentKind::kPath:
    case ArgumentKind::kString:
      if (item.unreadable && item.bytes.empty()) return Pointer(value);
      return Quote(item.bytes, item.truncated || item.unreadable);
    case ArgumentKind::kBytesIn:
    case ArgumentKind::kBytesOut:
      if (item.unreadable && item.bytes.empty()) return Pointer(value);
      return Quote(item.bytes, item.truncated);
    case ArgumentKind::kStringVector:
      return Strings(item);
    case ArgumentKind::kSockaddr: {
      const std::string address = SocketAddressText(item.bytes);
      return address.empty() ? Pointer(value) : address;
    }
    default: {
      const std::string text = StructureText(parameter.structure, item.bytes, item.truncated);
      return text.empty() ? Pointer(value) : text;
    }
  }
}

std::string Plain(const Parameter& parameter, std::uint64_t value) {
  switch (parameter.kind) {
    case ArgumentKind::kInteger:
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
      return std::to_string(static_cast<std::int64_t>(value));
    case ArgumentKind::kMode:
      return Mode(value);
    case ArgumentKind::kSignal:
      return Signal(value);
    case ArgumentKind::kFlags:
      return parameter.names != nullptr ? tables::FlagsText(*parameter.names, value)
                                        : fmt::format("{:#x}", value);
    case ArgumentKind::kEnum:
    case ArgumentKind::kClock:
      return parameter.names != nullptr ? tables::EnumText(*parameter.names, value)
                                        : fmt::format("{:#x}", value);
    case ArgumentKind::kDevice:
      return fmt::format("makedev({:#x}, {:#x})",
                         ((value >> 8U) & 0xfffU) | ((value >> 32U) & ~0xfffULL),
                         (value & 0xffU) | ((value >> 12U) & ~0xffULL));
    case ArgumentKind::kUnused:
      return fmt::format("{:#x}", value);
    default:
      return Pointer(value);
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
  const Parameter& parameter = row.parameters[static_cast<std::size_t>(i)];
  Argument argument;
  argument.name = parameter.name;
  argument.kind = parameter.kind;
  argument.value = recording.record(index).args[i];
  const ItemKind kind = parameter.kind == ArgumentKind::kStringVector ? ItemKind::kVector
                        : parameter.when == tables::When::kExit       ? ItemKind::kBytesOut
                                                                      : ItemKind::kBytes;
  const auto item = recording.item(index, kind, static_cast<std::uint8_t>(i));
  if (item) argument.bytes = std::string(item->bytes);
  argument.text =
      item ? Captured(parameter, argument.value, *item) : Plain(parameter, argument.value);
  // A read that returned nothing wrote nothing: strace shows the empty string.
  if (!item && parameter.kind == ArgumentKind::kBytesOut &&
      parameter.length == tables::Length::kResult && argument.value != 0) {
    const capture::CallRecord& record = recording.record(index);
    if ((record.flags & (capture::kFinished | capture::kFailed)) == capture::kFinished &&
        record.result == 0)
      argument.text = "\"\"";
  }
  return argument;
}

}  // namespace sysassert::decode
