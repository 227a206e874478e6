#include "report/junit.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iterator>
#include <pugixml.hpp>
#include <sstream>

#include "capture/recording.h"
#include "report/escape.h"
#include "report/findings.h"
#include "report/human.h"
#include "session/trace_data.h"

namespace sysassert::report {
namespace {

using pugi::xml_node;

// Every text passes here: XML 1.0 has no place for most control characters, not even as a
// reference.
void SetAttribute(xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name) = Printable(value).c_str();
}

void SetText(xml_node node, const std::string& text) {
  node.text() = Printable(text, Newlines::kKeep).c_str();
}

constexpr const char* kNoTime = "0.000";

// "2026-11-25T10:28:03", in UTC: the schemas have no place for a zone.
std::string StartOf(const Trace& run) {
  if (!run.valid()) return "1970-01-01T00:00:00";
  const auto begun =
      static_cast<std::time_t>(run.data()->recording().header().start_realtime_ns / 1'000'000'000);
  return fmt::format("{:%FT%T}", fmt::gmtime(begun));
}

// From the first call to the end of the last one, in seconds.
std::string DurationOf(const Trace& run) {
  std::chrono::nanoseconds last{0};
  for (const Call& call : run.WholeRun()) last = std::max(last, call.time() + call.duration());
  return fmt::format("{:.3f}", std::chrono::duration<double>(last).count());
}

// One <testsuite>. It has what each of two schemas asks for: Jenkins' (junit-10.xsd) and Ant's
// (JUnit.xsd), which wants every attribute, these elements in this order, and no attribute of the
// root. What is judged is a run, so that a single rule takes no time.
class Suite {
 public:
  Suite(xml_node parent, const std::string& name, const std::string& start,
        const std::string& duration)
      : name_(name), node_(parent.append_child("testsuite")) {
    node_.append_attribute("id") = static_cast<unsigned>(
        std::distance(parent.children("testsuite").begin(), parent.children("testsuite").end()) -
        1);
    SetAttribute(node_, "name", name);
    SetAttribute(node_, "package", "sysassert");
    SetAttribute(node_, "timestamp", start);
    SetAttribute(node_, "hostname", "localhost");
    SetAttribute(node_, "time", duration);
    properties_ = node_.append_child("properties");
  }
  void AddProperty(std::string_view name, std::string_view value) {
    xml_node property = properties_.append_child("property");
    SetAttribute(property, "name", name);
    SetAttribute(property, "value", value);
  }
  void AddPass(std::string_view name) { AddCase(name); }
  // `element`: "failure", "error".
  void AddFailing(std::string_view name, const char* element, std::string_view type,
                  std::string_view message, const std::string& text) {
    xml_node verdict = AddCase(name).append_child(element);
    SetAttribute(verdict, "message", message);
    SetAttribute(verdict, "type", type);
    SetText(verdict, text);
    ++(element == std::string_view("error") ? errors_ : failures_);
  }
  void Finish(const std::string& output) {
    node_.append_attribute("tests") = tests_;
    node_.append_attribute("failures") = failures_;
    node_.append_attribute("errors") = errors_;
    SetText(node_.append_child("system-out"), output);
    node_.append_child("system-err");
  }

 private:
  xml_node AddCase(std::string_view name) {
    ++tests_;
    xml_node test = node_.append_child("testcase");
    SetAttribute(test, "name", name);
    SetAttribute(test, "classname", name_);
    SetAttribute(test, "time", kNoTime);
    return test;
  }
  std::string name_;
  xml_node node_, properties_;
  unsigned tests_ = 0, failures_ = 0, errors_ = 0;
};

void AddRule(const RunReport& report, const RuleFindings& findings, Suite* suite,
             std::string* warnings) {
  if (!findings.fails()) {
    suite->AddPass(findings.rule);
    *warnings += findings.Text(report);
    return;
  }
  const bool unknown = findings.outcome == RuleOutcome::kInconclusive;
  suite->AddFailing(findings.rule, unknown ? "error" : "failure", NameOf(findings.outcome),
                    findings.Headline(report), findings.Text(report));
}

void AddPolicy(const RunReport& report, const PolicyVerdict& policy, xml_node parent) {
  Suite suite(parent, policy.name, StartOf(report.trace), kNoTime);
  suite.AddProperty("policy", policy.path);
  for (const Measurement& count : policy.verdict.measurements) {
    suite.AddProperty("count." + count.rule, std::to_string(count.value));
    if (count.baseline) {
      suite.AddProperty("baseline." + count.rule, std::to_string(*count.baseline));
    }
  }
  std::string warnings;
  for (const RuleFindings& findings : FindingsByRule(report)) {
    if (findings.policy == &policy) AddRule(report, findings, &suite, &warnings);
  }
  suite.Finish(warnings);
}

// What holds or fails whatever the policies say: how the program ended, and whether it was seen.
void AddRun(const RunReport& report, const WriteOptions& options, xml_node parent) {
  Suite suite(parent, "sysassert", StartOf(report.trace), DurationOf(report.trace));
  suite.AddProperty("command", report.trace.command());
  suite.AddProperty("cwd", report.trace.cwd());
  suite.AddProperty("exit", report.ended().status().text());
  suite.AddProperty("calls", std::to_string(report.trace.WholeRun().size()));
  suite.AddProperty("runs", std::to_string(report.further_runs.size() + 1));
  if (const auto exit = ExitFindings(report); exit.empty()) {
    suite.AddPass("exit");
  } else {
    suite.AddFailing("exit", "failure", "exit", exit.front().title, exit.front().text);
  }
  if (const auto spots = BlindSpotFindings(report); spots.empty()) {
    suite.AddPass("blind-spot");
  } else {
    std::string text;
    for (const RunFinding& spot : spots) text += spot.text;
    suite.AddFailing("blind-spot", "error", "inconclusive", spots.front().title, text);
  }
  WriteOptions plain = options;
  plain.color = false;
  suite.Finish(WriteHuman(report, plain));
}

}  // namespace

std::string WriteJunit(const RunReport& report, const WriteOptions& options) {
  pugi::xml_document document;
  xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  xml_node suites = document.append_child("testsuites");
  for (const PolicyVerdict& policy : report.policies) AddPolicy(report, policy, suites);
  AddRun(report, options, suites);
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace sysassert::report
