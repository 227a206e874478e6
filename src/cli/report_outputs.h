// --format FORMAT[:FILE], each of them: which reports to write, and where.
#ifndef SYSASSERT_CLI_REPORT_OUTPUTS_H_
#define SYSASSERT_CLI_REPORT_OUTPUTS_H_

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "report/report.h"

namespace sysassert::cli {

// "human, json, …, auto".
std::string FormatNames();

class ReportOutputs {
 public:
  // An unknown format or colour choice, or two reports for one file, is a Failure. A human report
  // goes to standard error unless a format was named without a file.
  ReportOutputs(const std::vector<std::string>& formats, const std::string& color,
                const report::WriteOptions& what);  // its colour is decided by `color`

  void RequireWritable() const;  // a Failure before the run, not after it
  // Files first: a reader of standard error that goes away must not cost them.
  void Write(const report::RunReport& report) const;
  // Standard error has a report for a person, to which more may be said.
  bool speaks_to_a_reader() const;

 private:
  struct Output {
    const report::ReportFormat* format;
    std::string file;   // empty: standard error
    std::string aside;  // of its second text; empty: nowhere
  };
  void Add(const std::string& text);
  void WriteAsides(const report::RunReport& report) const;
  std::vector<Output> outputs_;
  ColorChoice color_ = ColorChoice::kAuto;
  report::WriteOptions what_;
};

}  // namespace sysassert::cli

#endif  // SYSASSERT_CLI_REPORT_OUTPUTS_H_
