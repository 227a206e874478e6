// Structures of signals.
#include <fmt/format.h>

#include <csignal>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

constexpr int kSignals = 64;

std::string ShortName(int signal) {
  std::string_view name = tables::SignalName(signal);
  if (name.substr(0, 3) == "SIG") name.remove_prefix(3);
  return name.empty() ? std::to_string(signal) : std::string(name);
}

// A set of signals, first bit SIGHUP: [INT TERM], or ~[…] where more are in it than out.
std::string SignalSetText(std::uint64_t set) {
  constexpr int kMost = kSignals * 2 / 3;  // strace's own threshold
  const bool inverted = __builtin_popcountll(set) >= kMost;
  std::string text;
  for (int signal = 1; signal <= kSignals; ++signal) {
    if ((((set >> (signal - 1)) & 1U) != 0) == inverted) continue;
    text += (text.empty() ? "" : " ") + ShortName(signal);
  }
  return (inverted ? "~[" : "[") + text + "]";
}

std::string SignalSet(std::string_view bytes) { return SignalSetText(Fields(bytes).U64(0)); }

std::string Handler(std::uint64_t value) {
  switch (value) {
    case 0:
      return "SIG_DFL";
    case 1:
      return "SIG_IGN";
    default:
      return fmt::format("{:#x}", value);
  }
}

// The kernel's sigaction: handler, flags, restorer, mask; flags are a long.
template <std::size_t kWidth>
std::string SignalAction(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint64_t flags = fields.Long(1, kWidth);
  std::string text = fmt::format(
      "{{sa_handler={}, sa_mask={}, sa_flags={}", Handler(fields.Long(0, kWidth)),
      SignalSetText(fields.U64(3 * kWidth)), tables::FlagsText(tables::kSigactionFlags, flags));
  if ((flags & 0x4000000U) != 0)
    text += fmt::format(", sa_restorer={}", PointerText(fields.Long(2, kWidth)));
  return text + "}";
}

template <std::size_t kWidth>
std::string SignalStack(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("{{ss_sp={}, ss_flags={}, ss_size={}}}", PointerText(fields.Long(0, kWidth)),
                     tables::FlagsText(tables::kStackFlags, fields.U32(kWidth)),
                     fields.Long(2, kWidth));
}

std::string NameOrNumber(int signal) {
  const std::string_view name = tables::SignalName(signal);
  return name.empty() ? std::to_string(signal) : std::string(name);
}

// Where si_code names are the signal's own; null for the others.
const tables::NameTable* FaultCodes(int signal) {
  switch (signal) {
    case SIGSEGV:
      return &tables::kFaultCodes;
    case SIGBUS:
      return &tables::kBusCodes;
    case SIGILL:
      return &tables::kIllegalCodes;
    case SIGFPE:
      return &tables::kArithmeticCodes;
    case SIGTRAP:
      return &tables::kTrapCodes;
    default:
      return nullptr;
  }
}

std::string SignalValue(const Fields& fields) {
  return fmt::format(", si_int={}, si_ptr={}", fields.S32(24), PointerText(fields.U64(24)));
}

// The part of the union of a signal that a process or a timer sent.
std::string SenderText(const Fields& fields, int code) {
  if (code == SI_TIMER)
    return fmt::format(", si_timerid={}, si_overrun={}", fields.S32(16), fields.S32(20)) +
           SignalValue(fields);
  std::string text = fmt::format(", si_pid={}, si_uid={}", fields.S32(16), fields.U32(20));
  const bool has_value = (code == SI_QUEUE || code == SI_MESGQ) && fields.U64(24) != 0;
  return has_value ? text + SignalValue(fields) : text;
}

// The union's part by what sent the signal: a child, a process, a timer, or a fault.
std::string SignalInfo(std::string_view bytes) {
  const Fields fields(bytes);
  const int signal = fields.S32(0), code = fields.S32(8);
  const bool of_child = signal == SIGCHLD && code > 0 && code <= 6;
  const tables::NameTable* faults = code > 0 ? FaultCodes(signal) : nullptr;
  const tables::NameTable& names = of_child            ? tables::kChildCodes
                                   : faults != nullptr ? *faults
                                                       : tables::kSignalCodes;
  std::string text = fmt::format(
      "{{si_signo={}, si_code={}", NameOrNumber(signal),
      tables::EnumText(names, static_cast<std::uint64_t>(static_cast<std::int64_t>(code))));
  if (of_child) {
    const int status = fields.S32(24);
    text += fmt::format(", si_pid={}, si_uid={}, si_status={}, si_utime={}, si_stime={}",
                        fields.S32(16), fields.U32(20),
                        code == 1 ? std::to_string(status) : NameOrNumber(status),
                        ClockTicksText(fields.S64(32)), ClockTicksText(fields.S64(40)));
  } else if (code <= 0) {
    text += SenderText(fields, code);
  } else if (faults != nullptr) {
    text += fmt::format(", si_addr={}", PointerText(fields.U64(16)));
  }
  return text + "}";
}

// How a timer tells that it expired.
std::string SignalEvent(std::string_view bytes) {
  const Fields fields(bytes);
  std::string text = "{";
  if (fields.U64(0) != 0)
    text += fmt::format("sigev_value={{sival_int={}, sival_ptr={}}}, ", fields.S32(0),
                        PointerText(fields.U64(0)));
  const std::uint32_t notify = fields.U32(12);
  text += fmt::format("sigev_signo={}, sigev_notify={}", NameOrNumber(fields.S32(8)),
                      tables::EnumText(tables::kSigeventNotify, notify));
  constexpr std::uint32_t kThreadId = 4;
  if (notify == kThreadId) text += fmt::format(", sigev_notify_thread_id={}", fields.S32(16));
  return text + "}";
}

}  // namespace

const StructurePrinter kSignalPrinters[] = {
    {"sigset", 8, SignalSet},
    {"sigaction", 32, SignalAction<8>},
    {"sigaction32", 20, SignalAction<4>},
    {"stack", 24, SignalStack<8>},
    {"stack32", 12, SignalStack<4>},
    {"siginfo", 48, SignalInfo},
    {"sigevent", 20, SignalEvent},
    {},
};

}  // namespace sysassert::decode
