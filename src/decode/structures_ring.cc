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
    {"head", 0, 4},   {"tail", 4, 4},     {"ring_mask", 8, 4}, {"ring_entries", 12, 4},
    {"flags", 16, 4}, {"dropped", 20, 4}, {"array", 24, 4}};
constexpr Member kCompletionOffsets[] = {
    {"head", 0, 4},      {"tail", 4, 4},  {"ring_mask", 8, 4}, {"ring_entries", 12, 4},
    {"overflow", 16, 4}, {"cqes", 20, 4}, {"flags", 24, 4}};
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
    {.name = "data", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kFile, .count_at = 0},
    {.name = "tags", .offset = 24, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 0}};
constexpr Member kRegisteredBuffers[] = {
    {"nr", 0, 4},
    {"flags", 4, 4, As::kFlags, &tables::kIoUringResourceFlags},
    {.name = "data",
     .offset = 16,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece,
     .count_at = 0},
    {.name = "tags", .offset = 24, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 0}};
constexpr Member kUpdatedFiles[] = {
    {"offset", 0, 4},
    {.name = "data", .offset = 8, .bytes = 8, .as = As::kArrayAt, .members = kFile, .count_at = 24},
    {.name = "tags", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 24},
    {"nr", 24, 4}};
constexpr Member kUpdatedBuffers[] = {
    {"offset", 0, 4},
    {.name = "data",
     .offset = 8,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece,
     .count_at = 24},
    {.name = "tags", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 24},
    {"nr", 24, 4}};
constexpr Member kRegisteredBuffers32[] = {
    {"nr", 0, 4},
    {"flags", 4, 4, As::kFlags, &tables::kIoUringResourceFlags},
    {.name = "data",
     .offset = 16,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece32,
     .count_at = 0},
    {.name = "tags", .offset = 24, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 0}};
constexpr Member kUpdatedBuffers32[] = {
    {"offset", 0, 4},
    {.name = "data",
     .offset = 8,
     .bytes = 8,
     .as = As::kArrayAt,
     .members = kPiece32,
     .count_at = 24},
    {.name = "tags", .offset = 16, .bytes = 8, .as = As::kArrayAt, .members = kTag, .count_at = 24},
    {"nr", 24, 4}};
constexpr Member kRingFd[] = {{"offset", 0, 4}, {"data", 8, 8}};
constexpr Member kRingFdRemoved[] = {{"offset", 0, 4}, {"data", 8, 8, As::kHex}};
constexpr Member kBufferRing[] = {
    {"ring_addr", 0, 8, As::kPointer}, {"ring_entries", 8, 4}, {"bgid", 12, 2}};
constexpr Member kProbedOperation[] = {{"op", 0, 1, As::kChoice, &tables::kIoUringOperations},
                                       {"flags", 2, 2, As::kFlags, &tables::kIoUringSupport}};

std::string FilesUpdate(const Seen& seen) {
  const Fields fields(seen.bytes);
  return fmt::format("{{offset={}, fds={}}}", fields.U32(0),
                     ArrayAt(fields.U64(8), seen.elements, kFile, seen.style));
}

// What the kernel supports; as many operations as were asked for.
std::string Probe(const Seen& seen) {
  constexpr std::size_t kHeader = 16, kOperation = 8;
  const Fields fields(seen.bytes);
  const std::uint8_t last = fields.U8(0), count = fields.U8(1);
  const std::string_view name = tables::NameOf(tables::kIoUringOperations, last);
  std::string text = fmt::format("{{last_op={} /* {} */, ops_len={}, ops=[", last,
                                 name.empty() ? "IORING_OP_???" : name, count);
  const std::size_t there = (seen.bytes.size() - kHeader) / kOperation;
  const std::size_t shown = std::min<std::size_t>({count, seen.elements, there});
  for (std::size_t i = 0; i < shown; ++i) {
    text += i > 0 ? ", " : "";
    text += MembersText(kProbedOperation, seen.bytes.substr(kHeader + i * kOperation, kOperation),
                        seen.style);
  }
  return text + (shown < std::min<std::size_t>(count, seen.elements) ? ", ...]}" : "]}");
}

std::string Restriction(std::string_view bytes) {
  enum { kRegister, kEntry };  // which of the union's members counts
  const Fields fields(bytes);
  const std::uint16_t opcode = fields.U16(0);
  std::string text = "{opcode=" + tables::EnumText(tables::kIoUringRestrictions, opcode);
  if (opcode == kRegister)
    text += ", register_op=" + tables::EnumText(tables::kIoUringRegisterOpcodes, fields.U8(2));
  else if (opcode == kEntry)
    text += ", sqe_op=" + tables::EnumText(tables::kIoUringOperations, fields.U8(2));
  else
    text += ", sqe_flags=" + tables::FlagsText(tables::kIoUringEntryFlags, fields.U8(2));
  return text + "}";
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
    Special("ring_probe", 16, Probe),
    {"ring_restriction", 16, Restriction},
    Described("ring_files", kRegisteredFiles),
    Described("ring_buffers", kRegisteredBuffers),
    Described("ring_files_update2", kUpdatedFiles),
    Described("ring_buffers_update", kUpdatedBuffers),
    Described("ring_buffers32", kRegisteredBuffers32),
    Described("ring_buffers_update32", kUpdatedBuffers32),
    Special("ring_workers", 8, Workers),
    Described("ring_fd", kRingFd),
    Described("ring_fd_removed", kRingFdRemoved),
    Described("ring_buffer_ring", kBufferRing),
    Described("io_event", kCompletion),
    Special("iocb", 64, ControlBlock),
    {},
};

}  // namespace sysassert::decode
