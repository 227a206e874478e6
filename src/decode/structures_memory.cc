// Structures of memory and of the machine: masks of nodes, pages, faults of pages, segments,
// descriptors of segments.
#include <fmt/format.h>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

// Words of a mask, zeros and all: 0x00000000000001.
template <std::size_t kWord>
std::string NodeMask(const Seen& seen) {
  const std::size_t most = seen.style.abbreviate ? seen.style.string_limit : SIZE_MAX;
  std::string text = "[";
  const Fields fields(seen.bytes);
  for (std::size_t i = 0; i < seen.bytes.size() / kWord; ++i) {
    text += i > 0 ? ", " : "";
    if (i >= most) return text + "...]";
    const std::uint64_t word = fields.Long(i, kWord);
    text += word == 0 ? std::string(2 * kWord, '0') : fmt::format("{:#0{}x}", word, 2 * kWord);
  }
  return text + ((seen.elements + 8 * kWord - 2) / (8 * kWord) > seen.bytes.size() / kWord
                     ? ", ...]"
                     : "]");
}

// mincore(2)'s vector: a byte for each page, whose lowest bit says whether it is there.
std::string Residency(const Seen& seen) {
  if (seen.bytes.empty()) return "";
  const std::size_t most = seen.style.abbreviate ? seen.style.string_limit : SIZE_MAX;
  std::string text = "[";
  for (std::size_t i = 0; i < seen.bytes.size(); ++i) {
    text += i > 0 ? ", " : "";
    if (i >= most) return text + "...]";
    text += (static_cast<unsigned char>(seen.bytes[i]) & 1U) != 0 ? "1" : "0";
  }
  constexpr std::size_t kPage = 4096;
  return text + (seen.bytes.size() * kPage < seen.elements ? ", ...]" : "]");
}

// Where a page is: a node, or why it is nowhere.
std::string PageState(std::string_view bytes) {
  constexpr std::int32_t kMostErrors = 4095;  // linux/err.h
  const std::int32_t state = Fields(bytes).S32(0);
  const std::string_view name =
      state < 0 && state >= -kMostErrors ? tables::ErrnoName(-state) : std::string_view();
  const std::string number = std::to_string(state);
  return name.empty() ? number : tables::Spelt(number, "-" + std::string(name));
}

constexpr Member kPage[] = {{"", 0, 8, As::kPointer}};
constexpr Member kPage32[] = {{"", 0, 4, As::kPointer}};
constexpr Member kNode[] = {{"", 0, 4, As::kSigned}};
constexpr Member kSegment[] = {
    {"buf", 0, 8, As::kPointer}, {"bufsz", 8, 8}, {"mem", 16, 8, As::kPointer}, {"memsz", 24, 8}};
constexpr Member kSegment32[] = {
    {"buf", 0, 4, As::kPointer}, {"bufsz", 4, 4}, {"mem", 8, 4, As::kPointer}, {"memsz", 12, 4}};
constexpr Member kSysctl[] = {{"name", 0, 8, As::kPointer},    {"nlen", 8, 4, As::kSigned},
                              {"oldval", 16, 8, As::kPointer}, {"oldlenp", 24, 8, As::kPointer},
                              {"newval", 32, 8, As::kPointer}, {"newlen", 40, 8}};

constexpr Member kSysctl32[] = {{"name", 0, 4, As::kPointer},    {"nlen", 4, 4, As::kSigned},
                                {"oldval", 8, 4, As::kPointer},  {"oldlenp", 12, 4, As::kPointer},
                                {"newval", 16, 4, As::kPointer}, {"newlen", 20, 4}};

// A set of signals that lies elsewhere, and its size; pselect6's sixth argument.
template <std::size_t kWidth>
std::string SignalMask(const Seen& seen) {
  constexpr std::size_t kSet = 8;
  const Fields fields(seen.bytes);
  const std::uint64_t address = fields.Long(0, kWidth), size = fields.Long(1, kWidth);
  std::string set = PointerText(address);
  if (seen.style.memory != nullptr && size >= kWidth && size <= kSet) {
    tables::Parameter parameter;
    parameter.structure = "sigset";
    std::string bytes = BytesAt(address, size, seen.style);
    if (bytes.size() == size) {
      bytes.resize(kSet);
      set = StructureText(parameter, bytes, false, 0, seen.style);
    }
  }
  return fmt::format("{{sigmask={}, sigsetsize={}}}", set, size);
}

