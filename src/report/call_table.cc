#include "report/call_table.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace sysassert::report {
namespace {

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool IsRule(std::string_view line) {
  return line.starts_with("---") && line.find_first_not_of("- ") == std::string_view::npos;
}

// The rule below the titles says where each column ends. Numbers stand at the right of theirs, and
// what is too wide for it reaches to the left; names are at the left of the last one.
class Columns {
 public:
  Columns(std::string_view titles, std::string_view rule) {
    for (std::size_t at = 0; at < rule.size();) {
      const std::size_t end = std::min(rule.find(' ', at), rule.size());
      ends_.push_back(end);
      at = end + 1;
    }
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      const std::string_view title = Cell(titles, i);
      if (title == "calls") calls_ = i;
      if (title == "errors") errors_ = i;
      if (title == "syscall") names_ = i;
    }
  }
  bool complete() const { return calls_ && names_; }

  // False where `line` is no row of the table.
  bool AddRow(std::string_view line, CallTable* table) const {
    const std::string name(Cell(line, *names_));
    const auto calls = Number(Cell(line, *calls_));
    if (name.empty() || !calls) return false;
    table->calls[name] += *calls;
    const auto failed = errors_ ? Number(Cell(line, *errors_)) : std::nullopt;
    if (failed && *failed > 0) table->failed[name] += *failed;
    return true;
  }

 private:
  std::string_view Cell(std::string_view line, std::size_t column) const {
    const std::size_t begin = std::min(column == 0 ? 0 : ends_[column - 1], line.size());
    const std::size_t end = column + 1 == ends_.size() ? line.size() : ends_[column];
    return Trimmed(line.substr(begin, end - begin));
  }
  static std::optional<std::int64_t> Number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
  }

  std::vector<std::size_t> ends_;
  std::optional<std::size_t> calls_, errors_, names_;
};

}  // namespace

CallTable TableOf(const Trace& run) {
  CallTable table;
  for (const Call& call : run) {
    ++table.calls[std::string(call.name())];
    if (call.failed()) ++table.failed[std::string(call.name())];
  }
  return table;
}

std::optional<CallTable> ReadCallTable(std::string_view text) {
  const std::vector<std::string_view> lines = LinesOf(text);
  std::optional<CallTable> table;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!IsRule(lines[i])) continue;
    const Columns columns(lines[i - 1], lines[i]);
    if (!columns.complete()) continue;
    if (!table) table.emplace();
    while (i + 1 < lines.size() && !IsRule(lines[i + 1]) && columns.AddRow(lines[i + 1], &*table))
      ++i;
    ++i;  // the rule above the totals, which would be a rule below a title
  }
  return table;
}

}  // namespace sysassert::report
