#include "decode/words.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include "decode/structures.h"
#include "decode/word_printers.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_devices.h"
#include "tables/names_keys.h"
#include "tables/names_operations.h"

namespace sysassert::decode {
namespace {

using tables::EnumText;
using tables::FlagsText;

std::int32_t Int(std::uint64_t value) { return static_cast<std::int32_t>(value); }
std::uint32_t Low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }

// In decimal, the name beside it, however constants are spelt: "2 /* SYSLOG_ACTION_READ */", "777
// /* KEY_REQKEY_DEFL_??? */".
std::string CommentedDecimal(const tables::NameTable& names, std::uint64_t value) {
  std::string number = std::to_string(Int(value));
  const std::string_view name = tables::NameOf(names, value);
  return number + (name.empty() ? fmt::format(" /* {}_??? */", names.title)
                                : fmt::format(" /* {} */", name));
}

// Likewise, or by name alone: "KEY_REQKEY_DEFL_DEFAULT".
std::string DecimalText(const tables::NameTable& names, std::uint64_t value) {
  const std::string_view name = tables::NameOf(names, value);
  return name.empty() && tables::ConstantsAreSpelt() != tables::Constants::kNumbers
             ? CommentedDecimal(names, value)
             : tables::Spelt(std::to_string(Int(value)), name);
}

// A key's serial number, or what stands for one.
std::string Key(std::uint64_t value) {
  const std::string_view name = tables::NameOf(tables::kKeyrings, value);
  return name.empty() ? std::to_string(Int(value))
                      : tables::Spelt(std::to_string(Int(value)), name);
}
std::string DefaultKeyring(std::uint64_t value) {
  return DecimalText(tables::kDefaultKeyrings, value);
}
std::string SyslogAction(std::uint64_t value) {
  return CommentedDecimal(tables::kSyslogActions, value);
}

std::string LogLevel(std::uint64_t value) { return CommentedDecimal(tables::kLogLevels, value); }

std::string Priority(std::uint64_t value) {
  return tables::Spelt(std::to_string(Low(value)), PriorityText(value));
}

// A number with its name as a comment, which strace writes with either beside it.
std::string Commented(const tables::NameTable& names, std::uint64_t value) {
  if (tables::ConstantsAreSpelt() == tables::Constants::kNumbers) return HexText(value);
  const std::string_view name = tables::NameOf(names, value);
  return name.empty() ? EnumText(names, value) : fmt::format("{} /* {} */", HexText(value), name);
}
std::string PidType(std::uint64_t value) { return Commented(tables::kPidTypes, value); }
std::string Xfeature(std::uint64_t value) { return Commented(tables::kXfeatureNumbers, value); }

std::string Errno(std::uint64_t value) {
  const std::string_view name = tables::ErrnoName(Int(value));
  const std::string number = std::to_string(Int(value));
  return name.empty() ? number : tables::Spelt(number, name);
}

// PR_SET_PTRACER's pid, or all of them.
std::string Ptracer(std::uint64_t value) {
  return Int(value) == -1 ? tables::Spelt("-1", "PR_SET_PTRACER_ANY") : "";
}

// What lies in struct user at an offset, or before it; asm/user_64.h.
std::string UserOffset(std::uint64_t value) {
  constexpr std::string_view kRegisters[] = {
      "R15", "R14", "R13", "R12",     "RBP",     "RBX", "R11",      "R10", "R9",
      "R8",  "RAX", "RCX", "RDX",     "RSI",     "RDI", "ORIG_RAX", "RIP", "CS",
      "EFL", "RSP", "SS",  "FS_BASE", "GS_BASE", "DS",  "ES",       "FS",  "GS"};
  constexpr tables::Name kParts[] = {{216, "u_fpvalid"},   {224, "i387"},      {736, "u_tsize"},
                                     {744, "u_dsize"},     {752, "u_ssize"},   {760, "start_code"},
                                     {768, "start_stack"}, {776, "signal"},    {784, "reserved"},
                                     {792, "u_ar0"},       {800, "u_fpstate"}, {808, "magic"},
                                     {816, "u_comm"},      {848, "u_debugreg"}};
  constexpr std::uint64_t kRegister = 8, kSize = 912;
  std::string text;
  std::uint64_t beyond = 0;
  if (value / kRegister < std::size(kRegisters)) {
    text = fmt::format("8*{}", kRegisters[value / kRegister]);
    beyond = value % kRegister;
  } else if (value == kSize) {
    text = "sizeof(struct user)";
  } else if (value < kSize) {
    const tables::Name* part = std::end(kParts);
    while ((--part)->value > value) {
    }
    text = fmt::format("offsetof(struct user, {})", part->name);
    beyond = value - part->value;
  } else {
    return HexText(value);
  }
  return tables::Spelt(HexText(value), beyond == 0 ? text : fmt::format("{}+{}", text, beyond));
}

// An int, whatever the register's upper half holds.
std::string Signed(std::uint64_t value) { return std::to_string(Int(value)); }

// IPC_64 is a bit of the command, and says nothing on a 64-bit machine.
std::string IpcCommand(const tables::NameTable& names, std::uint64_t word) {
  constexpr std::uint32_t kIpc64 = 0x100;
  const std::uint32_t value = Low(word);
  const std::string wide = (value & kIpc64) != 0 ? tables::Spelt("0x100", "IPC_64") + "|" : "";
  return wide + EnumText(names, value & ~kIpc64);
}
std::string ShmctlCommand(std::uint64_t value) {
  return IpcCommand(tables::kShmctlCommands, value);
}
std::string SemctlCommand(std::uint64_t value) {
  return IpcCommand(tables::kSemctlCommands, value);
}
std::string MsgctlCommand(std::uint64_t value) {
  return IpcCommand(tables::kMsgctlCommands, value);
}

// QCMD(Q_GETQUOTA, USRQUOTA): a command, and whose quota.
std::string QuotaCommand(std::uint64_t value) {
  constexpr unsigned kKindBits = 8;
  std::string names;
  {
    const tables::ByNameOnly by_name;
    names = fmt::format("QCMD({}, {})", EnumText(tables::kQuotaCommands, Low(value) >> kKindBits),
                        EnumText(tables::kQuotaTypes, value & 0xffU));
  }
  return tables::Spelt(std::to_string(Low(value)), names);
}

// In the network's order: htons(ETH_P_ALL).
std::string EthernetProtocol(std::uint64_t value) {
  return fmt::format(
      "htons({})", EnumText(tables::kEthernetProtocols, ntohs(static_cast<std::uint16_t>(value))));
}

// mmap2(2) counts in units of 4096 bytes, whatever a page is.
std::string Pages(std::uint64_t value) { return HexText(value * 4096U); }

// SIG_DFL and its like, or an address.
std::string SignalHandler(std::uint64_t value) { return HandlerText(value); }
// A set of the first 32 signals, in a register.
std::string FormerMask(std::uint64_t value) { return SignalSetText(Low(value), kFormerSignals); }
std::string NarrowId(std::uint64_t value) {
  constexpr std::uint16_t kNone = 0xffff;
  const auto id = static_cast<std::uint16_t>(value);
  return id == kNone ? "-1" : std::to_string(id);
}

// The name of a call that is made through another one, or the number.
std::string CallNumber(const tables::NameTable& names, std::uint64_t value) {
  const std::string_view name = tables::NameOf(names, value);
  return name.empty() ? std::to_string(Int(value))
                      : tables::Spelt(std::to_string(Int(value)), name);
}
std::string SocketcallNumber(std::uint64_t value) {
  return CallNumber(tables::kSocketcallCalls, value);
}
std::string IpcNumber(std::uint64_t value) { return CallNumber(tables::kIpcCalls, value); }

std::string HexInt(std::uint64_t value) { return HexText(Low(value)); }
std::string SignedLong(std::uint64_t value) {
  return std::to_string(static_cast<std::int64_t>(value));
}
std::string UnsignedLong(std::uint64_t value) { return std::to_string(value); }

// What ioctl takes for a request that nothing is known of: 0 is no pointer.
std::string RequestArgument(std::uint64_t value) { return HexText(value); }

// linux/kd.h: a period of the timer of 1193182 Hz, and how long.
constexpr std::uint64_t kTimer = 1193182;
std::string Sound(std::uint64_t value) {
  return std::to_string(value) + (value == 0 || value > kTimer
                                      ? " /* off */"
                                      : fmt::format(" /* {} Hz */", kTimer / value));
}
std::string Tone(std::uint64_t value) {
  const std::uint32_t period = Low(value) & 0xffffU, milliseconds = Low(value) >> 16U;
  const std::string numbers =
      milliseconds == 0 ? std::to_string(period) : fmt::format("{}<<16|{}", milliseconds, period);
  return numbers + (milliseconds == 0 || period == 0
                        ? " /* off */"
                        : fmt::format(" /* {} Hz, {} ms */", kTimer / period, milliseconds));
}
std::string SignalOrNumber(std::uint64_t value) {
  return tables::SignalName(Int(value)).empty() ? std::to_string(value) : SignalText(Int(value));
}
std::string Lights(std::uint64_t value) { return FlagsText(tables::kLights, value & 0xffU); }
std::string LightFlags(std::uint64_t value) {
  return FlagsText(tables::kLightFlags, value & 0xffU);
}
std::string KeyboardMode(std::uint64_t value) { return DecimalText(tables::kKeyboardModes, value); }

// An int without a sign, whatever the register's upper half holds.
std::string Unsigned(std::uint64_t value) { return std::to_string(Low(value)); }

constexpr WordPrinter kPrinters[] = {
    {"unsigned", Unsigned},
    {"int", Signed},
    {"hex_int", HexInt},
    {"long", SignedLong},
    {"ulong", UnsignedLong},
    {"request_argument", RequestArgument},
    {"sound", Sound},
    {"tone", Tone},
    {"signal_or_number", SignalOrNumber},
    {"lights", Lights},
    {"light_flags", LightFlags},
    {"keyboard_mode", KeyboardMode},
    {"key", Key},
    {"default_keyring", DefaultKeyring},
    {"syslog_action", SyslogAction},
    {"log_level", LogLevel},
    {"ioprio", Priority},
    {"hexadecimal", HexText},
    {"pid_type", PidType},
    {"xfeature", Xfeature},
    {"errno", Errno},
    {"ptracer", Ptracer},
    {"user_offset", UserOffset},
    {"shmctl_command", ShmctlCommand},
    {"semctl_command", SemctlCommand},
    {"msgctl_command", MsgctlCommand},
    {"quota_command", QuotaCommand},
    {"pages", Pages},
    {"signal_handler", SignalHandler},
    {"former_mask", FormerMask},
    {"id16", NarrowId},
    {"socketcall_number", SocketcallNumber},
    {"ipc_number", IpcNumber},
    {"ethernet_protocol", EthernetProtocol},
};

}  // namespace

