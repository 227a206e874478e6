// Structures of signals.
#include <fmt/format.h>

#include <csignal>

#include "decode/fields.h"
#include "decode/structures.h"
#include "decode/words.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

constexpr int kSignals = 64;

std::string ShortName(int signal) {
  std::string_view name = tables::SignalName(signal);
  if (name.substr(0, 3) == "SIG") name.remove_prefix(3);
  const std::string number = std::to_string(signal);
  return name.empty() ? number : tables::Spelt(number, name);
}

}  // namespace

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

std::string HandlerText(std::uint64_t value) {
  switch (value) {
    case 0:
      return tables::Spelt("0", "SIG_DFL");
    case 1:
      return tables::Spelt("0x1", "SIG_IGN");
    default:
      return fmt::format("{:#x}", value);
  }
}

namespace {

std::string SignalSet(std::string_view bytes) { return SignalSetText(Fields(bytes).U64(0)); }

// The kernel's sigaction: handler, flags, restorer, mask; flags are a long.
template <std::size_t kWidth>
std::string SignalAction(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint64_t flags = fields.Long(1, kWidth);
  std::string text = fmt::format(
      "{{sa_handler={}, sa_mask={}, sa_flags={}", HandlerText(fields.Long(0, kWidth)),
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

// Where siginfo's union begins: it holds pointers.
template <std::size_t kWidth>
constexpr std::size_t kUnion = kWidth == 8 ? 16 : 12;

template <std::size_t kWidth>
std::string SignalValue(const Fields& fields) {
  const std::size_t at = kUnion<kWidth> + 8;
  return fmt::format(", si_int={}, si_ptr={}", fields.S32(at),
                     PointerText(kWidth == 8 ? fields.U64(at) : fields.U32(at)));
}

// The part of the union of a signal that a process or a timer sent.
template <std::size_t kWidth>
std::string SenderText(const Fields& fields, int code, const Style& style) {
  constexpr std::size_t kAt = kUnion<kWidth>;
  if (code == SI_TIMER)
    return fmt::format(", si_timerid={}, si_overrun={}", fields.S32(kAt), fields.S32(kAt + 4)) +
           SignalValue<kWidth>(fields);
  std::string text = fmt::format(", si_pid={}, si_uid={}", ProcessText(fields.S32(kAt), style),
                                 fields.U32(kAt + 4));
  const bool valued = kWidth == 8 ? fields.U64(kAt + 8) != 0 : fields.U32(kAt + 8) != 0;
  const bool has_value = (code == SI_QUEUE || code == SI_MESGQ) && valued;
  return has_value ? text + SignalValue<kWidth>(fields) : text;
}

// The union's part by what sent the signal: a child, a process, a timer, or a fault.
template <std::size_t kWidth>
std::string SignalInfo(const Seen& seen) {
  constexpr std::size_t kAt = kUnion<kWidth>;
  const Fields fields(seen.bytes);
  const int signal = fields.S32(0), code = fields.S32(8);
  const bool of_child = signal == SIGCHLD && code > 0 && code <= 6;
  const tables::NameTable* faults = code > 0 ? FaultCodes(signal) : nullptr;
  const tables::NameTable& names = of_child            ? tables::kChildCodes
                                   : faults != nullptr ? *faults
                                                       : tables::kSignalCodes;
  std::string text = fmt::format("{{si_signo={}, si_code={}", SignalText(signal),
                                 tables::EnumText(names, static_cast<std::uint32_t>(code)));
  if (of_child) {
    const int status = fields.S32(kAt + 8);
    const std::int64_t user = kWidth == 8 ? fields.S64(32) : fields.S32(24);
    const std::int64_t system = kWidth == 8 ? fields.S64(40) : fields.S32(28);
    text += fmt::format(", si_pid={}, si_uid={}, si_status={}, si_utime={}, si_stime={}",
                        ProcessText(fields.S32(kAt), seen.style), fields.U32(kAt + 4),
                        code == 1 ? std::to_string(status) : SignalText(status),
                        ClockTicksText(user), ClockTicksText(system));
  } else if (code <= 0) {
    text += SenderText<kWidth>(fields, code, seen.style);
  } else if (faults != nullptr) {
    text +=
        fmt::format(", si_addr={}", PointerText(kWidth == 8 ? fields.U64(kAt) : fields.U32(kAt)));
  }
  return text + "}";
}

// How a timer tells that it expired: a pointer's width of value, then ints.
template <std::size_t kWidth>
std::string SignalEvent(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint64_t value = fields.Long(0, kWidth);
  std::string text = "{";
  if (value != 0)
    text += fmt::format("sigev_value={{sival_int={}, sival_ptr={}}}, ", fields.S32(0),
                        PointerText(value));
  const std::uint32_t notify = fields.U32(kWidth + 4);
  text += fmt::format("sigev_signo={}, sigev_notify={}", SignalText(fields.S32(kWidth)),
                      tables::EnumText(tables::kSigeventNotify, notify));
  constexpr std::uint32_t kThreadId = 4;
  if (notify == kThreadId)
    text += fmt::format(", sigev_notify_thread_id={}", fields.S32(kWidth + 8));
  return text + "}";
}

// i386's first sigaction: handler, a mask of one word, flags, restorer.
std::string FormerSignalAction(std::string_view bytes) {
  const Fields fields(bytes);
  std::string text = fmt::format("{{sa_handler={}, sa_mask={}, sa_flags={}",
                                 HandlerText(fields.U32(0)), SignalSetText(fields.U32(4)),
                                 tables::FlagsText(tables::kSigactionFlags, fields.U32(8)));
  if ((fields.U32(8) & 0x4000000U) != 0)
    text += fmt::format(", sa_restorer={}", PointerText(fields.U32(12)));
  return text + "}";
}
std::string FormerSignalSet(std::string_view bytes) { return SignalSetText(Fields(bytes).U32(0)); }

}  // namespace

const StructurePrinter kSignalPrinters[] = {
    {"sigset", 8, SignalSet},
    {"sigaction", 32, SignalAction<8>},
    {"sigaction32", 20, SignalAction<4>},
    {"stack", 24, SignalStack<8>},
    {"stack32", 12, SignalStack<4>},
    Special("siginfo", 48, SignalInfo<8>),
    Special("siginfo32", 32, SignalInfo<4>),
    {"sigevent", 20, SignalEvent<8>},
    {"sigevent32", 16, SignalEvent<4>},
    {"former_sigaction", 16, FormerSignalAction},
    {"former_sigset", 4, FormerSignalSet},
    {},
};

}  // namespace sysassert::decode
