#include "cli/report_outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "cli/failure.h"
#include "cli/output.h"
#include "rules/suggest.h"

namespace sysassert::cli {
namespace {

ColorChoice ParseColor(const std::string& text) {
  if (text == "auto") return ColorChoice::kAuto;
  if (text == "always") return ColorChoice::kAlways;
  if (text == "never") return ColorChoice::kNever;
  throw UsageFailure(fmt::format("--color '{}': unknown choice", text), "auto, always or never");
}

std::vector<std::string_view> KnownFormats() {
  std::vector<std::string_view> names;
  for (const report::ReportFormat& format : report::ReportFormats()) names.push_back(format.name);
  names.emplace_back("auto");
  return names;
}

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

constexpr std::string_view kAuto = "auto";

// "auto" is what the reader at the other end understands: GitHub Actions, else a person.
const report::ReportFormat* FindFormat(std::string_view name) {
  if (name != kAuto) return report::FindReportFormat(name);
  return report::FindReportFormat(Environment("GITHUB_ACTIONS") == "true" ? "github" : "human");
}

// Where the second text of `format` goes; "" where it has none, or nobody asks for it.
std::string AsideFile(const report::ReportFormat& format) {
  return format.aside ? Environment(format.aside->variable) : "";
}

}  // namespace

std::string FormatNames() { return fmt::format("{}", fmt::join(KnownFormats(), ", ")); }

ReportOutputs::ReportOutputs(const std::vector<std::string>& formats, const std::string& color,
                             const report::WriteOptions& what)
    : color_(ParseColor(color)), what_(what) {
  for (const std::string& format : formats) Add(format);
  const bool on_stderr = std::any_of(outputs_.begin(), outputs_.end(),
                                     [](const Output& output) { return output.file.empty(); });
  if (!on_stderr) outputs_.push_back({report::FindReportFormat("human"), "", ""});
}

void ReportOutputs::Add(const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  const report::ReportFormat* format = FindFormat(name);
  if (format == nullptr) {
    throw UsageFailure(fmt::format("--format: unknown format '{}'{}", name,
                                   rules::DidYouMean(name, KnownFormats())),
                       "one of " + FormatNames());
  }
  const std::string file = colon == std::string::npos ? "" : text.substr(colon + 1);
  if (colon != std::string::npos && file.empty()) {
    throw UsageFailure(fmt::format("--format '{}': no file after the colon", text),
                       fmt::format("--format {}:FILE", name));
  }
  for (const Output& other : outputs_) {
    if (!file.empty() && other.file == file) {
      throw UsageFailure(fmt::format("--format: two reports for {}", file),
                         "give each a file of its own");
    }
  }
  outputs_.push_back({format, LedTo(file), LedTo(AsideFile(*format))});
}

bool ReportOutputs::speaks_to_a_reader() const {
  return std::any_of(outputs_.begin(), outputs_.end(), [](const Output& output) {
    return output.file.empty() && output.format == report::FindReportFormat("human");
  });
}

void ReportOutputs::RequireWritable() const {
  for (const Output& output : outputs_) {
    if (!output.file.empty()) cli::RequireWritable(output.file);
    if (!output.aside.empty()) cli::RequireWritable(output.aside);
  }
}

// Once a format, however often it is asked for.
void ReportOutputs::WriteAsides(const report::RunReport& report) const {
  std::vector<const report::ReportFormat*> done;
  for (const Output& output : outputs_) {
    if (output.aside.empty() || std::find(done.begin(), done.end(), output.format) != done.end())
      continue;
    AppendToFile(output.aside, output.format->aside->write(report, what_));
    done.push_back(output.format);
  }
}

void ReportOutputs::Write(const report::RunReport& report) const {
  report::WriteOptions options = what_;
  for (const Output& output : outputs_) {
    if (output.file.empty()) continue;
    options.color = color_ == ColorChoice::kAlways;
    WriteFile(output.file, output.format->write(report, options));
  }
  WriteAsides(report);
  for (const Output& output : outputs_) {
    if (!output.file.empty()) continue;
    options.color = UseColor(color_, FactsOf(2));
    Print(Stream::Stderr(), output.format->write(report, options));
  }
}

}  // namespace sysassert::cli
