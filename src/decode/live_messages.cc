#include "decode/live_messages.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>

#include "decode/control_messages.h"
#include "decode/fields.h"
#include "decode/live_memory.h"
#include "decode/netlink.h"
#include "decode/sockaddr.h"
#include "decode/strings.h"
#include "decode/structures.h"
#include "tables/names.h"

namespace sysassert::decode {
namespace {

using capture::CallRecord;

// strace's limit on strings is one on the elements of an array, too.
bool IsPastLimit(std::size_t at, std::size_t width, const Style& style) {
  return style.abbreviate && at / (2 * width) >= style.string_limit;
}

constexpr std::uint64_t kAll = UINT64_MAX;

// The pieces of a vector with their bytes; `left`: how many of these the call filled, or kAll.
std::string PiecesText(std::string_view vector, std::size_t width, const Style& style,
                       std::uint64_t left, int netlink = Sockets::kNoNetlink) {
  std::string text = "[";
  std::size_t room = kMostBytes;  // of all together
  for (std::size_t at = 0; at + 2 * width <= vector.size(); at += 2 * width) {
    if (IsPastLimit(at, width, style)) return text + ", ...]";
    const Fields piece(vector.substr(at));
    const std::uint64_t base = piece.Long(0, width), length = piece.Long(1, width);
    const std::uint64_t filled = std::min(length, left);
    if (left != kAll) left -= filled;
    const bool messages = netlink != Sockets::kNoNetlink && filled > 0;
    const std::uint64_t shown =
        messages ? filled : std::min<std::uint64_t>(filled, style.buffer_limit);
    const std::string bytes = base == 0 || shown > room ? "" : BytesAt(base, shown, style);
    const bool readable = base != 0 && bytes.size() == shown;
    room -= bytes.size();
    text += fmt::format("{}{{iov_base={}, iov_len={}}}", at > 0 ? ", " : "",
                        !readable  ? PointerText(base)
                        : messages ? NetlinkText(bytes, netlink, style)
                                   : Quote(bytes, shown < filled, style.hex),
                        length);
  }
  return text + "]";
}

// Marks where `vector` ends before the pieces do: with an address at the end of their memory, with
// "..." alone where no more of them is read.
std::string CutPiecesText(std::string text, std::string_view vector, bool readable,
                          std::uint64_t address, std::size_t width, const Style& style) {
  const std::size_t whole = vector.size() / (2 * width);
  if (whole == 0 || IsPastLimit((whole - 1) * 2 * width, width, style)) return text;
  text.insert(text.size() - 1,
              readable ? ", ..." : fmt::format(", ... /* {:#x} */", address + whole * 2 * width));
  return text;
}

}  // namespace

std::string PiecesAt(std::uint64_t address, std::uint64_t count, std::size_t width,
                     std::uint64_t left, const Style& style) {
  constexpr std::uint64_t kMostPieces = 1024;  // UIO_MAXIOV: the kernel takes no more
  if (address == 0 || style.memory == nullptr || !style.structures) return PointerText(address);
  const std::uint64_t wanted = std::min(count, kMostPieces) * 2 * width;
  const std::string vector = BytesAt(address, wanted, style);
  if (vector.size() < 2 * width && wanted > 0) return PointerText(address);
  std::string text = PiecesText(vector, width, style, left);
  return vector.size() == wanted
             ? text
             : CutPiecesText(std::move(text), vector, false, address, width, style);
}

namespace {

// Addresses alone: of a call that failed to fill them.
std::string EmptyPiecesText(std::string_view vector, std::size_t width, const Style& style) {
  std::string text = "[";
  for (std::size_t at = 0; at + 2 * width <= vector.size(); at += 2 * width) {
    if (IsPastLimit(at, width, style)) return text + ", ...]";
    const Fields piece(vector.substr(at));
    text += fmt::format("{}{{iov_base={}, iov_len={}}}", at > 0 ? ", " : "",
                        PointerText(piece.Long(0, width)), piece.Long(1, width));
  }
  return text + "]";
}

// Whose pieces hold what is sent; those of others are no data, or are not this thread's.
bool Writes(Sysno id) {
  return id == Sysno::writev || id == Sysno::pwritev || id == Sysno::pwritev2 ||
         id == Sysno::vmsplice || id == Sysno::keyctl;
}

// The protocol of the call's socket, if the buffer may hold messages of netlink: it is looked at
// first, since asking the kernel costs more.
int ProtocolAt(std::uint64_t address, std::uint64_t length, const CallView& call,
               const Style& style) {
  constexpr std::size_t kHeader = 16;
  if (style.sockets == nullptr || style.memory == nullptr) return Sockets::kNoNetlink;
  if (!LooksLikeNetlink(BytesAt(address, kHeader, style), length)) return Sockets::kNoNetlink;
  return style.sockets->NetlinkProtocolOf(static_cast<int>(call.record.args[0]));
}

// `before`: the header as the call was passed it; `filled`: how much of the pieces holds data.
std::string MessageText(std::string_view bytes, std::string_view before, const CallView& call,
                        std::uint64_t filled, const Style& style) {
  const std::size_t width = WidthOf(call.record);
  const Fields fields(bytes);
  const std::uint64_t name = fields.Long(0, width), pieces = fields.Long(2, width),
                      count = fields.Long(3, width), control = fields.Long(4, width),
                      control_length = fields.Long(5, width);
  const std::uint32_t name_length = fields.U32(width), given_length = Fields(before).U32(width);
  const std::string given = given_length == name_length ? "" : fmt::format("{} => ", given_length);
  std::string name_text = PointerText(name);
  if (name != 0) {
    const std::string address =
        SocketAddressText(BytesAt(name, std::min<std::uint32_t>(name_length, 128), style), style);
    if (!address.empty()) name_text = address;
  }
  const std::uint64_t asked = std::min<std::uint64_t>(count, kMostElements) * 2 * width;
  const std::string vector = BytesAt(pieces, asked, style);
  const bool has_pieces = vector.size() >= 2 * width;
  const int netlink = !has_pieces ? Sockets::kNoNetlink
                                  : ProtocolAt(Fields(vector).Long(0, width),
                                               Fields(vector).Long(1, width), call, style);
  std::string vector_text = PiecesText(vector, width, style, filled, netlink);
  if (vector.size() / (2 * width) < count)
    vector_text =
        CutPiecesText(std::move(vector_text), vector, vector.size() == asked, pieces, width, style);
  std::string text = fmt::format(
      "{{msg_name={}, msg_namelen={}{}, msg_iov={}, msg_iovlen={}", name_text, given, name_length,
      !has_pieces && (count > 0 || pieces == 0) ? PointerText(pieces) : vector_text, count);
  if (control_length != 0) {
    const std::string messages = BytesAt(control, control_length, style);
    text += ", msg_control=" + (messages.size() == control_length && messages.size() >= width + 8
                                    ? ControlText(messages, width, control, style)
                                    : PointerText(control));
  }
  return text + fmt::format(", msg_controllen={}, msg_flags={}}}", control_length,
                            tables::FlagsText(tables::kMessageFlags, fields.U32(6 * width)));
}

}  // namespace

bool FillsVector(Sysno id, const tables::Parameter& parameter) {
  constexpr int kLocalCount = 2;  // of process_vm_readv(2): the other vector is another process's
  return id == Sysno::readv || id == Sysno::preadv || id == Sysno::preadv2 ||
         (id == Sysno::process_vm_readv && parameter.of == kLocalCount);
}

std::optional<std::string> VectorText(const CallView& call, const tables::Row& row,
                                      const tables::Parameter& parameter, int i,
                                      const Style& style) {
  const CallRecord& record = call.record;
  const auto item = call.item(capture::ItemKind::kBytes, static_cast<std::uint8_t>(i));
  if (!item || item->bytes.empty()) return std::nullopt;
  constexpr int kLocalPieces = 1;  // of process_vm_writev(2): the other ones are not this thread's
  const std::size_t width = WidthOf(record);
  // A vector that no memory holds is no vector.
  if (record.args[parameter.of] > UINT64_MAX / (2 * width)) return PointerText(record.args[i]);
  const bool sends = Writes(row.id) || (row.id == Sysno::process_vm_writev && i == kLocalPieces);
  const std::size_t whole = item->bytes.size() / (2 * width);
  if (whole == 0) return std::nullopt;
  std::string text =
      sends ? PiecesText(item->bytes, width, style, kAll)
      : HasSucceeded(record) && FillsVector(row.id, parameter)
          ? PiecesText(item->bytes, width, style, static_cast<std::uint64_t>(record.result))
          : EmptyPiecesText(item->bytes, width, style);
  return item->unreadable || item->truncated
             ? CutPiecesText(std::move(text), item->bytes, !item->unreadable, record.args[i], width,
                             style)
             : text;
}

std::optional<std::string> MessageHeaderText(const CallView& call, const tables::Row& /*row*/,
                                             const tables::Parameter& parameter, int i,
                                             const Style& style) {
  const auto argument = static_cast<std::uint8_t>(i);
  const bool receives = parameter.when == tables::When::kExit;
  const auto item =
      call.item(receives ? capture::ItemKind::kBytesOut : capture::ItemKind::kBytes, argument);
  if (!item || item->bytes.size() < parameter.size) return std::nullopt;
  const auto before = call.item(capture::ItemKind::kBytes, argument);
  return MessageText(item->bytes, before ? before->bytes : item->bytes, call,
                     receives ? static_cast<std::uint64_t>(call.record.result) : kAll, style);
}

std::optional<std::string> MessagesText(const CallView& call, const tables::Row& row, int i,
                                        const Style& style) {
  constexpr int kCount = 2;
  constexpr std::uint64_t kMostMessages = 1024;  // UIO_MAXIOV: the kernel takes no more
  const CallRecord& record = call.record;
  const bool receives = row.id != Sysno::sendmmsg, succeeded = HasSucceeded(record);
  if (receives && !succeeded) return std::nullopt;
  // A header, and what of it was sent or received, padded to a long.
  const std::size_t width = WidthOf(record), header = 7 * width, stride = header + width;
  const std::uint64_t count = std::min<std::uint64_t>(
      kMostMessages, std::min(static_cast<std::uint32_t>(record.args[kCount]),
                              succeeded ? static_cast<std::uint32_t>(record.result) : UINT32_MAX));
  std::string text = "[";
  for (std::uint64_t k = 0; k < count && text.size() < kMostBytes; ++k) {
    const std::string bytes = BytesAt(record.args[i] + k * stride, stride, style);
    if (bytes.size() < stride) {
      if (k == 0) return std::nullopt;
      text += ", ...";
      break;
    }
    const std::uint32_t length = Fields(bytes).U32(header);
    const std::string_view one = std::string_view(bytes).substr(0, header);
    text += (k > 0 ? ", " : "") +
            ("{msg_hdr=" + MessageText(one, one, call, receives ? length : UINT64_MAX, style));
    text += succeeded ? fmt::format(", msg_len={}}}", length) : "}";
  }
  return text + "]";
}

std::optional<std::string> QueueMessageText(const CallView& call, int i, const Style& style) {
  constexpr int kSize = 2;
  const CallRecord& record = call.record;
  const std::size_t width = WidthOf(record);
  const std::string type = BytesAt(record.args[i], width, style);
  if (type.size() < width) return std::nullopt;
  const std::uint64_t size = record.args[kSize];
  const std::uint64_t shown = std::min<std::uint64_t>(size, style.buffer_limit);
  const std::string bytes = BytesAt(record.args[i] + width, shown, style);
  const std::string data = bytes.size() < std::min<std::uint64_t>(shown, kMostBytes)
                               ? PointerText(record.args[i] + width)
                               : Quote(bytes, bytes.size() < size, style.hex);
  return fmt::format("{{mtype={}, mtext={}}}", Fields(type).SignedLong(0, width), data);
}

std::optional<std::string> DatagramText(const CallView& call, int i, const Style& style) {
  constexpr int kBuffer = 1, kLength = 2;
  const CallRecord& record = call.record;
  if (i != kBuffer) return std::nullopt;
  const std::uint64_t length =
      (record.flags & capture::kFinished) != 0 && record.result >= 0
          ? std::min(record.args[kLength], static_cast<std::uint64_t>(record.result))
          : record.args[kLength];
  const int protocol = ProtocolAt(record.args[i], length, call, style);
  if (protocol == Sockets::kNoNetlink) return std::nullopt;
  return NetlinkText(BytesAt(record.args[i], length, style), protocol, style);
}

}  // namespace sysassert::decode
