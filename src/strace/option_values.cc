// What the values of options mean.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "strace/draft.h"

namespace sysassert::strace {
namespace {

constexpr std::uint32_t kMostString = 16U << 20U;  // bytes copied of one buffer, whatever -s asks

// A column's names, as -U and -S take them.
constexpr std::pair<std::string_view, Column> kColumns[] = {
    {"time-percent", Column::kPercent}, {"percent", Column::kPercent},
    {"time_percent", Column::kPercent}, {"time", Column::kPercent},
    {"time-total", Column::kSeconds},   {"time_total", Column::kSeconds},
    {"total-time", Column::kSeconds},   {"total_time", Column::kSeconds},
    {"min-time", Column::kShortest},    {"min_time", Column::kShortest},
    {"time-min", Column::kShortest},    {"shortest", Column::kShortest},
    {"max-time", Column::kLongest},     {"max_time", Column::kLongest},
    {"time-max", Column::kLongest},     {"longest", Column::kLongest},
    {"avg-time", Column::kAverage},     {"avg_time", Column::kAverage},
    {"time-avg", Column::kAverage},     {"calls", Column::kCalls},
    {"count", Column::kCalls},          {"errors", Column::kErrors},
    {"error", Column::kErrors},         {"name", Column::kName},
    {"syscall", Column::kName},         {"syscall-name", Column::kName},
    {"syscall_name", Column::kName},
};

std::optional<Column> ColumnOf(std::string_view name) {
  for (const auto& [known, column] : kColumns) {
    if (known == name) return column;
  }
  return std::nullopt;
}

}  // namespace

Error Wrong(std::string message) { return {std::move(message), 0, "", "usage"}; }
Error Refused(std::string message) { return {std::move(message), 0, "", ""}; }
Error Invalid(const Given& given) {
  return Wrong(fmt::format("invalid {} argument: '{}'", given.name, given.text()));
}

std::optional<long long> Integer(std::string_view text) {
  const std::string whole(text);
  char* end = nullptr;
  errno = 0;
  const long long value = std::strtoll(whole.c_str(), &end, 10);
  if (errno != 0 || end == whole.c_str() || *end != '\0') return std::nullopt;
  return value;
}

std::optional<std::uint64_t> NanosecondsOf(const std::string& text) {
  const std::size_t digits = std::min(text.find_first_not_of(" +-.0123456789eE"), text.size());
  const std::string amount = text.substr(0, digits);
  const std::string_view unit = std::string_view(text).substr(digits);
  const auto precision = unit.empty() ? Precision::kMicro : PrecisionOf(unit);
  char* end = nullptr;
  double number = std::strtod(amount.c_str(), &end);
  if (end == amount.c_str() || *end != '\0' || !precision || number < 0) return std::nullopt;
  for (int power = static_cast<int>(*precision); power < 9; ++power) number *= 10;
  constexpr double kMost = 1e18;  // thirty years
  return static_cast<std::uint64_t>(std::min(number, kMost));
}

std::optional<Precision> PrecisionOf(std::string_view text) {
  if (text == "s") return Precision::kSeconds;
  if (text == "ms") return Precision::kMilli;
  if (text == "us") return Precision::kMicro;
  if (text == "ns") return Precision::kNano;
  return std::nullopt;
}

Status TakeSize(const Given& given, std::size_t* size) {
  const auto number = Integer(given.text());
  if (!number || *number < 0 || *number > INT32_MAX) return Invalid(given);
  *size = static_cast<std::size_t>(*number);
  return Unit{};
}

Status TakeStringLimit(Draft& draft, const Given& given) {
  std::size_t limit = 0;
  if (Status taken = TakeSize(given, &limit); !taken.ok()) return taken;
  Options& options = draft.options();
  options.style.string_limit = options.style.buffer_limit = limit;
  options.string_limit = static_cast<std::uint32_t>(std::min<std::size_t>(limit, kMostString));
  return Unit{};
}

Status TakeHex(Draft& draft, const Given& given) {
  constexpr std::pair<std::string_view, decode::Hex> kStyles[] = {
      {"none", decode::Hex::kNone},
      {"non-ascii", decode::Hex::kStrings},
      {"non-ascii-chars", decode::Hex::kCharacters},
      {"all", decode::Hex::kAll}};
  const std::string value = given.value.value_or("all");
  for (const auto& [name, style] : kStyles) {
    if (value != name) continue;
    draft.hex_style = true;
    draft.options().style.hex = style;
    return Unit{};
  }
  return Invalid(given);
}

Status TakeInterruptible(Draft& draft, const Given& given) {
  constexpr std::string_view kNames[] = {"anywhere", "waiting", "never", "never_tstp"};
  const auto* named = std::find(std::begin(kNames), std::end(kNames), given.text());
  const auto number = named != std::end(kNames) ? named - kNames + 1 : Integer(given.text());
  if (!number || *number < 1 || *number > 4) return Invalid(given);
  draft.options().interruptible = static_cast<Interruptible>(*number);
  return Unit{};
}

Status TakeDetachOn(Draft& draft, const Given& given) {
  if (given.text() != "execve")
    return Refused(fmt::format("Syscall '{}' for -b isn't supported", given.text()));
  draft.options().detach_on_exec = true;
  return Unit{};
}

Status TakeDaemonize(Draft& draft, const Given& given) {
  constexpr std::string_view kHowFar[] = {"grandchild", "pgroup", "session"};
  const std::string value = given.value.value_or(std::string(kHowFar[0]));
  const auto* found = std::find(std::begin(kHowFar), std::end(kHowFar), value);
  if (found == std::end(kHowFar)) return Invalid(given);
  draft.how_far = true;
  draft.options().daemonize = static_cast<int>(found - kHowFar) + 1;
  return Unit{};
}

Status TakeConstants(Draft& draft, const Given& given) {
  constexpr std::pair<std::string_view, tables::Constants> kStyles[] = {
      {"raw", tables::Constants::kNumbers},
      {"abbrev", tables::Constants::kNames},
      {"verbose", tables::Constants::kBoth}};
  for (const auto& [name, constants] : kStyles) {
    if (given.text() != name) continue;
    draft.options().constants = constants;
    return Unit{};
  }
  return Invalid(given);
}

Status TakeProcessDetails(Draft& draft, const Given& given) {
  const Words words = SplitSet(given.text());
  Options& options = draft.options();
  options.process_names = options.process_numbers = words.inverted;
  for (const std::string& name : words.names) {
    if (name != "comm" && name != "pidns")
      return Refused(fmt::format("invalid decode-pids '{}'", name));
    (name == "comm" ? options.process_names : options.process_numbers) = !words.inverted;
  }
  return Unit{};
}

Status TakeCallLimit(Draft& draft, const Given& given) {
  const auto number = Integer(given.text());
  if (!number || *number < 1) return Invalid(given);
  draft.options().call_limit = static_cast<std::uint64_t>(*number);
  return Unit{};
}

Status TakeOnly(Draft& draft, CallStatus status) {
  ++draft.only;
  draft.options().statuses.reset();
  draft.options().statuses.set(static_cast<std::size_t>(status));
  return Unit{};
}

// A list, as pidof(1) or a comma-separated one.
Status TakePids(Draft& draft, const Given& given) {
  std::string_view rest = *given.value;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find_first_of(", \t\n"));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const auto pid = Integer(word);
    if (!pid || *pid <= 0 || *pid > INT32_MAX)
      return Refused(fmt::format("Invalid process id: '{}'", word));
    if (*pid == getpid()) return Refused("I'm sorry, I can't let you do that, Dave.");
    draft.options().attach.push_back(static_cast<int>(*pid));
  }
  return Unit{};
}

