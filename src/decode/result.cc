#include "decode/result.h"

#include <fmt/format.h>
#include <linux/bpf.h>

#include <algorithm>
#include <cstring>

#include "decode/fields.h"
#include "decode/live.h"
#include "decode/structures.h"
#include "decode/words.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_objects.h"
#include "tables/names_operations.h"

namespace sysassert::decode {
namespace {

using capture::CallRecord;

// A call that a signal cut short. The codes are the kernel's own (include/linux/errno.h).
std::string_view RestartText(std::int64_t result) {
  switch (result) {
    case -512:
      return "? ERESTARTSYS (To be restarted if SA_RESTART is set)";
    case -513:
      return "? ERESTARTNOINTR (To be restarted)";
    case -514:
      return "? ERESTARTNOHAND (To be restarted if no handler)";
    case -516:
      return "? ERESTART_RESTARTBLOCK (Interrupted by signal)";
    default:
      return {};
  }
}

std::string ErrorText(int error_number) {
  const std::string_view name = tables::ErrnoName(error_number);
  if (const auto own = tables::InternalErrnoName(error_number); !own.empty())
    return fmt::format("-1 {} (Unknown error {})", own, error_number);
  if (name.empty()) return fmt::format("-1 (errno {})", error_number);
#ifdef __GLIBC__
  const char* description = strerrordesc_np(error_number);  // never translated
#else
  const char* description = strerror(error_number);
#endif
  return fmt::format("-1 {} ({})", name, description != nullptr ? description : name);
}

// poll's answer: ([{fd=3, revents=POLLIN}]), or (Timeout).
std::string PollAnswer(const CallView& call, const std::string& left) {
  const CallRecord& record = call.record;
  if (record.result == 0) return " (Timeout)";
  const auto item = call.item(capture::ItemKind::kBytesOut, 0);
  if (!item) return "";
  constexpr std::size_t kEntry = 8;
  const std::size_t entries = std::min<std::size_t>(item->bytes.size() / kEntry, record.args[1]);
  std::string text;
  for (std::size_t i = 0; i < entries; ++i) {
    const Fields fields(item->bytes.substr(i * kEntry, kEntry));
    if (fields.U16(6) == 0) continue;
    text += fmt::format("{}{{fd={}, revents={}}}", text.empty() ? "" : ", ", fields.S32(0),
                        tables::FlagsText(tables::kPollEvents, fields.U16(6)));
  }
  return " ([" + text + "]" + left + ")";
}

std::string Parenthesised(const std::string& text) { return text.empty() ? "" : " (" + text + ")"; }

std::string FcntlText(const CallRecord& record, const Style& style) {
  constexpr int kDup = 0, kDupCloexec = 1030;
  constexpr int kGetFd = 1, kGetFlags = 3, kGetSignal = 11, kGetLease = 1025, kGetSeals = 1034;
  const auto result = static_cast<std::uint64_t>(record.result);
  switch (static_cast<int>(record.args[1])) {
    case kDup:
    case kDupCloexec:
      return std::to_string(record.result) +
             (style.descriptors != nullptr
                  ? style.descriptors->NameOf(static_cast<int>(record.result))
                  : "");
    case kGetFd:
      return result == 0 ? "0"
                         : fmt::format("{:#x} (flags {})", result,
                                       tables::FlagsText(tables::kDescriptorFlags, result));
    case kGetFlags: {
      const tables::ByNameOnly beside_the_number;
      return fmt::format("{} (flags {})", result == 0 ? "0" : fmt::format("{:#x}", result),
                         tables::FlagsText(tables::kOpenFlags, result));
    }
    case kGetSignal:
      return std::to_string(record.result) +
             Parenthesised(std::string(tables::SignalName(static_cast<int>(record.result))));
    case kGetSeals:
      return result == 0 ? "0"
                         : fmt::format("{:#x} (seals {})", result,
                                       tables::FlagsText(tables::kSeals, result));
    case kGetLease: {
      const tables::ByNameOnly beside_the_number;
      return fmt::format("{} ({})", result == 0 ? "0" : fmt::format("{:#x}", result),
                         tables::EnumText(tables::kLockTypes, result));
    }
    default:
      return std::to_string(record.result);
  }
}

std::string PrctlText(const CallRecord& record) {
  const tables::Constants former = tables::ConstantsAreSpelt();
  const tables::ByNameOnly beside_the_number;
  constexpr int kGetDumpable = 3, kGetSecureBits = 27, kMceKillGet = 34, kGetSpeculation = 52;
  const auto result = static_cast<std::uint64_t>(record.result);
  switch (static_cast<int>(record.args[0])) {
    case kGetDumpable:
      return fmt::format("{} ({})", result, tables::EnumText(tables::kDumpable, result));
    case kMceKillGet:
      return fmt::format("{} ({})", result, tables::EnumText(tables::kMceKillPolicies, result));
    case kGetSecureBits:
      return result == 0 ? "0"
                         : fmt::format("{:#x} ({})", result,
                                       tables::FlagsText(tables::kSecureBits, result));
    case kGetSpeculation:
      if (former == tables::Constants::kNumbers) return HexText(result);
      return result == 0 ? "0 (PR_SPEC_NOT_AFFECTED)"
                         : fmt::format("{:#x} ({})", result,
                                       tables::FlagsText(tables::kSpeculationFlags, result));
    default:
      return std::to_string(record.result);
  }
}

std::string MembarrierText(const CallRecord& record) {
  constexpr int kQuery = 0;
  const auto result = static_cast<std::uint64_t>(record.result);
  if (static_cast<int>(record.args[0]) != kQuery || result == 0)
    return std::to_string(record.result);
  return fmt::format("{:#x} ({})", result, tables::FlagsText(tables::kMembarrierCommands, result));
}

// Is the result a descriptor? Of bpf(2), the command says so.
bool MakesDescriptor(const tables::Row& row, const CallRecord& record) {
  // With a flag, it answers which version or which errata there are; linux/landlock.h.
  if (row.id == Sysno::landlock_create_ruleset) return record.args[2] == 0;
  if (row.id != Sysno::bpf) return row.ret == tables::Ret::kFd;
  switch (record.args[0]) {
    case BPF_MAP_CREATE:
    case BPF_PROG_LOAD:
    case BPF_OBJ_GET:
    case BPF_PROG_GET_FD_BY_ID:
    case BPF_MAP_GET_FD_BY_ID:
    case BPF_RAW_TRACEPOINT_OPEN:
    case BPF_BTF_LOAD:
    case BPF_BTF_GET_FD_BY_ID:
    case BPF_LINK_CREATE:
    case BPF_LINK_GET_FD_BY_ID:
    case BPF_ITER_CREATE:
      return true;
    default:
      return false;
  }
}

std::string SuccessText(const CallView& call, const tables::Row& row, const Style& style) {
  const CallRecord& record = call.record;
  std::string number = std::to_string(record.result);
  if (style.raw)
    return record.result == 0 ? "0"
                              : fmt::format("{:#x}", static_cast<std::uint64_t>(record.result));
  switch (row.id) {
    case Sysno::ioctl: {
      constexpr std::uint32_t kRun = 0xae80;  // KVM_RUN
      if (style.processors == nullptr || static_cast<std::uint32_t>(record.args[1]) != kRun)
        return number;
      const int reason = style.processors->ExitReason(static_cast<int>(record.args[0]));
      return reason < 0 ? number
                        : fmt::format("{} ({})", number,
                                      tables::EnumText(tables::kKvmExits,
                                                       static_cast<std::uint64_t>(reason)));
    }
    case Sysno::umask:
      return fmt::format("0{:02o}", static_cast<std::uint64_t>(record.result));
    case Sysno::fcntl:
    case Sysno::fcntl64:
      return FcntlText(record, style);
    case Sysno::prctl:
      return PrctlText(record);
    case Sysno::adjtimex:
    case Sysno::clock_adjtime:
    case Sysno::clock_adjtime64: {
      const tables::ByNameOnly beside_the_number;
      return fmt::format(
          "{} ({})", record.result,
          tables::EnumText(tables::kClockStates, static_cast<std::uint64_t>(record.result)));
    }
    case Sysno::sched_getscheduler:
      return number + Parenthesised(std::string(tables::NameOf(
                          tables::kSchedPolicies, static_cast<std::uint64_t>(record.result))));
    case Sysno::personality: {
      const auto result = static_cast<std::uint64_t>(record.result);
      return HexText(result) + Parenthesised(WordText("personality", result).value_or(""));
    }
    case Sysno::ioprio_get: {
      const auto result = static_cast<std::uint64_t>(record.result);
      return tables::ConstantsAreSpelt() == tables::Constants::kNumbers
                 ? HexText(result)
                 : HexText(result) + Parenthesised(PriorityText(result));
    }
    case Sysno::signal: {
      const tables::ByNameOnly beside_the_number;
      const auto result = static_cast<std::uint64_t>(record.result);
      const std::string name = HandlerText(result);
      return HexText(result) + (name.substr(0, 3) == "SIG" ? " (" + name + ")" : "");
    }
    case Sysno::sgetmask:
    case Sysno::ssetmask: {
      const auto result = static_cast<std::uint64_t>(record.result);
      return fmt::format("{} ({} {})", HexText(result),
                         row.id == Sysno::sgetmask ? "mask" : "old mask",
                         SignalSetText(result, kFormerSignals));
    }
    case Sysno::time: {
      // A comment's text, without what marks it as one.
      const std::string date = DateComment(record.result, 0);
      constexpr std::size_t kBefore = 4, kAround = 7;
      return date.size() <= kAround
                 ? number
                 : fmt::format("{} ({})", number, date.substr(kBefore, date.size() - kAround));
    }
    case Sysno::membarrier:
      return MembarrierText(record);
    case Sysno::modify_ldt: {
      // The kernel hands its int on without a sign.
      const auto error = static_cast<std::int32_t>(record.result);
      const std::string text = error < 0 && error >= -4095 ? ErrorText(-error) : std::string();
      return text.empty() ? number : number + text.substr(text.find(' '));
    }
    case Sysno::poll:
      return number + (style.structures ? PollAnswer(call, "") : "");
    case Sysno::ppoll:
    case Sysno::ppoll_time64:
      return number + (style.structures ? PollAnswer(call, PollRemainder(call, row, style)) : "");
    case Sysno::select:
    case Sysno::_newselect:
    case Sysno::pselect6:
    case Sysno::pselect6_time64:
      return record.result == 0 ? "0 (Timeout)"
                                : number + Parenthesised(SelectAnswer(call, row, style));
    case Sysno::recvmmsg:
    case Sysno::recvmmsg_time64: {
      const std::string left = PollRemainder(call, row, style);
      return left.empty() ? number : number + " (" + left.substr(2) + ")";
    }
    case Sysno::rt_sigtimedwait:
    case Sysno::rt_sigtimedwait_time64:
      return number +
             Parenthesised(std::string(tables::SignalName(static_cast<int>(record.result))));
    default:
      break;
  }
  if (style.descriptors != nullptr && MakesDescriptor(row, record))
    return number + style.descriptors->NameOf(static_cast<int>(record.result));
  if (row.ret == tables::Ret::kPid && style.processes != nullptr)
    return number + style.processes->NameOf(static_cast<int>(record.result));
  if (row.ret == tables::Ret::kAddress)
    return record.result == 0 ? "0"
                              : fmt::format("{:#x}", static_cast<std::uint64_t>(record.result));
  return number;
}

}  // namespace

std::string ResultText(const CallView& call, const tables::Row& row, const Style& style) {
  const CallRecord& record = call.record;
  if ((record.flags & capture::kFinished) == 0) return "?";
  if ((record.flags & capture::kEntryOnly) != 0) return "? (its end was not looked at)";
  if ((record.flags & capture::kFailed) == 0) return SuccessText(call, row, style);
  if (const std::string_view restart = RestartText(record.result); !restart.empty())
    return std::string(restart);
  return ErrorText(static_cast<int>(-record.result));
}

}  // namespace sysassert::decode
