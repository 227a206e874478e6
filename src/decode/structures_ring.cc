// Structures of asynchronous input and output: io_uring's, and io_getevents'; linux/io_uring.h.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/structures.h"
#include "decode/submissions.h"
#include "tables/names.h"
#include "tables/names_attributes.h"

namespace sysassert::decode {
namespace {

constexpr std::uint32_t kAttachWq = 1U << 5U;
constexpr Member kWord[] = {{"", 0, 4, As::kHex}};
constexpr Member kSubmissionOffsets[] = {
    {"head", 0, 4},
    {"tail", 4, 4},
    {"ring_mask", 8, 4},
    {"ring_entries", 12, 4},
    {"flags", 16, 4},
    {"dropped", 20, 4},
    {"array", 24, 4},
    {.name = "resv1", .offset = 28, .bytes = 4, .as = As::kHex, .if_set = true},
    {.name = "resv2", .offset = 32, .bytes = 8, .as = As::kHex, .if_set = true}};
constexpr Member kCompletionOffsets[] = {
    {"head", 0, 4},
    {"tail", 4, 4},
    {"ring_mask", 8, 4},
    {"ring_entries", 12, 4},
    {"overflow", 16, 4},
    {"cqes", 20, 4},
    {"flags", 24, 4},
    {.name = "resv1", .offset = 28, .bytes = 4, .as = As::kHex, .if_set = true},
    {.name = "resv2", .offset = 32, .bytes = 8, .as = As::kHex, .if_set = true}};
constexpr Member kParametersAsked[] = {
    {"flags", 8, 4, As::kFlags, &tables::kIoUringSetupFlags},
    {"sq_thread_cpu", 12, 4, As::kHex},
    {"sq_thread_idle", 16, 4},
    {.name = "wq_fd", .offset = 24, .bytes = 4, .as = As::kFd, .flags_at = 8, .flags = kAttachWq},
    {.name = "resv",
     .offset = 28,
     .bytes = 12,
     .as = As::kArray,
     .if_set = true,
     .members = kWord}};
constexpr Member kParameters[] = {
    kParametersAsked[0],
    kParametersAsked[1],
    kParametersAsked[2],
    kParametersAsked[3],
    kParametersAsked[4],
    {"sq_entries", 0, 4},
    {"cq_entries", 4, 4},
    {"features", 20, 4, As::kFlags, &tables::kIoUringFeatures},
    {.name = "sq_off", .offset = 40, .bytes = 40, .as = As::kNested, .members = kSubmissionOffsets},
    {.name = "cq_off",
     .offset = 80,
     .bytes = 40,
     .as = As::kNested,
     .members = kCompletionOffsets}};

constexpr Member kFile[] = {{"", 0, 4, As::kFd}};
constexpr Member kPiece[] = {{"iov_base", 0, 8, As::kPointer}, {"iov_len", 8, 8}};
constexpr Member kPiece32[] = {{"iov_base", 0, 4, As::kPointer}, {"iov_len", 4, 4}};
constexpr Member kTag[] = {{"", 0, 8, As::kHex}};
constexpr Member kRegisteredFiles[] = {
    {"nr", 0, 4},
    {"flags", 4, 4, As::kFlags, &tables::kIoUringResourceFlags},
    {.name = "resv2", .offset = 8, .bytes = 8, .as = As::kHex, .if_set = true},
    {.name = "data", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kFile, .count_at = 0},
    {.name = "tags", .offset = 24, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 0}};
constexpr Member kRegisteredBuffers[] = {
    {"nr", 0, 4},
    {"flags", 4, 4, As::kFlags, &tables::kIoUringResourceFlags},
    {.name = "resv2", .offset = 8, .bytes = 8, .as = As::kHex, .if_set = true},
    {.name = "data",
     .offset = 16,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece,
     .count_at = 0},
    {.name = "tags", .offset = 24, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 0}};
constexpr Member kUpdatedFiles[] = {
    {"offset", 0, 4},
    {.name = "resv", .offset = 4, .bytes = 4, .as = As::kHex, .if_set = true},
    {.name = "data", .offset = 8, .bytes = 8, .as = As::kArrayAt, .members = kFile, .count_at = 24},
    {.name = "tags", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 24},
    {"nr", 24, 4},
    {.name = "resv2", .offset = 28, .bytes = 4, .as = As::kHex, .if_set = true}};
constexpr Member kUpdatedBuffers[] = {
    {"offset", 0, 4},
    {.name = "resv", .offset = 4, .bytes = 4, .as = As::kHex, .if_set = true},
    {.name = "data",
     .offset = 8,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece,
     .count_at = 24},
    {.name = "tags", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 24},
    {"nr", 24, 4},
    {.name = "resv2", .offset = 28, .bytes = 4, .as = As::kHex, .if_set = true}};
constexpr Member kRegisteredBuffers32[] = {
    {"nr", 0, 4},
    {"flags", 4, 4, As::kFlags, &tables::kIoUringResourceFlags},
    {.name = "resv2", .offset = 8, .bytes = 8, .as = As::kHex, .if_set = true},
    {.name = "data",
     .offset = 16,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece32,
     .count_at = 0},
    {.name = "tags", .offset = 24, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 0}};
constexpr Member kUpdatedBuffers32[] = {
    {"offset", 0, 4},
    {.name = "resv", .offset = 4, .bytes = 4, .as = As::kHex, .if_set = true},
    {.name = "data",
     .offset = 8,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece32,
     .count_at = 24},
    {.name = "tags", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 24},
    {"nr", 24, 4},
    {.name = "resv2", .offset = 28, .bytes = 4, .as = As::kHex, .if_set = true}};
constexpr Member kRingFd[] = {
    {"offset", 0, 4},
    {.name = "resv", .offset = 4, .bytes = 4, .as = As::kHex, .if_set = true},
    {"data", 8, 4, As::kFd}};
constexpr Member kRingFdRemoved[] = {kRingFd[0], kRingFd[1], {"data", 8, 8, As::kHex}};
constexpr Member kBufferRing[] = {
    {"ring_addr", 0, 8, As::kPointer},
    {"ring_entries", 8, 4},
    {"bgid", 12, 2},
    {.name = "pad", .offset = 14, .bytes = 2, .as = As::kHex, .if_set = true},
    {.name = "resv", .offset = 16, .bytes = 24, .as = As::kArray, .if_set = true, .members = kTag}};
constexpr Member kProbeReserved[] = {
    {.name = "resv", .offset = 2, .bytes = 2, .as = As::kHex, .if_set = true},
    {.name = "resv2",
     .offset = 4,
     .bytes = 12,
     .as = As::kArray,
     .if_set = true,
     .members = kWord}};
constexpr Member kProbedOperation[] = {
    {.name = "resv", .offset = 1, .bytes = 1, .as = As::kHex, .if_set = true},
    {"flags", 2, 2, As::kFlags, &tables::kIoUringSupport},
    {.name = "resv2", .offset = 4, .bytes = 4, .as = As::kHex, .if_set = true}};

std::string FilesUpdate(const Seen& seen) {
  const Fields fields(seen.bytes);
  return fmt::format("{{offset={}{}, fds={}}}", fields.U32(0),
                     fields.U32(4) != 0 ? ", resv=" + HexText(fields.U32(4)) : "",
                     ArrayAt(fields.U64(8), seen.elements, kFile, seen.style));
}

// In decimal where it has no name.
std::string OperationText(std::uint8_t operation) {
  const std::string_view name = tables::NameOf(tables::kIoUringOperations, operation);
  const std::string number = std::to_string(operation);
  if (!name.empty()) return tables::Spelt(number, name);
  return tables::ConstantsAreSpelt() == tables::Constants::kNumbers
             ? number
             : number + " /* IORING_OP_??? */";
}

constexpr std::size_t kProbeHeader = 16, kProbed = 8;
// `count`: of the operations, as many as there are room for.
std::string ProbeText(const Seen& seen, std::size_t count) {
  const Fields fields(seen.bytes);
  std::string text =
      fmt::format("{{last_op={}, ops_len={}", OperationText(fields.U8(0)), fields.U8(1));
  const std::string reserved = MembersText(kProbeReserved, seen.bytes, seen.style);
  if (reserved != "{}") text += ", " + reserved.substr(1, reserved.size() - 2);
  text += ", ops=[";
  const std::size_t shown = std::min(count, (seen.bytes.size() - kProbeHeader) / kProbed);
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string_view one = seen.bytes.substr(kProbeHeader + i * kProbed, kProbed);
    text += fmt::format("{}{{op={}, {}", i > 0 ? ", " : "", OperationText(Fields(one).U8(0)),
                        MembersText(kProbedOperation, one, seen.style).substr(1));
  }
  return text + (shown < count ? ", ...]}" : "]}");
}
// What the kernel supports.
std::string Probe(const Seen& seen) {
  return ProbeText(seen, std::min<std::size_t>(Fields(seen.bytes).U8(1), seen.elements));
}
// It is to be passed zeros; anything else is why the call failed.
std::string ProbeAsked(const Seen& seen) {
  if (seen.elements > (seen.bytes.size() - kProbeHeader) / kProbed) return "";
  const std::string_view all = seen.bytes.substr(0, kProbeHeader + seen.elements * kProbed);
  return all.find_first_not_of('\0') == std::string_view::npos ? ""
                                                               : ProbeText(seen, seen.elements);
}

constexpr Member kRestrictionReserved[] = {
    {.name = "resv", .offset = 3, .bytes = 1, .as = As::kHex, .if_set = true},
    {.name = "resv2",
     .offset = 4,
     .bytes = 12,
     .as = As::kArray,
     .if_set = true,
     .members = kWord}};
std::string Restriction(std::string_view bytes) {
  enum { kRegister, kEntry, kAllowed, kRequired };  // which of the union's members counts
  const Fields fields(bytes);
  const std::uint16_t opcode = fields.U16(0);
  std::string text = "{opcode=" + tables::EnumText(tables::kIoUringRestrictions, opcode);
  if (opcode == kRegister)
    text += ", register_op=" + tables::EnumText(tables::kIoUringRegisterOpcodes, fields.U8(2));
  else if (opcode == kEntry)
    text += ", sqe_op=" + tables::EnumText(tables::kIoUringOperations, fields.U8(2));
  else if (opcode == kAllowed || opcode == kRequired)
    text += ", sqe_flags=" + tables::FlagsText(tables::kIoUringEntryFlags, fields.U8(2));
  else
    text += " /* op: " + HexText(fields.U8(2)) + " */";
  const std::string reserved = MembersText(kRestrictionReserved, bytes, {});
  return text + (reserved == "{}" ? "}" : ", " + reserved.substr(1));
}

// [[IO_WQ_BOUND]=3, [IO_WQ_UNBOUND]=4], and what was there before.
std::string WorkersText(std::string_view bytes, std::size_t count) {
  std::string text = "[";
  for (std::size_t i = 0; i < std::min(count, bytes.size() / 4); ++i)
    text += fmt::format("{}[{}]={}", i > 0 ? ", " : "", tables::EnumText(tables::kWorkerKinds, i),
                        Fields(bytes).U32(i * 4));
  return text + "]";
}
std::string Workers(const Seen& seen) {
  std::string asked = WorkersText(seen.bytes, seen.elements);
  if (seen.after.empty()) return asked;
  const std::string answered = WorkersText(seen.after, seen.elements);
  return asked == answered ? asked : asked + " => " + answered;
}

constexpr Member kCompletion[] = {{"data", 0, 8, As::kHex},
                                  {"obj", 8, 8, As::kHex},
                                  {"res", 16, 8, As::kSigned},
                                  {"res2", 24, 8, As::kSigned}};
std::string ControlBlock(const Seen& seen) { return IocbHeadText(seen.bytes, seen.style); }

}  // namespace

const StructurePrinter kRingPrinters[] = {
    Described("io_uring_params", kParameters),
    Described("io_uring_asked", kParametersAsked),
    Described("ring_file", kFile),
    Special("ring_files_update", 16, FilesUpdate),
    Special("ring_probe", kProbeHeader, Probe),
    Special("ring_probe_asked", kProbeHeader, ProbeAsked),
    {"ring_restriction", 16, Restriction},
    Extended("ring_files", kRegisteredFiles),
    Extended("ring_buffers", kRegisteredBuffers),
    Extended("ring_files_update2", kUpdatedFiles),
    Extended("ring_buffers_update", kUpdatedBuffers),
    Extended("ring_buffers32", kRegisteredBuffers32),
    Extended("ring_buffers_update32", kUpdatedBuffers32),
    Special("ring_workers", 8, Workers),
    Described("ring_fd", kRingFd),
    Described("ring_fd_removed", kRingFdRemoved),
    Described("ring_buffer_ring", kBufferRing),
    Described("io_event", kCompletion),
    Special("iocb", 64, ControlBlock),
    {},
};

}  // namespace sysassert::decode
