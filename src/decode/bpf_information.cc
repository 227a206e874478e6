#include "decode/bpf_information.h"

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <span>

#include "decode/fields.h"
#include "decode/instructions.h"
#include "decode/live_memory.h"
#include "decode/strings.h"
#include "tables/names_attributes.h"

namespace sysassert::decode {
namespace {

// struct bpf_map_info; linux/bpf.h
constexpr Member kMap[] = {{"type", 0, 4, As::kChoice, &tables::kBpfMapTypes},
                           {"id", 4, 4},
                           {"key_size", 8, 4},
                           {"value_size", 12, 4},
                           {"max_entries", 16, 4},
                           {"map_flags", 20, 4, As::kFlags, &tables::kBpfMapFlags},
                           {"name", 24, 16, As::kText},
                           {"ifindex", 40, 4, As::kInterface},
                           {"btf_vmlinux_value_type_id", 44, 4},
                           {"netns_dev", 48, 8, As::kDevice},
                           {"netns_ino", 56, 8},
                           {"btf_id", 64, 4},
                           {"btf_key_type_id", 68, 4},
                           {"btf_value_type_id", 72, 4}};
constexpr std::size_t kMapAlways = 24;

// struct bpf_prog_info, around what no member describes: instructions, and a time since the boot.
constexpr Member kCount[] = {{"", 0, 4}};
constexpr Member kProgramHead[] = {{"type", 0, 4, As::kChoice, &tables::kBpfProgramTypes},
                                   {"id", 4, 4},
                                   {"tag", 8, 8, As::kBytes},
                                   {"jited_prog_len", 16, 4}};
constexpr Member kProgramMiddle[] = {{"created_by_uid", 48, 4},
                                     {"nr_map_ids", 52, 4},
                                     {.name = "map_ids",
                                      .offset = 56,
                                      .bytes = 8,
                                      .as = As::kArrayAt,
                                      .members = kCount,
                                      .count_at = 52},
                                     {"name", 64, 16, As::kText},
                                     {"ifindex", 80, 4, As::kInterface}};
constexpr Member kProgramTail[] = {{"netns_dev", 88, 8, As::kDevice},
                                   {"netns_ino", 96, 8},
                                   {"nr_jited_ksyms", 104, 4},
                                   {"nr_jited_func_lens", 108, 4},
                                   {"jited_ksyms", 112, 8, As::kPointer},
                                   {"jited_func_lens", 120, 8, As::kPointer},
                                   {"btf_id", 128, 4},
                                   {"func_info_rec_size", 132, 4},
                                   {"func_info", 136, 8, As::kPointer},
                                   {"nr_func_info", 144, 4},
                                   {"nr_line_info", 148, 4},
                                   {"line_info", 152, 8, As::kPointer},
                                   {"jited_line_info", 160, 8, As::kPointer},
                                   {"nr_jited_line_info", 168, 4},
                                   {"line_info_rec_size", 172, 4},
                                   {"jited_line_info_rec_size", 176, 4},
                                   {"nr_prog_tags", 180, 4},
                                   {"prog_tags", 184, 8, As::kPointer},
                                   {"run_time_ns", 192, 8},
                                   {"run_cnt", 200, 8},
                                   {"recursion_misses", 208, 8},
                                   {"verified_insns", 216, 4}};

// " /* 2026-11-30T20:58:10+0000 */": when a clock that began with the boot said so.
std::string SinceBoot(std::uint64_t nanoseconds) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  timespec now{}, up{};
  clock_gettime(CLOCK_REALTIME, &now);
  clock_gettime(CLOCK_BOOTTIME, &up);
  const std::int64_t boot = (now.tv_sec - up.tv_sec) * kSecond + now.tv_nsec - up.tv_nsec;
  return DateComment((boot + static_cast<std::int64_t>(nanoseconds)) / kSecond, 0);
}

// Members of a structure that goes on behind them: without the brackets.
std::string Part(std::span<const Member> members, std::string_view bytes, const Style& style) {
  const std::string text = MembersText(members, bytes, style);
  return text.substr(1, text.size() - 2);
}

std::string ProgramText(const std::string& information, const Style& style) {
  constexpr std::size_t kInstruction = 8, kLoadTime = 40, kInterface = 80, kLicense = 84,
                        kNamespace = 88;
  std::string padded = information;
  padded.resize(std::max(padded.size(), BytesOf(kProgramTail)));
  const Fields fields(padded);
  Style in_hex = style;
  in_hex.hex = Hex::kAll;
  std::string text =
      fmt::format("{{{}, jited_prog_insns={}, xlated_prog_len={}, xlated_prog_insns={}",
                  Part(kProgramHead, padded, style),
                  BufferAt(fields.U64(24), fields.U32(16), in_hex), fields.U32(20),
                  ArrayAt(fields.U64(32), fields.U32(20) / kInstruction, kInstruction,
                          ProgramInstructionText, style));
  if (information.size() > kLoadTime) {
    text += ", load_time=" + std::to_string(fields.U64(kLoadTime)) +
            SinceBoot(fields.U64(kLoadTime)) + ", ";
    const std::span<const Member> middle(kProgramMiddle);
    const bool has_interface = information.size() > kInterface;
    text += Part(has_interface ? middle : middle.first(middle.size() - 1), padded, style);
  }
  if (information.size() > kInterface)
    text += ", gpl_compatible=" + std::to_string(fields.U32(kLicense) & 1U);
  std::string tail = GrownText(kProgramTail, information.size() > kInterface ? kNamespace + 16 : 0,
                               information, style);
  tail = tail.substr(1);
  return text + (tail == "}" ? "" : ", ") + tail;
}

// What a later kernel has besides.
std::string WithRest(std::string text, std::string_view information, std::size_t known) {
  if (information.size() <= known) return text;
  const std::string_view rest = information.substr(known);
  if (rest.find_first_not_of('\0') == std::string_view::npos) return text;
  text.pop_back();
  return text + fmt::format(", extra_data={} /* bytes {}..{} */}}", Quote(rest, false, Hex::kAll),
                            known, information.size() - 1);
}

// Nothing where the descriptor is neither, or the memory has none.
std::string ObjectText(const Seen& seen) {
  constexpr std::size_t kMost = 4096;                         // a page: the kernel writes no more
  constexpr std::size_t kMapKnown = 88, kProgramKnown = 220;  // the later ones are not shown
  const Style& style = seen.style;
  if (style.abbreviate || style.memory == nullptr || style.links == nullptr) return "";
  const Fields asked(seen.after);
  const std::string link = style.links->LinkOf(asked.S32(0));
  const bool map = link == "anon_inode:bpf-map";
  if (!map && link != "anon_inode:bpf-prog") return "";
  const std::uint32_t length = asked.U32(4);
  if (length == 0 || length > kMost) return "";
  const std::string information = BytesAt(asked.U64(8), length, style);
  if (information.size() < length) return "";
  if (map)
    return WithRest(GrownText(kMap, kMapAlways, information.substr(0, BytesOf(kMap)), style),
                    information, kMapKnown);
  return WithRest(ProgramText(information.substr(0, BytesOf(kProgramTail)), style), information,
                  kProgramKnown);
}

}  // namespace

std::string BpfInformationText(const Seen& seen) {
  constexpr Member kAsked[] = {{"bpf_fd", 0, 4, As::kFd},
                               {.name = "info_len", .offset = 4, .bytes = 4, .answered = true},
                               {"info", 8, 8, As::kPointer}};
  constexpr std::size_t kAll = BytesOf(kAsked);
  std::string object;
  if (seen.after.size() >= kAll) object = ObjectText(seen);
  if (object.empty()) return GrownText(kAsked, kAll, seen.bytes, seen.style, seen.after, "info");
  // What stands in place of the address, which is the last one.
  std::string text = GrownText(std::span(kAsked).first(2), kAll, seen.bytes.substr(0, 8),
                               seen.style, seen.after, "info");
  text.resize(text.size() - 2);
  return text + ", info=" + object + "}}";
}

}  // namespace sysassert::decode
