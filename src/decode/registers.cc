#include "decode/registers.h"

#include <fcntl.h>
#include <fmt/format.h>

#include "decode/structures.h"
#include "decode/words.h"
#include "tables/halves.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

using tables::Parameter;

// umode_t has 16 bits.
std::uint64_t Mode(std::uint64_t value) { return value & 0xffffU; }

// An ABI's int arrives in a wider register.
std::int32_t Int(std::uint64_t value) { return static_cast<std::int32_t>(value); }

// Of a word that is an int, the upper half of the register is its sign.
std::uint64_t Unextended(std::uint64_t value) {
  return value >> 31U == 0x1ffffffffU ? value & 0xffffffffU : value;
}

// The low nine bits of an IPC object's flags are its mode, the high six of shared memory's the size
// of its pages.
std::string IpcFlags(const tables::NameTable& names, std::uint64_t value) {
  constexpr std::uint64_t kMode = 0777, kHugeShift = 26, kHuge = 0x3fU << kHugeShift;
  const std::uint64_t huge = &names == &tables::kShmgetFlags ? value & kHuge : 0;
  std::string text;
  if (const std::uint64_t flags = value & ~(kMode | huge); flags != 0)
    text = tables::FlagsText(names, flags) + "|";
  if (huge != 0)
    text += fmt::format("{}<<{}|", huge >> kHugeShift, tables::Spelt("26", "SHM_HUGE_SHIFT"));
  return text + PermissionsText(value & kMode);
}

std::string Flags(const tables::NameTable& names, std::uint64_t value) {
  if (&names == &tables::kSocketTypes) return SocketTypeText(value);
  return &names == &tables::kIpcGetFlags || &names == &tables::kShmgetFlags
             ? IpcFlags(names, value)
             : tables::FlagsText(names, value);
}

std::string Enum(const tables::NameTable& names, std::uint64_t value, Abi abi) {
  return &names == &tables::kIoctls ? tables::IoctlText(value, abi)
                                    : tables::EnumText(names, Unextended(value));
}

}  // namespace

std::string RegisterText(const Parameter& parameter, std::uint64_t value, Abi abi,
                         const Style& style) {
  const bool in_hex = parameter.structure == tables::kInHex;
  const bool whole = parameter.structure == tables::kLongFlags || tables::IsHalf(parameter);
  if (!parameter.structure.empty() && parameter.kind != ArgumentKind::kStruct) {
    if (const auto word = WordText(parameter.structure, value); word) return *word;
  }
  switch (parameter.kind) {
    case ArgumentKind::kInteger:
      if (in_hex) return HexText(static_cast<std::uint32_t>(value));
      return std::to_string(Int(value));
    case ArgumentKind::kFd:
      return DescriptorText(Int(value), style);
    case ArgumentKind::kPid:
      return ProcessText(Int(value), style);
    case ArgumentKind::kUid:
    case ArgumentKind::kGid:
      return Int(value) == -1 ? "-1" : std::to_string(static_cast<std::uint32_t>(value));
    case ArgumentKind::kDirfd:
      if (Int(value) == -1 && parameter.structure == "fanotify_dirfd")
        return tables::Spelt("-1", "FAN_NOFD");
      if (Int(value) != AT_FDCWD) return DescriptorText(Int(value), style);
      return tables::Spelt(std::to_string(AT_FDCWD), "AT_FDCWD") +
             (style.descriptors != nullptr ? style.descriptors->NameOf(AT_FDCWD) : "");
    case ArgumentKind::kUnsigned:
      return std::to_string(whole ? value : static_cast<std::uint32_t>(value));
    case ArgumentKind::kUnsignedLong:
    case ArgumentKind::kSize:
      return std::to_string(value);
    case ArgumentKind::kOffset:
      if (in_hex) return value == 0 ? "0" : fmt::format("{:#x}", value);
      return abi == Abi::kI386 ? std::to_string(Int(value))
                               : std::to_string(static_cast<std::int64_t>(value));
    case ArgumentKind::kMode:
      return parameter.structure == tables::kWithFileType ? FileModeText(Mode(value))
                                                          : PermissionsText(Mode(value));
    case ArgumentKind::kSignal:
      return SignalText(Int(value));
    case ArgumentKind::kFlags:
      if (!whole) value &= UINT32_MAX;
      return parameter.names != nullptr ? Flags(*parameter.names, value)
                                        : fmt::format("{:#x}", value);
    case ArgumentKind::kEnum:
    case ArgumentKind::kClock:
      return parameter.names != nullptr ? Enum(*parameter.names, value, abi)
                                        : fmt::format("{:#x}", value);
    case ArgumentKind::kDevice:
      return DeviceText(value);
    case ArgumentKind::kUnused:
      return fmt::format("{:#x}", value);
    default:
      return PointerText(value);
  }
}

}  // namespace sysassert::decode