Status TakeOrder(Draft& draft, const Given& given) {
  const std::string value = given.text();
  const auto column = ColumnOf(value);
  draft.order = true;
  if (value != "nothing" && value != "none" && !column)
    return Wrong(fmt::format("invalid sortby: '{}'", value));
  draft.options().summary.order = column.value_or(Column::kNothing);
  return Unit{};
}

Status TakeColumns(Draft& draft, const Given& given) {
  std::vector<Column>& columns = draft.options().summary.columns;
  draft.columns = true;
  columns.clear();
  const std::string value = given.text();
  for (const std::string& name : SplitList(value)) {
    const auto column = ColumnOf(name);
    if (!column) return Wrong(fmt::format("unknown column name: '{}'", name));
    if (std::find(columns.begin(), columns.end(), *column) != columns.end()) {
      return Wrong(
          fmt::format("call summary column has been provided more than once: '{}' (-U option "
                      "residual: '{}')",
                      name, value.substr(value.rfind(name))));
    }
    columns.push_back(*column);
  }
  return Unit{};
}

Status TakeOverhead(Draft& draft, const Given& given) {
  const auto overhead = NanosecondsOf(given.text());
  if (!overhead) return Invalid(given);
  draft.options().summary.overhead = std::chrono::nanoseconds(*overhead);
  return Unit{};
}

Status TakeTimestamps(Draft& draft, const Given& given) {
  Times& times = draft.options().times;
  draft.timestamps = true;
  times.absolute = Times::Format::kClock;
  times.absolute_precision = Precision::kSeconds;
  if (given.text().empty()) return Unit{};
  for (std::string word : SplitList(given.text())) {
    for (const std::string_view prefix : {"format:", "precision:"}) {
      if (word.rfind(prefix, 0) == 0) word.erase(0, prefix.size());
    }
    if (const auto precision = PrecisionOf(word); precision)
      times.absolute_precision = *precision;
    else if (word == "none")
      times.absolute = Times::Format::kNone;
    else if (word == "time")
      times.absolute = Times::Format::kClock;
    else if (word == "unix")
      times.absolute = Times::Format::kUnix;
    else
      return Invalid(given);
  }
  return Unit{};
}

// `option` is what the message names: strace speaks of the long one, whichever was typed.
Status TakePrecision(std::string_view option, const Given& given,
                     std::optional<Precision>* precision) {
  *precision = given.value ? PrecisionOf(*given.value) : Precision::kMicro;
  if (!*precision) return Invalid({std::string(option), given.value});
  return Unit{};
}

}  // namespace sysassert::strace
