// sysassert show: print a recording.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "cli/commands.h"
#include "cli/failure.h"
#include "cli/output.h"
#include "cli/recordings.h"
#include "report/escape.h"
#include "report/json.h"

namespace sysassert::cli {
namespace {

constexpr std::size_t kContext = 10;  // calls on either side of --around N

std::size_t ParseIndex(const std::string& text) {
  std::size_t index = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, index);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != end) {
    throw UsageFailure(fmt::format("--around '{}': not the number of a call", text),
                       "--around 412: reports and this command print these numbers");
  }
  return index;
}

struct Window {
  std::size_t first = 0, last = 0;  // half-open places in the trace
};

// The calls around `index`, which must be one that the trace shows.
Window Around(const Trace& trace, std::size_t index, const std::string& path) {
  const auto at =
      std::lower_bound(trace.begin(), trace.end(), index,
                       [](const Call& call, std::size_t i) { return call.index() < i; });
  if (at == trace.end() || (*at).index() != index) {
    throw UsageFailure(fmt::format("--around {}: no such call in {}", index, path),
                       trace.empty()
                           ? "it has no calls"
                           : fmt::format("its calls are {} to {}, marks left out", trace[0].index(),
                                         trace[trace.size() - 1].index()));
  }
  const auto place = static_cast<std::size_t>(at - trace.begin());
  return {place - std::min(place, kContext), std::min(trace.size(), place + kContext + 1)};
}

bool HasManyThreads(const Trace& trace) {
  return std::any_of(
      trace.begin(), trace.end(),
      [tid = trace.empty() ? 0 : trace[0].tid()](const Call& call) { return call.tid() != tid; });
}

// "   412 [pid 17] openat(…) = 3": strace's text after the call's number, which --around takes.
std::string Line(const Call& call, bool name_thread, bool marked) {
  return fmt::format("{}{:>6} {}{}\n", marked ? '>' : ' ', call.index(),
                     name_thread ? fmt::format("[pid {}] ", call.tid()) : "",
                     report::Printable(call.text()));
}

std::string EndLine(const sysassert::ExitStatus& status) {
  return fmt::format("        +++ {} +++\n", status.text());
}

}  // namespace

int RunShow(const Arguments& arguments) {
  std::string path;
  std::string around;
  bool json = false;
  Options options("show",
                  "Prints a recording: each call with its number, as strace would print it.",
                  "sysassert show FILE [--json] [--around N]");
  options.Operand("FILE", &path, "a recording of sysassert record");
  options.Flag("--json", &json, "one typed object a line instead");
  options.Value("--around", &around, "N", "only call N and the ten before and after it");
  if (!options.Parse(arguments)) return kAllHold;

  const std::optional<std::size_t> wanted =
      around.empty() ? std::nullopt : std::optional(ParseIndex(around));
  const Trace trace = LoadTrace(path).WholeRun();
  const Window window = wanted ? Around(trace, *wanted, path) : Window{0, trace.size()};
  const bool name_thread = !json && HasManyThreads(trace);
  Stream out = Stream::Stdout();
  for (std::size_t i = window.first; i < window.last; ++i) {
    const Call call = trace[i];
    out.Write(json ? report::CallAsJson(call) + "\n"
                   : Line(call, name_thread, wanted && call.index() == *wanted));
  }
  if (!json && window.last == trace.size()) out.Write(EndLine(trace.status()));
  out.Flush();
  return kAllHold;
}

}  // namespace sysassert::cli