std::string AtLeastSix(std::uint32_t value) {
  return value == 0 ? "00000000" : fmt::format("{:#08x}", value);
}
// struct user_desc; asm/ldt.h.
template <bool kLong>
std::string SegmentDescriptor(std::string_view bytes) {
  const Fields fields(bytes);
  const std::uint32_t bits = fields.U32(12);
  const auto bit = [bits](unsigned place) { return (bits >> place) & 1U; };
  std::string text = fmt::format(
      "{{entry_number={}, base_addr={}, limit={}, seg_32bit={}, contents={}, read_exec_only={}, "
      "limit_in_pages={}, seg_not_present={}, useable={}",
      fields.S32(0), AtLeastSix(fields.U32(4)), AtLeastSix(fields.U32(8)), bit(0),
      (bits >> 1U) & 3U, bit(3), bit(4), bit(5), bit(6));
  if (kLong) text += fmt::format(", lm={}", bit(7));
  return text + "}";
}
constexpr Member kSegmentAsked[] = {{"entry_number", 0, 4, As::kSigned}};
std::string SegmentAsked(const Seen& seen) {
  return "{entry_number=" + MemberText(kSegmentAsked[0], seen.bytes) + ", ...}";
}

// linux/userfaultfd.h
constexpr Member kFaultRange[] = {{"start", 0, 8, As::kHex}, {"len", 8, 8, As::kHex}};
constexpr Member kFaultApi[] = {{"api", 0, 8, As::kHex},
                                {"features", 8, 8, As::kFlags, &tables::kFaultFeatures}};
constexpr Member kFaultApiRequests[] = {{"ioctls", 16, 8, As::kFlags, &tables::kFaultRequests}};
constexpr Member kFaultRegister[] = {
    {.name = "range", .offset = 0, .bytes = 16, .as = As::kNested, .members = kFaultRange},
    {"mode", 16, 8, As::kFlags, &tables::kFaultRegisterModes}};
constexpr Member kFaultCopy[] = {{"dst", 0, 8, As::kHex},
                                 {"src", 8, 8, As::kHex},
                                 {"len", 16, 8, As::kHex},
                                 {"mode", 24, 8, As::kFlags, &tables::kFaultCopyModes}};
constexpr Member kFaultZero[] = {
    {.name = "range", .offset = 0, .bytes = 16, .as = As::kNested, .members = kFaultRange},
    {"mode", 16, 8, As::kFlags, &tables::kFaultZeroModes}};
// What was asked for, and the member that the kernel fills in behind it.
template <const auto& kAsked, const auto& kAnswer>
std::string FaultAnswered(const Seen& seen) {
  std::string text = MembersText(kAsked, seen.bytes, seen.style);
  text.pop_back();
  return text + ", " + MembersText(kAnswer, seen.bytes, seen.style).substr(1);
}
std::string FaultApi(const Seen& seen) {
  const std::string_view before = seen.before.empty() ? seen.bytes : seen.before;
  std::string text = MembersText(kFaultApi, before, seen.style);
  text.pop_back();
  if (Fields(before).U64(8) != Fields(seen.bytes).U64(8))
    text += " => " + MembersText(std::span(kFaultApi).subspan(1), seen.bytes, seen.style).substr(1);
  if (text.back() == '}') text.pop_back();
  return text + ", " + MembersText(kFaultApiRequests, seen.bytes, seen.style).substr(1);
}
constexpr Member kFaultRangeRequests[] = {
    {"ioctls", 24, 8, As::kFlags, &tables::kFaultRangeRequests}};
constexpr Member kFaultCopied[] = {{"copy", 32, 8, As::kHex}};
constexpr Member kFaultZeroed[] = {{"zeropage", 24, 8, As::kHex}};

}  // namespace

const StructurePrinter kMemoryPrinters[] = {
    Special("nodemask", 8, NodeMask<8>),
    Special("nodemask32", 4, NodeMask<4>),
    Special("residency", 0, Residency),
    Described("page", kPage),
    Described("page32", kPage32),
    Described("node", kNode),
    {"page_state", 4, PageState},
    Described("kexec_segment", kSegment),
    Described("kexec_segment32", kSegment32),
    Described("sysctl", kSysctl),
    Described("sysctl32", kSysctl32),
    Special("sigmask", 16, SignalMask<8>),
    Special("sigmask32", 8, SignalMask<4>),
    {"user_desc", 16, SegmentDescriptor<true>},
    {"user_desc32", 16, SegmentDescriptor<false>},
    Special("user_desc_asked", 4, SegmentAsked),
    Described("uffdio_range", kFaultRange),
    Described("uffdio_api_asked", kFaultApi),
    Special("uffdio_api", 24, FaultApi),
    Described("uffdio_register_asked", kFaultRegister),
    Special("uffdio_register", 32, FaultAnswered<kFaultRegister, kFaultRangeRequests>),
    Described("uffdio_copy_asked", kFaultCopy),
    Special("uffdio_copy", 40, FaultAnswered<kFaultCopy, kFaultCopied>),
    Described("uffdio_zeropage_asked", kFaultZero),
    Special("uffdio_zeropage", 32, FaultAnswered<kFaultZero, kFaultZeroed>),
    {},
};

}  // namespace sysassert::decode
