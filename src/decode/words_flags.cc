// Words of flags that have more in them: a type, a size, a signal, an operation.
#include <fmt/format.h>

#include "decode/structures.h"
#include "decode/word_printers.h"
#include "decode/words.h"
#include "tables/names.h"
#include "tables/names_operations.h"

namespace sysassert::decode {
namespace {

using tables::EnumText;
using tables::FlagsText;

std::uint32_t Low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }

// linux/futex.h: an operation, its argument, a comparison, and what is compared with.
std::string FutexOperation(std::uint64_t word) {
  const std::uint32_t value = Low(word), operation = (value >> 28U) & 7U,
                      compare = (value >> 24U) & 15U;
  const auto shifted = [](const tables::NameTable& names, std::uint32_t number, int shift) {
    const std::string_view name = tables::NameOf(names, number);
    return name.empty() ? fmt::format("{}<<{} /* {}_??? */", HexText(number), shift, names.title)
                        : fmt::format("{}<<{}", tables::Spelt(HexText(number), name), shift);
  };
  return fmt::format(
      "{}{}|{}<<12|{}|{}",
      (value >> 31U) != 0 ? tables::Spelt("0x8", "FUTEX_OP_OPARG_SHIFT") + "<<28|" : "",
      shifted(tables::kFutexOps, operation, 28), HexText((value >> 12U) & 0xfffU),
      shifted(tables::kFutexCompares, compare, 24), HexText(value & 0xfffU));
}

// A type, and flags: MAP_PRIVATE|MAP_HUGETLB|21<<MAP_HUGE_SHIFT. 0 is a type, too.
std::string MapFlags(std::uint64_t word) {
  constexpr std::uint32_t kType = 0xf, kHugeShift = 26, kHuge = 0x3fU << kHugeShift;
  const std::uint32_t value = Low(word), type = value & kType, huge = (value & kHuge) >> kHugeShift;
  std::string text = type == 0 ? "MAP_FILE" : EnumText(tables::kMmapFlags, type);
  if (const std::uint32_t flags = value & ~(kType | kHuge); flags != 0)
    text += "|" + FlagsText(tables::kMmapFlags, flags);
  if (huge != 0) text += fmt::format("|{}<<MAP_HUGE_SHIFT", huge);
  return text;
}

// How fresh the answer is to be, and flags; numbered apart.
std::string StatxFlags(std::uint64_t value) {
  constexpr std::uint32_t kSync = 0x6000;  // AT_STATX_SYNC_TYPE; linux/fcntl.h
  const std::string sync = FlagsText(tables::kStatxSync, value & kSync);
  const std::uint32_t rest = Low(value) & ~kSync;
  return rest == 0 ? sync : sync + "|" + FlagsText(tables::kStatxLookup, rest);
}

// An architecture, and options; likewise.
std::string KexecFlags(std::uint64_t value) {
  constexpr std::uint64_t kArchitecture = 0xffff0000;  // KEXEC_ARCH_MASK; linux/kexec.h
  const std::string architecture = EnumText(tables::kKexecArchitectures, value & kArchitecture);
  const std::uint64_t rest = value & ~kArchitecture;
  return rest == 0 ? architecture : architecture + "|" + FlagsText(tables::kKexecOptions, rest);
}

// Flags, and the signal of the child's end; likewise.
std::string CloneFlags(std::uint64_t value) {
  constexpr std::uint64_t kSignal = 0xff;  // CSIGNAL; linux/sched.h
  std::string flags = FlagsText(tables::kCloneFlags, value & ~kSignal);
  const auto signal = static_cast<int>(value & kSignal);
  if (signal == 0) return flags;
  return ((value & ~kSignal) == 0 ? "" : flags + "|") + SignalText(signal);
}

std::string SwapFlags(std::uint64_t value) {
  constexpr std::uint32_t kPriority = 0x7fff;
  const std::uint32_t flags = Low(value) & ~kPriority, priority = Low(value) & kPriority;
  if (flags == 0) return std::to_string(priority);
  return FlagsText(tables::kSwapFlags, flags) +
         (priority != 0 ? "|" + std::to_string(priority) : "");
}

// An execution domain, and flags. All ones ask what it is.
std::string Personality(std::uint64_t word) {
  constexpr std::uint32_t kDomain = 0xff;
  const std::uint32_t value = Low(word);
  if (value == ~0U) return "0xffffffff";
  std::string text = EnumText(tables::kPersonas, value & kDomain);
  if (const std::uint32_t flags = value & ~kDomain; flags != 0)
    text += "|" + FlagsText(tables::kPersonality, flags);
  return text;
}

// A mode, and flags of it; linux/mempolicy.h.
std::string MemoryPolicyMode(std::uint64_t word) {
  constexpr std::uint32_t kFlags = 0xe000;
  const std::uint32_t value = Low(word);
  if (!tables::HasName(tables::kMempolicyModes, value & ~kFlags))
    return FlagsText(tables::kMempolicyFlags, value);
  std::string text = EnumText(tables::kMempolicyModes, value & ~kFlags);
  if (const std::uint32_t flags = value & kFlags; flags != 0)
    text += "|" + FlagsText(tables::kMempolicyFlags, flags);
  return text;
}

// A field of a word, whether it has a name or not, and the flags besides. The table's first names
// are the field's.
std::string FieldAndFlags(const tables::NameTable& table, std::string_view field_title,
                          std::uint64_t value) {
  std::size_t fields = 0;
  while (fields < table.count && (table.names[fields].value & ~table.mask) == 0) ++fields;
  const tables::NameTable field{field_title, table.names, fields},
      flags{table.title, table.names + fields, table.count - fields};
  std::string text = EnumText(field, value & table.mask);
  if ((value & ~table.mask) != 0) text += "|" + FlagsText(flags, value & ~table.mask);
  return text;
}

std::string FanotifyInitFlags(std::uint64_t value) {
  return FieldAndFlags(tables::kFanotifyInitFlags, "FAN_CLASS", Low(value));
}

std::string MemfdFlags(std::uint64_t word) {
  constexpr std::uint32_t kHugeShift = 26, kHuge = 0x3fU << kHugeShift;
  const std::uint32_t value = Low(word), huge = (value & kHuge) >> kHugeShift;
  std::string text =
      (value & ~kHuge) != 0 || huge == 0 ? FlagsText(tables::kMemfdFlags, value & ~kHuge) : "";
  if (huge != 0) text += (text.empty() ? "" : "|") + fmt::format("{}<<MFD_HUGE_SHIFT", huge);
  return text;
}

// The upper half is a number that kernels before 2.4 asked for.
std::string MountFlags(std::uint64_t value) {
  constexpr std::uint64_t kMagic = 0xc0ed0000, kMask = 0xffff0000;
  if ((value & kMask) != kMagic) return FlagsText(tables::kMountFlags, value);
  return "MS_MGC_VAL" + ((value & ~kMask) != 0
                             ? "|" + FlagsText(tables::kMountFlags, value & ~kMask)
                             : std::string());
}

// PR_SVE_SET_VL: flags, and a length.
std::string VectorLength(std::uint64_t value) {
  constexpr std::uint64_t kLength = 0xffff;
  return (value & ~kLength) == 0
             ? HexText(value)
             : FlagsText(tables::kVectorLengths, value & ~kLength) + "|" + HexText(value & kLength);
}

// Whether addresses may be tagged, how a wrong tag is told of, and which tags are made.
std::string TaggedAddresses(std::uint64_t value) {
  constexpr std::uint64_t kEnable = 1, kFault = 6, kTags = 0x7fff8, kTagShift = 3;
  std::string text = (value & kEnable) != 0 ? "PR_TAGGED_ADDR_ENABLE" : "!PR_TAGGED_ADDR_ENABLE";
  text += "|" + EnumText(tables::kTaggedAddresses, value & kFault);
  if ((value & kTags) != 0)
    text += fmt::format("|{:#x}<<PR_MTE_TAG_SHIFT", (value & kTags) >> kTagShift);
  const std::uint64_t rest = value & ~(kEnable | kFault | kTags);
  return rest != 0 ? text + "|" + HexText(rest) : text;
}

}  // namespace

const WordPrinter kFlagWordPrinters[] = {
    {"fanotify_init_flags", FanotifyInitFlags, true},
    {"memfd_flags", MemfdFlags, true},
    {"mount_flags", MountFlags, true},
    {"vector_length", VectorLength, true},
    {"tagged_addresses", TaggedAddresses, true},
    {"futex_op", FutexOperation},
    {"statx_flags", StatxFlags},
    {"kexec_flags", KexecFlags},
    {"clone_flags", CloneFlags},
    {"mmap_flags", MapFlags, true},
    {"swap_flags", SwapFlags},
    {"personality", Personality},
    {"mempolicy_mode", MemoryPolicyMode, true},
    {},
};

}  // namespace sysassert::decode
