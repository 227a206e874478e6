// A policy file: its keys, its rules, what it extends.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "policy/bases.h"
#include "policy/contradictions.h"
#include "policy/document.h"
#include "policy/keys.h"
#include "policy/only.h"
#include "policy/read.h"
#include "policy/yaml_source.h"

namespace sysassert::policy {
namespace {

constexpr std::size_t kMostBases = 32;

class FileLoader {
 public:
  FileLoader(std::shared_ptr<Source> source, Diagnostics* diagnostics,
             std::vector<std::string>* chain)
      : diagnostics_(*diagnostics), chain_(*chain) {
    file_->source = std::move(source);
  }

  std::shared_ptr<File> Load() {
    const int errors_before = diagnostics_.errors();
    const auto root = ParseYaml(*file_->source, &diagnostics_);
    if (!root || !CheckKeys(*root, Place::kFile, &diagnostics_)) return file_;
    ReadHead(*root);
    if (const Node* sets = root->Find("sets")) ReadSets(*sets);
    if (const Node* vars = root->Find("vars")) ReadVars(*vars);
    if (const Node* marks = root->Find("marks")) ReadMarks(*marks);
    ReadRuns(*root);
    if (const Node* where = root->Find("where")) file_->where = ReadScope(*where, &diagnostics_);
    if (const Node* extends = root->Find("extends")) ReadExtends(*extends);
    if (const Node* only = root->Find("only"))
      ReadOnly(*only, warn_only_, file_.get(), &diagnostics_);
    if (const Node* deny = root->Find("default_deny"))
      ReadDefaultDeny(*deny, warn_only_, file_.get(), &diagnostics_);
    if (const Node* rules = root->Find("rules")) ReadRules(*rules);
    if (const Node* overrides = root->Find("overrides")) ReadOverrides(*overrides);
    const bool nothing =
        file_->rules.empty() && file_->restrictions.empty() && file_->bases.empty();
    if (nothing && diagnostics_.errors() == errors_before) {
      diagnostics_.Error(
          root->spot,
          "a policy with no effect: it has neither 'only', 'default_deny', 'rules' nor 'extends'");
    }
    // Of what could not be read, nothing more can be said.
    if (diagnostics_.errors() == errors_before) FindContradictions(*file_, &diagnostics_);
    return file_;
  }

 private:
  void ReadHead(const Node& root) {
    const Node* version = root.Find("sysassert");
    if (version == nullptr) {
      diagnostics_.Error({file_->source.get(), 1, 1, 1},
                         "no language version; a policy begins with 'sysassert: 1'");
    } else if (version->text != "1") {
      diagnostics_.Error(
          version->spot,
          fmt::format("the language version {} is not known here; this program reads version 1",
                      Quote(version->text)));
    }
    const Node* name = root.Find("name");
    if (name == nullptr) {
      diagnostics_.Error({file_->source.get(), 1, 1, 1}, "no name; add 'name: report-tool'");
    } else if (const auto text = ReadText(*name, &diagnostics_)) {
      if (!IsName(*text)) diagnostics_.Error(name->spot, "a name is [a-z][a-z0-9.-]*");
      file_->name = *text;
    }
    if (const Node* description = root.Find("description"))
      file_->description = ReadText(*description, &diagnostics_).value_or("");
    if (const Node* mode = root.Find("mode")) {
      if (mode->text != "check" && mode->text != "block")
        diagnostics_.Error(mode->spot, "a mode is check or block");
      file_->mode = mode->text == "block" ? Policy::Mode::kBlock : Policy::Mode::kCheck;
    }
    if (const Node* severity = root.Find("severity"))
      warn_only_ = ReadSeverity(*severity, &diagnostics_).value_or(false);
  }

  void ReadSets(const Node& node) {
    if (!node.is_map())
      return diagnostics_.Error(node.spot,
                                "a map of sets belongs here: sets: {\"@db\": [open, pread64]}");
    for (const Entry& entry : node.entries) {
      if (entry.key.text.empty() || entry.key.text[0] != '@')
        diagnostics_.Error(entry.key.spot, "the name of a set begins with @ (quote it)");
      else if (SelectCalls(entry.key.text).ok())
        diagnostics_.Error(
            entry.key.spot,
            fmt::format("{} is a set of the language; choose another name", Quote(entry.key.text)));
      std::vector<std::string> members;
      if (entry.value.is_list() && entry.value.items.empty())
        diagnostics_.Error(entry.value.spot, "a set of nothing");
      for (const Written& member : ReadList(entry.value, &diagnostics_)) {
        if (member.text == entry.key.text) {
          diagnostics_.Error(member.spot, "a set cannot be a part of itself");
          continue;
        }
        if (node.Find(member.text) != nullptr && file_->sets.count(member.text) == 0) {
          diagnostics_.Error(member.spot,
                             fmt::format("the set {} is made further down; sets are "
                                         "read in order, and none may be a part of itself",
                                         Quote(member.text)));
          continue;
        }
        if (ReadCalls(member, *file_, &diagnostics_)) members.push_back(member.text);
      }
      file_->sets[entry.key.text] = std::move(members);
    }
  }

