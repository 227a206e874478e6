#include "capture/byte_capture.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>

#include "capture/recording.h"
#include "capture/submissions.h"
#include "tables/variants.h"

namespace sysassert::capture {
namespace {

using events::RemoteAddress;
using tables::Length;
using tables::Parameter;
using tables::When;

constexpr std::size_t kPage = 4096;
constexpr std::size_t kMostStrings = 1024;  // of a vector
constexpr std::size_t kMostVectorBytes = 32 * 1024;
// Of one structure whose size is its own, and of arrays and what is as long as the call says.
constexpr std::uint64_t kMostFixedBytes = 1U << 14U;

std::uint64_t ArgumentOf(const CallInFlight& call, const Parameter& parameter) {
  return parameter.of < 0 ? 0 : call.record.args[static_cast<std::size_t>(parameter.of)];
}

}  // namespace

std::string_view CallInFlight::Passed(int argument) const {
  const auto* first = reinterpret_cast<const char*>(items.bytes().data());
  for (const ItemView item : ItemRange(first, items.count())) {
    if (item.kind == ItemKind::kBytes && item.argument == argument)
      return item.truncated || item.unreadable ? std::string_view() : item.bytes;
  }
  return {};
}

std::span<std::byte> ByteCapture::Buffer(std::size_t bytes) {
  if (buffer_.size() < bytes) buffer_.resize(std::max(bytes, kPage));
  return std::span(buffer_).first(bytes);
}

bool ByteCapture::ReadString(int tid, std::uint64_t address, std::size_t limit) {
  string_.clear();
  truncated_ = readable_ = false;
  constexpr std::size_t kFirst = 256;  // most paths are shorter
  std::size_t want = kFirst;
  while (string_.size() < limit) {
    const std::uint64_t at = address + string_.size();
    const std::size_t bytes = std::min({want, kPage - at % kPage, limit - string_.size()});
    events::MemoryReader::Piece piece{RemoteAddress{at}, Buffer(bytes), 0};
    memory_.Read(tid, {&piece, 1});
    const auto* got = reinterpret_cast<const char*>(buffer_.data());
    const auto* end = static_cast<const char*>(std::memchr(got, 0, piece.read));
    string_.append(got, end != nullptr ? static_cast<std::size_t>(end - got) : piece.read);
    if (end != nullptr) return readable_ = true;
    if (piece.read < bytes) return false;
    want = kPage;
  }
  truncated_ = true;
  return readable_ = true;
}

// A path or another string. That a path cannot be read leaves its reader blind.
void ByteCapture::CaptureString(int tid, CallInFlight& call, int argument) {
  const std::uint64_t address = call.record.args[static_cast<std::size_t>(argument)];
  if (address == 0) return;
  ReadString(tid, address, PATH_MAX);
  const auto flags =
      static_cast<std::uint8_t>((truncated_ ? kTruncated : 0) | (readable_ ? 0 : kItemUnreadable));
  call.items.AddBytes(ItemKind::kBytes, static_cast<std::uint8_t>(argument), flags,
                      std::as_bytes(std::span(string_)));
  if (!readable_ &&
      call.row->parameters[static_cast<std::size_t>(argument)].kind == ArgumentKind::kPath)
    call.record.flags |= kUnreadable;
}

std::uint64_t ByteCapture::LengthOf(int tid, const CallInFlight& call, const Parameter& parameter) {
  switch (parameter.length) {
    case Length::kNone:
      return 0;
    case Length::kFixed:
    case Length::kUpTo:
      return parameter.size;
    case Length::kArgument:
      // Of an option that is a structure, a negative length is none.
      if (call.row->id == Sysno::setsockopt && parameter.structure != "option")
        return static_cast<std::uint64_t>(
            std::max(0, static_cast<std::int32_t>(ArgumentOf(call, parameter))));
      return ArgumentOf(call, parameter);
    case Length::kArgumentElements:
      return std::min<std::uint64_t>(ArgumentOf(call, parameter), UINT32_MAX) * parameter.size;
    case Length::kResult:
      return call.record.result < 0 ? 0 : static_cast<std::uint64_t>(call.record.result);
    case Length::kCounted: {
      std::uint32_t length = 0;
      const std::uint64_t address = ArgumentOf(call, parameter) + parameter.size;
      return Read(tid, address, std::as_writable_bytes(std::span(&length, 1))) ? length : 0;
    }
    case Length::kPointee: {
      std::uint32_t length = 0;
      events::MemoryReader::Piece piece{RemoteAddress{ArgumentOf(call, parameter)},
                                        std::as_writable_bytes(std::span(&length, 1)), 0};
      memory_.Read(tid, {&piece, 1});
      if (piece.read != sizeof length) return 0;
      // The kernel may answer how much there is, but writes no more than it was passed room for.
      std::uint32_t room = length;
      if (const std::string_view passed = call.Passed(parameter.of); passed.size() == sizeof room)
        std::memcpy(&room, passed.data(), sizeof room);
      const auto written = static_cast<std::int32_t>(std::min(room, length));
      return written <= 0 ? 0 : std::max(static_cast<std::uint32_t>(written), parameter.size);
    }
    case Length::kNodes: {
      constexpr std::uint64_t kMostNodes = 1U << 20U;
      const std::uint64_t nodes = ArgumentOf(call, parameter), word_bits = parameter.size * 8U;
      return nodes > kMostNodes ? structure_limit_ + 8
                                : (nodes + word_bits - 2) / word_bits * parameter.size;
    }
    case Length::kPages:
      return ArgumentOf(call, parameter) / kPage + (ArgumentOf(call, parameter) % kPage != 0);
  }
  return 0;
}

void ByteCapture::CaptureBytes(int tid, CallInFlight& call, int argument, ItemKind kind) {
  const Parameter& parameter =
      tables::ParameterOf(*call.row, argument, call.record.args, call.record.abi);
  const std::uint64_t address = call.record.args[static_cast<std::size_t>(argument)];
  if (address == 0) return;
  const std::uint64_t length = LengthOf(tid, call, parameter);
  const bool text =
      parameter.kind == ArgumentKind::kBytesIn || parameter.kind == ArgumentKind::kBytesOut;
  const bool fixed = parameter.length == Length::kFixed || parameter.length == Length::kUpTo;
  const std::uint64_t bytes = std::min<std::uint64_t>(length, text    ? string_limit_
                                                              : fixed ? kMostFixedBytes
                                                                      : structure_limit_);
  if (length == 0) return;
  events::MemoryReader::Piece piece{RemoteAddress{address}, Buffer(bytes), 0};
  memory_.Read(tid, {&piece, 1});
  std::uint8_t flags = bytes < length ? kTruncated : 0;
  const bool enough = parameter.length == Length::kUpTo && piece.read > 0;
  if (piece.read < bytes && !enough) {
    flags |= kItemUnreadable;
    // At exit the kernel has judged the pointer itself; at entry we may be the only ones who could
    // not read it.
    if (kind == ItemKind::kBytes) call.record.flags |= kUnreadable;
  }
  call.items.AddBytes(kind, static_cast<std::uint8_t>(argument), flags,
                      std::span(buffer_).first(piece.read));
}

bool ByteCapture::Read(int tid, std::uint64_t address, std::span<std::byte> to) {
  events::MemoryReader::Piece piece{RemoteAddress{address}, to, 0};
  memory_.Read(tid, {&piece, 1});
  return piece.read == to.size();
}

void ByteCapture::MessageAddresses(
    int tid, CallInFlight& call,
    const std::function<void(int argument, std::string_view)>& captured) {
  if (call.row->id != Sysno::sendmsg && call.row->id != Sysno::sendmmsg) return;
  // struct msghdr begins with a pointer and a length; struct mmsghdr with a msghdr.
  constexpr std::uint64_t kMostMessages = 64;
  constexpr int kHeaders = 1, kCount = 2;
  const bool wide = call.record.abi != Abi::kI386;
  const std::uint64_t header_bytes = wide ? 64 : 32;
  const std::uint64_t headers = call.row->id == Sysno::sendmsg ? 1 : call.record.args[kCount];
  bool readable = headers <= kMostMessages;
  for (std::uint64_t i = 0; i < std::min(headers, kMostMessages); ++i) {
    const std::uint64_t header = call.record.args[kHeaders] + i * header_bytes;
    const std::size_t pointer_bytes = wide ? 8 : 4;
    std::array<std::byte, 12> head{};
    if (!Read(tid, header, std::span(head).first(pointer_bytes + sizeof(std::uint32_t)))) {
      readable = false;
      break;
    }
    std::uint64_t name = 0;
    std::uint32_t length = 0;
    std::memcpy(&name, head.data(), pointer_bytes);
    std::memcpy(&length, head.data() + pointer_bytes, sizeof length);
    if (name == 0 || length == 0) continue;  // to where the socket is connected
    const auto address = Buffer(std::min<std::size_t>(length, sizeof(sockaddr_storage)));
    readable = readable && Read(tid, name, address);
    call.items.AddBytes(ItemKind::kAddress, kHeaders, 0, address);
    captured(kHeaders, {reinterpret_cast<const char*>(address.data()), address.size()});
  }
  if (!readable) call.record.flags |= kUnreadable;
}

void ByteCapture::CaptureVector(int tid, CallInFlight& call, int argument) {
  const std::uint64_t address = call.record.args[static_cast<std::size_t>(argument)];
  if (address == 0) return;
  const std::size_t word = call.record.abi == Abi::kI386 ? 4 : 8;
  strings_.clear();
  std::uint8_t flags = 0;
  for (std::size_t i = 0;; ++i) {
    if (i == kMostStrings || strings_.size() >= kMostVectorBytes) {
      flags |= kTruncated;
      break;
    }
    std::uint64_t pointer = 0;
    events::MemoryReader::Piece piece{RemoteAddress{address + i * word},
                                      std::as_writable_bytes(std::span(&pointer, 1)).first(word),
                                      0};
    memory_.Read(tid, {&piece, 1});
    if (piece.read != word) {
      flags |= kItemUnreadable;
      break;
    }
    if (pointer == 0) break;
    if (!ReadString(tid, pointer, kMostVectorBytes - strings_.size())) flags |= kItemUnreadable;
    if (truncated_) flags |= kTruncated;
    strings_ += string_;
    strings_ += '\0';
  }
  call.items.AddBytes(ItemKind::kVector, static_cast<std::uint8_t>(argument), flags,
                      std::as_bytes(std::span(strings_)));
}

void ByteCapture::CaptureIocbs(int tid, CallInFlight& call, int argument) {
  bool whole = true;
  const auto count = static_cast<std::int64_t>(call.record.args[1]);
  const std::vector<std::byte> iocbs =
      ReadIocbs(memory_, tid, call.record.abi, count,
                call.record.args[static_cast<std::size_t>(argument)], &whole);
  if (!whole) call.record.flags |= kUnreadable;
  if (!iocbs.empty())
    call.items.AddBytes(ItemKind::kBytes, static_cast<std::uint8_t>(argument),
                        whole ? 0 : kTruncated, iocbs);
}

void ByteCapture::CaptureRing(int tid, CallInFlight& call, int argument) {
  const std::string entries = ReadRingEntries(memory_, tid, static_cast<int>(call.record.args[0]),
                                              static_cast<std::uint32_t>(call.record.args[1]));
  if (!entries.empty())
    call.items.AddBytes(ItemKind::kBytes, static_cast<std::uint8_t>(argument), 0,
                        std::as_bytes(std::span(entries)));
}

void ByteCapture::AtEntry(int tid, CallInFlight& call, int argument) {
  const Parameter& parameter =
      tables::ParameterOf(*call.row, argument, call.record.args, call.record.abi);
  if (parameter.structure == tables::kIocbs) return CaptureIocbs(tid, call, argument);
  if (parameter.structure == tables::kRingEntries) return CaptureRing(tid, call, argument);
  switch (parameter.kind) {
    case ArgumentKind::kPath:
    case ArgumentKind::kString:
      return CaptureString(tid, call, argument);
    case ArgumentKind::kStringVector:
      return CaptureVector(tid, call, argument);
    default:
      // A length is read, too, before it is written; so is what says what is asked for.
      if (parameter.length != Length::kNone &&
          (parameter.when == When::kEntry || parameter.structure == "length" ||
           !parameter.asked.empty()))
        CaptureBytes(tid, call, argument, ItemKind::kBytes);
  }
}

void ByteCapture::AtExit(int tid, CallInFlight& call) {
  for (int i = 0; i < call.row->count; ++i) {
    const Parameter& parameter =
        tables::ParameterOf(*call.row, i, call.record.args, call.record.abi);
    if (parameter.length != Length::kNone &&
        (parameter.when == When::kExit || !parameter.answer.empty() || parameter.late ||
         parameter.changed))
      CaptureBytes(tid, call, i, ItemKind::kBytesOut);
  }
}

}  // namespace sysassert::capture
