#include "review/accept.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include "learn/need.h"
#include "learn/path_pattern.h"
#include "policy/document.h"
#include "policy/only.h"
#include "policy/yaml_source.h"
#include "review/edit.h"

namespace sysassert::review {
namespace {

using policy::Node;

// The list of `only` in the file itself, not in a policy that it extends.
const Node* OwnList(const Node& root, const std::string& list) {
  const Node* only = root.Find("only");
  return only == nullptr ? nullptr : only->Find(list);
}

bool Has(const Node& list, const std::string& entry) {
  const auto is_it = [&](const Node& item) { return item.is_scalar() && item.text == entry; };
  return is_it(list) || std::any_of(list.items.begin(), list.items.end(), is_it);
}

// Where a policy that is extended restricts, the file allows by a rule of its own.
std::string PatternFor(const std::string& list, const std::string& entry) {
  for (const policy::OnlyKey& key : policy::kOnlyKeys) {
    if (key.key != list) continue;
    std::string calls;
    for (const std::string_view call : key.calls) {
      if (!call.empty()) calls += fmt::format("{}\"{}\"", calls.empty() ? "" : ", ", call);
    }
    return fmt::format("{{call: [{}], {}: {}}}", calls, key.addresses ? "addr" : "path",
                       learn::YamlScalar(entry));
  }
  return "";
}

// "exact:openat" of {call: "exact:openat", path: …} makes "allow-openat"; a second
// "allow-openat-2".
std::string NewId(const Node& root, const std::string& pattern) {
  std::set<std::string> taken;
  if (const Node* rules = root.Find("rules")) {
    for (const Node& rule : rules->items) {
      if (const Node* id = rule.Find("id")) taken.insert(id->text);
    }
  }
  constexpr std::string_view kExact = "\"exact:";
  std::string id = "allow-more";
  if (const std::size_t at = pattern.find(kExact); at != pattern.npos) {
    const std::size_t begin = at + kExact.size();
    id = "allow-" + pattern.substr(begin, pattern.find('"', begin) - begin);
    std::replace(id.begin(), id.end(), '_', '-');
  }
  std::string unique = id;
  for (int number = 2; taken.count(unique) > 0; ++number) unique = fmt::format("{}-{}", id, number);
  return unique;
}

bool HasAllow(const Node& root, const std::string& pattern) {
  policy::Diagnostics ignored;
  const policy::Source source("pattern", "", pattern);
  const auto wanted = policy::ParseYaml(source, &ignored);
  const Node* rules = root.Find("rules");
  if (!wanted || rules == nullptr) return false;
  return std::any_of(rules->items.begin(), rules->items.end(), [&](const Node& rule) {
    const Node* allow = rule.Find("allow");
    return allow != nullptr && policy::SaysTheSame(*allow, *wanted);
  });
}

Result<std::string> AddAllow(const std::string& text, const Node& root, const std::string& pattern,
                             const std::string& evidence) {
  if (HasAllow(root, pattern)) return text;
  const std::string id = NewId(root, pattern);
  return AddToList(text, {"rules"},
                   {fmt::format("{{id: {}, allow: {}}}", id, pattern),
                    {"id: " + id, "allow: " + pattern},
                    evidence});
}

// Does the policy, or one that it extends, restrict that still?
bool IsRestricted(const policy::File& file, const std::string& rule) {
  for (const policy::Part& part : policy::PartsOf(file)) {
    for (const policy::RestrictionSpec& restriction : part.file->restrictions) {
      if (restriction.id == rule) return true;
    }
  }
  return false;
}

// Another command may have asked for a baseline that is enough for this one.
bool IsBaselineEnough(const policy::File& file, const Change& change) {
  for (const policy::RuleSpec& rule : file.rules) {
    for (const auto& entry : rule.baseline.entries) {
      const bool meant = entry.platform.empty() || entry.platform == change.platform;
      if (rule.id == change.rule && meant) return entry.count >= change.count;
    }
  }
  return false;
}

Result<std::string> Edited(const std::string& text, const Node& root, const Change& change) {
  if (change.kind == Change::Kind::kBaseline)
    return SetBaseline(text, change.rule, change.platform, change.count);
  const std::string& form = change.forms[change.form];
  if (change.kind == Change::Kind::kAllow) return AddAllow(text, root, form, change.evidence);
  const std::string list = learn::ListOf(change.rule).value_or("");
  const Node* own = OwnList(root, list);
  if (own == nullptr) return AddAllow(text, root, PatternFor(list, form), change.evidence);
  if (Has(*own, form)) return text;
  return AddToList(text, {"only", list}, {learn::YamlScalar(form), {}, change.evidence});
}

}  // namespace

std::string Describe(const Change& change) {
  if (change.kind == Change::Kind::kBaseline)
    return fmt::format("{}: its baseline becomes {}", change.rule, change.count);
  const std::string& form = change.forms[change.form];
  if (change.kind == Change::Kind::kAllow) return fmt::format("a rule allows {}", form);
  return fmt::format("{} gains {}", change.rule, form);
}

Result<std::string> Accept(const std::string& text, const std::string& path, const Change& change) {
  policy::Diagnostics ignored;
  const policy::Source source(path, "", text);
  const auto root = policy::ParseYaml(source, &ignored);
  if (!root) return Error{"edit " + path, 0, "it is no YAML", "sysassert lint " + path};
  const Policy before = Policy::FromString(text, {}, path);
  if (const auto& file = before.document()->file; before.ok() && file != nullptr) {
    if (change.kind == Change::Kind::kBaseline && IsBaselineEnough(*file, change)) return text;
    if (change.kind != Change::Kind::kBaseline && !IsRestricted(*file, change.rule))
      return Error{"edit " + path, 0,
                   fmt::format("'{}' is no longer in this policy: it forbids nothing", change.rule),
                   "reject the change; it allows nothing that is not allowed already"};
  }
  auto edited = Edited(text, *root, change);
  if (!edited.ok()) {
    const Error& error = edited.error();
    if (error.error_number != ENOENT) return error;
    const std::vector<std::string> rules = before.rule_ids();
    if (before.ok() && std::find(rules.begin(), rules.end(), change.rule) == rules.end())
      return Error{"edit " + path, 0, fmt::format("'{}' is no longer in this policy", change.rule),
                   "reject the change"};
    return Error{"edit " + path, 0, fmt::format("'{}' has no baseline in this file", change.rule),
                 "change the policy that it extends"};
  }
  const Policy policy = Policy::FromString(edited.value(), {}, path);
  if (policy.ok()) return edited;
  const auto& diagnostics = policy.diagnostics();
  const auto first = std::find_if(diagnostics.begin(), diagnostics.end(),
                                  [](const Diagnostic& one) { return !one.warning; });
  return Error{"edit " + path, 0, "the policy would no longer load: " + first->message,
               "make this change by hand"};
}

}  // namespace sysassert::review
