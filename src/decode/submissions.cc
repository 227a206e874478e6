#include "decode/submissions.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/aio_abi.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "capture/submissions.h"
#include "decode/fields.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "decode/words.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

// What is written is shown where the program's memory is at hand.
std::string BufferText(std::uint16_t operation, std::uint64_t address, std::uint64_t length,
                       const Style& style) {
  if (operation != IOCB_CMD_PWRITE || style.memory == nullptr) return PointerText(address);
  std::string bytes(std::min<std::uint64_t>(length, style.buffer_limit), '\0');
  if (style.memory->Read(address, std::as_writable_bytes(std::span(bytes))) != bytes.size())
    return PointerText(address);
  return Quote(bytes, length > bytes.size(), style.hex);
}

constexpr std::uint32_t kHasPriority = 2;  // IOCB_FLAG_IOPRIO

// Offsets are those of struct iocb (include/uapi/linux/aio_abi.h).
std::string IocbHead(const Fields& fields, const Style& style) {
  const std::uint16_t operation = fields.U16(16);
  std::string text =
      fields.U64(0) == 0 ? "{aio_data=0, " : fmt::format("{{aio_data={:#x}, ", fields.U64(0));
  if (fields.U32(8) != 0) text += fmt::format("aio_key={}, ", fields.U32(8));
  if (fields.U32(12) != 0)
    text += fmt::format("aio_rw_flags={}, ",
                        tables::FlagsText(tables::kReadWriteFlags, fields.U32(12)));
  const std::string_view name = tables::NameOf(tables::kAsyncIoOperations, operation);
  text += "aio_lio_opcode=" +
          (name.empty() && tables::ConstantsAreSpelt() != tables::Constants::kNumbers
               ? fmt::format("{} /* IOCB_CMD_??? */", operation)
               : tables::Spelt(std::to_string(operation), name));
  if (fields.S16(18) != 0)
    text += ", aio_reqprio=" + ((fields.U32(56) & kHasPriority) != 0
                                    ? WordText("ioprio", fields.U16(18)).value_or("")
                                    : std::to_string(fields.S16(18)));
  return text + ", aio_fildes=" + DescriptorText(fields.S32(20), style);
}

std::string IocbText(std::string_view bytes, const Style& style) {
  const Fields fields(bytes);
  const std::uint16_t operation = fields.U16(16);
  std::string text = IocbHead(fields, style);
  const bool vector = operation == IOCB_CMD_PREADV || operation == IOCB_CMD_PWRITEV;
  if (operation == IOCB_CMD_PREAD || operation == IOCB_CMD_PWRITE || vector) {
    text += fmt::format(", aio_buf={}, aio_nbytes={}, aio_offset={}",
                        BufferText(operation, fields.U64(24), fields.U64(32), style),
                        fields.U64(32), fields.S64(40));
  } else if (operation == IOCB_CMD_POLL) {
    text += ", aio_buf=" + tables::FlagsText(tables::kPollEvents, fields.U64(24));
  }
  const std::uint32_t flags = fields.U32(56);
  if (flags != 0) text += ", aio_flags=" + tables::FlagsText(tables::kAsyncIoFlags, flags);
  if ((flags & IOCB_FLAG_RESFD) != 0)
    text += ", aio_resfd=" + DescriptorText(fields.S32(60), style);
  return text + "}";
}

// The text up to the next NUL, which is taken from `rest` with it.
std::string_view TakeField(std::string_view* rest) {
  const std::string_view field = rest->substr(0, rest->find('\0'));
  rest->remove_prefix(std::min(rest->size(), field.size() + 1));
  return field;
}

}  // namespace

std::string IocbsText(std::string_view bytes, bool truncated, const Style& style) {
  std::string text = "[";
  for (std::size_t at = 0; at + capture::kIocbBytes <= bytes.size(); at += capture::kIocbBytes)
    text += (at > 0 ? ", " : "") + IocbText(bytes.substr(at, capture::kIocbBytes), style);
  return text + (truncated ? ", ...]" : "]");
}

std::string IocbHeadText(std::string_view bytes, const Style& style) {
  return IocbHead(Fields(bytes), style) + "}";
}

std::string RingText(std::string_view entries, const Style& style) {
  std::string text;
  while (!entries.empty()) {
    // The kernel's word, but a recording may come from anywhere.
    const std::string operation = Quote(TakeField(&entries), false, Hex::kNone);
    const std::string_view number = TakeField(&entries);
    const std::string_view path = TakeField(&entries);
    std::int32_t fd = -1;
    std::from_chars(number.data(), number.data() + number.size(), fd);
    text += (text.empty() ? "" : ", ") + operation.substr(1, operation.size() - 2) + " " +
            (fd == AT_FDCWD ? "AT_FDCWD" : DescriptorText(fd, style));
    if (!path.empty()) text += " " + Quote(path, false, style.hex);
  }
  return text;
}

}  // namespace sysassert::decode
