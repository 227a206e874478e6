#include "strace/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "decode/call_text.h"
#include "strace/lines.h"

namespace sysassert::strace {
namespace {

struct Row {
  std::string name;
  std::uint64_t total_ns = 0, shortest_ns = 0, longest_ns = 0, calls = 0, errors = 0;
  double percent = 0;

  std::uint64_t average_ns() const { return calls == 0 ? 0 : total_ns / calls; }
};

struct ColumnShape {
  std::string_view title;
  std::size_t width;
};

ColumnShape ShapeOf(Column column) {
  switch (column) {
    case Column::kPercent:
      return {"% time", 6};
    case Column::kSeconds:
      return {"seconds", 11};
    case Column::kShortest:
      return {"shortest", 8};
    case Column::kLongest:
      return {"longest", 8};
    case Column::kAverage:
      return {"usecs/call", 11};
    case Column::kCalls:
      return {"calls", 9};
    case Column::kErrors:
      return {"errors", 9};
    case Column::kName:
    case Column::kNothing:
      break;
  }
  return {"syscall", 16};
}

std::string CellOf(Column column, const Row& row) {
  switch (column) {
    case Column::kPercent:
      return fmt::format("{:.2f}", row.percent);
    case Column::kSeconds:
      return Seconds(row.total_ns, Precision::kMicro);
    case Column::kShortest:
      return Seconds(row.shortest_ns, Precision::kMicro);
    case Column::kLongest:
      return Seconds(row.longest_ns, Precision::kMicro);
    case Column::kAverage:
      return std::to_string(row.average_ns() / 1000);
    case Column::kCalls:
      return std::to_string(row.calls);
    case Column::kErrors:
      return row.errors == 0 ? "" : std::to_string(row.errors);
    case Column::kName:
    case Column::kNothing:
      break;
  }
  return row.name;
}

// Does `a` stand before `b`? The largest first, and names as a dictionary has them.
bool Before(Column order, const Row& a, const Row& b) {
  switch (order) {
    case Column::kPercent:
    case Column::kSeconds:
      return a.total_ns > b.total_ns;
    case Column::kShortest:
      return a.shortest_ns > b.shortest_ns;
    case Column::kLongest:
      return a.longest_ns > b.longest_ns;
    case Column::kAverage:
      return a.average_ns() > b.average_ns();
    case Column::kCalls:
      return a.calls > b.calls;
    case Column::kErrors:
      return a.errors > b.errors;
    case Column::kName:
      return a.name < b.name;
    case Column::kNothing:
      break;
  }
  return false;
}

class Table {
 public:
  Table(const SummaryOptions& options, const std::vector<Row>& rows) : columns_(options.columns) {
    if (std::find(columns_.begin(), columns_.end(), Column::kName) == columns_.end())
      columns_.push_back(Column::kName);
    for (const Column column : columns_) {
      std::size_t width = ShapeOf(column).width;
      for (const Row& row : rows) width = std::max(width, CellOf(column, row).size());
      widths_.push_back(width);
    }
  }

  std::string Titles() const {
    return Line([](Column column) { return std::string(ShapeOf(column).title); });
  }
  std::string Rule() const {
    std::string text;
    for (const std::size_t width : widths_)
      text += (text.empty() ? "" : " ") + std::string(width, '-');
    return text + "\n";
  }
  std::string Of(const Row& row) const {
    return Line([&row](Column column) { return CellOf(column, row); });
  }

 private:
  template <typename Cell>
  std::string Line(const Cell& cell) const {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const bool last = i + 1 == columns_.size();
      if (i > 0) text += ' ';
      if (columns_[i] == Column::kName)
        text += fmt::format("{:<{}}", cell(columns_[i]), last ? 0 : widths_[i]);
      else
        text += fmt::format("{:>{}}", cell(columns_[i]), widths_[i]);
    }
    return text + "\n";
  }

  std::vector<Column> columns_;
  std::vector<std::size_t> widths_;
};

std::string TableText(const SummaryOptions& options, std::vector<Row> rows) {
  Row total{"total", 0, UINT64_MAX, 0, 0, 0, 100};
  for (Row& row : rows) {
    const auto overhead = static_cast<std::uint64_t>(options.overhead.count()) * row.calls;
    row.total_ns -= std::min(row.total_ns, overhead);
    total.total_ns += row.total_ns;
    total.shortest_ns = std::min(total.shortest_ns, row.shortest_ns);
    total.longest_ns = std::max(total.longest_ns, row.longest_ns);
    total.calls += row.calls;
    total.errors += row.errors;
  }
  for (Row& row : rows) {
    if (total.total_ns > 0)
      row.percent = 100.0 * static_cast<double>(row.total_ns) / static_cast<double>(total.total_ns);
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [&options](const Row& a, const Row& b) { return Before(options.order, a, b); });
  std::vector<Row> all = rows;
  all.push_back(total);
  const Table table(options, all);
  std::string text = table.Titles() + table.Rule();
  for (const Row& row : rows) text += table.Of(row);
  return text + table.Rule() + table.Of(total);
}

}  // namespace

void Summary::Count(Abi abi, int number, std::uint64_t ns, bool failed) {
  Counts& counts = abis_[static_cast<std::size_t>(abi)][number];
  counts.total_ns += ns;
  counts.shortest_ns = std::min(counts.shortest_ns, ns);
  counts.longest_ns = std::max(counts.longest_ns, ns);
  ++counts.calls;
  if (failed) ++counts.errors;
}

std::string Summary::Text(const SummaryOptions& options) const {
  static constexpr std::string_view kTitles[] = {"64 bit", "32 bit", "x32", "64 bit"};
  std::string text;
  const auto used =
      std::count_if(abis_.begin(), abis_.end(), [](const auto& counts) { return !counts.empty(); });
  for (std::size_t abi = 0; abi < abis_.size(); ++abi) {
    if (abis_[abi].empty()) continue;
    std::vector<Row> rows;
    for (const auto& [number, counts] : abis_[abi]) {
      rows.push_back({decode::CallName(tables::FromNumber(static_cast<Abi>(abi), number), number),
                      counts.total_ns, counts.shortest_ns, counts.longest_ns, counts.calls,
                      counts.errors, 0});
    }
    if (used > 1 || abi != 0)
      text += fmt::format("System call usage summary for {} mode:\n", kTitles[abi]);
    text += TableText(options, std::move(rows));
  }
  return text;
}

}  // namespace sysassert::strace
