// siginfo: what a signal says of itself, by what sent it; asm-generic/siginfo.h.
#include <fmt/format.h>
#include <linux/audit.h>

#include <csignal>

#include "decode/fields.h"
#include "decode/structures.h"
#include "decode/words.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

// The signal's own codes, all positive; null where it has none.
const tables::NameTable* CodesOf(int signal) {
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
    case SIGCHLD:
      return &tables::kChildCodes;
    case SIGPOLL:
      return &tables::kPollCodes;
    case SIGSYS:
      return &tables::kSysCodes;
    default:
      return nullptr;
  }
}

std::string CodeText(int signal, int code) {
  const auto value = static_cast<std::uint32_t>(code);
  const tables::NameTable* own = CodesOf(signal);
  const bool is_own = code > 0 && own != nullptr && tables::HasName(*own, value);
  return tables::EnumText(is_own ? *own : tables::kSignalCodes, value);
}

// The union of siginfo, of a process whose pointers have so many bytes.
template <std::size_t kWidth>
class Union {
 public:
  static constexpr std::size_t kAt = kWidth == 8 ? 16 : 12;  // it holds pointers

  Union(const Fields& fields, const Style& style) : fields_(fields), style_(style) {}

  // Two ints: a pid and a uid, or a timer and how often it ran over.
  std::int32_t first() const { return fields_.S32(kAt); }
  std::uint32_t second() const { return fields_.U32(kAt + 4); }

  std::string Sender() const {
    return fmt::format(", si_pid={}, si_uid={}", ProcessText(first(), style_),
                       second() == UINT32_MAX ? "-1" : std::to_string(second()));
  }
  std::string Timer() const {
    return fmt::format(", si_timerid={}, si_overrun={}", HexText(fields_.U32(kAt)), second()) +
           Value();
  }
  std::uint64_t value() const { return Pointer(kAt + 8); }
  std::string Value() const {
    return fmt::format(", si_int={}, si_ptr={}", fields_.S32(kAt + 8), PointerText(value()));
  }
  std::string Child(int code) const {
    const int status = fields_.S32(kAt + 8);
    const std::int64_t user = kWidth == 8 ? fields_.S64(32) : fields_.S32(24);
    const std::int64_t system = kWidth == 8 ? fields_.S64(40) : fields_.S32(28);
    return Sender() + fmt::format(", si_status={}, si_utime={}, si_stime={}",
                                  code == CLD_EXITED ? std::to_string(status) : SignalText(status),
                                  ClockTicksText(user), ClockTicksText(system));
  }
  std::string Fault(int signal, int code) const {
    constexpr std::size_t kBehind = kAt + kWidth;
    std::string text = ", si_addr=" + PointerText(Pointer(kAt));
    if (signal == SIGBUS && (code == BUS_MCEERR_AR || code == BUS_MCEERR_AO))
      text += ", si_addr_lsb=" + HexText(fields_.U16(kBehind));
    if (signal == SIGSEGV && code == SEGV_BNDERR)
      text += fmt::format(", si_lower={}, si_upper={}", PointerText(Pointer(kBehind + kWidth)),
                          PointerText(Pointer(kBehind + 2 * kWidth)));
    if (signal == SIGSEGV && code == SEGV_PKUERR)
      text += fmt::format(", si_pkey={}", fields_.U32(kBehind + kWidth));
    return text;
  }
  std::string Poll() const {
    return fmt::format(", si_band={}, si_fd={}", fields_.SignedLong(kAt / kWidth, kWidth),
                       DescriptorText(fields_.S32(kAt + kWidth), style_));
  }
  std::string Refused() const {
    constexpr std::size_t kBehind = kAt + kWidth;
    const std::uint32_t architecture = fields_.U32(kBehind + 4);
    return fmt::format(", si_call_addr={}, si_syscall={}, si_arch={}", PointerText(Pointer(kAt)),
                       CallText(fields_.S32(kBehind), architecture),
                       tables::EnumText(tables::kAuditArchitectures, architecture));
  }

 private:
  std::uint64_t Pointer(std::size_t at) const {
    return kWidth == 8 ? fields_.U64(at) : fields_.U32(at);
  }
  // By name in the process's own architecture, else beside the number.
  static std::string CallText(int number, std::uint32_t architecture) {
    constexpr int kX32 = 0x40000000;
    std::string digits = std::to_string(number);
    Abi abi = Abi::kX86_64;
    if (architecture == AUDIT_ARCH_I386)
      abi = Abi::kI386;
    else if (architecture != AUDIT_ARCH_X86_64)
      return digits;
    else if ((number & kX32) != 0)
      abi = Abi::kX32;
    const Sysno id = tables::FromNumber(abi, abi == Abi::kX32 ? number & ~kX32 : number);
    if (id == Sysno::kUnknown) return digits;
    const std::string_view name = tables::NameOf(id);
    const bool own = abi == (kWidth == 8 ? Abi::kX86_64 : Abi::kI386);
    return own ? tables::Spelt(digits, fmt::format("__NR_{}", name))
               : fmt::format("{} /* {} */", digits, name);
  }

  const Fields& fields_;
  const Style& style_;
};

template <std::size_t kWidth>
std::string DetailsText(const Union<kWidth>& what, int signal, int code) {
  switch (code) {
    case SI_USER:
    case SI_TKILL:
      return what.Sender();
    case SI_TIMER:
      return what.Timer();
    case SI_SIGIO:
      return what.Poll();
    default:
      break;
  }
  if (code > 0) {
    switch (signal) {
      case SIGCHLD:
        return what.Child(code);
      case SIGILL:
      case SIGFPE:
      case SIGSEGV:
      case SIGBUS:
      case SIGTRAP:
        return what.Fault(signal, code);
      case SIGPOLL:
        return tables::HasName(tables::kPollCodes, static_cast<std::uint32_t>(code)) ? what.Poll()
                                                                                     : "";
      case SIGSYS:
        return what.Refused();
      default:
        if (what.first() == 0 && what.second() == 0 && what.value() == 0) return "";
    }
  }
  return what.Sender() + (what.value() != 0 ? what.Value() : "");
}

std::string ErrorText(int error) {
  if (error == 0) return "";
  const auto number = static_cast<std::uint32_t>(error);
  return ", si_errno=" +
         (error < 0 ? std::to_string(number) : WordText("errno", number).value_or(""));
}

template <std::size_t kWidth>
std::string SignalInfo(const Seen& seen) {
  const Fields fields(seen.bytes);
  const int signal = fields.S32(0), error = fields.S32(4), code = fields.S32(8);
  if (signal == 0) return "{}";
  return fmt::format("{{si_signo={}, si_code={}{}{}}}", SignalText(signal), CodeText(signal, code),
                     ErrorText(error),
                     DetailsText(Union<kWidth>(fields, seen.style), signal, code));
}

}  // namespace

const StructurePrinter kSiginfoPrinters[] = {
    Special("siginfo", 48, SignalInfo<8>),
    Special("siginfo32", 32, SignalInfo<4>),
    {},
};

}  // namespace sysassert::decode