std::string PriorityText(std::uint64_t value) {
  constexpr unsigned kClassShift = 13;
  return fmt::format("IOPRIO_PRIO_VALUE({}, {})",
                     EnumText(tables::kIoprioClasses, Low(value) >> kClassShift),
                     value & ((1U << kClassShift) - 1));
}

std::string SignalText(int signal) {
  const std::string_view name = tables::SignalName(signal);
  const std::string number = std::to_string(signal);
  return name.empty() ? number : tables::Spelt(number, name);
}

std::string SocketTypeText(std::uint64_t value) {
  constexpr std::uint32_t kType = 0xf;
  const std::uint32_t flags = Low(value) & ~kType;
  if (!tables::HasName(tables::kSocketTypes, Low(value) & kType))
    return FlagsText(tables::kSocketTypes, value);
  return EnumText(tables::kSocketTypes, Low(value) & kType) +
         (flags == 0 ? "" : "|" + FlagsText(tables::kSocketTypes, flags));
}

namespace {

const WordPrinter* PrinterNamed(std::string_view name) {
  for (const WordPrinter& known : kPrinters) {
    if (known.name == name) return &known;
  }
  for (const WordPrinter* known = kFlagWordPrinters; !known->name.empty(); ++known) {
    if (known->name == name) return known;
  }
  return nullptr;
}

}  // namespace

std::optional<std::string> WordText(std::string_view printer, std::uint64_t value) {
  const WordPrinter* known = PrinterNamed(printer);
  if (known == nullptr) return std::nullopt;
  std::string text;
  {
    std::optional<tables::ByNameOnly> by_name;
    if (known->of_parts) by_name.emplace();
    text = known->print(value);
  }
  if (text.empty()) return std::nullopt;
  if (!known->of_parts) return text;
  // Of a word that has no name the number stands there already.
  const std::string number = HexText(Low(value)), comment = number + " /* ";
  const bool unknown = text.compare(0, comment.size(), comment) == 0 && text.back() == '/';
  return unknown && tables::ConstantsAreSpelt() == tables::Constants::kBoth
             ? text
             : tables::Spelt(number, text);
}

}  // namespace sysassert::decode
