// Programs that run in the kernel: classic BPF's, eBPF's, and what bpf(2) takes by its command;
// linux/filter.h, linux/bpf.h.
#include <fmt/format.h>
#include <linux/bpf.h>

#include "decode/bpf_information.h"
#include "decode/fields.h"
#include "decode/instructions.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_attributes.h"

namespace sysassert::decode {
namespace {

constexpr std::uint32_t kOnNode = 1U << 2U;  // BPF_F_NUMA_NODE
constexpr Member kMapCreate[] = {{"map_type", 0, 4, As::kChoice, &tables::kBpfMapTypes},
                                 {"key_size", 4, 4},
                                 {"value_size", 8, 4},
                                 {"max_entries", 12, 4},
                                 {"map_flags", 16, 4, As::kFlags, &tables::kBpfMapFlags},
                                 {"inner_map_fd", 20, 4, As::kFd},
                                 {.name = "numa_node",
                                  .offset = 24,
                                  .bytes = 4,
                                  .as = As::kNumber,
                                  .names = &tables::kNumaNodes,
                                  .flags_at = 16,
                                  .flags = kOnNode},
                                 {"map_name", 28, 16, As::kText},
                                 {"map_ifindex", 44, 4, As::kInterface},
                                 {"btf_fd", 48, 4, As::kFd},
                                 {"btf_key_type_id", 52, 4},
                                 {"btf_value_type_id", 56, 4},
                                 {"btf_vmlinux_value_type_id", 60, 4},
                                 {"map_extra", 64, 8}};
constexpr Member kElement[] = {{"map_fd", 0, 4, As::kFd},
                               {"key", 8, 8, As::kPointer},
                               {"value", 16, 8, As::kPointer},
                               {"flags", 24, 8, As::kChoice, &tables::kBpfElementFlags}};
constexpr Member kElementFound[] = {{"map_fd", 0, 4, As::kFd},
                                    {"key", 8, 8, As::kPointer},
                                    {"value", 16, 8, As::kPointer},
                                    {"flags", 24, 8, As::kFlags, &tables::kBpfLookupFlags}};
constexpr Member kElementDeleted[] = {{"map_fd", 0, 4, As::kFd}, {"key", 8, 8, As::kPointer}};
constexpr Member kNextKey[] = {
    {"map_fd", 0, 4, As::kFd}, {"key", 8, 8, As::kPointer}, {"next_key", 16, 8, As::kPointer}};
constexpr Member kObject[] = {{"pathname", 0, 8, As::kStringAt},
                              {"bpf_fd", 8, 4, As::kFd},
                              {"file_flags", 12, 4, As::kFlags, &tables::kBpfFileFlags}};
constexpr Member kAttach[] = {{"target_fd", 0, 4, As::kFd},
                              {"attach_bpf_fd", 4, 4, As::kFd},
                              {"attach_type", 8, 4, As::kChoice, &tables::kBpfAttachTypes},
                              {"attach_flags", 12, 4, As::kFlags, &tables::kBpfAttachFlags},
                              {"replace_bpf_fd", 16, 4, As::kFd}};
constexpr Member kDetach[] = {{"target_fd", 0, 4, As::kFd},
                              {"attach_type", 8, 4, As::kChoice, &tables::kBpfAttachTypes}};
constexpr Member kTestRun[] = {
    {"prog_fd", 0, 4, As::kFd},
    {.name = "retval", .offset = 4, .bytes = 4, .answered = true},
    {"data_size_in", 8, 4},
    {.name = "data_size_out", .offset = 12, .bytes = 4, .answered = true},
    {"data_in", 16, 8, As::kPointer},
    {"data_out", 24, 8, As::kPointer},
    {"repeat", 32, 4},
    {.name = "duration", .offset = 36, .bytes = 4, .answered = true},
    {"ctx_size_in", 40, 4},
    {.name = "ctx_size_out", .offset = 44, .bytes = 4, .answered = true},
    {"ctx_in", 48, 8, As::kPointer},
    {"ctx_out", 56, 8, As::kPointer},
    {"flags", 64, 4, As::kFlags, &tables::kBpfTestFlags},
    {"cpu", 68, 4},
    {"batch_size", 72, 4}};
constexpr Member kNextId[] = {{"start_id", 0, 4},
                              {.name = "next_id", .offset = 4, .bytes = 4, .answered = true},
                              {"open_flags", 8, 4, As::kFlags, &tables::kBpfFileFlags}};
constexpr Member kProgramById[] = {
    {"prog_id", 0, 4}, {"next_id", 4, 4}, {"open_flags", 8, 4, As::kFlags, &tables::kBpfFileFlags}};
constexpr Member kMapById[] = {
    {"map_id", 0, 4}, {"next_id", 4, 4}, {"open_flags", 8, 4, As::kFlags, &tables::kBpfFileFlags}};
constexpr Member kTypesById[] = {{"btf_id", 0, 4}};
constexpr Member kLinkById[] = {{"link_id", 0, 4}};
constexpr Member kId[] = {{"", 0, 4}};
constexpr Member kQuery[] = {{"target_fd", 0, 4, As::kFd},
                             {"attach_type", 4, 4, As::kChoice, &tables::kBpfAttachTypes},
                             {"query_flags", 8, 4, As::kFlags, &tables::kBpfQueryFlags},
                             {.name = "attach_flags",
                              .offset = 12,
                              .bytes = 4,
                              .as = As::kFlags,
                              .names = &tables::kBpfAttachFlags,
                              .answered = true},
                             {.name = "prog_ids",
                              .offset = 16,
                              .bytes = 8,
                              .as = As::kArrayAt,
                              .members = kId,
                              .count_at = 24},
                             {.name = "prog_cnt", .offset = 24, .bytes = 4, .answered = true}};
constexpr Member kRawTracepoint[] = {{"name", 0, 8, As::kStringAt}, {"prog_fd", 8, 4, As::kFd}};
constexpr Member kTypes[] = {
    {.name = "btf", .offset = 0, .bytes = 8, .as = As::kBytesAt, .count_at = 16},
    {.name = "btf_log_buf", .offset = 8, .bytes = 8, .as = As::kTextAt, .count_at = 20},
    {"btf_size", 16, 4},
    {"btf_log_size", 20, 4},
    {"btf_log_level", 24, 4}};
constexpr Member kTaskQuery[] = {
    {"pid", 0, 4, As::kPid},
    {"fd", 4, 4, As::kFd},
    {"flags", 8, 4},
    {.name = "buf_len", .offset = 12, .bytes = 4, .answered = true},
    {.name = "buf", .offset = 16, .bytes = 8, .as = As::kTextAt, .count_at = 12},
    {.name = "prog_id", .offset = 24, .bytes = 4, .answered = true},
    {.name = "fd_type",
     .offset = 28,
     .bytes = 4,
     .as = As::kChoice,
     .names = &tables::kBpfDescriptorTypes,
     .answered = true},
    {.name = "probe_offset", .offset = 32, .bytes = 8, .as = As::kHex, .answered = true},
    {.name = "probe_addr", .offset = 40, .bytes = 8, .as = As::kHex, .answered = true}};
constexpr Member kFreeze[] = {{"map_fd", 0, 4, As::kFd}};
constexpr Member kBatch[] = {{"in_batch", 0, 8, As::kPointer},
                             {"out_batch", 8, 8, As::kPointer},
                             {"keys", 16, 8, As::kPointer},
                             {"values", 24, 8, As::kPointer},
                             {.name = "count", .offset = 32, .bytes = 4, .answered = true},
                             {"map_fd", 36, 4, As::kFd},
                             {"elem_flags", 40, 8, As::kFlags, &tables::kBpfBatchFlags},
                             {"flags", 48, 8, As::kHex}};
constexpr Member kBatchUpdated[] = {kBatch[2], kBatch[3], kBatch[4],
                                    kBatch[5], kBatch[6], kBatch[7]};
constexpr Member kBatchDeleted[] = {kBatch[2], kBatch[4], kBatch[5], kBatch[6], kBatch[7]};
constexpr Member kLink[] = {{"prog_fd", 0, 4, As::kFd},
                            {"target_fd", 4, 4, As::kFd},
                            {"attach_type", 8, 4, As::kChoice, &tables::kBpfAttachTypes},
                            {"flags", 12, 4, As::kHex}};
// What stands behind depends on what the program is attached to.
constexpr Member kMapFd[] = {{"map_fd", 0, 4, As::kFd}};
constexpr Member kIterated[] = {
    {.name = "map", .offset = 0, .bytes = 4, .as = As::kNested, .members = kMapFd}};
constexpr Member kIteratorLink[] = {kLink[0],
                                    kLink[1],
                                    kLink[2],
                                    kLink[3],
                                    {.name = "iter_info",
                                     .offset = 16,
                                     .bytes = 8,
                                     .as = As::kArrayAt,
                                     .members = kIterated,
                                     .count_at = 24},
                                    {"iter_info_len", 24, 4}};
constexpr Member kCookie[] = {{"bpf_cookie", 0, 8, As::kHex}};
constexpr Member kEventLink[] = {
    kLink[0],
    kLink[1],
    kLink[2],
    kLink[3],
    {.name = "perf_event", .offset = 16, .bytes = 8, .as = As::kNested, .members = kCookie}};
template <std::size_t kWidth>
inline constexpr Member kSymbol[] = {{"", 0, kWidth, As::kStringAt}};
constexpr Member kWord[] = {{"", 0, 8, As::kHex}};
template <std::size_t kWidth>
inline constexpr Member kProbes[] = {{"flags", 0, 4, As::kFlags, &tables::kBpfProbeFlags},
                                     {"cnt", 4, 4},
                                     {.name = "syms",
                                      .offset = 8,
                                      .bytes = 8,
                                      .as = As::kArrayAt,
                                      .members = kSymbol<kWidth>,
                                      .count_at = 4},
                                     {.name = "addrs",
                                      .offset = 16,
                                      .bytes = 8,
                                      .as = As::kArrayAt,
                                      .members = kWord,
                                      .count_at = 4},
                                     {.name = "cookies",
                                      .offset = 24,
                                      .bytes = 8,
                                      .as = As::kArrayAt,
                                      .members = kWord,
                                      .count_at = 4}};
template <std::size_t kWidth>
inline constexpr Member kProbesLink[] = {kLink[0],
                                         kLink[1],
                                         kLink[2],
                                         kLink[3],
                                         {.name = "kprobe_multi",
                                          .offset = 16,
                                          .bytes = 32,
                                          .as = As::kNested,
                                          .members = kProbes<kWidth>}};
template <std::size_t kWidth>
std::string LinkMade(const Seen& seen) {
  const auto text = [&seen](std::span<const Member> members) {
    return GrownText(members, 16, seen.bytes, seen.style, seen.after, "link_create");
  };
  switch (Fields(seen.bytes).U32(8)) {
    case BPF_TRACE_ITER:
      return text(kIteratorLink);
    case BPF_PERF_EVENT:
      return text(kEventLink);
    case BPF_TRACE_KPROBE_MULTI:
      return text(kProbesLink<kWidth>);
    default:
      return text(kLink);
  }
}
constexpr std::uint32_t kReplaces = 1U << 2U;  // BPF_F_REPLACE
constexpr Member kLinkUpdate[] = {{"link_fd", 0, 4, As::kFd},
                                  {"new_prog_fd", 4, 4, As::kFd},
                                  {"flags", 8, 4, As::kFlags, &tables::kBpfAttachFlags},
                                  {.name = "old_prog_fd",
                                   .offset = 12,
                                   .bytes = 4,
                                   .as = As::kFd,
                                   .flags_at = 8,
                                   .flags = kReplaces}};

// The instructions stand behind the second member; only a reader of everything sees them.
constexpr Member kProgramHead[] = {{"prog_type", 0, 4, As::kChoice, &tables::kBpfProgramTypes},
                                   {"insn_cnt", 4, 4}};
constexpr Member kProgramTail[] = {
    {"license", 16, 8, As::kStringAt},
    {"log_level", 24, 4},
    {"log_size", 28, 4},
    {.name = "log_buf", .offset = 32, .bytes = 8, .as = As::kTextAt, .count_at = 28},
    {"kern_version", 40, 4, As::kVersion},
    {"prog_flags", 44, 4, As::kFlags, &tables::kBpfProgramFlags},
    {"prog_name", 48, 16, As::kText},
    {"prog_ifindex", 64, 4, As::kInterface},
    {"expected_attach_type", 68, 4, As::kChoice, &tables::kBpfAttachTypes},
    {"prog_btf_fd", 72, 4, As::kFd},
    {"func_info_rec_size", 76, 4},
    {"func_info", 80, 8, As::kPointer},
    {"func_info_cnt", 88, 4},
    {"line_info_rec_size", 92, 4},
    {"line_info", 96, 8, As::kPointer},
    {"line_info_cnt", 104, 4},
    {"attach_btf_id", 108, 4},
    {"attach_prog_fd", 112, 4, As::kFd},
    {"fd_array", 120, 8, As::kPointer}};
std::string ProgramLoad(const Seen& seen) {
  constexpr std::size_t kHead = 8, kAlways = 24, kInstruction = 8;
  std::string padded(seen.bytes);
  padded.resize(std::max<std::size_t>(padded.size(), kHead + sizeof(std::uint64_t)));
  const Fields fields(padded);
  const std::uint64_t address = fields.U64(kHead);
  std::string text = MembersText(kProgramHead, padded, seen.style);
  text.pop_back();
  text += ", insns=" + (seen.style.abbreviate ? PointerText(address)
                                              : ArrayAt(address, fields.U32(4), kInstruction,
                                                        ProgramInstructionText, seen.style));
  return text + ", " + GrownText(kProgramTail, kAlways, seen.bytes, seen.style).substr(1);
}

// struct sock_fprog: how many statements, and where. `print`: what a statement's return says.
template <std::size_t kWidth>
std::string FilterText(const Seen& seen, std::string (*print)(std::string_view)) {
  constexpr std::size_t kStatement = 8;
  const Fields fields(seen.bytes);
  const std::uint64_t address = fields.Long(1, kWidth);
  return fmt::format("{{len={}, filter={}}}", fields.U16(0),
                     seen.style.abbreviate
                         ? PointerText(address)
                         : ArrayAt(address, fields.U16(0), kStatement, print, seen.style));
}
template <std::size_t kWidth>
std::string SeccompFilter(const Seen& seen) {
  return FilterText<kWidth>(seen, SeccompStatementText);
}
template <std::size_t kWidth>
std::string SocketFilter(const Seen& seen) {
  return FilterText<kWidth>(seen, SocketStatementText);
}

}  // namespace

const StructurePrinter kProgramPrinters[] = {
    Grown("bpf_map_create", kMapCreate, 16),
    Grown("bpf_element", kElement, 32),
    Grown("bpf_element_found", kElementFound, 24),
    Grown("bpf_element_deleted", kElementDeleted, 16),
    Grown("bpf_next_key", kNextKey, 24),
    Special("bpf_prog_load", 1, ProgramLoad),
    Grown("bpf_object", kObject, 12),
    Grown("bpf_attach", kAttach, 16),
    Grown("bpf_detach", kDetach, 12),
    Grown("bpf_test_run", kTestRun, 40, "test"),
    Grown("bpf_next_id", kNextId, 8),
    Grown("bpf_prog_by_id", kProgramById, 8),
    Grown("bpf_map_by_id", kMapById, 8),
    Grown("bpf_btf_by_id", kTypesById, 4),
    Grown("bpf_link_by_id", kLinkById, 4),
    Special("bpf_info", 1, BpfInformationText),
    Grown("bpf_query", kQuery, 28, "query"),
    Grown("bpf_raw_tracepoint", kRawTracepoint, 12, "raw_tracepoint"),
    Grown("bpf_btf_load", kTypes, 28),
    Grown("bpf_task_fd_query", kTaskQuery, 48, "task_fd_query"),
    Grown("bpf_freeze", kFreeze, 4),
    Grown("bpf_batch", kBatch, 56, "batch"),
    Grown("bpf_batch_update", kBatchUpdated, 56, "batch"),
    Grown("bpf_batch_delete", kBatchDeleted, 56, "batch"),
    Special("bpf_link_create", 1, LinkMade<8>),
    Special("bpf_link_create32", 1, LinkMade<4>),
    Grown("bpf_link_update", kLinkUpdate, 16, "link_update"),
    Special("sock_fprog", 16, SeccompFilter<8>),
    Special("sock_fprog32", 8, SeccompFilter<4>),
    Special("socket_filter", 16, SocketFilter<8>, Fit::kExactly),
    Special("socket_filter32", 8, SocketFilter<4>, Fit::kExactly),
    {},
};

}  // namespace sysassert::decode
