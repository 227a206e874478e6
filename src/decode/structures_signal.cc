// Structures of signals.
#include <fmt/format.h>

#include <csignal>
#include <cstring>

#include "decode/fields.h"
#include "decode/structures.h"
#include "decode/words.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

std::string ShortName(int signal) {
  std::string_view name = tables::SignalName(signal);
  if (name.substr(0, 3) == "SIG") name.remove_prefix(3);
  const std::string number = std::to_string(signal);
  return name.empty() ? number : tables::Spelt(number, name);
}

}  // namespace

// A set of signals, first bit SIGHUP: [INT TERM], or ~[…] where more are in it than out.
std::string SignalSetText(std::uint64_t set, int signals) {
  const bool inverted = __builtin_popcountll(set) >= signals * 2 / 3;  // strace's own threshold
  std::string text;
  for (int signal = 1; signal <= signals; ++signal) {
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
    case ~0ULL:
      return tables::Spelt("0xffffffffffffffff", "SIG_ERR");
    default:
      return fmt::format("{:#x}", value);
  }
}

namespace {

// As long as the call says: the kernel takes sets of 64 signals alone; of i386 strace shows less,
// too.
template <std::size_t kLeast>
std::string SignalSet(std::string_view bytes) {
  constexpr std::size_t kMost = 8;
  if (bytes.size() < kLeast || bytes.size() > kMost) return "";
  std::uint64_t set = 0;
  std::memcpy(&set, bytes.data(), bytes.size());
  return SignalSetText(set, static_cast<int>(bytes.size() * 8));
}

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
  text += fmt::format("sigev_signo={}, sigev_notify={}",
                      WordText("signal_or_number", fields.U32(kWidth)).value_or(""),
                      tables::EnumText(tables::kSigeventNotify, notify));
  constexpr std::uint32_t kThreadId = 4;
  if (notify == kThreadId)
    text += fmt::format(", sigev_notify_thread_id={}", fields.S32(kWidth + 8));
  return text + "}";
}

// i386's first sigaction: handler, a mask of one word, flags, restorer.
std::string FormerSignalAction(std::string_view bytes) {
  const Fields fields(bytes);
  std::string text =
      fmt::format("{{sa_handler={}, sa_mask={}, sa_flags={}", HandlerText(fields.U32(0)),
                  SignalSetText(fields.U32(4), kFormerSignals),
                  tables::FlagsText(tables::kSigactionFlags, fields.U32(8)));
  if ((fields.U32(8) & 0x4000000U) != 0)
    text += fmt::format(", sa_restorer={}", PointerText(fields.U32(12)));
  return text + "}";
}
std::string FormerSignalSet(std::string_view bytes) {
  return SignalSetText(Fields(bytes).U32(0), kFormerSignals);
}

}  // namespace

const StructurePrinter kSignalPrinters[] = {
    {"sigset", 8, SignalSet<8>},
    {"sigset32", 4, SignalSet<4>},
    {"sigaction", 32, SignalAction<8>},
    {"sigaction32", 20, SignalAction<4>},
    {"stack", 24, SignalStack<8>},
    {"stack32", 12, SignalStack<4>},
    {"sigevent", 20, SignalEvent<8>},
    {"sigevent32", 16, SignalEvent<4>},
    {"former_sigaction", 16, FormerSignalAction},
    {"former_sigset", 4, FormerSignalSet},
    {},
};

}  // namespace sysassert::decode
