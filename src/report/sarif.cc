#include "report/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>

#include "report/escape.h"
#include "report/findings.h"
#include "report/json_value.h"
#include "report/source_name.h"
#include "report/version.h"

namespace sysassert::report {
namespace {

constexpr std::string_view kRoot = "%SRCROOT%", kStock = "SYSASSERT_STOCK";

// `text` in lines of ours; what is unknown in it has been made printable.
Json Message(std::string_view text) { return {{"text", Printable(text, Newlines::kKeep)}}; }

Json ArtifactLocation(const RunReport& report, std::string_view file) {
  const SourceName name = NameOfSource(report.sources, file);
  const std::string uri = UriPath(name.path);
  switch (name.kind) {
    case SourceName::Kind::kBelowRoot:
      return {{"uri", uri}, {"uriBaseId", kRoot}};
    case SourceName::Kind::kStock:
      return {{"uri", uri}, {"uriBaseId", kStock}};
    case SourceName::Kind::kAbsolute:
      break;
  }
  return {{"uri", "file://" + uri}};
}

Json Location(const RunReport& report, const SourcePosition& position) {
  Json region = {{"startLine", std::max(position.line, 1)}};
  if (position.column > 0) region["startColumn"] = position.column;
  return {{"physicalLocation",
           {{"artifactLocation", ArtifactLocation(report, position.file)}, {"region", region}}}};
}

// FNV-1a: the same for the same text on every machine, which is all that is asked of it.
std::uint64_t Hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

// Pids, descriptors and counters differ from run to run; what is left names the finding.
std::string WithoutDigits(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c < '0' || c > '9') kept += c;
  }
  return kept;
}

class SarifRun {
 public:
  explicit SarifRun(const RunReport& report) : report_(report) {}

  // Adds a rule once, whoever asks.
  void AddRule(const std::string& id, const std::string& description, const std::string& help) {
    if (!index_of_.emplace(id, rules_.size()).second) return;
    rules_.push_back({{"id", Printable(id)},
                      {"shortDescription", Message(description)},
                      {"fullDescription", Message(description)},
                      {"help", Message(help)}});
  }

  // `same`: what makes it the same finding in another run.
  void AddResult(const std::string& rule, bool warning, const std::string& text,
                 const SourcePosition& position, const std::string& same,
                 std::string_view outcome) {
    const std::string identity = rule + '\0' + std::string(outcome) + '\0' + WithoutDigits(same);
    const unsigned nth = ++seen_[identity];
    results_.push_back({{"ruleId", Printable(rule)},
                        {"ruleIndex", index_of_.at(rule)},
                        {"kind", "fail"},
                        {"level", warning ? "warning" : "error"},
                        {"message", Message(text)},
                        {"locations", Json::array({Location(report_, position)})},
                        {"partialFingerprints",
                         {{"sysassertFinding/v1", fmt::format("{:016x}:{}", Hash(identity), nth)}}},
                        {"properties", {{"outcome", outcome}}}});
  }

  Json Take() {
    const Json driver = {{"name", "sysassert"}, {"version", kVersion}, {"rules", rules_}};
    return {{"tool", {{"driver", driver}}},
            {"invocations", Json::array({Invocation()})},
            {"originalUriBaseIds", BaseIds()},
            {"columnKind", "unicodeCodePoints"},
            {"results", std::move(results_)},
            {"properties",
             {{"command", Printable(report_.trace.command())},
              {"cwd", Printable(report_.trace.cwd())},
              {"summary", SummaryOf(report_)}}}};
  }

 private:
  Json Invocation() const {
    Json notes = Json::array();
    for (const std::string& note : report_.trace.notes()) {
      notes.push_back({{"level", "note"}, {"message", Message(Printable(note))}});
    }
    for (const BlindSpotReport& spot : BlindSpotsOf(report_)) {
      const bool fails = !spot.accepted && !IsWeak(spot.spot);
      notes.push_back({{"level", fails ? "error" : "note"},
                       {"message", Message(fmt::format("blind spot {}: {}", NameOf(spot.spot),
                                                       Printable(spot.cause)))}});
    }
    return {{"executionSuccessful", true},
            {"exitCode", AllHold(report_) ? 0 : 1},
            {"toolExecutionNotifications", notes}};
  }

  Json BaseIds() const {
    Json root = {{"description", Message("the repository that the policies are in")}};
    if (!report_.sources.root.empty()) {
      std::string uri = "file://" + UriPath(report_.sources.root);
      if (!uri.ends_with('/')) uri += '/';
      root["uri"] = uri;
    }
    return {{kRoot, root},
            {kStock, {{"description", Message("the policies that come with sysassert")}}}};
  }

  const RunReport& report_;
  Json rules_ = Json::array(), results_ = Json::array();
  std::map<std::string, std::size_t> index_of_;
  std::map<std::string, unsigned> seen_;
};

std::string IdOf(const RuleFindings& findings) {
  return findings.policy->name + "/" + findings.rule;
}

void AddViolation(const RunReport& report, const RuleFindings& findings, const Violation& violation,
                  SarifRun* run) {
  // The headline in place of the block's own, which the format has fields for.
  const std::string block = BlockOf(report, violation);
  std::string same = violation.title;
  if (violation.call && report.TraceOf(violation).valid()) {
    const Call call = report.TraceOf(violation).call(*violation.call);
    same += fmt::format("\n{}\n{}", call.name(), call.path());
  }
  SourcePosition position = violation.position;
  if (position.line == 0) position.file = findings.policy->path;
  run->AddResult(
      IdOf(findings), violation.warning,
      HeadlineOf(report, violation) + block.substr(std::min(block.find('\n'), block.size())),
      position, same, NameOf(OutcomeOf(violation)));
}

}  // namespace

std::string WriteSarif(const RunReport& report, const WriteOptions&) {
  SarifRun run(report);
  for (const RuleFindings& findings : FindingsByRule(report)) {
    run.AddRule(IdOf(findings),
                fmt::format("rule {} of policy {}", findings.rule, findings.policy->name),
                "sysassert explain " + Printable(findings.policy->path));
    for (const Violation* violation : findings.violations) {
      AddViolation(report, findings, *violation, &run);
    }
  }
  run.AddRule("sysassert/exit", "the program ends as it is expected to", "--expect-exit N");
  run.AddRule("sysassert/blind-spot", "nothing hid calls from sysassert", "sysassert doctor");
  const std::string first = report.policies.empty() ? "" : report.policies.front().path;
  for (const RunFinding& finding : FindingsOfRun(report)) {
    run.AddResult("sysassert/" + std::string(finding.id), false, finding.text, {first, 1, 1},
                  finding.title, finding.id);
  }
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({run.Take()})}};
  return Dump(log, 2) + "\n";
}

}  // namespace sysassert::report
