#include "review/pending.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "learn/path_pattern.h"
#include "policy/read.h"
#include "policy/yaml_source.h"

namespace sysassert::review {
namespace {

using learn::YamlScalar;
using policy::Node;

// More than a person would read; the next check brings the rest.
constexpr std::size_t kMostChanges = 500;

void AddLine(std::string_view key, std::string_view value, std::string* text) {
  *text += fmt::format("    {}: {}\n", key, value);
}

std::string List(const std::vector<std::string>& entries) {
  std::string list;
  for (const std::string& entry : entries) list += (list.empty() ? "" : ", ") + YamlScalar(entry);
  return "[" + list + "]";
}

std::string_view WordOf(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::kEntry:
      return "entry";
    case Change::Kind::kAllow:
      return "allow";
    case Change::Kind::kBaseline:
      break;
  }
  return "baseline";
}

class Reader {
 public:
  Reader(const std::string& text, const std::string& name) : source_(name, "", text) {}

  Result<Pending> Read() {
    const auto root = policy::ParseYaml(source_, &diagnostics_);
    Pending pending;
    if (root && !diagnostics_.has_errors()) ReadRoot(*root, &pending);
    if (!diagnostics_.has_errors()) return pending;
    const Diagnostic first = diagnostics_.Take().front();
    return Error{fmt::format("read {}:{}", source_.name(), first.position.line), 0, first.message,
                 "remove the file; the next check that fails makes it anew"};
  }

 private:
  void ReadRoot(const Node& root, Pending* pending) {
    const Node* version = root.Find("sysassert-pending");
    if (version == nullptr || version->text != "1")
      return diagnostics_.Error(root.spot, "no 'sysassert-pending: 1'");
    if (const Node* changes = root.Find("changes")) {
      for (const Node& change : changes->items) pending->changes.push_back(ReadChange(change));
    }
    if (const Node* by_hand = root.Find("by_hand")) {
      for (const Node& rule : by_hand->items) {
        pending->by_hand.push_back(
            {Text(rule, "rule"), Text(rule, "what"), Text(rule, "at"), Text(rule, "command")});
      }
    }
  }

  Change ReadChange(const Node& node) {
    Change change;
    const std::string kind = Text(node, "kind");
    for (const auto known : {Change::Kind::kEntry, Change::Kind::kAllow, Change::Kind::kBaseline}) {
      if (kind == WordOf(known)) change.kind = known;
    }
    if (kind != WordOf(change.kind)) diagnostics_.Error(node.spot, "an unknown kind of change");
    change.rule = Text(node, "rule");
    change.evidence = Text(node, "evidence");
    change.command = Text(node, "command");
    if (change.kind == Change::Kind::kBaseline) {
      change.platform = Text(node, "platform");
      change.count = Number(node, "count");
      return change;
    }
    if (const Node* forms = node.Find("forms")) {
      for (const Node& form : forms->items) change.forms.push_back(form.text);
    }
    const std::int64_t form = Number(node, "proposed");
    if (form < 0 || static_cast<std::size_t>(form) >= change.forms.size())
      diagnostics_.Error(node.spot, "'proposed' is none of 'forms'");
    else
      change.form = static_cast<std::size_t>(form);
    if (change.kind == Change::Kind::kEntry) {
      change.seen = Text(node, "seen");
      change.cwd = Text(node, "cwd");
    }
    return change;
  }

  std::string Text(const Node& node, std::string_view key) {
    const Node* value = node.Find(key);
    if (value != nullptr && value->is_scalar()) return value->text;
    diagnostics_.Error(node.spot, fmt::format("no '{}' here", key));
    return "";
  }

  std::int64_t Number(const Node& node, std::string_view key) {
    const auto number = policy::NumberIn(Text(node, key));
    if (!number) diagnostics_.Error(node.spot, fmt::format("'{}' is no number", key));
    return number.value_or(0);
  }

  policy::Source source_;
  policy::Diagnostics diagnostics_;
};

template <typename T>
void Renew(const std::string& command, std::vector<T> news, std::vector<T>* list) {
  list->erase(std::remove_if(list->begin(), list->end(),
                             [&](const T& one) { return one.command == command; }),
              list->end());
  std::move(news.begin(), news.end(), std::back_inserter(*list));
}

}  // namespace

std::string PendingFile(const std::string& policy) { return policy + ".pending"; }

std::string TextOf(const Pending& pending, const std::string& policy) {
  const std::string file = learn::Visible(std::filesystem::path(policy).filename().string());
  std::string text = fmt::format(
      "# What checks of {} saw that it does not allow. Take it or leave it: sysassert review {}\n"
      "{}",
      file, file, kPendingVersion);
  if (!pending.changes.empty()) text += "changes:\n";
  const std::size_t shown = std::min(pending.changes.size(), kMostChanges);
  for (std::size_t i = 0; i < shown; ++i) {
    const Change& change = pending.changes[i];
    text += fmt::format("  - kind: {}\n", WordOf(change.kind));
    AddLine("rule", YamlScalar(change.rule), &text);
    if (change.kind == Change::Kind::kBaseline) {
      AddLine("platform", YamlScalar(change.platform), &text);
      AddLine("count", std::to_string(change.count), &text);
    } else {
      AddLine("forms", List(change.forms), &text);
      AddLine("proposed", std::to_string(change.form), &text);
      if (change.kind == Change::Kind::kEntry) {
        AddLine("seen", YamlScalar(change.seen), &text);
        AddLine("cwd", YamlScalar(change.cwd), &text);
      }
    }
    AddLine("evidence", YamlScalar(change.evidence), &text);
    AddLine("command", YamlScalar(change.command), &text);
  }
  if (shown < pending.changes.size())
    text +=
        fmt::format("# and {} more, which the next check brings\n", pending.changes.size() - shown);
  if (!pending.by_hand.empty()) text += "by_hand:\n";
  for (const ByHand& rule : pending.by_hand) {
    text += fmt::format("  - rule: {}\n", YamlScalar(rule.rule));
    AddLine("what", YamlScalar(rule.what), &text);
    AddLine("at", YamlScalar(rule.place), &text);
    AddLine("command", YamlScalar(rule.command), &text);
  }
  return text;
}

Result<Pending> ReadPending(const std::string& text, const std::string& name) {
  return Reader(text, name).Read();
}

Pending Renewed(Pending pending, const std::string& command, Pending news) {
  Renew(command, std::move(news.changes), &pending.changes);
  Renew(command, std::move(news.by_hand), &pending.by_hand);
  return pending;
}

}  // namespace sysassert::review
