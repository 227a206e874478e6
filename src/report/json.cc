#include "report/json.h"

#include <string_view>

#include "report/json_value.h"
#include "tables/row.h"

namespace sysassert::report {
namespace {

constexpr std::string_view kSchema = "sysassert-report-1";

Json ExitObject(const RunReport& report) {
  const sysassert::ExitStatus status = report.ended().status();
  using Kind = sysassert::ExitStatus::Kind;
  Json object = {{"kind", status.kind == Kind::kExited     ? "exited"
                          : status.kind == Kind::kSignaled ? "signaled"
                                                           : "unknown"}};
  if (status.kind != Kind::kUnknown) object["value"] = status.value;
  if (status.kind == Kind::kSignaled) {
    object["signal"] = tables::SignalName(status.value);
    object["core_dumped"] = status.core_dumped;
  }
  object["text"] = status.text();
  object["expected"] = report.expected_exit.text();
  object["as_expected"] = report.expected_exit.Holds(status);
  return object;
}

std::string_view KindOf(const Violation& violation) {
  constexpr std::string_view kNames[] = {"broken", "inconclusive", "never-in-force"};
  return kNames[static_cast<int>(violation.kind)];
}

Json PositionObject(const SourcePosition& position) {
  Json object = Json::object();
  SetText(&object, "file", position.file);
  object["line"] = position.line;
  object["column"] = position.column;
  return object;
}

Json ViolationObject(const Violation& violation, const Trace& trace) {
  Json object = Json::object();
  SetText(&object, "rule", violation.rule);
  object["kind"] = KindOf(violation);
  object["severity"] = violation.warning ? "warn" : "error";
  SetText(&object, "title", violation.title);
  if (violation.position.line > 0) object["position"] = PositionObject(violation.position);
  object["fields"] = Json::array();
  for (const auto& [label, text] : violation.fields) {
    Json field = {{"label", label}};
    SetText(&field, "text", text);
    object["fields"].push_back(std::move(field));
  }
  object["repeats"] = violation.repeats;
  object["run"] = violation.run;
  object["calls"] = violation.calls;
  if (violation.call) object["call"] = CallObject(trace.call(*violation.call));
  return object;
}

Json RuleObject(const Verdict& verdict, const std::string& rule) {
  Json object = Json::object();
  SetText(&object, "id", rule);
  object["outcome"] = NameOf(OutcomeOf(verdict, rule));
  return object;
}

Json MeasurementObject(const Measurement& measurement) {
  Json object = Json::object();
  SetText(&object, "rule", measurement.rule);
  object["value"] = measurement.value;
  if (measurement.baseline) object["baseline"] = *measurement.baseline;
  return object;
}

Json UnusedObject(const UnusedAllow& allow) {
  Json object = Json::object();
  SetText(&object, "rule", allow.rule);
  if (!allow.path.empty()) SetText(&object, "path", allow.path);
  object["position"] = PositionObject(allow.position);
  return object;
}

Json BlindSpotObject(const BlindSpotReport& spot) {
  Json object = {{"name", NameOf(spot.spot)}, {"weak", IsWeak(spot.spot)}};
  object["accepted"] = spot.accepted;
  SetText(&object, "cause", spot.cause);
  if (!spot.remedy.empty()) SetText(&object, "remedy", spot.remedy);
  return object;
}

Json SummaryObject(const RunReport& report) {
  const Tally tally = Count(report);
  return {{"rules", tally.rules},
          {"holding", tally.holding},
          {"violations", tally.broken},
          {"inconclusive", tally.inconclusive},
          {"never_in_force", tally.never_in_force},
          {"warnings", tally.warnings},
          {"calls", report.trace.WholeRun().size()},
          {"runs", report.further_runs.size() + 1},
          {"watched_everything", report.trace.watched_everything()}};
}

// What is said of the run as a whole: the head of either form.
Json HeadObject(const RunReport& report) {
  Json object = {{"schema", kSchema}, {"holds", AllHold(report)}};
  SetText(&object, "command", report.trace.command());
  SetText(&object, "cwd", report.trace.cwd());
  object["exit"] = ExitObject(report);
  object["summary"] = SummaryObject(report);
  object["blind_spots"] = Json::array();
  for (const BlindSpotReport& spot : BlindSpotsOf(report)) {
    object["blind_spots"].push_back(BlindSpotObject(spot));
  }
  object["notes"] = Json::array();
  for (const std::string& note : report.trace.notes()) {
    Json entry = Json::object();
    SetText(&entry, "text", note);
    object["notes"].push_back(std::move(entry));
  }
  if (const std::string path = report.trace.save_path(); !path.empty()) {
    SetText(&object, "recording", path);
  }
  return object;
}

Json PolicyHead(const PolicyVerdict& policy) {
  Json object = Json::object();
  SetText(&object, "name", policy.name);
  SetText(&object, "path", policy.path);
  return object;
}

}  // namespace

std::string WriteJson(const RunReport& report, const WriteOptions&) {
  Json document = HeadObject(report);
  document["policies"] = Json::array();
  for (const PolicyVerdict& policy : report.policies) {
    Json object = PolicyHead(policy);
    object["rules"] = Json::array();
    for (const std::string& rule : policy.verdict.rules) {
      object["rules"].push_back(RuleObject(policy.verdict, rule));
    }
    object["violations"] = Json::array();
    for (const Violation& violation : policy.verdict.violations) {
      object["violations"].push_back(ViolationObject(violation, report.TraceOf(violation)));
    }
    object["measurements"] = Json::array();
    for (const Measurement& measurement : policy.verdict.measurements)
      object["measurements"].push_back(MeasurementObject(measurement));
    object["unused_allows"] = Json::array();
    for (const UnusedAllow& allow : policy.verdict.unused_allows)
      object["unused_allows"].push_back(UnusedObject(allow));
    document["policies"].push_back(std::move(object));
  }
  return Dump(document, 2) + "\n";
}

// "type" says what a line is: run (first, once), rule, measurement, unused-allow,
// violation. All but the first name their policy.
std::string WriteJsonLines(const RunReport& report, const WriteOptions&) {
  std::string lines;
  const auto add = [&lines](std::string_view type, const Json& facts) {
    Json line = {{"type", type}};
    line.update(facts);
    lines += Dump(line) + "\n";
  };
  add("run", HeadObject(report));
  for (const PolicyVerdict& policy : report.policies) {
    const auto add_of_policy = [&](std::string_view type, Json facts) {
      SetText(&facts, "policy", policy.name);
      add(type, facts);
    };
    for (const std::string& rule : policy.verdict.rules) {
      add_of_policy("rule", RuleObject(policy.verdict, rule));
    }
    for (const Measurement& measurement : policy.verdict.measurements)
      add_of_policy("measurement", MeasurementObject(measurement));
    for (const UnusedAllow& allow : policy.verdict.unused_allows)
      add_of_policy("unused-allow", UnusedObject(allow));
    for (const Violation& violation : policy.verdict.violations) {
      add_of_policy("violation", ViolationObject(violation, report.TraceOf(violation)));
    }
  }
  return lines;
}

}  // namespace sysassert::report
