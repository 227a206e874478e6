#include "cli/failure.h"

#include <fmt/format.h>

#include <cstring>

#include "report/escape.h"
#include "tables/row.h"

namespace sysassert::cli {

std::string Failure::text() const {
  using report::Printable;
  std::string text = "sysassert: " + Printable(message_, report::Newlines::kKeep) + "\n";
  for (const auto& [label, line] : lines_) {
    text += fmt::format("  {:<7} {}\n", label, Printable(line));
  }
  return text;
}

Failure Failure::With(int status, std::pair<std::string, std::string> line) const {
  Failure changed = *this;
  changed.status_ = status;
  changed.lines_.push_back(std::move(line));
  return changed;
}

Failure UsageFailure(std::string message, std::string remedy) {
  Failure::Lines lines;
  if (!remedy.empty()) lines.emplace_back("remedy", std::move(remedy));
  return {kUsage, std::move(message), std::move(lines)};
}

Failure FailureOf(int status, const Error& error, const std::string& attempt) {
  std::string message = attempt + error.operation;
  if (error.error_number != 0) {
    const std::string_view name = tables::ErrnoName(error.error_number);
    message += fmt::format(": {} ({})", name.empty() ? std::to_string(error.error_number) : name,
                           std::strerror(error.error_number));
  }
  Failure::Lines lines;
  if (!error.context.empty()) lines.emplace_back("cause", error.context);
  if (!error.remedy.empty()) lines.emplace_back("remedy", error.remedy);
  return {status, std::move(message), std::move(lines)};
}

}  // namespace sysassert::cli
