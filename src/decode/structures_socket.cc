// Structures of sockets and of waiting for descriptors.
#include <fmt/format.h>

#include "decode/fields.h"
#include "decode/structures.h"
#include "tables/names.h"
#include "tables/row.h"

namespace sysassert::decode {
namespace {

// Before the call it asks, after it answers; the answer stands behind the result (result.cc).
std::string PollFd(const Seen& seen) {
  const Fields fields(seen.bytes);
  if (fields.S32(0) < 0) return fmt::format("{{fd={}}}", fields.S32(0));
  return fmt::format("{{fd={}, events={}}}", DescriptorText(fields.S32(0), seen.style),
                     tables::FlagsText(tables::kPollEvents, fields.U16(4)));
}

// Packed on x86, padded elsewhere.
template <std::size_t kData>
std::string EpollEvent(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("{{events={}, data={{u32={}, u64={}}}}}",
                     tables::FlagsText(tables::kEpollEvents, fields.U32(0)), fields.U32(kData),
                     fields.U64(kData));
}

template <std::size_t kWidth>
std::string Iovec(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("{{iov_base={}, iov_len={}}}", PointerText(fields.Long(0, kWidth)),
                     fields.Long(1, kWidth));
}

// The members are longs, but for two ints that are padded to one.
template <std::size_t kWidth>
std::string MessageHeader(std::string_view bytes) {
  const Fields fields(bytes);
  std::string text = fmt::format("{{msg_name={}, msg_namelen={}, msg_iov={}, msg_iovlen={}",
                                 PointerText(fields.Long(0, kWidth)), fields.U32(kWidth),
                                 PointerText(fields.Long(2, kWidth)), fields.Long(3, kWidth));
  if (fields.Long(5, kWidth) != 0)
    text += fmt::format(", msg_control={}", PointerText(fields.Long(4, kWidth)));
  return text + fmt::format(", msg_controllen={}, msg_flags={}}}", fields.Long(5, kWidth),
                            tables::FlagsText(tables::kMessageFlags, fields.U32(6 * kWidth)));
}

// What a receiver says before it is answered.
template <std::uint16_t kWidth>
constexpr Member kNameLength[] = {{"msg_namelen", kWidth, 4, As::kSigned}};
constexpr Member kPiece32[] = {{"iov_base", 0, 4, As::kPointer}, {"iov_len", 4, 4}};
constexpr Member kPiece[] = {{"iov_base", 0, 8, As::kPointer}, {"iov_len", 8, 8}};

}  // namespace

const StructurePrinter kSocketPrinters[] = {
    Special("pollfd", 8, PollFd),
    {"epoll_event", 12, EpollEvent<4>},
    {"epoll_event_aarch64", 16, EpollEvent<8>},
    {"iovec", 16, Iovec<8>},
    {"iovec32", 8, Iovec<4>},
    {"msghdr", 56, MessageHeader<8>},
    {"msghdr32", 28, MessageHeader<4>},
    Described("msg_namelen", kNameLength<8>),
    Described("msg_namelen32", kNameLength<4>),
    Described("one_iovec", kPiece),
    Described("one_iovec32", kPiece32),
    {},
};

}  // namespace sysassert::decode
