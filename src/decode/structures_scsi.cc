// What SG_IO passes, of version 3 and of version 4; scsi/sg.h, linux/bsg.h.
#include <fmt/format.h>

#include <algorithm>

#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/live_messages.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/names_devices.h"

namespace sysassert::decode {
namespace {

std::string HexAt(std::uint64_t address, std::uint64_t length, const Style& style) {
  Style in_hex = style;
  in_hex.hex = Hex::kAll;
  return BufferAt(address, length, in_hex);
}
// What is carried: bytes, or as many pieces of a vector.
std::string CarriedAt(std::uint64_t address, std::uint64_t length, std::uint32_t pieces,
                      std::size_t width, const Style& style) {
  return pieces > 0 ? PiecesAt(address, pieces, width, length, style)
                    : HexAt(address, length, style);
}
// Of `length` bytes those that were carried.
std::uint32_t Carried(std::uint32_t length, std::int32_t left) {
  const auto rest = static_cast<std::uint32_t>(std::max(left, 0));
  return rest > 0 && rest <= length ? length - rest : length;
}

// struct sg_io_hdr, whose pointers are words of `kWidth` bytes.
template <std::size_t kWidth>
struct Version3 {
  static constexpr std::size_t kData = 16, kCommand = kData + kWidth, kSense = kCommand + kWidth,
                               kTimeout = kSense + kWidth, kFlags = kTimeout + 4,
                               kStatus = kWidth == 8 ? 64 : 44, kHost = kStatus + 4,
                               kLeft = kStatus + 8, kDuration = kLeft + 4,
                               kInformation = kDuration + 4, kBytes = kInformation + 4;
};
constexpr std::int32_t kToDevice = -2, kFromDevice = -3, kBoth = -4;

template <std::size_t kWidth>
std::string OfVersion3(const Seen& seen) {
  using At = Version3<kWidth>;
  if (seen.bytes.size() < At::kBytes) return "";
  const Style& style = seen.style;
  const auto pointer = [](const Fields& fields, std::size_t offset) {
    return fields.Long(offset / kWidth, kWidth);
  };
  const Fields asked(seen.bytes);
  const std::int32_t direction = asked.S32(4);
  const std::uint32_t length = asked.U32(12), pieces = asked.U16(10);
  std::string text = fmt::format(
      "{{interface_id='S', dxfer_direction={}, cmd_len={}, cmdp={}, mx_sb_len={}, iovec_count={}, "
      "dxfer_len={}, timeout={}, flags={}",
      tables::EnumText(tables::kScsiDirections, asked.U32(4)), asked.U8(8),
      HexAt(pointer(asked, At::kCommand), asked.U8(8), style), asked.U8(9), pieces, length,
      asked.U32(At::kTimeout), tables::FlagsText(tables::kScsiFlags, asked.U32(At::kFlags)));
  const bool writes = direction == kToDevice || direction == kBoth;
  if (writes)
    text += ", dxferp=" + CarriedAt(pointer(asked, At::kData), length, pieces, kWidth, style);
  if (seen.after.size() < At::kBytes) return text + "}";
  const Fields left(seen.after);
  if (direction == kFromDevice || direction == kBoth)
    text += (writes ? " => dxferp=" : ", dxferp=") +
            CarriedAt(pointer(left, At::kData), Carried(left.U32(12), left.S32(At::kLeft)),
                      left.U16(10), kWidth, style);
  return text + fmt::format(
                    ", status={}, masked_status={}, msg_status={}, sb_len_wr={}, sbp={}, "
                    "host_status={}, driver_status={}, resid={}, duration={}, info={}}}",
                    HexText(left.U8(At::kStatus)), HexText(left.U8(At::kStatus + 1)),
                    HexText(left.U8(At::kStatus + 2)), left.U8(At::kStatus + 3),
                    HexAt(pointer(left, At::kSense), left.U8(At::kStatus + 3), style),
                    HexText(left.U16(At::kHost)), HexText(left.U16(At::kHost + 2)),
                    left.S32(At::kLeft), left.U32(At::kDuration),
                    tables::FlagsText(tables::kScsiInformation, left.U32(At::kInformation)));
}

// struct sg_io_v4
constexpr std::size_t kVersion4Bytes = 160;
constexpr Member kAsked4[] = {{"protocol", 4, 4, As::kChoice, &tables::kScsiProtocols},
                              {"subprotocol", 8, 4, As::kChoice, &tables::kScsiSubprotocols},
                              {"request_len", 12, 4}};
constexpr Member kTransfer4[] = {
    {"request_tag", 24, 8, As::kHex}, {"request_attr", 32, 4},     {"request_priority", 36, 4},
    {"request_extra", 40, 4},         {"max_response_len", 44, 4}, {"dout_iovec_count", 56, 4},
    {"dout_xfer_len", 60, 4},         {"din_iovec_count", 64, 4},  {"din_xfer_len", 68, 4}};
constexpr Member kHow4[] = {{"timeout", 88, 4},
                            {"flags", 92, 4, As::kFlags, &tables::kScsiFlags4},
                            {"usr_ptr", 96, 8, As::kHex}};
constexpr Member kAnswer4[] = {{"driver_status", 108, 4, As::kHex},
                               {"transport_status", 112, 4, As::kHex},
                               {"device_status", 116, 4, As::kHex},
                               {"retry_delay", 120, 4},
                               {"info", 124, 4, As::kFlags, &tables::kScsiInformation},
                               {"duration", 128, 4},
                               {"response_len", 132, 4},
                               {"din_resid", 136, 4, As::kSigned},
                               {"dout_resid", 140, 4, As::kSigned},
                               {"generated_tag", 144, 8, As::kHex}};
template <std::size_t kWidth>
std::string OfVersion4(const Seen& seen) {
  if (seen.bytes.size() < kVersion4Bytes) return "";
  const Style& style = seen.style;
  const auto inner = [&style](std::span<const Member> members, std::string_view bytes) {
    const std::string text = MembersText(members, bytes, style);
    return text.substr(1, text.size() - 2);
  };
  const Fields asked(seen.bytes);
  std::string text =
      fmt::format("{{guard='Q', {}, request={}, {}, dout_xferp={}, {}", inner(kAsked4, seen.bytes),
                  HexAt(asked.U64(16), asked.U32(12), style), inner(kTransfer4, seen.bytes),
                  CarriedAt(asked.U64(72), asked.U32(60), asked.U32(56), kWidth, style),
                  inner(kHow4, seen.bytes));
  if (seen.after.size() < kVersion4Bytes) return text + "}";
  const Fields left(seen.after);
  return text + fmt::format(", response_len={}, response={}, din_xferp={}, {}}}", left.U32(132),
                            HexAt(left.U64(48), left.U32(132), style),
                            CarriedAt(left.U64(80), Carried(left.U32(68), left.S32(136)),
                                      left.U32(64), kWidth, style),
                            inner(kAnswer4, seen.after));
}

template <std::size_t kWidth>
std::string Exchange(const Seen& seen) {
  switch (const std::uint32_t version = Fields(seen.bytes).U32(0); version) {
    case 'S':
      return OfVersion3<kWidth>(seen);
    case 'Q':
      return OfVersion4<kWidth>(seen);
    default:
      return fmt::format("[{}]", version);
  }
}

}  // namespace

const StructurePrinter kScsiPrinters[] = {
    Special("scsi_exchange", 4, Exchange<8>),
    Special("scsi_exchange32", 4, Exchange<4>),
    {},
};

}  // namespace sysassert::decode
