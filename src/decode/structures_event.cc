// struct perf_event_attr; linux/perf_event.h.
#include <fmt/format.h>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"

namespace sysassert::decode {
namespace {

enum : std::uint32_t { kHardware, kSoftware, kTracepoint, kCache, kRaw, kBreakpoint };
constexpr std::size_t kFirstSize = 64, kKnownSize = 128;  // PERF_ATTR_SIZE_VER0, _VER7
constexpr std::size_t kBits = 40;                         // where the word of bits stands

// In the order of their bits; precise_ip has two of them.
constexpr std::string_view kNames[] = {"disabled",
                                       "inherit",
                                       "pinned",
                                       "exclusive",
                                       "exclude_user",
                                       "exclude_kernel",
                                       "exclude_hv",
                                       "exclude_idle",
                                       "mmap",
                                       "comm",
                                       "freq",
                                       "inherit_stat",
                                       "enable_on_exec",
                                       "task",
                                       "watermark",
                                       "precise_ip",
                                       "",
                                       "mmap_data",
                                       "sample_id_all",
                                       "exclude_host",
                                       "exclude_guest",
                                       "exclude_callchain_kernel",
                                       "exclude_callchain_user",
                                       "mmap2",
                                       "comm_exec",
                                       "use_clockid",
                                       "context_switch",
                                       "write_backward",
                                       "namespaces",
                                       "ksymbol",
                                       "bpf_event",
                                       "aux_output",
                                       "cgroup",
                                       "text_poke",
                                       "build_id",
                                       "inherit_thread",
                                       "remove_on_exec",
                                       "sigtrap"};
constexpr unsigned kFrequency = 10, kWatermark = 14, kPrecise = 15, kUseClock = 25;
constexpr std::string_view kSkids[] = {"arbitrary skid", "constant skid",
                                       "requested to have 0 skid", "must have 0 skid"};

std::string ConfigText(std::uint32_t type, std::uint64_t config) {
  switch (type) {
    case kHardware: {
      constexpr unsigned kUnit = 32;  // which of several units' events it is
      const std::uint64_t unit = config >> kUnit;
      return (unit != 0 ? HexText(unit) + "<<32|" : "") +
             tables::EnumText(tables::kPerfHardware, config & 0xffffffffU);
    }
    case kSoftware:
      return tables::EnumText(tables::kPerfSoftware, config);
    case kTracepoint:
      return std::to_string(config);
    case kCache: {
      constexpr std::uint64_t kByte = 0xff;
      const std::uint64_t unit = config >> 32U, rest = (config >> 24U) & kByte;
      std::string text = unit != 0 ? HexText(unit) + "<<32|" : "";
      text += rest != 0 ? HexText(rest) + "<<24|" : "";
      text += tables::EnumText(tables::kPerfCacheResults, (config >> 16U) & kByte) + "<<16|";
      text += tables::EnumText(tables::kPerfCacheOperations, (config >> 8U) & kByte) + "<<8|";
      return text + tables::EnumText(tables::kPerfCaches, config & kByte);
    }
    default:
      return HexText(config);
  }
}

std::string BitsText(std::uint64_t bits, bool abbreviate) {
  std::string text;
  for (unsigned i = 0; i < std::size(kNames); ++i) {
    if (i == kPrecise) {
      const std::uint64_t precise = (bits >> i) & 3U;
      text += fmt::format(", precise_ip={} /* {} */", precise, kSkids[precise]);
    } else if (!kNames[i].empty() && (!abbreviate || ((bits >> i) & 1U) != 0)) {
      text += fmt::format(", {}={}", kNames[i], (bits >> i) & 1U);
    }
  }
  return text;
}

// What stands behind the bits, as far as the attributes reach.
std::string RestText(const Fields& fields, std::size_t size, std::uint64_t bits) {
  constexpr std::uint64_t kBranchStack = 1U << 11U, kStackUser = 1U << 13U;
  const std::uint64_t samples = fields.U64(24);
  std::string text = fmt::format(
      ", wakeup_{}={}", ((bits >> kWatermark) & 1U) != 0 ? "watermark" : "events", fields.U32(48));
  const bool breakpoint = fields.U32(0) == kBreakpoint;
  if (breakpoint)
    text += fmt::format(", bp_type={}, bp_addr={}",
                        tables::EnumText(tables::kBreakpoints, fields.U32(52)),
                        HexText(fields.U64(56)));
  else
    text += ", config1=" + HexText(fields.U64(56));
  const auto add = [&](std::size_t offset, bool wanted, const std::string& member) {
    if (size > offset && wanted) text += ", " + member;
  };
  add(64, true,
      breakpoint ? fmt::format("bp_len={}", fields.U64(64)) : "config2=" + HexText(fields.U64(64)));
  add(72, (samples & kBranchStack) != 0,
      "branch_sample_type=" + tables::FlagsText(tables::kPerfBranches, fields.U64(72)));
  add(80, true, "sample_regs_user=" + HexText(fields.U64(80)));
  add(88, (samples & kStackUser) != 0, "sample_stack_user=" + HexText(fields.U32(88)));
  add(92, ((bits >> kUseClock) & 1U) != 0,
      "clockid=" + tables::EnumText(tables::kClocks, fields.U32(92)));
  add(96, true, "sample_regs_intr=" + HexText(fields.U64(96)));
  add(104, true, fmt::format("aux_watermark={}", fields.U32(104)));
  add(108, true, fmt::format("sample_max_stack={}", fields.U16(108)));
  add(112, true, fmt::format("aux_sample_size={}", fields.U32(112)));
  add(120, true, "sig_data=" + HexText(fields.U64(120)));
  return text;
}

std::string Attributes(const Seen& seen) {
  const Fields fields(seen.bytes);
  const std::uint32_t type = fields.U32(0), size = fields.U32(4);
  const std::uint32_t after = seen.after.size() >= 8 ? Fields(seen.after).U32(4) : size;
  if ((size != 0 && size < kFirstSize) || seen.bytes.size() < kFirstSize) return "";
  const std::uint64_t bits = fields.U64(kBits);
  std::string text = "{type=" + tables::EnumText(tables::kPerfTypes, type) +
                     ", size=" + tables::EnumText(tables::kPerfSizes, size);
  if (after != size) text += " => " + tables::EnumText(tables::kPerfSizes, after);
  text += ", config=" + ConfigText(type, fields.U64(8));
  text += fmt::format(", sample_{}={}", ((bits >> kFrequency) & 1U) != 0 ? "freq" : "period",
                      fields.U64(16));
  text += ", sample_type=" + tables::FlagsText(tables::kPerfSamples, fields.U64(24)) +
          ", read_format=" + tables::FlagsText(tables::kPerfReads, fields.U64(32));
  text += BitsText(bits, seen.style.abbreviate);
  constexpr unsigned kReserved = std::size(kNames);
  if (const std::uint64_t reserved = bits >> kReserved; reserved != 0)
    text += fmt::format(", __reserved_1={} /* Bits 63..{} */", HexText(reserved), kReserved);
  if (seen.style.abbreviate) return text + ", ...}";
  text += RestText(fields, size == 0 ? kFirstSize : size, bits);
  return text + (size > kKnownSize ? ", ...}" : "}");
}

}  // namespace

const StructurePrinter kEventPrinters[] = {
    Special("perf_event_attr", 8, Attributes),
    {},
};

}  // namespace sysassert::decode
