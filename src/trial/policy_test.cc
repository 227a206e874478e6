#include "trial/policy_test.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "policy/keys.h"
#include "policy/read.h"
#include "policy/yaml_source.h"
#include "rules/suggest.h"
#include "trial/staging.h"

namespace sysassert::trial {
namespace {

using policy::Entry;
using policy::Node;
using policy::Quote;
using policy::Written;

constexpr std::string_view kEnding = ".yaml";
constexpr std::string_view kTestEnding = ".test.yaml";

// The rules that fired, each once, in the order of the policy.
std::vector<std::string> FiredIn(const Verdict& verdict) {
  std::vector<std::string> fired;
  for (const Violation& violation : verdict.violations) {
    if (std::find(fired.begin(), fired.end(), violation.rule) == fired.end())
      fired.push_back(violation.rule);
  }
  return fired;
}

std::string Listed(const std::vector<std::string>& rules) {
  return rules.empty() ? "nothing" : fmt::format("{}", fmt::join(rules, ", "));
}

// As YAML has a text in single quotes.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

bool Holds(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

class TestFile {
 public:
  explicit TestFile(std::string path) : path_(std::move(path)) {}

  PolicyTestResult Run() {
    std::string mistake;
    const auto text = policy::ReadPolicyFile(path_, &mistake);
    if (!text) {
      diagnostics_.Error({}, fmt::format("cannot read {}: {}", Quote(path_), mistake));
      result_.mistakes = diagnostics_.Take();
      return std::move(result_);
    }
    std::error_code ignored;
    directory_ = std::filesystem::absolute(path_, ignored).parent_path();
    source_ = std::make_unique<policy::Source>(path_, directory_.string(), *text);
    const auto root = policy::ParseYaml(*source_, &diagnostics_);
    if (root) Read(*root);
    result_.mistakes = diagnostics_.Take();
    return std::move(result_);
  }

 private:
  void Read(const Node& root) {
    if (!policy::CheckKeys(root, policy::Place::kTestFile, &diagnostics_)) return;
    const Node* version = root.Find("sysassert-test");
    if (version == nullptr || version->text != "1")
      diagnostics_.Error(version == nullptr ? root.spot : version->spot,
                         "a policy test begins with 'sysassert-test: 1'");
    const auto held_to = LoadPolicy(root);
    const Node* cases = root.Find("cases");
    if (cases == nullptr || !cases->is_list() || cases->items.empty())
      return diagnostics_.Error(cases == nullptr ? root.spot : cases->spot,
                                "a policy test has a list of cases: cases: [{name: …, events: […], "
                                "fires: […]}]");
    if (!held_to) return;
    for (const Node& one : cases->items) RunCase(root, one, *held_to);
  }

  // The one that the file names, else the one beside it.
  std::optional<Policy> LoadPolicy(const Node& root) {
    const Node* named = root.Find("policy");
    std::string name = named != nullptr ? named->text : "";
    if (named == nullptr) {
      const std::string file = std::filesystem::path(path_).filename().string();
      name = file.substr(0, file.size() - std::min(file.size(), kTestEnding.size())) +
             std::string(kEnding);
    }
    Policy::Vars vars;
    if (const Node* given = root.Find("vars")) {
      for (const Entry& entry : given->entries) vars[entry.key.text] = entry.value.text;
      if (!given->is_map())
        diagnostics_.Error(given->spot, "a map of variables belongs here: vars: {DATA: /srv}");
    }
    const Node* denied = root.Find("default_deny");
    Policy policy = denied == nullptr ? Policy::FromFile(PathOf(name), vars)
                                      : Policy::FromString(Restricting(name, *denied), vars, path_);
    if (policy.ok()) {
      if (!policy.only_allows()) return policy;
      diagnostics_.Error(
          root.spot, fmt::format("the policy {} only allows, so that nothing of it can fire; say "
                                 "what it makes exceptions to: default_deny: [\"@file\"]",
                                 Quote(name)));
      return std::nullopt;
    }
    std::string first = "it does not load";
    const Node* at_fault = nullptr;
    for (const Diagnostic& diagnostic : policy.diagnostics()) {
      if (!diagnostic.warning) {
        first = diagnostic.message;
        if (diagnostic.position.file == path_) at_fault = denied;
        break;
      }
    }
    // What went wrong in the text of Restricting() is the fault of `denied`.
    const policy::Spot& spot = at_fault != nullptr ? at_fault->spot
                               : named != nullptr  ? named->spot
                                                   : root.spot;
    diagnostics_.Error(spot, at_fault != nullptr ? first
                                                 : fmt::format("the policy {} does not load: {}",
                                                               Quote(name), first));
    return std::nullopt;
  }

  // Names are relative to the test.
  std::string PathOf(const std::string& name) const {
    if (name.rfind("stock:", 0) == 0) return name;
    return (std::filesystem::path(path_).parent_path() / name).lexically_normal().string();
  }

  // The policy `name` under a default denial of its own.
  std::string Restricting(const std::string& name, const Node& denied) {
    std::vector<std::string> calls;
    for (const Written& call : policy::ReadList(denied, &diagnostics_))
      calls.push_back(Quoted(call.text));
    return fmt::format("sysassert: 1\nname: test\nextends: [{}]\ndefault_deny: [{}]\n",
                       Quoted(name), fmt::join(calls, ", "));
  }

  void RunCase(const Node& root, const Node& one, const Policy& held_to) {
    if (!policy::CheckKeys(one, policy::Place::kTestCase, &diagnostics_)) return;
    const Node* name = one.Find("name");
    const Node* events = one.Find("events");
    const Node* fires = one.Find("fires");
    if (name == nullptr) diagnostics_.Error(one.spot, "a case without a name");
    if (events == nullptr || !events->is_list())
      diagnostics_.Error(one.spot, "a case has a list of events, which may be empty");
    if (fires == nullptr || (!fires->is_list() && !fires->is_scalar()))
      diagnostics_.Error(one.spot, "a case says which rules fire: fires: [no-secrets], or []");
    if (name == nullptr || events == nullptr || !events->is_list() || fires == nullptr) return;
    const int errors = diagnostics_.errors();
    Staging staging(ReadRun(root.Find("run"), &diagnostics_), &diagnostics_);
    for (const Node& event : events->items) staging.Add(event);
    const std::vector<std::string> expected = ReadFires(*fires, held_to);
    if (diagnostics_.errors() > errors) return;
    ++result_.cases;
    const Trace trace = staging.Build();
    // Several runs of one program are the same run here.
    Judge(*name, expected, trace, Check(std::vector<Trace>{trace}, held_to));
  }

  std::vector<std::string> ReadFires(const Node& fires, const Policy& held_to) {
    const auto rules = held_to.RulesFor(Trace());
    std::vector<std::string> ids;
    for (const Rule& rule : rules.ok() ? rules.value() : std::vector<Rule>())
      ids.push_back(rule.id);
    const std::vector<std::string_view> known(ids.begin(), ids.end());
    std::vector<std::string> expected;
    for (const Written& id : policy::ReadList(fires, &diagnostics_)) {
      if (rules.ok() && !Holds(ids, id.text))
        diagnostics_.Error(id.spot, fmt::format("no rule of the policy is {}{}", Quote(id.text),
                                                HintFor(id.text, known)));
      expected.push_back(id.text);
    }
    return expected;
  }

  // What 'only' and 'default_deny' forbid has a rule for each of their keys.
  static std::string HintFor(const std::string& id, const std::vector<std::string_view>& known) {
    for (const std::string_view one : known) {
      if (one.starts_with(id + ".")) return fmt::format("; did you mean '{}'?", one);
    }
    return rules::DidYouMean(id, known);
  }

  void Judge(const Node& name, const std::vector<std::string>& expected, const Trace& trace,
             const Verdict& verdict) {
    const std::vector<std::string> fired = FiredIn(verdict);
    if (std::is_permutation(fired.begin(), fired.end(), expected.begin(), expected.end())) return;
    policy::Diagnostics one;
    one.Error(name.spot, fmt::format("{}: expected to fire: {}; fired: {}", Quote(name.text),
                                     Listed(expected), Listed(fired)));
    FailedCase failure{one.Take().front(), ""};
    for (const Violation& violation : verdict.violations) {
      if (!Holds(expected, violation.rule)) failure.fired += Format(violation, trace) + "\n";
    }
    result_.failures.push_back(std::move(failure));
  }

  const std::string path_;
  std::filesystem::path directory_;
  std::unique_ptr<policy::Source> source_;
  policy::Diagnostics diagnostics_;
  PolicyTestResult result_;
};

}  // namespace

std::string TestFileOf(const std::string& path) {
  const std::size_t stem =
      path.size() >= kEnding.size() &&
              path.compare(path.size() - kEnding.size(), kEnding.size(), kEnding) == 0
          ? path.size() - kEnding.size()
          : path.size();
  return path.substr(0, stem) + std::string(kTestEnding);
}

bool IsTestFile(const std::string& path) {
  return path.size() > kTestEnding.size() &&
         path.compare(path.size() - kTestEnding.size(), kTestEnding.size(), kTestEnding) == 0;
}

PolicyTestResult RunPolicyTest(const std::string& path) { return TestFile(path).Run(); }

}  // namespace sysassert::trial
