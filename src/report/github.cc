#include "report/github.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/escape.h"
#include "report/findings.h"
#include "report/human.h"
#include "report/source_name.h"

namespace sysassert::report {
namespace {

constexpr std::size_t kAnnotations = 10;         // of a level, that GitHub shows of one step
constexpr std::size_t kMessageBytes = 8 * 1024;  // GitHub cuts an annotation at 64 KiB
constexpr std::size_t kTitleBytes = 200;         // and its title at 255 characters

// The escapes of the runner's toolkit: of a command's message, and of its properties.
std::string EscapeData(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (c == '\n') {
      escaped += "%0A";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string EscapeProperty(std::string_view text) {
  std::string escaped;
  for (const char c : EscapeData(text)) {
    if (c == ':') {
      escaped += "%3A";
    } else if (c == ',') {
      escaped += "%2C";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// Cut before a character, never within one.
std::string Shortened(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xc0) == 0x80) --bytes;
  text.resize(bytes);
  return text + "…";
}

// Text of a log. The runner obeys a line that begins with "::", and "##[" anywhere in one.
std::string Inert(std::string_view text) {
  std::string inert;
  bool at_start = true;
  while (!text.empty()) {
    if (text.starts_with("##[")) {
      inert += "\\x23";
      text.remove_prefix(1);
      at_start = false;
    } else if (at_start && text.starts_with("::")) {
      inert += "\\x3a";
      text.remove_prefix(1);
      at_start = false;
    } else {
      at_start = text.front() == '\n' || (at_start && text.front() == ' ');
      inert += text.front();
      text.remove_prefix(1);
    }
  }
  return inert;
}

struct Annotation {
  std::string name;   // of the rule: "app/no-secrets"
  std::string place;  // "file=…,line=…,col=…,", or nothing
  std::string headline, text;
};

std::string PlaceOf(const RunReport& report, const SourcePosition& position) {
  const SourceName name = NameOfSource(report.sources, position.file);
  if (position.line == 0 || name.kind == SourceName::Kind::kStock) return "";
  return fmt::format("file={},line={},col={},", EscapeProperty(Printable(name.path)), position.line,
                     std::max(position.column, 1));
}

std::string CommandOf(std::string_view level, const Annotation& annotation) {
  return fmt::format(
      "::{} {}title={}::{}\n", level, annotation.place,
      EscapeProperty(Shortened(annotation.name, kTitleBytes)),
      EscapeData(Shortened(annotation.headline + "\n" + annotation.text, kMessageBytes)));
}

std::string CommandsOf(std::string_view level, const std::vector<Annotation>& annotations) {
  const bool all = annotations.size() <= kAnnotations;
  const std::size_t shown = all ? annotations.size() : kAnnotations - 1;
  std::string commands;
  for (std::size_t i = 0; i < shown; ++i) commands += CommandOf(level, annotations[i]);
  if (all) return commands;
  std::string names;
  for (std::size_t i = shown; i < annotations.size(); ++i) names += annotations[i].name + "\n";
  return commands + CommandOf(level, {"sysassert", "",
                                      fmt::format("{} more; the log has all of each",
                                                  annotations.size() - shown),
                                      names});
}

std::vector<Annotation> Errors(const RunReport& report) {
  std::vector<Annotation> errors;
  for (const RunFinding& finding : FindingsOfRun(report)) {
    errors.push_back({"sysassert/" + std::string(finding.id), "", finding.title, finding.text});
  }
  return errors;
}

// Lines of the log that the reader can unfold.
std::string Folded(const std::string& title, const std::string& text) {
  return fmt::format("::group::{}\n{}::endgroup::\n", EscapeData(title), Inert(text));
}

// --- the step's summary ------------------------------------------------------------------------

constexpr std::size_t kSummaryBytes = 512 * 1024;

// CommonMark takes a backslash before any ASCII punctuation, in a table's cell too.
std::string Markdown(std::string_view text) {
  std::string escaped;
  for (const char c : Printable(text)) {
    constexpr std::string_view kPunctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    if (kPunctuation.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// A fence that is longer than any run of backticks in `text` cannot be closed by it.
std::string Fenced(const std::string& text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(std::max<std::size_t>(longest + 1, 3), '`');
  return fmt::format("{}text\n{}{}\n", fence, text, fence);
}

std::string Row(std::string_view name, std::string_view outcome, std::string_view headline) {
  return fmt::format("| {} | {} | {} |\n", Markdown(name), outcome,
                     Markdown(Shortened(std::string(headline), kTitleBytes)));
}

}  // namespace

std::string WriteGithub(const RunReport& report, const WriteOptions& options) {
  std::vector<Annotation> errors = Errors(report), warnings;
  for (const RuleFindings& findings : FindingsByRule(report)) {
    if (findings.violations.empty()) continue;
    const Violation& first = *findings.violations.front();
    (findings.fails() ? errors : warnings)
        .push_back({Printable(findings.policy->name + "/" + findings.rule),
                    PlaceOf(report, first.position), findings.Headline(report),
                    findings.Text(report)});
  }
  const std::string summary = "sysassert: " + SummaryOf(report);
  return CommandsOf("error", errors) + CommandsOf("warning", warnings) +
         Folded(summary, WriteHuman(report, options));
}

std::string WriteGithubSummary(const RunReport& report, const WriteOptions&) {
  std::string table, blocks;
  std::size_t left_out = 0;
  const auto add = [&](const std::string& row, const std::string& block) {
    if (table.size() + blocks.size() + row.size() + block.size() > kSummaryBytes) {
      ++left_out;
      return;
    }
    table += row;
    blocks += block;
  };
  for (const RunFinding& finding : FindingsOfRun(report)) {
    add(Row("sysassert/" + std::string(finding.id), "fails", finding.title), Fenced(finding.text));
  }
  for (const RuleFindings& findings : FindingsByRule(report)) {
    const std::string text = findings.Text(report);
    add(Row(findings.policy->name + "/" + findings.rule, NameOf(findings.outcome),
            findings.Headline(report)),
        text.empty() ? "" : Fenced(text));
  }
  std::string page =
      fmt::format("### sysassert: {}\n\n{}\n\n| rule | outcome | |\n|---|---|---|\n{}\n{}",
                  Markdown(SummaryOf(report)), Markdown(report.trace.command()), table, blocks);
  if (left_out > 0)
    page += fmt::format("\n{} more; the log has them.\n", Counted(left_out, "rule"));
  return page + "\n";
}

}  // namespace sysassert::report
