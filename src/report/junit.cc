#include "report/junit.h"

#include <pugixml.hpp>
#include <sstream>

#include "report/escape.h"
#include "report/findings.h"
#include "report/human.h"

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

struct Counts {
  unsigned tests = 0, failures = 0, errors = 0;
  void Add(const Counts& other) {
    tests += other.tests;
    failures += other.failures;
    errors += other.errors;
  }
};

void SetCounts(xml_node node, const Counts& counts) {
  node.append_attribute("tests") = counts.tests;
  node.append_attribute("failures") = counts.failures;
  node.append_attribute("errors") = counts.errors;
}

// One <testsuite>. Its counts are known at its end and stand at its head.
class Suite {
 public:
  Suite(xml_node parent, const std::string& name)
      : name_(name), node_(parent.append_child("testsuite")) {
    SetAttribute(node_, "name", name);
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
    ++(element == std::string_view("error") ? counts_.errors : counts_.failures);
  }
  Counts Finish(const std::string& output) {
    SetCounts(node_, counts_);
    if (!output.empty()) SetText(node_.append_child("system-out"), output);
    return counts_;
  }

 private:
  xml_node AddCase(std::string_view name) {
    ++counts_.tests;
    xml_node test = node_.append_child("testcase");
    SetAttribute(test, "name", name);
    SetAttribute(test, "classname", name_);
    return test;
  }
  std::string name_;
  xml_node node_, properties_;
  Counts counts_;
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

Counts AddPolicy(const RunReport& report, const PolicyVerdict& policy, xml_node parent) {
  Suite suite(parent, policy.name);
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
  return suite.Finish(warnings);
}

// What holds or fails whatever the policies say: how the program ended, and whether it was seen.
Counts AddRun(const RunReport& report, const WriteOptions& options, xml_node parent) {
  Suite suite(parent, "sysassert");
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
  return suite.Finish(WriteHuman(report, plain));
}

}  // namespace

std::string WriteJunit(const RunReport& report, const WriteOptions& options) {
  pugi::xml_document document;
  xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  xml_node suites = document.append_child("testsuites");
  suites.append_attribute("name") = "sysassert";
  Counts all;
  for (const PolicyVerdict& policy : report.policies) all.Add(AddPolicy(report, policy, suites));
  all.Add(AddRun(report, options, suites));
  SetCounts(suites, all);
  std::ostringstream text;
  document.save(text, "  ");
  return text.str();
}

}  // namespace sysassert::report
