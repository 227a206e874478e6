#include "policy/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace sysassert {
namespace {

// A line longer than this is shown in part, around the caret.
constexpr std::size_t kShownColumns = 120;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The length of the valid UTF-8 sequence at the head of `text`; 0 if there is none.
std::size_t SequenceLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return 1;
  const std::size_t length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[i])) return 0;
  }
  // Overlong forms, surrogates, and what lies past U+10FFFF.
  if (byte(0) == 0xe0 && byte(1) < 0xa0) return 0;
  if (byte(0) == 0xed && byte(1) >= 0xa0) return 0;
  if (byte(0) == 0xf0 && byte(1) < 0x90) return 0;
  if (byte(0) == 0xf4 && byte(1) >= 0x90) return 0;
  return length;
}

// The characters of a line as a terminal may show them: control bytes and what is no UTF-8 escaped.
std::vector<std::string> Shown(std::string_view line) {
  std::vector<std::string> cells;
  while (!line.empty()) {
    const std::size_t length = SequenceLength(line);
    const auto first = static_cast<unsigned char>(line[0]);
    // C1 controls (U+0080 to U+009F) steer terminals too.
    const bool c1 = length == 2 && first == 0xc2 && static_cast<unsigned char>(line[1]) < 0xa0;
    if (first == '\t') {
      cells.emplace_back(" ");
    } else if (length == 0 || first < 0x20 || first == 0x7f || c1) {
      cells.push_back(fmt::format("\\x{:02x}", c1 ? static_cast<unsigned char>(line[1]) : first));
    } else {
      cells.emplace_back(line.substr(0, length));
    }
    line.remove_prefix(std::max<std::size_t>(1, length));
  }
  return cells;
}

std::size_t Columns(const std::string& cell) { return cell[0] == '\\' ? cell.size() : 1; }

}  // namespace

std::string Diagnostic::text() const {
  const std::string_view kind = warning ? "warning" : "error";
  if (position.line == 0) {
    return fmt::format("{}: {}: {}\n", position.file.empty() ? "policy" : position.file, kind,
                       message);
  }
  std::string text = fmt::format("{}:{}:{}: {}: {}\n", position.file, position.line,
                                 position.column, kind, message);
  const std::vector<std::string> cells = Shown(line);
  const auto caret = static_cast<std::size_t>(std::max(position.column, 1)) - 1;
  const std::size_t first = caret > kShownColumns - 20 ? caret - (kShownColumns - 20) : 0;
  const std::size_t last = std::min(cells.size(), first + kShownColumns);
  std::string shown = first > 0 ? "…" : "", carets = first > 0 ? " " : "";
  for (std::size_t i = first; i < std::max(last, caret + 1); ++i) {
    const std::size_t columns = i < cells.size() ? Columns(cells[i]) : 1;
    if (i < last) shown += cells[i];
    if (i < caret) carets.append(columns, ' ');
    if (i >= caret && i < caret + static_cast<std::size_t>(std::max(width, 1))) {
      carets.append(columns, '^');
    }
  }
  if (last < cells.size()) shown += "…";
  const std::string number = std::to_string(position.line);
  return text + fmt::format("  {} | {}\n  {} | {}\n", number, shown,
                            std::string(number.size(), ' '), carets);
}

namespace policy {
namespace {

constexpr int kMostDiagnostics = 20;
constexpr std::uintmax_t kMostBytes = 4 * 1024 * 1024;  // read at all; the loader's limit is lower

// What the reader was given by its parent, as /dev/stdin or a shell's <(…), may be a pipe. Any
// other pipe, socket or device may never end.
bool IsHandedOn(const std::string& path) {
  return path == "/dev/stdin" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
}

}  // namespace

std::optional<std::string> ReadPolicyFile(const std::string& path, std::string* mistake) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    *mistake = "no such file";
  } else if (std::filesystem::is_directory(status)) {
    *mistake = "a directory; name one policy file";
  } else if (!std::filesystem::is_regular_file(status) && !IsHandedOn(path)) {
    *mistake = "no regular file; a pipe is read as /dev/stdin";
  } else if (std::filesystem::is_regular_file(status) &&
             std::filesystem::file_size(path, error) > kMostBytes) {
    *mistake = "larger than 4 MiB: no policy to review";
  } else {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (in) text << in.rdbuf();
    if (in) return text.str();
    *mistake = std::strerror(errno);
  }
  return std::nullopt;
}

Source::Source(std::string name, std::string directory, std::string text)
    : name_(std::move(name)), directory_(std::move(directory)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }
}

std::string_view Source::line(int number) const {
  if (number < 1 || static_cast<std::size_t>(number) > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[static_cast<std::size_t>(number) - 1];
  std::string_view line = std::string_view(text_).substr(begin);
  line = line.substr(0, line.find('\n'));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

int Source::LineAt(std::size_t byte) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), byte);
  return static_cast<int>(after - line_starts_.begin());
}

int Source::ColumnAt(std::size_t byte) const {
  const std::size_t begin = line_starts_[static_cast<std::size_t>(LineAt(byte)) - 1];
  int column = 1;
  for (std::size_t i = begin; i < std::min(byte, text_.size()); ++i) {
    if (!IsContinuation(text_[i])) ++column;
  }
  // A byte in the middle of a character belongs to it.
  return byte < text_.size() && IsContinuation(text_[byte]) ? column - 1 : column;
}

void Diagnostics::Add(const Spot& spot, std::string message, bool warning) {
  if (!warning) ++errors_;
  if (list_.size() >= kMostDiagnostics) {
    ++left_out_;
    return;
  }
  Diagnostic diagnostic;
  diagnostic.position = spot.position();
  diagnostic.message = std::move(message);
  if (spot.source != nullptr && spot.line > 0) diagnostic.line = spot.source->line(spot.line);
  diagnostic.width = spot.width;
  diagnostic.warning = warning;
  list_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::Take() {
  std::stable_sort(list_.begin(), list_.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.position.file == b.position.file && a.position.line < b.position.line;
  });
  if (left_out_ > 0) {
    Diagnostic more;
    more.position.file = list_.front().position.file;
    more.message = fmt::format("{} more mistakes are not shown", left_out_);
    list_.push_back(std::move(more));
  }
  return std::move(list_);
}

std::string Quote(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string quoted = "'";
  std::size_t shown = 0;
  for (const std::string& cell : Shown(text.substr(0, 4 * kLongest))) {
    if (++shown > kLongest) return quoted + "…'";
    quoted += cell;
  }
  return quoted + "'";
}

std::size_t FindInvalidUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = SequenceLength(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace policy
}  // namespace sysassert
