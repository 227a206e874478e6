#include "sysassert/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "policy/document.h"
#include "policy/read.h"
#include "policy/variables.h"
#include "rules/suggest.h"

namespace sysassert {
namespace {

constexpr std::string_view kStock = "stock:";

Diagnostic Whole(const std::string& file, std::string message) {
  Diagnostic diagnostic;
  diagnostic.position.file = file;
  diagnostic.message = std::move(message);
  return diagnostic;
}

std::shared_ptr<Policy::Document> Parse(std::shared_ptr<policy::Source> source, Policy::Vars vars,
                                        const std::string& path) {
  auto document = std::make_shared<Policy::Document>();
  policy::Diagnostics diagnostics;
  document->vars = std::move(vars);
  document->path = path;
  document->file = policy::LoadFile(std::move(source), &diagnostics);
  document->name = document->file->name.empty() ? path : document->file->name;
  document->diagnostics = diagnostics.Take();
  return document;
}

std::shared_ptr<Policy::Document> Unreadable(const std::string& path, const std::string& message) {
  auto document = std::make_shared<Policy::Document>();
  document->path = document->name = path;
  document->diagnostics.push_back(Whole(path, message));
  return document;
}

}  // namespace

Policy Policy::FromString(std::string_view yaml, Vars vars, const std::string& name) {
  Policy policy;
  std::error_code ignored;
  const std::string directory = std::filesystem::absolute(name, ignored).parent_path().string();
  policy.document_ = Parse(std::make_shared<policy::Source>(name, directory, std::string(yaml)),
                           std::move(vars), name);
  return policy;
}

Policy Policy::FromFile(const std::string& path, Vars vars) {
  Policy policy;
  if (path.rfind(kStock, 0) == 0) {
    const std::string name = path.substr(kStock.size());
    const char* text = policy::StockText(name);
    if (text == nullptr) {
      const std::vector<std::string> known = StockPolicies();
      const std::vector<std::string_view> views(known.begin(), known.end());
      policy.document_ =
          Unreadable(path, "no stock policy of this name" + rules::DidYouMean(name, views));
    } else {
      policy.document_ =
          Parse(std::make_shared<policy::Source>(path, "", text), std::move(vars), path);
    }
    return policy;
  }
  std::string mistake;
  const auto text = policy::ReadPolicyFile(path, &mistake);
  if (!text) {
    policy.document_ = Unreadable(
        path, fmt::format("cannot read it: {}; 'stock:NAME' names a policy that comes with "
                          "sysassert",
                          mistake));
    return policy;
  }
  std::error_code error;
  const std::filesystem::path absolute = std::filesystem::absolute(path, error).lexically_normal();
  policy.document_ =
      Parse(std::make_shared<policy::Source>(path, absolute.parent_path().string(), *text),
            std::move(vars), path);
  return policy;
}

bool Policy::ok() const {
  return document_ != nullptr &&
         std::all_of(document_->diagnostics.begin(), document_->diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.warning; });
}

const std::vector<Diagnostic>& Policy::diagnostics() const& { return document_->diagnostics; }
const std::string& Policy::name() const { return document_->name; }
std::string Policy::path() const { return document_->path; }

int Policy::runs() const { return document_->file == nullptr ? 1 : document_->file->runs; }
Aggregate Policy::aggregate() const {
  return document_->file == nullptr ? Aggregate::kMax : document_->file->aggregate;
}

Result<CallSelector> Policy::SelectCalls(std::string_view name) const {
  const auto parts =
      document_->file == nullptr ? std::vector<policy::Part>() : policy::PartsOf(*document_->file);
  for (const policy::Part& part : parts) {
    if (part.file->sets.count(std::string(name)) == 0) continue;
    policy::Diagnostics said;  // when it was loaded
    if (auto calls = policy::ReadCalls({std::string(name), {}}, *part.file, &said))
      return *std::move(calls);
  }
  return sysassert::SelectCalls(name);
}

bool Policy::only_allows() const {
  return document_->file != nullptr && policy::OnlyAllows(*document_->file);
}

std::vector<std::string> Policy::rule_ids() const {
  std::vector<std::string> ids;
  if (document_->file == nullptr) return ids;
  const auto add = [&ids](const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const policy::Part& part : policy::PartsOf(*document_->file)) {
    for (const policy::RestrictionSpec& restriction : part.file->restrictions) add(restriction.id);
    for (const policy::RuleSpec& rule : part.file->rules) {
      const bool dropped = std::any_of(part.overrides.begin(), part.overrides.end(),
                                       [&rule](const policy::Override& change) {
                                         return change.rule == rule.id && change.drop;
                                       });
      if (!dropped) add(rule.id);
    }
  }
  return ids;
}

std::vector<std::string> Policy::variables() const {
  std::set<std::string> names;
  const auto parts =
      document_->file == nullptr ? std::vector<policy::Part>() : policy::PartsOf(*document_->file);
  for (const policy::Part& part : parts) {
    for (const auto& [name, value] : part.file->vars) names.insert(name);
    names.merge(policy::VariablesIn(part.file->source->text()));
  }
  return {names.begin(), names.end()};
}

namespace {

// A verdict that no trace was asked for.
Verdict Unjudged(const Policy& policy, std::string title,
                 std::vector<std::pair<std::string, std::string>> why = {}) {
  Verdict verdict;
  verdict.rules.push_back(policy.name());
  Violation violation;
  violation.kind = Violation::Kind::kInconclusive;
  violation.rule = policy.name();
  violation.title = std::move(title);
  violation.fields = std::move(why);
  for (const Diagnostic& diagnostic : policy.diagnostics()) {
    violation.fields.emplace_back(
        diagnostic.warning ? "warning" : "error",
        diagnostic.position.file + ":" + std::to_string(diagnostic.position.line) + ":" +
            std::to_string(diagnostic.position.column) + ": " + diagnostic.message);
  }
  verdict.violations.push_back(std::move(violation));
  return verdict;
}

Verdict CheckOne(const Trace& trace, const Policy& policy) {
  auto rules = policy.RulesFor(trace);
  if (rules.ok()) return Evaluate(trace, rules.value());
  if (!policy.ok()) return Unjudged(policy, "the policy did not load");
  // The excerpt of its line is for the command line.
  const Error& error = rules.error();
  const std::string what = error.operation.substr(0, error.operation.find('\n'));
  std::vector<std::pair<std::string, std::string>> why = {
      {"cause", error.context.empty() ? what : error.context}};
  if (!error.remedy.empty()) why.emplace_back("remedy", error.remedy);
  return Unjudged(policy, "the policy cannot judge this run", std::move(why));
}

}  // namespace

Verdict Check(const Trace& trace, const Policy& policy) {
  if (policy.runs() == 1) return CheckOne(trace, policy);
  return Unjudged(policy, "one run cannot judge it",
                  {{"cause", fmt::format("the policy says runs: {}", policy.runs())},
                   {"remedy", "give Check() as many traces, or run `sysassert check`"}});
}

Verdict Check(const std::vector<Trace>& runs, const Policy& policy) {
  std::vector<Verdict> verdicts;
  verdicts.reserve(runs.size());
  for (const Trace& run : runs) verdicts.push_back(CheckOne(run, policy));
  return Combine(verdicts, policy.aggregate());
}

}  // namespace sysassert
