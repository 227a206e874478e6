// Structures of processes: limits, use of resources, scheduling, clone3, futexes, queues.
#include <fmt/format.h>
#include <sys/wait.h>

#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "decode/words.h"
#include "tables/names.h"
#include "tables/names_operations.h"

namespace sysassert::decode {
namespace {

std::string Limit(std::uint64_t value, std::string_view infinity) {
  const std::string number = std::to_string(value);
  if (value == ~std::uint64_t{0} || (infinity == "RLIM_INFINITY" && value == 0xffffffffU))
    return tables::Spelt(number, infinity);
  return value > 1024 && value % 1024 == 0
             ? tables::Spelt(number, fmt::format("{}*1024", value / 1024))
             : number;
}

template <std::size_t kWidth>
std::string Rlimit(std::string_view bytes) {
  const std::string_view infinity = kWidth == 4 ? "RLIM_INFINITY" : "RLIM64_INFINITY";
  const Fields fields(bytes);
  return fmt::format("{{rlim_cur={}, rlim_max={}}}", Limit(fields.Long(0, kWidth), infinity),
                     Limit(fields.Long(1, kWidth), infinity));
}

template <std::size_t kWidth>
std::string Rusage(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format(
      "{{ru_utime={{tv_sec={}, tv_usec={}}}, ru_stime={{tv_sec={}, tv_usec={}}}, ...}}",
      fields.SignedLong(0, kWidth), fields.SignedLong(1, kWidth), fields.SignedLong(2, kWidth),
      fields.SignedLong(3, kWidth));
}

template <std::size_t kWidth>
std::string RusageWhole(std::string_view bytes) {
  static constexpr std::string_view kMembers[] = {
      "maxrss",  "ixrss",   "idrss",  "isrss",  "minflt",   "majflt", "nswap",
      "inblock", "oublock", "msgsnd", "msgrcv", "nsignals", "nvcsw",  "nivcsw"};
  std::string text = Rusage<kWidth>(bytes);
  text.resize(text.rfind(", ...}"));
  const Fields fields(bytes);
  for (std::size_t i = 0; i < std::size(kMembers); ++i)
    text += fmt::format(", ru_{}={}", kMembers[i], fields.Long(4 + i, kWidth));
  return text + "}";
}

std::string WaitStatus(std::string_view bytes) {
  const int status = Fields(bytes).S32(0);
  if (WIFEXITED(status))
    return fmt::format("[{{WIFEXITED(s) && WEXITSTATUS(s) == {}}}]", WEXITSTATUS(status));
  if (WIFSIGNALED(status))
    return fmt::format("[{{WIFSIGNALED(s) && WTERMSIG(s) == {}{}}}]",
                       tables::SignalName(WTERMSIG(status)),
                       WCOREDUMP(status) ? " && WCOREDUMP(s)" : "");
  if (WIFCONTINUED(status)) return "[{WIFCONTINUED(s)}]";
  if (WIFSTOPPED(status))
    return fmt::format("[{{WIFSTOPPED(s) && WSTOPSIG(s) == {}}}]",
                       tables::SignalName(WSTOPSIG(status)));
  return fmt::format("[{:#x}]", status);
}

// [7, 8], or the address.
std::string IdsAt(std::uint64_t address, std::uint64_t count, const Style& style) {
  return ArrayAt(
      address, count, sizeof(std::int32_t),
      [](std::string_view id) { return std::to_string(Fields(id).S32(0)); }, style);
}

// clone_args grew: 64 bytes, 80 with set_tid, 88 with cgroup.
std::string CloneArguments(const Seen& seen) {
  const Fields fields(seen.bytes);
  const std::uint64_t flags = fields.U64(0);
  std::string text = "{flags=" + tables::FlagsText(tables::kClone3Flags, flags);
  if ((flags & 0x1000U) != 0) text += ", pidfd=" + PointerText(fields.U64(8));
  if ((flags & 0x1200000U) != 0) text += ", child_tid=" + PointerText(fields.U64(16));
  if ((flags & 0x100000U) != 0) text += ", parent_tid=" + PointerText(fields.U64(24));
  text += ", exit_signal=" + WordText("signal_or_number", fields.U64(32)).value_or("");
  text += ", stack=" + PointerText(fields.U64(40));
  text +=
      fields.U64(48) == 0 ? ", stack_size=0" : fmt::format(", stack_size={:#x}", fields.U64(48));
  if ((flags & 0x80000U) != 0) text += ", tls=" + PointerText(fields.U64(56));
  if (fields.U64(72) != 0)
    text += fmt::format(", set_tid={}, set_tid_size={}",
                        IdsAt(fields.U64(64), fields.U64(72), seen.style), fields.U64(72));
  if ((flags & 0x200000000U) != 0 || fields.U64(80) != 0)
    text += fmt::format(", cgroup={}", fields.U64(80));
  return text + "}";
}

std::string Integer(std::string_view bytes) { return fmt::format("[{}]", Fields(bytes).S32(0)); }
// The kernel's own number of a signal, and of a policy of memory.
std::string SignalNumber(std::string_view bytes) {
  return "[" + SignalText(Fields(bytes).S32(0)) + "]";
}
std::string MemoryPolicy(std::string_view bytes) {
  return "[" + tables::EnumText(tables::kMempolicyModes, Fields(bytes).U32(0)) + "]";
}
std::string Unsigned(std::string_view bytes) { return fmt::format("[{}]", Fields(bytes).U32(0)); }
// Of an array, whose brackets stand around all.
std::string NarrowUserId(std::string_view bytes) {
  return fmt::format("[{}]", Fields(bytes).U16(0));
}
std::string NarrowGroupId(std::string_view bytes) { return std::to_string(Fields(bytes).U16(0)); }
std::string GroupId(std::string_view bytes) { return std::to_string(Fields(bytes).U32(0)); }
template <std::size_t kWidth>
std::string Long(std::string_view bytes) {
  return fmt::format("[{}]", Fields(bytes).SignedLong(0, kWidth));
}

constexpr Member kSystemName[] = {
    {"sysname", 0, 65, As::kText},
    {"nodename", 65, 65, As::kText},
    {.name = "release", .offset = 130, .bytes = 65, .as = As::kText, .whole = true},
    {.name = "version", .offset = 195, .bytes = 65, .as = As::kText, .whole = true},
    {.name = "machine", .offset = 260, .bytes = 65, .as = As::kText, .whole = true},
    {.name = "domainname", .offset = 325, .bytes = 65, .as = As::kText, .whole = true}};

// Longs, with a short among them that is padded to one.
template <std::size_t kWidth>
std::string SystemInfo(std::string_view bytes) {
  const Fields fields(bytes);
  const auto at = [&fields](std::size_t i) { return fields.Long(i, kWidth); };
  return fmt::format(
      "{{uptime={}, loads=[{}, {}, {}], totalram={}, freeram={}, sharedram={}, bufferram={}, "
      "totalswap={}, freeswap={}, procs={}, totalhigh={}, freehigh={}, mem_unit={}}}",
      fields.SignedLong(0, kWidth), at(1), at(2), at(3), at(4), at(5), at(6), at(7), at(8), at(9),
      fields.U16(10 * kWidth), at(11), at(12), fields.U32(13 * kWidth));
}

// struct sched_attr grew; linux/sched/types.h. A size of 0 is the first one's.
constexpr std::uint32_t kFirstSchedulingBytes = 48, kSchedulingBytes = 56;

std::string SchedulingMembers(const Fields& fields, std::uint32_t size, std::size_t there) {
  constexpr std::uint64_t kKeepPolicy = 8, kKeepParameters = 0x10;  // SCHED_FLAG_KEEP_…
  const std::uint64_t flags = fields.U64(8);
  std::string text;
  if ((flags & kKeepPolicy) == 0 || fields.S32(4) < 0)
    text += ", sched_policy=" + tables::EnumText(tables::kSchedPolicies, fields.U32(4));
  text += ", sched_flags=" + tables::FlagsText(tables::kSchedFlags, flags);
  if ((flags & kKeepParameters) == 0)
    text += fmt::format(
        ", sched_nice={}, sched_priority={}, sched_runtime={}, sched_deadline={}, sched_period={}",
        fields.S32(16), fields.U32(20), fields.U64(24), fields.U64(32), fields.U64(40));
  if (size >= kSchedulingBytes && there >= kSchedulingBytes)
    text += fmt::format(", sched_util_min={}, sched_util_max={}", fields.U32(48), fields.U32(52));
  return size > kSchedulingBytes ? text + ", ..." : text;
}

// Where the size is not the kernel's, it answers its own.
std::string SchedulingAttributes(const Seen& seen) {
  const Fields fields(seen.bytes);
  const std::uint32_t size = fields.U32(0);
  const bool cut = size != 0 && size < kFirstSchedulingBytes;
  if (!cut && seen.bytes.size() < kFirstSchedulingBytes) return "";
  std::string text = fmt::format("{{size={}{}}}", size,
                                 cut ? "" : SchedulingMembers(fields, size, seen.bytes.size()));
  const std::uint32_t answer = seen.after.size() < sizeof answer ? size : Fields(seen.after).U32(0);
  return answer == size ? text : text + fmt::format(" => {{size={}}}", answer);
}

// The processors of a mask: [0 1 5]; of a mask for more than CPU_SETSIZE, [0 1 5 ...].
std::string ProcessorSet(std::string_view bytes) {
  constexpr std::size_t kMost = 1024;
  std::string text = "[";
  for (std::size_t i = 0; i < std::min(bytes.size() * 8, kMost); ++i) {
    if (((static_cast<unsigned char>(bytes[i / 8]) >> (i % 8)) & 1U) == 0) continue;
    text += (text.size() > 1 ? " " : "") + std::to_string(i);
  }
  return text + (bytes.size() * 8 <= kMost ? "]" : text.size() > 1 ? " ...]" : "...]");
}

std::string CapabilityHeader(const Seen& seen) {
  const Fields fields(seen.bytes);
  return fmt::format("{{version={}, pid={}}}",
                     tables::EnumText(tables::kCapabilityVersions, fields.U32(0)),
                     ProcessText(fields.S32(4), seen.style));
}

// One word of a set, of the capabilities from `first` on.
std::string CapabilityWord(std::uint32_t word, std::uint64_t first) {
  std::string names;
  for (std::uint64_t i = 0; i < 32; ++i) {
    if (((word >> i) & 1U) == 0) continue;
    if (!names.empty()) names += '|';
    const std::string_view name = tables::NameOf(tables::kCapabilities, first + i);
    names += name.empty() ? fmt::format("{:#x}", std::uint64_t{1} << (first + i))
                          : fmt::format("1<<{}", name);
  }
  return tables::Spelt(HexText(word), names);
}

// Two words of each: the kernel keeps the low halves first.
std::string Capabilities(std::string_view bytes) {
  const Fields fields(bytes);
  const auto set = [&fields](std::size_t offset) -> std::string {
    const std::uint32_t low = fields.U32(offset), high = fields.U32(offset + 12);
    if (low == 0 && high == 0) return "0";
    return (low == 0 ? "" : CapabilityWord(low, 0)) + (low != 0 && high != 0 ? "|" : "") +
           (high == 0 ? "" : CapabilityWord(high, 32));
  };
  return "{effective=" + set(0) + ", permitted=" + set(4) + ", inheritable=" + set(8) + "}";
}

std::string FutexWaiter(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint32_t spare = fields.U32(20);
  return fmt::format("{{val={:#x}, uaddr={}, flags={}{}}}", fields.U64(0),
                     PointerText(fields.U64(8)),
                     tables::FlagsText(tables::kFutex2Flags, fields.U32(16)),
                     spare != 0 ? fmt::format(", __reserved={:#x}", spare) : "");
}
std::string FutexWaiters(std::string_view bytes) {
  return "[" + FutexWaiter(bytes.substr(0, 24)) + ", " + FutexWaiter(bytes.substr(24)) + "]";
}

template <std::size_t kWidth>
std::string QueueAttributes(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint64_t flags = fields.Long(0, kWidth);
  return fmt::format("{{mq_flags={}, mq_maxmsg={}, mq_msgsize={}, mq_curmsgs={}}}",
                     tables::FlagsText(tables::kQueueFlags, flags), fields.SignedLong(1, kWidth),
                     fields.SignedLong(2, kWidth), fields.SignedLong(3, kWidth));
}

std::string TextUntilNul(const Seen& seen) {
  const std::string_view text = seen.bytes.substr(0, seen.bytes.find('\0'));
  return Quote(text.substr(0, seen.style.string_limit), text.size() > seen.style.string_limit,
               seen.style.hex);
}

std::string Path(const Seen& seen) {
  return Quote(seen.bytes.substr(0, seen.bytes.find('\0')), false, seen.style.hex);
}

std::string HexBytes(std::string_view bytes) {
  std::string text = "\"";
  for (const char byte : bytes) text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  return text + "\"";
}

}  // namespace

const StructurePrinter kProcessPrinters[] = {
    {"rlimit", 16, Rlimit<8>},
    {"rlimit64", 16, Rlimit<8>},
    {"rlimit32", 8, Rlimit<4>},
    {"rusage", 144, Rusage<8>, RusageWhole<8>},
    {"rusage32", 72, Rusage<4>, RusageWhole<4>},
    {"wait_status", 4, WaitStatus},
    Special("clone_args", 64, CloneArguments),
    {"int", 4, Integer},
    {"length", 4, Integer},
    {"signal_number", 4, SignalNumber},
    {"mempolicy", 4, MemoryPolicy},
    {"uid", 4, Unsigned},
    {"gid", 4, GroupId},
    {"uid16", 2, NarrowUserId},
    {"gid16", 2, NarrowGroupId},
    {"s64", 8, Long<8>},
    {"long", 8, Long<8>},
    {"long32", 4, Long<4>},
    {"sched_param", 4, Integer},
    Special("sched_attr", 4, SchedulingAttributes),
    {"cpuset", 1, ProcessorSet},
    Described("utsname", kSystemName),
    {"sysinfo", 108, SystemInfo<8>},
    {"sysinfo32", 56, SystemInfo<4>},
    Special("capability_header", 8, CapabilityHeader),
    {"capabilities", 24, Capabilities},
    {"futex_waitv", 24, FutexWaiter},
    {"futex_waiters", 48, FutexWaiters},
    {"mq_attr", 32, QueueAttributes<8>},
    {"mq_attr32", 16, QueueAttributes<4>},
    Special("comm", 1, TextUntilNul),
    Special("path", 1, Path),
    {"hex", 0, HexBytes},
    {},
};

}  // namespace sysassert::decode
