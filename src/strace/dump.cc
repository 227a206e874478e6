#include "strace/dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

namespace sysassert::strace {
namespace {

constexpr std::uint64_t kMostBytes = 16U << 20U;
constexpr std::size_t kLine = 16;  // bytes

// " | 00010  66 67 …  fg               |"
void AppendLine(std::uint64_t offset, std::string_view bytes, std::string* text) {
  *text += fmt::format(" | {:05x} ", offset);
  for (std::size_t i = 0; i < kLine; ++i) {
    if (i == kLine / 2) *text += ' ';
    *text +=
        i < bytes.size() ? fmt::format(" {:02x}", static_cast<unsigned char>(bytes[i])) : "   ";
  }
  *text += "  ";
  for (std::size_t i = 0; i < kLine; ++i)
    *text += i >= bytes.size() ? ' ' : bytes[i] >= ' ' && bytes[i] < 0x7f ? bytes[i] : '.';
  *text += " |\n";
}

void AppendBytes(std::uint64_t address, std::uint64_t length, const decode::Memory& memory,
                 std::string* text) {
  std::array<char, 4096> page{};
  length = std::min(length, kMostBytes);
  for (std::uint64_t done = 0; done < length;) {
    const std::size_t want = std::min<std::uint64_t>(length - done, page.size());
    const std::size_t got =
        memory.Read(address + done, std::as_writable_bytes(std::span(page)).first(want));
    for (std::size_t at = 0; at < got; at += kLine)
      AppendLine(done + at, std::string_view(page.data() + at, std::min(kLine, got - at)), text);
    if (got < want) return;
    done += got;
  }
}

struct Piece {
  std::uint64_t address, length;
};

std::vector<Piece> PiecesOf(std::string_view iovecs, std::size_t width) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at + 2 * width <= iovecs.size(); at += 2 * width) {
    Piece piece{};
    std::memcpy(&piece.address, iovecs.data() + at, width);
    std::memcpy(&piece.length, iovecs.data() + at + width, width);
    pieces.push_back(piece);
  }
  return pieces;
}

// The data of argument `i`: does the call write it to the descriptor, and where does it lie?
// Nothing where the argument is no data.
struct Data {
  bool written = false;
  bool vector = false;
};
std::optional<Data> DataOf(const tables::Parameter& parameter, Sysno id) {
  if (parameter.kind == ArgumentKind::kBytesIn) return Data{true, false};
  if (parameter.kind == ArgumentKind::kBytesOut) return Data{false, false};
  if (parameter.structure.substr(0, 5) != "iovec") return std::nullopt;
  const bool written =
      tables::NameOf(id).find("write") != std::string_view::npos || id == Sysno::vmsplice;
  return Data{written, true};
}

}  // namespace

std::string DumpText(const Options& options, const decode::CallView& call, const tables::Row& row,
                     const decode::Memory& memory) {
  const auto& record = call.record;
  if (row.count == 0 || row.parameters[0].kind != ArgumentKind::kFd || record.result < 0) return "";
  const auto fd = static_cast<int>(record.args[0]);
  std::string text;
  for (int i = 1; i < row.count; ++i) {
    const auto data = DataOf(row.parameters[static_cast<std::size_t>(i)], row.id);
    if (!data || !(data->written ? options.dump_written : options.dump_read).Has(fd)) continue;
    const auto moved = static_cast<std::uint64_t>(record.result);
    if (!data->vector) {
      // As strace has it: all that was to be written, and what was read.
      AppendBytes(record.args[i], data->written ? record.args[i + 1] : moved, memory, &text);
      continue;
    }
    const auto item = call.item(capture::ItemKind::kBytes, static_cast<std::uint8_t>(i));
    if (!item) continue;
    std::uint64_t left = moved;
    std::size_t buffer = 0;
    for (const Piece& piece : PiecesOf(item->bytes, record.abi == Abi::kI386 ? 4 : 8)) {
      const std::uint64_t bytes = data->written ? piece.length : std::min(piece.length, left);
      left -= std::min(left, bytes);
      if (bytes > 0) {
        text += fmt::format(" * {} bytes in buffer {}\n", bytes, buffer);
        AppendBytes(piece.address, bytes, memory, &text);
      }
      ++buffer;
    }
  }
  return text;
}

}  // namespace sysassert::strace
