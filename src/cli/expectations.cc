#include "cli/expectations.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "cli/failure.h"

namespace sysassert::cli {
namespace {

std::optional<int> NumberIn(const std::string& text, int least, int most) {
  int number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == end;
  return whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

}  // namespace

report::ExitExpectation ParseExpectedExit(const std::string& text) {
  if (text == "any") return {std::nullopt};
  if (const auto code = NumberIn(text, 0, 255)) return {code};
  throw UsageFailure(fmt::format("--expect-exit '{}': not an exit status", text),
                     "a number from 0 to 255, or any");
}

int ParseRuns(const std::string& text) {
  constexpr int kMostRuns = 1000;
  if (const auto runs = NumberIn(text, 1, kMostRuns)) return *runs;
  throw UsageFailure(fmt::format("--runs '{}': not a number of runs", text),
                     fmt::format("a number from 1 to {}", kMostRuns));
}

}  // namespace sysassert::cli