  void ReadVars(const Node& node) {
    if (!node.is_map())
      return diagnostics_.Error(
          node.spot, "a map of variables belongs here: vars: {DATA: \"${policy_dir}/data\"}");
    for (const Entry& entry : node.entries) {
      if (const auto text = ReadText(entry.value, &diagnostics_))
        file_->vars[entry.key.text] = {*text, entry.value.spot};
    }
  }

  void ReadMarks(const Node& node) {
    if (!node.is_map())
      return diagnostics_.Error(node.spot,
                                "a map of marks belongs here: marks: {ready: {call: "
                                "listen}}");
    for (const Entry& entry : node.entries) {
      if (!IsMarkName(entry.key.text))
        diagnostics_.Error(entry.key.spot, fmt::format("{} is no name of a mark: letters, digits "
                                                       "and _ . - make one",
                                                       Quote(entry.key.text)));
      file_->marks.emplace(entry.key.text, ReadPattern(entry.value, *file_, &diagnostics_));
    }
  }

  void ReadRuns(const Node& root) {
    constexpr std::int64_t kMostRuns = 1000;
    if (const Node* runs = root.Find("runs")) {
      const auto number = ReadNumber(*runs, &diagnostics_);
      if (number && (*number < 1 || *number > kMostRuns))
        diagnostics_.Error(runs->spot, fmt::format("runs is 1 to {}", kMostRuns));
      else
        file_->runs = static_cast<int>(number.value_or(1));
    }
    if (const Node* aggregate = root.Find("aggregate")) {
      if (aggregate->text == "median")
        file_->aggregate = Aggregate::kMedian;
      else if (aggregate->text != "max")
        diagnostics_.Error(aggregate->spot, "an aggregate is max or median");
      // Without `runs`, the command line may say how many.
      if (file_->runs == 1 && root.Find("runs") != nullptr)
        diagnostics_.Error(aggregate->spot, "an aggregate of one run; say how many 'runs'");
    }
  }

  void ReadExtends(const Node& node) {
    for (const Written& base : ReadList(node, &diagnostics_)) {
      const std::string path = PathOfBase(*file_->source, base);
      if (std::find(chain_.begin(), chain_.end(), path) != chain_.end()) {
        diagnostics_.Error(
            base.spot, fmt::format("a cycle: {} extends itself by way of this", Quote(base.text)));
        continue;
      }
      if (chain_.size() >= kMostBases) {
        diagnostics_.Error(base.spot,
                           fmt::format("more than {} policies extend one another", kMostBases));
        return;
      }
      if (auto source = OpenBase(*file_->source, base, &diagnostics_)) {
        chain_.push_back(path);
        file_->bases.push_back(FileLoader(std::move(source), &diagnostics_, &chain_).Load());
        chain_.pop_back();
      }
    }
  }

  void ReadRules(const Node& node) {
    if (!node.is_list()) return diagnostics_.Error(node.spot, "a list of rules belongs here");
    std::map<std::string, int> lines;
    for (const Node& item : node.items) {
      if (!CheckKeys(item, Place::kRule, &diagnostics_)) continue;
      RuleSpec rule = ReadRule(item, *file_, warn_only_, &diagnostics_);
      if (rule.id.empty()) continue;
      const auto [first, is_new] = lines.emplace(rule.id, rule.spot.line);
      if (!is_new)
        diagnostics_.Error(rule.spot,
                           fmt::format("a second rule of the id {}; the first is in line {}",
                                       Quote(rule.id), first->second));
      file_->rules.push_back(std::move(rule));
    }
  }

  void ReadOverrides(const Node& node) {
    if (!node.is_list()) return diagnostics_.Error(node.spot, "a list of overrides belongs here");
    for (const Node& item : node.items) {
      if (!CheckKeys(item, Place::kOverride, &diagnostics_)) continue;
      Override change;
      change.spot = item.spot;
      if (const Node* rule = item.Find("rule"))
        change.rule = ReadText(*rule, &diagnostics_).value_or("");
      if (const Node* reason = item.Find("reason"))
        change.reason = ReadText(*reason, &diagnostics_).value_or("");
      if (const Node* drop = item.Find("drop"))
        change.drop = ReadBool(*drop, &diagnostics_).value_or(false);
      if (const Node* severity = item.Find("severity"))
        change.warn_only = ReadSeverity(*severity, &diagnostics_);
      if (change.reason.empty()) diagnostics_.Error(item.spot, "an override needs a reason");
      if (item.Find("rule") == nullptr)
        diagnostics_.Error(item.spot, "an override names a rule of an extended policy");
      file_->overrides.push_back(std::move(change));
    }
  }

  std::shared_ptr<File> file_ = std::make_shared<File>();
  Diagnostics& diagnostics_;
  std::vector<std::string>& chain_;
  bool warn_only_ = false;
};

}  // namespace

std::shared_ptr<File> LoadFile(std::shared_ptr<Source> source, Diagnostics* diagnostics) {
  std::vector<std::string> chain;
  if (!source->directory().empty()) {
    const std::filesystem::path path = source->name();
    chain.push_back((source->directory() / path.filename()).string());
  }
  return FileLoader(std::move(source), diagnostics, &chain).Load();
}

}  // namespace sysassert::policy
