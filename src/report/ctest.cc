#include "report/ctest.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>

#include "report/escape.h"

namespace sysassert::report {
namespace {

std::string Measured(std::string_view name, std::uint64_t value) {
  return fmt::format(
      "<CTestMeasurement type=\"numeric/double\" name=\"{}\">{}</CTestMeasurement>\n", name, value);
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    if (c == '<')
      escaped += "&lt;";
    else if (c == '&')
      escaped += "&amp;";
    else
      escaped += c;
  }
  return escaped;
}

std::uint64_t CallsOf(const RunReport& report) {
  std::uint64_t calls = report.trace.WholeRun().size();
  for (const Trace& run : report.further_runs) calls += run.WholeRun().size();
  return calls;
}

std::uint64_t DriftOf(const RunReport& report) {
  std::uint64_t drift = 0;
  for (const PolicyVerdict& policy : report.policies) {
    for (const Measurement& count : policy.verdict.measurements) {
      if (count.baseline)
        drift += static_cast<std::uint64_t>(std::abs(count.value - *count.baseline));
    }
  }
  return drift;
}

}  // namespace

std::string WriteCtest(const RunReport& report, const WriteOptions& /*options*/) {
  const Tally tally = Count(report);
  std::string text =
      Measured("calls", report.trace.valid() ? CallsOf(report) : 0) +
      Measured("violations", tally.broken + tally.inconclusive + tally.never_in_force) +
      Measured("drift", DriftOf(report));
  const std::string recording = report.trace.save_path();
  if (!recording.empty() && !AllHold(report))
    text += "<CTestMeasurementFile type=\"file\" name=\"recording\">" + Escaped(recording) +
            "</CTestMeasurementFile>\n";
  return text;
}

}  // namespace sysassert::report
